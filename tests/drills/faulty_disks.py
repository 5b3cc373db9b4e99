"""The disk fails while people are at work: at single writes or reads, as it is full, or as it is read-only."""

from collections.abc import Callable
from functools import partial

from storeops.cli import main
from tests.drills.drill import Drill, Outcome, judge
from tests.drills.faulty_disk import DiskControl, Failure, Operation, on_a_faulty_disk
from tests.drills.load import Load, at_work
from tests.drills.screens import OpenScreens

FOR_LONG = 10**9


def inject_write_errors(drill: Drill) -> Outcome:
    """Let some writes and syncs in a row fail."""
    failures = ((Operation.WRITE, Failure.WRITE), (Operation.SYNC, Failure.SYNC), (Operation.TRUNCATE, Failure.WRITE))
    return _with_single_failures(drill, failures[:2])


def inject_read_errors(drill: Drill) -> Outcome:
    """Let some reads in a row fail."""
    return _with_single_failures(drill, ((Operation.READ, Failure.READ),))


def inject_full_disk(drill: Drill) -> Outcome:
    """Let the disk be full until people were refused for a while."""
    return _with_long_failures(drill, Failure.FULL)


def inject_read_only(drill: Drill) -> Outcome:
    """Let the system take no write any more, as when it mounts a failing disk read-only, until people were refused."""
    return _with_long_failures(drill, Failure.WRITE)


def _with_single_failures(drill: Drill, failures: tuple[tuple[Operation, Failure], ...]) -> Outcome:
    control = DiskControl(drill.folder / "control")

    def fail(load: Load, _: OpenScreens) -> None:
        operation, failure = drill.dice.choice(failures)
        control.fail(operation, failure, after=drill.dice.randrange(12), times=drill.dice.randrange(1, 4))
        while control.still_to_fail:
            load.until(1)

    return _at_work_on(drill, control, fail)


def _with_long_failures(drill: Drill, failure: Failure) -> Outcome:
    control = DiskControl(drill.folder / "control")

    def fail(load: Load, shown: OpenScreens) -> None:
        control.fail(Operation.CHANGE, failure, after=drill.dice.randrange(20), times=FOR_LONG)
        load.until_refused(drill.dice.randrange(6, 20))
        load.said.update(shown.look())
        control.heal()

    return _at_work_on(drill, control, fail)


def _at_work_on(drill: Drill, control: DiskControl, fail: Callable[[Load, OpenScreens], None]) -> Outcome:
    hall, outcome = drill.hall(), Outcome()
    hall.program = partial(on_a_faulty_disk, main, drill.folder / "control")
    hall.start()
    with at_work(hall) as load:
        load.until(10)
        shown = OpenScreens(hall)
        for _ in range(drill.times):
            fail(load, shown)
            outcome.times += 1
            load.until(drill.dice.randrange(5, 20))
        shown.touch()
        load.taken |= shown.taken
    control.heal()
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome
