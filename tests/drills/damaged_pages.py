"""Pages of the database are damaged on the disk: that is told, and the backup of before is put back."""

from tests.drills.drill import Drill, Outcome, judge, look_through
from tests.drills.load import at_work
from tests.factories import copied_hall
from tests.served_hall import storeops

PAGE = 4096


def inject(drill: Drill) -> Outcome:
    """Overwrite a page that the dice choose with what they choose; `check` must tell, and a copy must help."""
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        load.until(60)
    hall.stop()
    judge(outcome, load, hall.path)
    copy = drill.folder / "copy.db"
    assert storeops("--db", str(hall.path), "backup", str(copy)).returncode == 0
    pages = hall.path.stat().st_size // PAGE
    for number in range(drill.times):
        folder = drill.folder / f"damaged{number}"
        folder.mkdir()
        path = copied_hall(hall.path, folder / "hall.db")
        with path.open("r+b") as file:
            file.seek(drill.dice.randrange(pages) * PAGE)
            file.write(drill.dice.choice((bytes(PAGE), b"\xff" * PAGE, drill.dice.randbytes(PAGE))))
        told = storeops("--db", str(path), "check")
        outcome.times += 1
        outcome.faults += _badly_told(told.returncode, told.stdout + told.stderr)
        path.rename(folder / "damaged.db")
        restored = storeops("--db", str(path), "restore", str(copy))
        assert restored.returncode == 0, restored.stderr
        look_through(outcome, load, path)
    return outcome


def _badly_told(code: int, said: str) -> list[str]:
    """What is wrong with how damage was told: nothing was found, or whoever reads it learns nothing."""
    if code == 0:
        return ["a damaged page was not found"]
    return ["damage was told by a traceback"] if "Traceback" in said else []
