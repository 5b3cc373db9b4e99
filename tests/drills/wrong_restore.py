"""A copy is put back where it would destroy something, or one that is none: it is refused, and nothing changes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from storeops.base.key_file import key_file
from storeops.store.database import connect
from tests.drills.drill import Drill, Outcome, judge, look_through
from tests.drills.killed_migration import KEPT
from tests.drills.load import Load, at_work
from tests.factories import rows
from tests.served_hall import ServedHall, storeops
from tests.test_migrations import STEPS, a_hall_from_before


@dataclass(frozen=True)
class Ground:
    """Where restores are tried: a hall with its newest tickets in the log, sound copies of it, and a folder."""

    hall: ServedHall
    copy: Path
    sealed: Path
    folder: Path
    drill: Drill

    def restore(self, path: Path, copy: Path, *more: str) -> tuple[int, str]:
        """Exit code and words of the command."""
        done = storeops("--db", str(path), "restore", *more, str(copy))
        return done.returncode, done.stdout + done.stderr

    def beside_its_key(self) -> Path:
        """Where a database of this hall may come to stand."""
        path = self.folder / "hall.db"
        copyfile(key_file(self.hall.path), key_file(path))
        return path


Wrong = Callable[[Ground], tuple[Path, tuple[int, str]]]
"""Tries one; where it would stand, and how the command ended."""


def over_a_hall(ground: Ground) -> tuple[Path, tuple[int, str]]:
    path = ground.beside_its_key()
    copyfile(ground.copy, path)
    before = path.read_bytes()
    ended = ground.restore(path, ground.copy)
    assert path.read_bytes() == before
    path.unlink()
    return path, ended


def over_a_log(ground: Ground) -> tuple[Path, tuple[int, str]]:
    path = ground.beside_its_key()
    log = Path(f"{path}-wal")
    log.write_bytes(ground.drill.dice.randbytes(4096))
    return path, ground.restore(path, ground.copy)


def under_a_server(ground: Ground) -> tuple[Path, tuple[int, str]]:
    path, aside = ground.hall.path, ground.folder / "aside.db"
    ground.hall.start()
    path.rename(aside)
    ended = ground.restore(path, ground.copy)
    stood = path.exists()
    aside.replace(path)
    ground.hall.stop()
    return (path if stood else aside), ended


def of_a_cut_copy(ground: Ground) -> tuple[Path, tuple[int, str]]:
    content = ground.copy.read_bytes()
    return _of(ground, content[: ground.drill.dice.randrange(100, len(content) - 4096)])


def of_a_damaged_copy(ground: Ground) -> tuple[Path, tuple[int, str]]:
    content = bytearray(ground.copy.read_bytes())
    at = ground.drill.dice.randrange(len(content) // 4096) * 4096
    content[at : at + 4096] = ground.drill.dice.randbytes(4096)
    return _of(ground, bytes(content))


def of_no_database(ground: Ground) -> tuple[Path, tuple[int, str]]:
    return _of(ground, ground.drill.dice.randbytes(9000))


def of_a_cut_sealed_copy(ground: Ground) -> tuple[Path, tuple[int, str]]:
    content = ground.sealed.read_bytes()
    cut = content[: ground.drill.dice.randrange(40, len(content))]
    return _of(ground, cut, "--key", str(ground.sealed.with_name("private.pem")))


def of_a_sealed_copy_with_another_key(ground: Ground) -> tuple[Path, tuple[int, str]]:
    pair = [str(ground.folder / name) for name in ("private.pem", "public.pem")]
    assert storeops("key", "pair", *pair).returncode == 0
    return _of(ground, ground.sealed.read_bytes(), "--key", pair[0])


def of_a_sealed_copy_without_a_key(ground: Ground) -> tuple[Path, tuple[int, str]]:
    return _of(ground, ground.sealed.read_bytes())


def _of(ground: Ground, content: bytes, *more: str) -> tuple[Path, tuple[int, str]]:
    copy = ground.folder / "wrong"
    copy.write_bytes(content)
    path = ground.beside_its_key()
    return path, ground.restore(path, copy, *more)


WRONG: tuple[Wrong, ...] = (
    over_a_hall,
    over_a_log,
    under_a_server,
    of_a_cut_copy,
    of_a_damaged_copy,
    of_no_database,
    of_a_cut_sealed_copy,
    of_a_sealed_copy_with_another_key,
    of_a_sealed_copy_without_a_key,
)
"""All of these are refused. Of an older version, or beside another hall's key file, a copy comes back whole."""


def inject(drill: Drill) -> Outcome:
    """Try one wrong way after another; then put the copy back as it should be."""
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        load.until(60)
    hall.stop()
    copy, sealed = drill.folder / "copy.db", drill.folder / "copy.sealed"
    assert storeops("key", "pair", str(drill.folder / "private.pem"), str(drill.folder / "public.pem")).returncode == 0
    for command in (("backup", str(copy)), ("backup", "--for", str(drill.folder / "public.pem"), str(sealed))):
        assert storeops("--db", str(hall.path), *command).returncode == 0
    for number in range(drill.times):
        folder = drill.folder / f"wrong{number}"
        folder.mkdir()
        ground = Ground(hall, copy, sealed, folder, drill)
        if number % (len(WRONG) + 2) < len(WRONG):
            _try(outcome, WRONG[number % (len(WRONG) + 2)], ground)
        elif number % (len(WRONG) + 2) == len(WRONG):
            _put_back_an_older_version(outcome, ground)
        else:
            _put_back_beside_another_key(outcome, ground, load)
        outcome.times += 1
    judge(outcome, load, hall.path)
    return outcome


def _try(outcome: Outcome, wrong: Wrong, ground: Ground) -> None:
    path, (code, said) = wrong(ground)
    name = wrong.__name__.replace("_", " ")
    if code == 0 or (path.exists() and path.name == "hall.db"):
        outcome.faults.append(f"{name} was not refused: {said}")
    if "Traceback" in said:
        outcome.faults.append(f"{name} was refused by a traceback")


def _put_back_an_older_version(outcome: Outcome, ground: Ground) -> None:
    older, path = ground.folder / "older.db", ground.folder / "hall.db"
    a_hall_from_before(older, ground.drill.dice.choice(STEPS[1:-1])).conn.close()
    code, said = ground.restore(path, older)
    with closing(connect(path)) as db:
        kept = [(row["number"], row["state"]) for row in rows(db, "SELECT number, state FROM ticket ORDER BY id")]
    if code != 0 or kept != KEPT or "as it stood at 2026-03-02 09:00" not in said:
        outcome.faults.append(f"a copy of an older version was not put back whole: {said} {kept}")


def _put_back_beside_another_key(outcome: Outcome, ground: Ground, load: Load) -> None:
    other = ServedHall.founded(ground.folder)
    other.path.unlink()
    code, said = ground.restore(other.path, ground.copy)
    if code != 0:
        outcome.faults.append(f"beside another hall's key file: {said}")
        return
    copyfile(key_file(ground.hall.path), key_file(other.path))
    look_through(outcome, load, other.path)
