"""One follow-up with its timeline, its contact, and what the reader may do. A read model."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from storeops.people import employee_rows
from storeops.people.roles import Permission, may
from storeops.quality.follow_ups import contact_rows, customer_keys, follow_up_rows, list_rows, verdict_rows
from storeops.quality.follow_ups.case import Case, CaseVerb, Kind, Worker, may_do, may_see, sees_all
from storeops.quality.follow_ups.deadlines import WarningStep, step_times
from storeops.quality.follow_ups.follow_ups_view import CaseLine, one_case
from storeops.quality.follow_ups.refusals import ContactLost
from storeops.quality.follow_ups.timeline import TimelineEntry, What, in_order
from storeops.quality.follow_ups.verdict import CaseVerdict
from storeops.quality.follow_ups.verdicts_view import asks_ruling

READABLE_FOR = timedelta(minutes=10)
"""How long an unmasked number stays on the reader's page."""


@dataclass(frozen=True)
class KeyRing:
    """Which keys open the numbers: those beside this database file; `month` is the hall's present one."""

    database: Path
    month: str


@dataclass(frozen=True)
class ContactCard:
    """`masked` is empty once the number was cleared; `phone` is the whole number right after it was asked for.

    `is_lost`: it was asked for, and its key is gone. `other_cases` are the same customer's other follow-ups
    that the reader may see.
    """

    masked: str
    phone: str | None
    is_lost: bool
    other_cases: list[int]


@dataclass(frozen=True)
class CaseDetails:
    """Everything that the page of a case shows to one reader. `names` holds the names of everybody by number.

    `asks_ruling`: whoever closes it says whether it is upheld.
    """

    line: CaseLine
    verdict: CaseVerdict | None
    asks_ruling: bool
    timeline: list[TimelineEntry]
    contact: ContactCard | None
    may: frozenset[str]
    names: dict[str, str]


def case_details(
    db: Database,
    now: datetime,
    follow_up_id: int,
    reader: Worker,
    reading_id: int | None,
    key_ring: KeyRing,
) -> CaseDetails:
    """One case for a reader; `reading_id` is their logged reading of the number. UnknownFollowUp, NotYourFollowUp."""
    line = one_case(db, now, follow_up_id, reader)
    names = employee_rows.names(db)
    verdict = verdict_rows.of_case(db, follow_up_id)
    return CaseDetails(
        line=line,
        verdict=verdict,
        asks_ruling=asks_ruling(db, follow_up_id, reader),
        timeline=in_order([*_entries(db, line.case, names), *_of_verdict(line.case, verdict, names)]),
        contact=_contact(db, now, line.case, reader, reading_id, key_ring),
        may=_allowed(line, verdict, reader),
        names=names,
    )


def _allowed(line: CaseLine, verdict: CaseVerdict | None, reader: Worker) -> frozenset[str]:
    """The verbs that the page offers, those of an offer and of a verdict included."""
    case = line.case
    allowed = {verb.value for verb in CaseVerb if may_do(verb, case, reader)}
    if case.reply is not None or case.kind is not Kind.TECHNICAL:
        allowed.discard(CaseVerb.REPLY)
    if not line.is_overdue and not line.escalated_to:
        allowed.discard(CaseVerb.TAKE_OVER)
    if case.offer_id is not None:
        allowed.discard(CaseVerb.OFFER)
        if case.offered_to == reader.code:
            allowed |= {"accept", "decline"}
        elif case.owner == reader.code or sees_all(reader.role):
            allowed.add("withdraw")
    is_waiting = verdict is not None and not case.is_open and verdict.may_be_ruled_by(reader.code)
    if is_waiting and may(reader.role, Permission.JUDGE):
        allowed.add("rule")
    return frozenset(allowed)


