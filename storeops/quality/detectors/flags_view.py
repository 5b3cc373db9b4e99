"""The flags of a month, and what came of looking at them: a read model."""

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from storeops.people import employee_rows
from storeops.quality.detectors import detector_rows, found_flag_rows, review_rows
from storeops.quality.detectors.detecting import verdicts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.flag import HALL, Flag, FlaggedVisit, Review, Verdict
from storeops.quality.ratings.month_read_rows import MonthRead


@dataclass(frozen=True)
class ReviewedFlag:
    """A flag with its reviews, the newest first. `name` is the employee's; empty where it is about the hall.

    `visits` are those that it rests on, where they can be looked at one by one. Before a review it names nobody but to
    reviewers: no report, file or mail.
    """

    flag: Flag
    name: str
    reviews: tuple[Review, ...]
    visits: tuple[FlaggedVisit, ...]

    @property
    def is_about_hall(self) -> bool:
        return self.flag.subject == HALL


@dataclass(frozen=True)
class MonthFlags:
    """Everything that the detectors make of a month."""

    month: str
    verdicts: tuple[Verdict, ...]
    flags: tuple[ReviewedFlag, ...]
    names: dict[str, str]

    @property
    def open_count(self) -> int:
        """How many flags nobody has looked at."""
        return sum(not reviewed.reviews for reviewed in self.flags)


def month_flags(db: Database, month: str, read: MonthRead | None = None) -> list[Flag]:
    """The flags of a month written YYYY-MM, by detector and subject; computed anew each time. BadValue.

    `read`: the month's facts, where the caller has them already.
    """
    return [flag for verdict in _verdicts(db, read or MonthRead(db, month)) for flag in verdict.flags]


def whole_month(db: Database, month: str, read: MonthRead | None = None) -> MonthFlags:
    """What every detector makes of a month, with reviews and names. BadValue. `read` as in month_flags."""
    found = _verdicts(db, read or MonthRead(db, month))
    names = employee_rows.names(db)
    reviews: defaultdict[tuple[str, str], list[Review]] = defaultdict(list)
    for review in review_rows.of_month(db, month):
        reviews[review.detector, review.subject].append(review)
    flags = tuple(
        ReviewedFlag(
            flag,
            names.get(flag.subject, ""),
            tuple(reviews[flag.detector.value, flag.subject]),
            tuple(detector_rows.visits(db, flag.ticket_ids)),
        )
        for verdict in found
        for flag in verdict.flags
    )
    return MonthFlags(month, found, flags, names)


def flags_to_review(db: Database, reviewer_code: str) -> int:
    """How many of the flags that were found last nobody has looked at and this reviewer may: none about themself."""
    return found_flag_rows.count_to_review(db, reviewer_code)


def _verdicts(db: Database, read: MonthRead) -> tuple[Verdict, ...]:
    return verdicts(detector_rows.month_facts(db, read, SHIPPED), SHIPPED)
