"""What held the floor up: transactions over their target, pauses, transfers, special customers. A read model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.measuring.metric import QueueTargets
from storeops.measuring.sums import share
from storeops.measuring.tallies_view import queue_targets
from storeops.measuring.tally import Tally
from storeops.queueing.forgotten_finish import TIMES_USUAL
from storeops.reports.sections import floor_rows
from storeops.reports.sections.floor_rows import Pauses, ToldApart
from storeops.reports.sections.floor_section import (
    FloorOverTarget,
    FloorPauses,
    FloorTransfers,
    ForgottenFinish,
    MoveBetween,
    PausesOfReason,
    ReasonOverTarget,
    RemovableStep,
    ServiceOverTarget,
    SpecialCustomers,
)
from storeops.reports.sections.rows_of_month import (
    COUNTER_SPANS,
    LEGS,
    LEGS_AS_IMPORTED,
    SYSTEM_PAUSES,
    TICKETS,
    TRANSACTIONS,
)

OVER_TARGET_FROM = (
    TICKETS.of("service_id", "employee_id", "ended_at", "is_imported", "state"),
    LEGS.of("kind", "last_called_at", "started_at", "service_id", "employee_id", "ended_at", "outcome"),
    LEGS_AS_IMPORTED.of("held_seconds"),
    TRANSACTIONS.of(
        "employee_id", "is_reopened", "service_id", "class", "started_at", "ended_at", "outcome", "over_target_reason"
    ),
    SYSTEM_PAUSES.of("ended_at"),
)
PAUSES_FROM = (
    TICKETS.of("state"),
    LEGS.of("outcome"),
    TRANSACTIONS.of(),
    SYSTEM_PAUSES.of("reason", "ended_at"),
    COUNTER_SPANS.of("kind", "reason", "ended_at"),
)
TRANSFERS_FROM = (TICKETS.of("state"), LEGS.of("service_id", "outcome"))
MOST_FORGOTTEN = 10
REMOVABLE = frozenset({"needless_step", "entered_twice", "complicated_procedure", "system_fault", "papers_incomplete"})
"""Reasons that somebody can do away with: 无用工, 重复工, 复杂工, and what held up a customer who had come in vain."""


class Measured(NamedTuple):
    """The transactions of a service with one reason, or none: how many, how many over the target, by how much."""

    service: str
    reason: str | None
    transactions: int
    over: int
    seconds_over: int


def over_target(db: Database, span: DaySpan, tally: Tally) -> FloorOverTarget:
    """How many normal transactions took longer than their service's target, by service and by reason given.

    `tally` is that of these days. Seconds over are those beyond the target, of a finish that was
    likely forgotten no more than TIMES_USUAL times the median. The reason is None where none was given;
    only transactions over their target are counted by reason. `steps` are the reasons that can be removed, most seconds
    first.
    """
    targets = queue_targets(db)
    most = _most_seconds(tally, targets)
    apart = floor_rows.told_apart(db, span.first_day.isoformat(), span.last_day.isoformat(), most)
    rows = list(_measured(tally, targets, most, _explained(apart)))
    over = [row for row in rows if row.over]
    return FloorOverTarget(
        transactions=sum(row.transactions for row in rows),
        over=sum(row.over for row in over),
        seconds_over=sum(row.seconds_over for row in over),
        by_service=_by_service(rows),
        by_reason=_by_reason(over),
        steps=_steps(over),
        forgotten=_forgotten(apart) or None,
    )


def _most_seconds(tally: Tally, targets: QueueTargets) -> dict[str, int]:
    """What a transaction of each service with a target counts for at most: TIMES_USUAL times the median, or the target.

    One finish that was forgotten over lunch would otherwise outweigh a month of work.
    """
    medians = {code: handlings.median or 0 for code, handlings in tally.normal_handlings}
    return {
        code: max(int(TIMES_USUAL * median), targets.handling_seconds[code])
        for code, median in medians.items()
        if code in targets.handling_seconds
    }


def _explained(apart: Iterable[ToldApart]) -> list[Measured]:
    """The transactions with each reason, by service and reason."""
    groups: defaultdict[tuple[str, str], list[ToldApart]] = defaultdict(list)
    for one in apart:
        if one.reason is not None:
            groups[one.service, one.reason].append(one)
    return [
        Measured(
            service, reason, len(group), sum(one.seconds > one.target_seconds for one in group), sum(map(_over, group))
        )
        for (service, reason), group in sorted(groups.items())
    ]


def _over(one: ToldApart) -> int:
    """The seconds beyond the target for which a transaction counts."""
    counted = one.seconds if one.most_seconds is None else min(one.seconds, one.most_seconds)
    return max(counted - one.target_seconds, 0)


def _forgotten(apart: Iterable[ToldApart]) -> list[ForgottenFinish]:
    """The longest transactions beyond the most of their service."""
    found = [
        ForgottenFinish(one.day, one.number, one.service, one.seconds, one.most_seconds)
        for one in apart
        if one.most_seconds is not None and one.seconds > one.most_seconds
    ]
    return sorted(found, key=lambda finish: (-finish.seconds, finish.day, finish.number))[:MOST_FORGOTTEN]


def _measured(
    tally: Tally, targets: QueueTargets, most: Mapping[str, int], explained: Iterable[Measured]
) -> Iterator[Measured]:
    """The normal transactions with a target by service: those without a reason, then those with each of them."""
    reasons: defaultdict[str, list[Measured]] = defaultdict(list)
    for row in explained:
        reasons[row.service].append(row)
    for code, handlings in sorted(tally.normal_handlings.services.items()):
        target = targets.handling_seconds.get(code)
        if target is None:
            continue
        of_service = reasons[code]
        unexplained = Measured(
            code,
            None,
            handlings.count - sum(row.transactions for row in of_service),
            handlings.count - handlings.at_most(target) - sum(row.over for row in of_service),
            handlings.beyond(target, most[code]) - sum(row.seconds_over for row in of_service),
        )
        yield from [unexplained, *of_service] if unexplained.transactions else of_service


def _by_service(rows: Iterable[Measured]) -> list[ServiceOverTarget]:
    groups: defaultdict[str, list[Measured]] = defaultdict(list)
    for row in rows:
        groups[row.service].append(row)
    found = [_service(code, group) for code, group in groups.items()]
    return sorted(found, key=lambda item: (-item.seconds_over, -item.transactions, item.service))


def _service(code: str, rows: Sequence[Measured]) -> ServiceOverTarget:
    transactions, over = sum(row.transactions for row in rows), sum(row.over for row in rows)
    return ServiceOverTarget(
        service=code,
        transactions=transactions,
        over=over,
        share=share(over, transactions),
        seconds_over=sum(row.seconds_over for row in rows),
        reasons={row.reason: row.over for row in rows if row.over and row.reason is not None},
    )


def _by_reason(rows: Iterable[Measured]) -> list[ReasonOverTarget]:
    groups: defaultdict[str | None, list[Measured]] = defaultdict(list)
    for row in rows:
        groups[row.reason].append(row)
    found = [
        ReasonOverTarget(reason, sum(row.over for row in group), sum(row.seconds_over for row in group))
        for reason, group in groups.items()
    ]
    return sorted(found, key=lambda item: (-item.seconds_over, str(item.reason)))


def _steps(rows: Iterable[Measured]) -> list[RemovableStep]:
    ranked = sorted(rows, key=lambda row: (-row.seconds_over, row.service, str(row.reason)))
    return [
        RemovableStep(row.reason, row.service, row.over, row.seconds_over)
        for row in ranked
        if row.reason is not None and row.reason in REMOVABLE
    ]


def pauses(db: Database, span: DaySpan) -> FloorPauses:
    """Pauses of counters and of the systems by reason: how many, and seconds together; the longest together first.

    A counter's pause counts where it began; one that goes on is left out until it ends.
    """
    return FloorPauses(
        counter=_pauses_by_reason(floor_rows.of_counters(db, span.begins_at, span.ends_at)),
        system=_pauses_by_reason(floor_rows.of_systems(db, span.first_day.isoformat(), span.last_day.isoformat())),
    )


def _pauses_by_reason(found: Iterable[Pauses]) -> list[PausesOfReason]:
    return [PausesOfReason(pauses.reason, pauses.times, pauses.seconds) for pauses in found]


def transfers(db: Database, span: DaySpan) -> FloorTransfers:
    """The visits that were transferred, and their moves between services, most frequent first.

    A transfer of which a log does not tell where it led is in no move.
    """
    found = floor_rows.transfers(db, span.first_day.isoformat(), span.last_day.isoformat())
    moves = Counter((transfer.source, transfer.target) for transfer in found if transfer.target is not None)
    ranked = sorted(moves.items(), key=lambda item: (-item[1], item[0]))
    return FloorTransfers(
        visits=len({transfer.ticket_id for transfer in found}),
        moves=[MoveBetween(source, target, count) for (source, target), count in ranked],
    )


def special_customers(tally: Tally) -> SpecialCustomers:
    """Tickets of each special segment, and the median first wait of customers who needed help and were served.

    Diversion and electronic channels are None: nothing records them yet.
    """
    return SpecialCustomers(
        assisted=tally.assisted,
        assisted_served=tally.assisted_served,
        assisted_wait_median=tally.assisted_waits.median,
        vip=tally.vip,
        appointments=tally.appointments,
        diversion_rate=None,
        electronic_share=None,
    )
