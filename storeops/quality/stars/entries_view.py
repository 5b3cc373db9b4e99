"""The raw rows behind one line of a star sheet: a read model."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_span, running_on
from storeops.hall import hall_rows
from storeops.quality.care import care_rows
from storeops.quality.care.care_kinds import CARE_KINDS, SKILL_KINDS
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.moment_rows import MomentName
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.released_rows import CreditedTap, ReleasedMoment, released_between
from storeops.quality.ratings.releasing import LEAST_CLERK_RATINGS, Released
from storeops.quality.stars import entry, entry_rows
from storeops.quality.stars.arithmetic import TWO_PLACES, mean, rounded
from storeops.quality.stars.checklist import adjusted, inspector_shifts
from storeops.quality.stars.entry import SheetEntry
from storeops.quality.stars.month_facts_rows import check_facts


def entries(
    db: Database, month: str, employee_code: str, line: StarLine, now: datetime, sees_taps: bool = False
) -> list[SheetEntry]:
    """The rows behind a line as they stand, newest first; those that an appeal set aside are marked.

    `sees_taps`: for whoever sees everybody's quality, each tap without its time; else the averages of the batches in
    which they joined. While the month runs there are no more taps than the sheet holds. BadValue for no month.
    """
    zone = hall_rows.hall(db).zone
    span = month_span(month, zone)
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
    joined = [
        of
        for of in released_between(db, span.first_day, span.last_day, zone, business_day(now, zone), employee_code)
        if of.moment in policy.rated_moments
    ]
    is_running = running_on(span, zone, now) is not None
    names = moment_rows.moment_names(db)
    return _taps(joined, names, is_running) if sees_taps else _averages(joined, names, is_running)


def _checks(db: Database, span: MonthSpan, employee: str, policy: Policy) -> list[SheetEntry]:
    facts = check_facts(db, span)
    shifts, by_id = inspector_shifts(facts, policy), {fact.check_id: fact for fact in facts}
    found = []
    for check in entry_rows.checks(db, span, employee):
        values: dict[str, object] = {"inspector": f"{check.inspector_name} {check.inspector}"}
        fact = by_id.get(check.id)
        if fact is None:
            words = entry.SET_ASIDE if check.is_set_aside else entry.NOT_APPLICABLE
            found.append(SheetEntry("check", check.id, check.checked_at, words, values, None, check.is_set_aside))
            continue
        if fact.is_vetoed:
            found.append(SheetEntry("check", check.id, check.checked_at, entry.VETOED, values, fact.score))
            continue
        counts = adjusted(fact, shifts)
        values |= {
            "score": _points(fact.score),
            "shift": _points(shifts[check.inspector]),
            "adjusted": _points(counts),
        }
        found.append(SheetEntry("check", check.id, check.checked_at, entry.CHECKED, values, counts))
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
        hours = Fraction(max(int((stay.ends_at - stay.begins_at).total_seconds()), 0), 3600)
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


def _taps(joined: list[ReleasedMoment], names: Mapping[Moment, MomentName], is_running: bool) -> list[SheetEntry]:
    """Each tap by day and value, so that their order tells nothing."""
    taps = [(tap, names[of.moment]) for of in joined for tap in (*of.released.taps, *_rest(of.released, is_running))]
    taps.sort(key=lambda each: (-each[0].visit_day.toordinal(), each[0].value, each[0].id))
    return [
        SheetEntry(
            "rating",
            tap.id,
            tap.visit_day,
            entry.TAPPED,
            {"moment_zh": name.name_zh, "moment_en": name.name_en, "value": tap.value},
            None if tap.is_set_aside else tap.value,
            tap.is_set_aside,
        )
        for tap, name in taps
    ]


def _averages(joined: list[ReleasedMoment], names: Mapping[Moment, MomentName], is_running: bool) -> list[SheetEntry]:
    """The batches in which the taps joined the sheet: fewer, or fresher ones, would tell a clerk who tapped what.

    What a month that is over holds beyond them is told together, for all moments.
    """
    found = []
    for of in joined:
        name = names[of.moment]
        for batch in of.released.batches:
            words: dict[str, object] = {"moment_zh": name.name_zh, "moment_en": name.name_en}
            found += _average(batch.last_day, batch.taps, entry.BATCH_MEAN, words)
    rest = [tap for of in joined for tap in _rest(of.released, is_running)]
    if rest:
        found += _average(max(tap.day for tap in rest), rest, entry.REST_MEAN, {})
    return sorted(found, key=lambda each: each.at.toordinal(), reverse=True)


def _rest(joined: Released[CreditedTap], is_running: bool) -> Sequence[CreditedTap]:
    """The taps that still wait for company: while a month runs they are on no sheet."""
    return () if is_running else joined.waiting


def _average(day: date, taps: Sequence[CreditedTap], sentence: str, words: dict[str, object]) -> list[SheetEntry]:
    values = [tap.value for tap in taps if not tap.is_set_aside]
    if not values:
        return []
    words = {**words, "count": len(values)}
    if len(values) < LEAST_CLERK_RATINGS:
        return [SheetEntry(None, None, day, entry.FEW, {"count": len(values), "least": LEAST_CLERK_RATINGS})]
    middle = mean([Fraction(value) for value in values])
    return [SheetEntry(None, None, day, sentence, {**words, "mean": _points(middle)}, middle)]


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
