"""The raw rows behind one line of a star sheet: a read model."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.months import MonthSpan, month_span
from storeops.hall import hall_rows
from storeops.quality.care import care_rows
from storeops.quality.care.care_kinds import CARE_KINDS, SKILL_KINDS
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.stars import entry, entry_rows
from storeops.quality.stars.arithmetic import TWO_PLACES, mean, rounded
from storeops.quality.stars.checklist import inspector_shifts
from storeops.quality.stars.entry import SheetEntry
from storeops.quality.stars.month_facts_rows import check_facts

LEAST_RATINGS = 5
"""A clerk sees averages from so many ratings on, and not before the next day."""


def entries(db: Database, month: str, employee_code: str, line: StarLine, sees_taps: bool = False) -> list[SheetEntry]:
    """The rows behind a line as they stand, newest first; those that an appeal set aside are marked.

    `sees_taps`: for whoever sees everybody's quality, each tap without its time; else averages by day.
    BadValue for no month.
    """
    span = month_span(month, hall_rows.hall(db).zone)
    policy = policy_rows.in_force(db, month).policy
    if line is StarLine.CHECKLIST:
        return _checks(db, span, employee_code, policy)
    if line is StarLine.SPEED:
        return _transactions(db, span, employee_code)
    if line is StarLine.VOLUME:
        return _volume(db, span, employee_code)
    if line is StarLine.CARE:
        return _care(db, span, employee_code)
    if line is StarLine.SKILL:
        return _skill(db, span, employee_code)
    taps = entry_rows.ratings(db, span, employee_code, policy.rated_moments)
    return _taps(taps) if sees_taps else _day_means(taps, entry_rows.newest_day(db))


def _checks(db: Database, span: MonthSpan, employee: str, policy: Policy) -> list[SheetEntry]:
    facts = check_facts(db, span)
    shifts, scores = inspector_shifts(facts, policy), {fact.check_id: fact.score for fact in facts}
    found = []
    for check in entry_rows.checks(db, span, employee):
        values: dict[str, object] = {"inspector": f"{check.inspector_name} {check.inspector}"}
        score = scores.get(check.id)
        if score is None:
            words = entry.SET_ASIDE if check.is_set_aside else entry.NOT_APPLICABLE
            found.append(SheetEntry("check", check.id, check.checked_at, words, values, None, check.is_set_aside))
            continue
        shift = shifts[check.inspector]
        values |= {"score": _points(score), "shift": _points(shift), "adjusted": _points(score - shift)}
        found.append(SheetEntry("check", check.id, check.checked_at, entry.CHECKED, values, score - shift))
    return found


def _transactions(db: Database, span: MonthSpan, employee: str) -> list[SheetEntry]:
    found = []
    for row in entry_rows.transactions(db, span, employee):
        if not (row.is_judged or row.is_set_aside):
            continue
        words = entry.REOPENED if row.is_reopened else entry.WITHIN_TARGET if row.is_met else entry.OVER_TARGET
        values = {
            "number": row.number,
            "service_zh": row.service_zh,
            "service_en": row.service_en,
            "handling": row.handling_seconds,
            "target": row.target_seconds,
        }
        amount = int(row.is_met) if row.is_judged else None
        found.append(SheetEntry("transaction", row.id, row.ended_at, words, values, amount, row.is_set_aside))
    return found


def _volume(db: Database, span: MonthSpan, employee: str) -> list[SheetEntry]:
    """Signed-in stays first, then the transactions: minutes over hours."""
    found = []
    for stay in entry_rows.signed_in(db, span, employee):
        if stay.ends_at is None:
            found.append(SheetEntry(None, None, stay.begins_at, entry.SIGNED_IN_NOW))
            continue
        hours = Fraction(int((stay.ends_at - stay.begins_at).total_seconds()), 3600)
        found.append(SheetEntry(None, None, stay.begins_at, entry.SIGNED_IN, {"hours": _points(hours)}, hours))
    for row in entry_rows.transactions(db, span, employee):
        minutes = Fraction(str(row.standard_minutes))
        values = {
            "number": row.number,
            "service_zh": row.service_zh,
            "service_en": row.service_en,
            "minutes": f"{row.standard_minutes:g}",
        }
        found.append(SheetEntry(None, None, row.ended_at, entry.MINUTES_DONE, values, minutes))
    return found


def _taps(taps: list[entry_rows.RatingEntry]) -> list[SheetEntry]:
    return [
        SheetEntry(
            "rating",
            tap.id,
            tap.day,
            entry.TAPPED,
            {"moment_zh": tap.moment_zh, "moment_en": tap.moment_en, "value": tap.value},
            None if tap.is_set_aside else tap.value,
            tap.is_set_aside,
        )
        for tap in taps
    ]


def _day_means(taps: list[entry_rows.RatingEntry], newest_day: date | None) -> list[SheetEntry]:
    """Averages by day, the newest not yet: few taps, or fresh ones, would tell a clerk who tapped what."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for tap in taps:
        if tap.day != newest_day and not tap.is_set_aside:
            by_day[tap.day].append(tap.value)
    found = []
    for day, values in sorted(by_day.items(), reverse=True):
        if len(values) < LEAST_RATINGS:
            words: dict[str, object] = {"count": len(values), "least": LEAST_RATINGS}
            found.append(SheetEntry(None, None, day, entry.DAY_WITH_FEW, words))
            continue
        middle = mean([Fraction(value) for value in values])
        words = {"count": len(values), "mean": _points(middle)}
        found.append(SheetEntry(None, None, day, entry.DAY_MEAN, words, middle))
    return found


def _care(db: Database, span: MonthSpan, employee: str) -> list[SheetEntry]:
    return [
        SheetEntry(
            "care",
            each.id,
            each.day,
            entry.CARE if each.note else CARE_KINDS[each.kind],
            {"kind": CARE_KINDS[each.kind], "note": each.note},
            None if each.is_set_aside else 1,
            each.is_set_aside,
            frozenset({"kind"}),
        )
        for each in care_rows.care_entries(db, span, employee)
    ]


def _skill(db: Database, span: MonthSpan, employee: str) -> list[SheetEntry]:
    return [
        SheetEntry(
            None,
            None,
            each.day,
            entry.SKILL,
            {"kind": SKILL_KINDS[each.kind], "title": each.title, "score": each.score},
            each.score,
            spoken=frozenset({"kind"}),
        )
        for each in care_rows.skill_results(db, span, employee)
    ]


def _points(value: Fraction) -> str:
    return str(rounded(value, TWO_PLACES))
