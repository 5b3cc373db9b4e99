"""What the JSON API takes for checks."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from storeops.quality.checks.marking import MOST_TIMES, Mark
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.queueing.verb_bodies import Body, Code


class ItemMark(Body):
    """One item's mark; a 0 or 0.5 needs its reason. Of an item that deducts or vetoes 1 says that nothing was seen, 0
    that it was; `times`, how often, of an item that deducts."""

    item: Code
    mark: Mark
    times: Annotated[int, Field(ge=1, le=MOST_TIMES)] = 1
    reason: Annotated[str, StringConstraints(max_length=500)] = ""


class NewCheck(Body):
    """`employee` is left out for the hall's environment. `inspector` is named by programs only. `started_at` is at
    most 10 minutes ago."""

    sheet: SheetKind = SheetKind.CLERK
    employee: Code | None = None
    inspector: Code | None = None
    started_at: AwareDatetime
    marks: Annotated[list[ItemMark], Field(min_length=1, max_length=100)]
