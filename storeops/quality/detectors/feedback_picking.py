"""D4: feedback asked for where praise is likely: questions that stay away, hurried taps, runs of fives. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import DetectorFacts, PadCloseFact, TapFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, Value, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.statistics import run_tail, significant
from storeops.quality.detectors.subject_shares import Counts, Share, counted

LONG_WAIT_SENTENCE = N_(
    "After waits over %(minutes)s min %(hits)s of %(total)s customers were not asked or gave no answer: %(own_share)s,"
    " against %(pooled_share)s in the hall; after shorter waits %(other_share)s of the clerk's own."
)
BUSY_SENTENCE = N_(
    "In busy hours the pad asked nothing after %(hits)s of %(total)s visits: %(own_share)s, against %(pooled_share)s in"
    " the hall; in other hours %(other_share)s of the clerk's own."
)
HURRIED_SENTENCE = N_(
    "%(hits)s of %(total)s taps came less than %(seconds)s s after the one before on the same pad: %(own_share)s,"
    " against %(pooled_share)s in the hall."
)
RUN_SENTENCE = N_(
    "%(run)s times in a row the best face, from %(first_day)s to %(last_day)s, in %(total)s answers to the closing"
    " question; %(own_share)s of the clerk's own answers are the best."
)
EARLIER_RUN_SENTENCE = N_(
    "%(run)s times in a row the best face, in %(total)s answers to the closing question; %(pooled_share)s of all the"
    " hall's answers are the best."
)
"""What closed months keep of runs that were judged by the hall's share."""
BEST = 5


def feedback_picking(facts: DetectorFacts, settings: DetectorSettings) -> Verdict:
    """Flag clerks by four signs, each at the false discovery rate across clerks.

    1. Visits with a wait above 300 s whose closing question was not shown or not answered; 2. visits of busy hours (the
    hours of the day with the most closes, from their 75th percentile on) after which the pad showed none: both judged
    as `share_flags` says, and 10 points above the share of the clerk's other visits. 3. Taps less than 3 s after the
    one before on the same pad, judged likewise. 4. The longest run of fives, at least 10 among at least 30 answers: the
    exact chance of such a run at the clerk's own share of fives, because at the hall's whoever is liked best would
    stand out. A month without any question is not judged.
    """
    if not facts.has_questions:
        return Verdict(Detector.FEEDBACK_PICKING, 0, ())
    busy = busy_hours(facts.closes, settings.busy_hours_quantile)
    found = [
        _missing(
            LONG_WAIT_SENTENCE,
            facts.closes,
            lambda close: close.has_long_wait,
            lambda close: not close.is_answered,
            settings,
        ),
        _missing(
            BUSY_SENTENCE,
            facts.closes,
            lambda close: close.local_hour in busy,
            lambda close: not close.is_asked_on_pad,
            settings,
        ),
        _in_a_hurry(facts.taps, settings),
        _runs([tap for tap in facts.taps if tap.is_end], settings),
    ]
    flags = [flag for _, flags in found for flag in flags]
    return Verdict(Detector.FEEDBACK_PICKING, max(judged for judged, _ in found), tuple(flags))


def busy_hours(closes: Mapping[PadCloseFact, int], quantile: float) -> frozenset[int]:
    """The local hours of the day with at least as many closes as the hour at the quantile (nearest rank)."""
    counts: Counter[int] = Counter()
    for close, times in closes.items():
        counts[close.local_hour] += times
    if not counts:
        return frozenset()
    least = sorted(counts.values())[ceil(quantile * len(counts)) - 1]
    return frozenset(hour for hour, count in counts.items() if count >= least)


def hurried_taps(taps: Sequence[TapFact], within: int) -> Counts:
    """Each clerk's taps, and those that came too soon after the one before on the same pad."""
    soon = Counter(tap.employee for tap in _hurried(taps, within))
    return {code: (soon[code], total) for code, total in Counter(tap.employee for tap in taps).items()}


