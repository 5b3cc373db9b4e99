"""Months of stars as the pages and programs show them: a read model."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.months import begun_month, month_span, running_on
from storeops.hall import hall_rows
from storeops.month_end import kept_rows
from storeops.month_end.due_rows import spans_since
from storeops.month_end.refusals import UnknownVersion
from storeops.quality.detectors.flags_view import whole_month
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.policy.policy_rows import PolicyReader, StoredPolicy
from storeops.quality.stars import entries_view, frozen, star_appeal_rows, star_rows
from storeops.quality.stars.checklist import inspector_shifts
from storeops.quality.stars.entry import SheetEntry
from storeops.quality.stars.month_facts_rows import check_facts, month_facts
from storeops.quality.stars.sheet import StarMonth, StarSheet
from storeops.quality.stars.star_appeal_rows import AppealLine
from storeops.quality.stars.star_appeal_rules import last_day_for_sheets
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.stars_document import STARS, KeptStars
from storeops.quality.stars.stars_json import Json, stars_json

__all__ = [
    "AppealLine",
    "ChangedLine",
    "ChangedSheet",
    "MonthLine",
    "PolicyReader",
    "PublishedMonth",
    "SheetEntry",
    "StarVersionLine",
    "StoredPolicy",
]


@dataclass(frozen=True)
class PublishedMonth:
    """A month's stars in one version. While provisional, version is 0 and what tells of the closing is None.

    `is_running`: its last day is still to come or today, and customers' answers join in batches. `floor`: the wall list
    begins at so many stars.
    """

    month: str
    version: int
    is_provisional: bool
    is_running: bool
    policy_version: int
    policy: Policy
    closed_at: datetime | None
    reason: str | None
    checksum: str | None
    stars: StarMonth
    floor: int


@dataclass(frozen=True)
class StarVersionLine:
    """One version of a month; `reason` is None for the first (words of corrections.py, joined)."""

    version: int
    closed_at: datetime
    closed_by: str
    reason: str | None


@dataclass(frozen=True)
class MonthLine:
    """A month that has sheets; version 0 while provisional."""

    month: str
    version: int
    is_provisional: bool
    closes_at: datetime


@dataclass(frozen=True)
class ChangedLine:
    """A line whose score a version changed; None where it could not be computed."""

    line: StarLine
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class ChangedSheet:
    """What a version changed on one sheet; None where there was or is no total."""

    employee: str
    total_before: Decimal | None
    total_after: Decimal | None
    stars_before: int | None
    stars_after: int | None
    lines: tuple[ChangedLine, ...]


def published_month(db: Database, month: str, now: datetime, version: int | None = None) -> PublishedMonth:
    """A month in a version, or in the one in force; computed now while it is not closed.

    BadValue for no month or one still to come, UnknownVersion.
    """
    zone = hall_rows.hall(db).zone
    span = begun_month(month, zone, now)
    kept = star_rows.latest(db, month) if version is None else kept_rows.of_version(db, STARS, month, version)
    floor = star_rows.floor(db)
    if kept is None:
        if version is not None:
            raise UnknownVersion(month=month, version=version)
        stored = policy_rows.in_force(db, month)
        policy = stored.policy
        shown_on = running_on(span, zone, now)
        stars = star_month(month_facts(db, month, policy, zone, now, shown_on), policy)
        is_running = shown_on is not None
        return PublishedMonth(month, 0, True, is_running, stored.version, policy, None, None, None, stars, floor)
    stored = policy_rows.by_id(db, kept.policy_id)
    return PublishedMonth(
        month=month,
        version=kept.version,
        is_provisional=False,
        is_running=False,
        policy_version=stored.version,
        policy=stored.policy,
        closed_at=kept.closed_at,
        reason=kept.reason,
        checksum=kept.checksum,
        stars=_stars(kept, stored.policy),
        floor=floor,
    )


def _stars(kept: KeptStars, policy: Policy) -> StarMonth:
    return star_month(frozen.from_text(kept.inputs), policy)


def shifts_in_force(db: Database, month: str) -> Mapping[str, Fraction]:
    """By how many points each inspector marks above the others: of the version in force, else as computed now."""
    policy, kept = policy_rows.in_force(db, month).policy, star_rows.latest(db, month)
    if kept is not None:
        return inspector_shifts(frozen.from_text(kept.inputs).checks, policy)
    return inspector_shifts(check_facts(db, month_span(month, hall_rows.hall(db).zone)), policy)


def stars_document(db: Database, published: PublishedMonth, *, with_flags: bool = True) -> Json:
    """A month's stars as JSON-ready values: sheets with their inputs and flags, shifts, teams, the hall's figures.

    What detectors flag is for those who see everybody's quality.
    """
    flags = _flags(db, published.month) if with_flags else {}
    document = stars_json(published.stars, published.policy, published.version, published.policy_version, flags)
    return {
        **document,
        "frozen_at": published.closed_at.isoformat() if published.closed_at else None,
        "version_reason": published.reason,
        "checksum": published.checksum,
    }


def _flags(db: Database, month: str) -> dict[str, list[Json]]:
    """What the detectors flag about each employee, as of now; nobody is named in a file before a review."""
    found: defaultdict[str, list[Json]] = defaultdict(list)
    for reviewed in whole_month(db, month).flags:
        flag = reviewed.flag
        if flag.subject_kind != "employee" or not reviewed.reviews:
            continue
        words: Json = {"detector": flag.detector.value, "sentence": flag.in_language("en"), "values": dict(flag.values)}
        found[flag.subject].append(words)
    return found


def versions(db: Database, month: str) -> list[StarVersionLine]:
    """The versions of a closed month, newest first; empty while it is provisional."""
    return [
        StarVersionLine(kept.version, kept.closed_at, kept.closed_by, kept.reason)
        for kept in kept_rows.versions(db, STARS, month)
    ]


def months_with_sheets(db: Database, now: datetime) -> list[MonthLine]:
    """The months in which anybody has a sheet, newest first."""
    spans = spans_since(star_rows.first_day(db), hall_rows.hall(db).zone, now)
    kept = kept_rows.versions_by_month(db, STARS)
    return [
        MonthLine(span.month, kept.get(span.month, 0), span.month not in kept, span.closes_at)
        for span in spans
        if span.month in kept or star_rows.has_sheets(db, span)
    ]


def entries(
    db: Database, month: str, employee_code: str, line: StarLine, now: datetime, sees_taps: bool = False
) -> list[SheetEntry]:
    """The rows behind a line; with `sees_taps` each tap without its time, else averages. See entries_view."""
    return entries_view.entries(db, month, employee_code, line, now, sees_taps)


def difference(db: Database, month: str, version: int) -> list[ChangedSheet]:
    """What a version changed against the one before, by employee number; empty for the first. UnknownVersion."""
    if version < 2:
        return []
    before, after = (_sheets_of(db, month, each) for each in (version - 1, version))
    changed = [_changed(code, before.get(code), after.get(code)) for code in sorted({*before, *after})]
    return [each for each in changed if each is not None]


def _sheets_of(db: Database, month: str, version: int) -> dict[str, StarSheet]:
    kept = kept_rows.of_version(db, STARS, month, version)
    if kept is None:
        raise UnknownVersion(month=month, version=version)
    stars = _stars(kept, policy_rows.by_id(db, kept.policy_id).policy)
    return {sheet.facts.employee: sheet for sheet in stars.sheets}


def _changed(employee: str, before: StarSheet | None, after: StarSheet | None) -> ChangedSheet | None:
    """What differs between two sheets of one employee; None if nothing does."""
    lines = tuple(
        ChangedLine(line, _score(before, line), _score(after, line))
        for line in StarLine
        if _score(before, line) != _score(after, line)
    )
    total_before, total_after = before.total if before else None, after.total if after else None
    stars_before, stars_after = before.stars if before else None, after.stars if after else None
    if not lines and (total_before, stars_before) == (total_after, stars_after):
        return None
    return ChangedSheet(employee, total_before, total_after, stars_before, stars_after, lines)


def _score(sheet: StarSheet | None, line: StarLine) -> Fraction | None:
    return sheet.components[line] if sheet else None


def appeals(db: Database, month: str | None, employee_code: str | None, open_only: bool) -> list[AppealLine]:
    """The appeals of a month and an employee (None: of all), open ones first."""
    return star_appeal_rows.appeals(db, month, employee_code, open_only)


def appealable_until(db: Database, month: str) -> date | None:
    """The last day on which the sheets of a month can be appealed against; None while it is not closed."""
    latest = star_rows.latest(db, month)
    if latest is None:
        return None
    policy = policy_rows.by_id(db, latest.policy_id).policy
    return last_day_for_sheets(latest.closed_at, hall_rows.hall(db).zone, policy)


def policies(db: Database) -> list[StoredPolicy]:
    """All versions of both policies, newest first."""
    return policy_rows.all_policies(db)


def policy_in_force(db: Database, month: str) -> StoredPolicy:
    """The policy that makes a month's stars."""
    return policy_rows.in_force(db, month)


def latest_policy_body(db: Database) -> str:
    """The newest version of the stars' policy as JSON text: where the next one begins."""
    return policy_rows.newest(db).body


def readers(db: Database, policy_id: int) -> list[PolicyReader]:
    """Who has read a policy, by number."""
    return policy_rows.readers(db, policy_id)
