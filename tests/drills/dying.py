"""Commands that are killed in the midst of what they write to the disk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.drills.faulty_disk import DiskControl, Failure, Operation, on_a_faulty_disk
from tests.warm_start import WarmCommand

COMMAND_SECONDS = 120


@dataclass(frozen=True)
class EndedCommand:
    """How a command ended. `changes`: how many it asked of the disk."""

    code: int
    said: str
    changes: int


def run(control: Path, program: Callable[[], object], *arguments: str, dies_after: int | None = None) -> EndedCommand:
    """Run a command on a disk; the process dies in the midst of the change that follows on so many."""
    disk = DiskControl(control)
    before = disk.changes
    disk.heal()
    if dies_after is not None:
        disk.fail(Operation.CHANGE, Failure.DIES, after=dies_after)
    command = WarmCommand(*arguments, program=partial(on_a_faulty_disk, program, control))
    said, complained = command.communicate(COMMAND_SECONDS)
    disk.heal()
    return EndedCommand(command.returncode, (said + complained).strip(), disk.changes - before)
