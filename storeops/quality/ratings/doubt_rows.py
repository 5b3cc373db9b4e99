"""Ratings in doubt: which they are, and what was decided. Named SQL; the caller holds the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.i18n import Language
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

LARGEST_ID = 2**63 - 1

TRACED_DOUBTS = TracedTable(
    "doubted_rating",
    ("rating_id", "first_id", "is_accepted", "decided_at", "decided_by", "note"),
    "FROM doubted_rating WHERE true",
)


@dataclass(frozen=True)
class DoubtedRating:
    """A rating in doubt. `counter` and `employee` are where it was asked and who is credited, None: nobody.

    `first_id` names the browser and day. `is_accepted` None: nobody has decided yet. How it was answered is not told:
    whoever decides must not choose by it.
    """

    first_id: int
    business_day: str
    ticket_id: int
    moment_zh: str
    moment_en: str
    answered_at: datetime
    counter: str | None
    employee: str | None
    employee_name: str | None
    is_accepted: bool | None
    decided_at: datetime | None
    decided_by: str | None
    note: str | None

    def moment(self, language: Language) -> str:
        return self.moment_en if language == "en" else self.moment_zh


_DOUBTED = """
SELECT doubted_rating.first_id, ticket.business_day, rating.ticket_id, moment.name_zh AS moment_zh,
       moment.name_en AS moment_en, rating.answered_at, counter.code AS counter, employee.code AS employee,
       employee.name AS employee_name, doubted_rating.is_accepted, doubted_rating.decided_at,
       judge.name AS decided_by, doubted_rating.note
FROM doubted_rating
JOIN rating ON rating.id = doubted_rating.rating_id
JOIN ticket ON ticket.id = rating.ticket_id
JOIN moment ON moment.code = rating.moment
LEFT JOIN prompt ON prompt.id = rating.prompt_id
LEFT JOIN counter ON counter.id = prompt.counter_id
LEFT JOIN employee ON employee.id = rating.employee_id
LEFT JOIN employee AS judge ON judge.id = doubted_rating.decided_by
WHERE rating.undone_at IS NULL
"""
_BY_BROWSER = "ORDER BY doubted_rating.first_id, rating.answered_at, rating.id"


def answered_tickets(db: Database, browser: str) -> list[int]:
    """The tickets about which a browser answered, by its first answer about each; those taken back too."""
    sql = "SELECT ticket_id FROM rating WHERE browser = ? GROUP BY ticket_id ORDER BY min(id)"
    return rows.column(db, sql, (browser,))


def doubt(db: Database, rating_id: int, browser: str) -> None:
    """Keep a rating of a browser out of all figures until somebody has decided."""
    db.execute(
        "INSERT INTO doubted_rating (rating_id, first_id) VALUES (:id, coalesce("
        "(SELECT min(doubted_rating.first_id) FROM rating JOIN doubted_rating ON doubted_rating.rating_id = rating.id"
        " WHERE rating.browser = :browser), :id))",
        {"id": rating_id, "browser": browser},
    )


def of_browser(db: Database, first_id: int) -> list[DoubtedRating]:
    """The ratings in doubt of one browser and day, in the order in which they were given; none where there are none."""
    if not 0 < first_id <= LARGEST_ID:
        return []
    return rows.many(db, DoubtedRating, f"{_DOUBTED} AND doubted_rating.first_id = ? {_BY_BROWSER}", (first_id,))


def undecided(db: Database) -> list[DoubtedRating]:
    """Those of browsers about which a decision is still to come, oldest first."""
    which = "SELECT first_id FROM doubted_rating WHERE is_accepted IS NULL"
    return rows.many(db, DoubtedRating, f"{_DOUBTED} AND doubted_rating.first_id IN ({which}) {_BY_BROWSER}")


def decided(db: Database, browsers: int) -> list[DoubtedRating]:
    """Those of so many browsers about which somebody decided last, oldest first."""
    which = (
        "SELECT first_id FROM doubted_rating GROUP BY first_id HAVING count(*) = count(is_accepted)"
        " ORDER BY max(decided_at) DESC LIMIT +?"
    )
    return rows.many(
        db, DoubtedRating, f"{_DOUBTED} AND doubted_rating.first_id IN ({which}) {_BY_BROWSER}", (browsers,)
    )


def decide(db: Database, first_id: int, is_accepted: bool, judge_id: int, note: str, at: datetime) -> None:
    """Note whether the ratings of one browser and day count."""
    db.execute(
        "UPDATE doubted_rating SET is_accepted = ?, decided_at = ?, decided_by = ?, note = ? WHERE first_id = ?",
        (int(is_accepted), stamp(at), judge_id, note, first_id),
    )


def forget_browsers(db: Database, before: datetime) -> list[int]:
    """Clear the marks of browsers that answered before an instant; the ids of the answers that had one."""
    return rows.column(
        db,
        "UPDATE stored_rating SET browser = NULL WHERE browser IS NOT NULL AND answered_at < ? RETURNING id",
        (stamp(before),),
    )
