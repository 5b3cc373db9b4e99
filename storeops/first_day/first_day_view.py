"""How far the first day of a hall is. A read model."""

from dataclasses import dataclass

from sqlite_utils import Database

from storeops.first_day import first_day_rows
from storeops.first_day.first_day_list import LIST, SAID, SetUpSoFar, Step, done_of
from storeops.hall import hall_rows


@dataclass(frozen=True)
class StepLine:
    """A step; `may_say`: somebody may say that it is done."""

    step: Step
    is_done: bool
    may_say: bool


@dataclass(frozen=True)
class FirstDay:
    """The steps in their order, and what the hall has. `is_over`: it asks for nobody's attention any more."""

    lines: list[StepLine]
    found: SetUpSoFar
    is_over: bool

    @property
    def done_count(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def next_step(self) -> Step | None:
        """The first step that is still to be done; None where none is."""
        return next((line.step for line in self.lines if not line.is_done), None)


def first_day(db: Database) -> FirstDay:
    """How far the hall is. A sample hall has no first day."""
    found, said = first_day_rows.so_far(db), first_day_rows.said(db)
    done = done_of(found) | said
    lines = [StepLine(step, step in done, step in SAID and step not in done) for step in Step]
    is_over = LIST in said or hall_rows.hall(db).is_sample or all(line.is_done for line in lines)
    return FirstDay(lines, found, is_over)