def _entries(db: Database, case: Case, names: dict[str, str]) -> Iterator[TimelineEntry]:
    yield TimelineEntry(case.opened_at, What.OPENED, names[case.opener])
    if case.reply_at and case.reply:
        yield TimelineEntry(case.reply_at, What.REPLIED, note=case.reply)
    for hand_over in list_rows.hand_overs(db, case.id):
        giver, receiver = hand_over.from_name, hand_over.to_name
        if hand_over.is_take_over:
            yield TimelineEntry(hand_over.offered_at, What.TAKEN_OVER, receiver, giver)
            continue
        yield TimelineEntry(hand_over.offered_at, What.OFFERED, giver, receiver, note=hand_over.note)
        if hand_over.answered_at:
            what = What.ACCEPTED if hand_over.is_accepted else What.DECLINED
            yield TimelineEntry(hand_over.answered_at, what, receiver)
    for call in list_rows.call_backs(db, case.id):
        yield TimelineEntry(
            call.called_at, What.CALLED_BACK, call.caller_name, detail=call.outcome.value, note=call.note
        )
    for warned_at, step in _warnings(db, case):
        yield TimelineEntry(warned_at, What.WARNED, detail=step.value)
    if case.contact_id is not None:
        for reading in list_rows.contact_readings(db, case.contact_id):
            yield TimelineEntry(reading.read_at, What.CONTACT_READ, reading.reader_name, note=reading.reason)
    if case.closed_at and case.closer and case.kind is not Kind.PRAISE:
        yield TimelineEntry(case.closed_at, What.CLOSED, names[case.closer], note=case.resolution or "")


def _of_verdict(case: Case, verdict: CaseVerdict | None, names: dict[str, str]) -> Iterator[TimelineEntry]:
    if verdict is None:
        return
    if verdict.proposed and verdict.proposer != verdict.judge:
        yield TimelineEntry(
            verdict.asked_at,
            What.PROPOSED,
            names[verdict.proposer],
            detail=f"{case.kind}.{verdict.proposed}",
            note=names.get(verdict.proposed_about or "", ""),
        )
    if verdict.ruling and verdict.ruled_at and verdict.judge:
        yield TimelineEntry(
            verdict.ruled_at,
            What.RULED,
            names[verdict.judge],
            detail=f"{case.kind}.{verdict.ruling}",
            note=names.get(verdict.about or "", ""),
        )


def _warnings(db: Database, case: Case) -> list[tuple[datetime, WarningStep]]:
    """The warnings, those of one moment in the order in which their steps come."""
    given = {(warning.due_at, warning.step): warning.warned_at for warning in list_rows.warnings(db, case.id)}
    deadlines = sorted({due_at for due_at, _ in given})
    return [
        (given[due_at, step], step)
        for due_at in deadlines
        for _, step in step_times(case.opened_at, due_at)
        if (due_at, step) in given
    ]


def _contact(
    db: Database, now: datetime, case: Case, reader: Worker, reading_id: int | None, key_ring: KeyRing
) -> ContactCard | None:
    if case.contact_id is None:
        return None
    contact = contact_rows.by_id(db, case.contact_id)
    if contact.phone_encrypted is None:
        return ContactCard("", None, False, [])
    keys = customer_keys.kept_keys(key_ring.database)
    try:
        number = customer_keys.decrypted(keys, contact.phone_encrypted)
    except ContactLost:
        return ContactCard(contact.phone_masked, None, _may_show(db, now, case, reader, reading_id), [])
    same = contact_rows.follow_ups_of_customer(db, customer_keys.matching_keys(keys, key_ring.month, number))
    others = [other for other in same if other != case.id and may_see(follow_up_rows.by_id(db, other), reader)]
    return ContactCard(
        contact.phone_masked, number if _may_show(db, now, case, reader, reading_id) else None, False, others
    )


def _may_show(db: Database, now: datetime, case: Case, reader: Worker, reading_id: int | None) -> bool:
    """Whether this reader logged a reading of this very number a short while ago."""
    reading = contact_rows.reading(db, reading_id) if reading_id is not None else None
    return (
        reading is not None
        and (reading.contact_id, reading.employee) == (case.contact_id, reader.code)
        and now - reading.read_at <= READABLE_FOR
    )
