"""The power fails: of what was written, only what was made to last is sure to stand on the disk.

One run of a server gives notes of all that it wrote and made to last. Each cut is a place in these notes: everything up
to the last sync of a file stands there; of what was written to it later, each piece may or may not, and the last may
be torn in the middle.
"""

from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from storeops.base.actor import CUSTOMER
from storeops.base.clock import SystemClock
from storeops.base.key_file import key_file
from storeops.cli import main
from storeops.queueing.issue import Wish, issue
from storeops.running import integrity_view
from storeops.store.database import connect
from tests.drills.drill import Drill, Outcome, Stopwatch, given_twice
from tests.drills.faulty_disk import DiskControl, DiskNotes, DiskRecord, Operation, on_a_faulty_disk
from tests.drills.load import Load, at_work
from tests.factories import rows

SECTOR = 512
ANSWERS_IN_TESTS, ANSWERS = 120, 1500


def inject(drill: Drill) -> Outcome:
    """Cut the power at places that the dice choose, and start each disk again."""
    hall = drill.hall()
    before = hall.path.read_bytes()
    control, notes = drill.folder / "control", DiskNotes(drill.folder / "notes")
    DiskControl(control)
    hall.program = partial(on_a_faulty_disk, main, control, drill.folder / "notes")
    hall.start()
    with at_work(hall, now_at=lambda: notes.length) as load:
        load.until(ANSWERS if drill.is_full else ANSWERS_IN_TESTS)
    hall.kill()
    records = [each for each in notes.records() if each.name.startswith(hall.path.name) and "serving" not in each.name]
    outcome = Outcome(acknowledged=load.answered, said=load.said)
    outcome.silent_for(load.longest_silence)
    disk = Disk({hall.path.name: before})
    cuts = sorted(drill.dice.randrange(len(records)) for _ in range(drill.times))
    done = 0
    for number, cut in enumerate(cuts):
        disk.play(records[done:cut])
        done = cut
        folder = drill.folder / f"cut{number}"
        folder.mkdir()
        disk.after_the_cut(folder, drill.dice)
        key_file(folder / hall.path.name).write_bytes(key_file(hall.path).read_bytes())
        _start_again(outcome, load, folder / hall.path.name, records[cut - 1].ends if cut else 0)
        for file in folder.iterdir():
            file.unlink()
    return outcome


def _start_again(outcome: Outcome, load: Load, path: Path, at: int) -> None:
    """Open what the cut left, issue one more ticket, and see that all that was answered before stands there."""
    outcome.times += 1
    watch = Stopwatch()
    with closing(connect(path)) as db:
        issue(db, SystemClock(), CUSTOMER, Wish("payment"))
        outcome.silent_for(watch.seconds)
        states = {row["token"]: row["state"] for row in rows(db, "SELECT token, state FROM ticket")}
        ended = {row["id"] for row in rows(db, "SELECT id FROM ticket WHERE state = 'served'")}
        numbers = rows(db, "SELECT business_day, number FROM ticket")
        outcome.faults += integrity_view.findings(db)
    outcome.lost += sum(each.token not in states for each in load.issued if each.at <= at)
    outcome.lost += sum(each.id not in ended for each in load.ended if each.at <= at)
    outcome.doubled += len(numbers) - len({(row["business_day"], row["number"]) for row in numbers})
    outcome.doubled += given_twice(load.issued)


class Disk:
    """The files of a folder: what of each stands there for sure, and what was written to it since."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._sure = {name: bytearray(content) for name, content in files.items()}
        self._since: dict[str, list[DiskRecord]] = {}

    def play(self, records: Iterable[DiskRecord]) -> None:
        """Do what was done."""
        for record in records:
            if record.operation is Operation.SYNC:
                written = self._since.pop(record.name, [])
                lasting = [each for each in written if each.ends <= record.begins]
                self._since[record.name] = written[len(lasting) :]
                for each in lasting:
                    _do(self._sure.setdefault(record.name, bytearray()), each)
            elif record.operation is Operation.DELETE:
                self._sure.pop(record.name, None)
                self._since.pop(record.name, None)
            else:
                self._since.setdefault(record.name, []).append(record)

    def after_the_cut(self, folder: Path, dice: Random) -> None:
        """Write the files as they may stand there when the power comes back."""
        for name in self._sure.keys() | self._since.keys():
            content = bytearray(self._sure.get(name, b""))
            for record in self._since.get(name, []):
                if dice.random() < 0.5:
                    _do(content, record, length=_torn(record, dice))
            (folder / name).write_bytes(content)


def _torn(record: DiskRecord, dice: Random) -> int:
    """How much of a write came to the disk: mostly all, else some whole sectors."""
    whole = len(record.data)
    return whole if dice.random() < 0.7 else dice.randrange(0, whole + 1, SECTOR)


def _do(content: bytearray, record: DiskRecord, length: int | None = None) -> None:
    if record.operation is Operation.TRUNCATE:
        del content[record.offset :]
        return
    data = record.data[:length]
    content.extend(bytes(max(record.offset + len(data) - len(content), 0)))
    content[record.offset : record.offset + len(data)] = data
