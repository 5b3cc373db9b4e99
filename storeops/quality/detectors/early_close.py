"""D2: closed early and still serving: the next call comes late though others wait, or the customer is back. Pure."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from storeops.base.i18n import N_
from storeops.measuring import stretches
from storeops.measuring.facts import Second, WaitingStretch
from storeops.quality.detectors.detector_facts import DetectorFacts, MoveFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.statistics import nearest_rank
from storeops.quality.detectors.subject_shares import Counts, counted

CALLS = frozenset({"call_next", "call_ticket"})

GAP_SENTENCE = N_(
    "After %(hits)s of %(total)s finished visits with customers waiting, they waited more than %(limit)s s for the next"
    " call: %(own_share)s, against %(pooled_share)s in the hall."
)
REOPENED_SENTENCE = N_(
    "%(hits)s of %(total)s finished visits were reopened within %(minutes)s min: %(own_share)s, against"
    " %(pooled_share)s in the hall."
)


class Gap(NamedTuple):
    """From a finish to the next call of the same clerk: for how long somebody waited whom the counter serves."""

    employee: str
    waiting_seconds: int


def early_close(facts: DetectorFacts, settings: DetectorSettings) -> Verdict:
    """Flag each clerk with too many long gaps while others wait, or with too many reopened visits.

    A gap is long above 60 s and above the hall's 95th percentile (nearest rank) of the gaps in which anybody waited;
    one with a pause, after-work or the end of the shift in it is not counted. Both shares are judged as `share_flags`
    says.
    """
    gap_judged, flags = _gap_flags(list(gaps(facts)), settings)
    minutes = {"minutes": settings.reopened_within_seconds // 60}
    judged, reopened = share_flags(
        Detector.EARLY_CLOSE,
        REOPENED_SENTENCE,
        _reopened(facts.moves, settings.reopened_within_seconds),
        settings,
        lambda _: minutes,
    )
    return Verdict(Detector.EARLY_CLOSE, max(gap_judged, judged), (*flags, *reopened))


def gaps(facts: DetectorFacts) -> Iterator[Gap]:
    """The gaps of the month in which somebody waited, counter by counter."""
    away: defaultdict[int, list[Second]] = defaultdict(list)
    for absence in sorted(facts.away):
        away[absence.counter_id].append(absence.begins_at)
    waits = _Waits(facts.waiting, facts.serves)
    finished: dict[int, MoveFact] = {}
    for move in facts.moves:
        _, kind, at, counter_id, employee, _, _ = move
        if counter_id is None:
            continue
        finish = finished.pop(counter_id, None)
        if kind == "finish":
            finished[counter_id] = move
        elif finish and employee and employee == finish.employee and kind in CALLS:
            begins = away[counter_id]
            first = bisect_left(begins, finish.at)
            if first < len(begins) and begins[first] < at:
                continue
            seconds = waits.seconds(counter_id, finish.at, at)
            if seconds:
                yield Gap(employee, seconds)


class _Waits:
    """For how long somebody waited whom a counter serves."""

    def __init__(self, waiting: Sequence[WaitingStretch], serves: Mapping[int, frozenset[int]]) -> None:
        self._waiting = waiting
        self._serves = serves
        self._joined: dict[frozenset[int] | None, tuple[list[Second], list[Second]]] = {}

    def seconds(self, counter_id: int, begin: Second, end: Second) -> int:
        """How many of the seconds from `begin` to `end`."""
        begins, ends = self._of(self._serves.get(counter_id))
        place = bisect_right(begins, begin) - 1
        if place >= 0 and begin <= end <= ends[place]:
            return end - begin
        found, place = 0, max(place, 0)
        while place < len(begins) and begins[place] < end:
            found += max(min(ends[place], end) - max(begins[place], begin), 0)
            place += 1
        return found

    def _of(self, services: frozenset[int] | None) -> tuple[list[Second], list[Second]]:
        """When somebody began to wait for any of these services, and when nobody did any more; None: for any at all."""
        if services not in self._joined:
            joined = stretches.union(
                (begins_at, ends_at)
                for service_id, begins_at, ends_at in self._waiting
                if services is None or service_id in services
            )
            self._joined[services] = [begin for begin, _ in joined], [end for _, end in joined]
        return self._joined[services]


def _gap_flags(found: Sequence[Gap], settings: DetectorSettings) -> tuple[int, list[Flag]]:
    if not found:
        return 0, []
    usual = nearest_rank([gap.waiting_seconds for gap in found], settings.gap_quantile)
    limit = max(settings.gap_seconds, usual)
    counts = counted(Counter(found), lambda gap: gap.employee, lambda gap: gap.waiting_seconds > limit)
    return share_flags(Detector.EARLY_CLOSE, GAP_SENTENCE, counts, settings, lambda _: {"limit": limit})


def _reopened(moves: Sequence[MoveFact], within: int) -> Counts:
    """Finished visits of each clerk, and how many of them came back in time; credited to whoever finished."""
    finishes: Counter[str] = Counter()
    reopened: Counter[str] = Counter()
    last: dict[int, MoveFact] = {}
    for move in moves:
        ticket_id, kind, at, _, employee, _, _ = move
        if kind == "finish" and employee:
            finishes[employee] += 1
            last[ticket_id] = move
        elif kind == "reopen" and ticket_id in last:
            finish = last.pop(ticket_id)
            reopened[finish.employee or ""] += 0 <= at - finish.at < within
    return {code: (reopened[code], count) for code, count in finishes.items()}
