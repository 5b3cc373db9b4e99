"""How a month's stars are read, compared and written down when they are closed, or counted again after an appeal."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.month_end.closing_steps import Closing
from storeops.month_end.kept_document import VersionHead
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy_rows import StoredPolicy
from storeops.quality.stars import frozen, star_rows
from storeops.quality.stars.month_facts import StarFacts
from storeops.quality.stars.month_facts_rows import month_facts
from storeops.quality.stars.refusals import NoStarsToClose, StarsStillOpen
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.star_rows import KeptSheet
from storeops.quality.stars.stars_document import STARS, KeptStars, NewStars
from storeops.quality.stars.stars_json import sheets_json


@dataclass(frozen=True)
class StarReading:
    """The facts of a month and the policy in force, with the text that is kept of the facts and its checksum."""

    stored: StoredPolicy
    facts: StarFacts
    inputs: str
    checksum: str


def _read(db: Database, span: MonthSpan, now: datetime) -> StarReading:
    """Read the facts of a month. NoStarsToClose where nobody has a sheet, and nobody ever had one."""
    stored = policy_rows.in_force(db, span.month)
    facts = month_facts(db, span.month, stored.policy, hall_rows.hall(db).zone, now)
    if not facts.employees and star_rows.latest(db, span.month) is None:
        raise NoStarsToClose(month=span.month)
    inputs = frozen.as_text(facts)
    return StarReading(stored, facts, inputs, frozen.checksum(inputs))


def _is_settled(db: Database, span: MonthSpan, last: KeptStars) -> bool:
    """Never said without reading: the facts are the inputs, and reading them is quick."""
    del db, span, last
    return False


def _is_same(last: KeptStars, reading: StarReading) -> bool:
    return (last.checksum, last.policy_id) == (reading.checksum, reading.stored.id)


def _also(last: KeptStars, reading: StarReading) -> list[str]:
    del last, reading
    return []


def _keep(db: Database, head: VersionHead, last: KeptStars | None, reading: StarReading) -> int:
    """Write a version down with everybody's sheet; its id."""
    del last
    new = NewStars(**asdict(head), checksum=reading.checksum, policy_id=reading.stored.id, inputs=reading.inputs)
    star_month_id = kept_rows.add(db, STARS, new)
    policy = reading.stored.policy
    stars = star_month(reading.facts, policy)
    for sheet, words in zip(stars.sheets, sheets_json(stars, policy, {}), strict=True):
        body = json.dumps(words, ensure_ascii=False, sort_keys=True)
        total = None if sheet.total is None else str(sheet.total)
        star_rows.add_sheet(db, star_month_id, KeptSheet(sheet.facts.employee, total, sheet.stars, body))
    return star_month_id


STARS_CLOSING = Closing(
    document=STARS,
    still_open=StarsStillOpen,
    read=_read,
    is_settled=_is_settled,
    is_same=_is_same,
    also=_also,
    keep=_keep,
    written_beside=star_rows.written_sheets,
)