def _hurried(taps: Sequence[TapFact], within: int) -> Iterator[TapFact]:
    """The taps that came too soon after the one before on the same pad."""
    last: dict[int | None, int] = {}
    for tap in taps:
        before = last.get(tap.counter_id)
        if before is not None and 0 <= tap.at - before < within:
            yield tap
        last[tap.counter_id] = tap.at


def longest_run(taps: Sequence[TapFact]) -> Sequence[TapFact]:
    """The most taps on the best face in a row, the earliest where several are as long."""
    runs = [list(run) for is_best, run in groupby(taps, lambda tap: tap.value == BEST) if is_best]
    return max(runs, key=len, default=[])


def _missing(
    sentence: str,
    closes: Mapping[PadCloseFact, int],
    is_in_doubt: Callable[[PadCloseFact], bool],
    is_missing: Callable[[PadCloseFact], bool],
    settings: DetectorSettings,
) -> tuple[int, list[Flag]]:
    """Who misses more in the visits in doubt than the hall does, and than in one's own other visits."""
    in_doubt = {close: times for close, times in closes.items() if is_in_doubt(close)}
    others = {close: times for close, times in closes.items() if close not in in_doubt}
    other = counted(others, lambda close: close.employee, is_missing)

    def own_other(subject: str) -> float:
        hits, total = other.get(subject, (0, 0))
        return hits / total if total else 0.0

    def more(share: Share) -> dict[str, Value]:
        return {"other_share": own_other(share.subject), "minutes": settings.long_wait_seconds // 60}

    counts = counted(in_doubt, lambda close: close.employee, is_missing)
    judged, flags = share_flags(Detector.FEEDBACK_PICKING, sentence, counts, settings, more)
    kept = [
        flag
        for flag in flags
        if counts[flag.subject][0] / counts[flag.subject][1] - own_other(flag.subject) >= settings.least_difference
    ]
    return judged, kept


def _in_a_hurry(taps: Sequence[TapFact], settings: DetectorSettings) -> tuple[int, list[Flag]]:
    """Whose taps come too soon more often than the hall's; the visits of those taps are the record."""
    within = settings.hurried_tap_seconds
    judged, flags = share_flags(
        Detector.FEEDBACK_PICKING,
        HURRIED_SENTENCE,
        hurried_taps(taps, within),
        settings,
        lambda _: {"seconds": within},
    )
    visits: defaultdict[str, list[int]] = defaultdict(list)
    for tap in _hurried(taps, within):
        visits[tap.employee].append(tap.ticket_id)
    return judged, [replace(flag, ticket_ids=tuple(dict.fromkeys(visits[flag.subject]))) for flag in flags]


def _runs(taps: Sequence[TapFact], settings: DetectorSettings) -> tuple[int, list[Flag]]:
    answers: defaultdict[str, list[TapFact]] = defaultdict(list)
    for tap in taps:
        answers[tap.employee].append(tap)
    judged = sorted(code for code, own in answers.items() if len(own) >= settings.least_total)
    runs = {code: longest_run(answers[code]) for code in judged}
    shares = {code: sum(tap.value == BEST for tap in answers[code]) / len(answers[code]) for code in judged}
    tails = [run_tail(len(runs[code]), len(answers[code]), shares[code]) for code in judged]
    flags = [
        Flag(
            RUN_SENTENCE,
            {
                "run": len(runs[code]),
                "total": len(answers[code]),
                "own_share": shares[code],
                "first_day": runs[code][0].day,
                "last_day": runs[code][-1].day,
                "p": tail,
            },
            detector=Detector.FEEDBACK_PICKING,
            subject_kind="employee",
            subject=code,
            ticket_ids=tuple(tap.ticket_id for tap in runs[code]),
        )
        for code, tail, stands in zip(judged, tails, significant(tails, settings.false_discovery_rate), strict=True)
        if stands and len(runs[code]) >= settings.least_run
    ]
    return len(judged), flags
