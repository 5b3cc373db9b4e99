"""What the JSON API takes for checks."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from storeops.quality.checks.marking import Mark
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.queueing.verb_bodies import Body, Code


class ItemMark(Body):
    """One item's mark; a 0 or 0.5 needs its reason."""

    item: Code
    mark: Mark
    reason: Annotated[str, StringConstraints(max_length=500)] = ""


class NewCheck(Body):
    """`employee` is left out for the hall's environment. `inspector` is named by programs only. `started_at` is at
    most 10 minutes ago."""

    sheet: SheetKind = SheetKind.CLERK
    employee: Code | None = None
    inspector: Code | None = None
    started_at: AwareDatetime
    marks: Annotated[list[ItemMark], Field(min_length=1, max_length=100)]
