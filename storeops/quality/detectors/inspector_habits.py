"""D8: habits of inspectors that say more about them than about those whom they check. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import InspectedFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.statistics import binomial_tail, significant
from storeops.quality.detectors.subject_shares import Counts, counted

FULL_MARKS_SENTENCE = N_(
    "%(hits)s of %(total)s checks got full marks: %(own_share)s, against %(pooled_share)s of all checks."
)
EDGE_SENTENCE = N_(
    "%(hits)s of %(total)s checks lie less than %(points)s point above the edge of a band: %(own_share)s, against"
    " %(pooled_share)s of all checks."
)
NOT_APPLICABLE_SENTENCE = N_(
    "%(hits)s of %(total)s items were marked as not applicable: %(own_share)s, against %(pooled_share)s of all checks."
)
BATCH_SENTENCE = N_(
    "%(hits)s of %(total)s checks were entered less than %(seconds)s s after the one before: %(own_share)s, against"
    " %(pooled_share)s of all checks."
)
PAIR_SENTENCE = N_(
    "%(hits)s of the %(total)s checks of employee %(employee)s: %(own_share)s, where this inspector made"
    " %(pooled_share)s of all checks."
)


def inspector_habits(
    checks: Sequence[InspectedFact], band_edges: Sequence[float], settings: DetectorSettings
) -> Verdict:
    """Flag inspectors by five signs, each at the false discovery rate.

    Full marks; scores at a band's edge or less than 1 point above; items marked as not applicable; checks entered less
    than 60 s after the inspector's last one: each share is judged as `share_flags` says. The same pair: more than 40 %
    of the at least 8 checks of one employee by one inspector, and 1.5 times the inspector's share of all checks of
    employees, by the tail against that share.
    """
    scored = [check for check in checks if check.score is not None]
    signs = (
        (FULL_MARKS_SENTENCE, _of_checks(scored, [check.score == 100 for check in scored])),
        (
            EDGE_SENTENCE,
            _of_checks(scored, [_is_at_edge(check, band_edges, settings.band_edge_points) for check in scored]),
        ),
        (NOT_APPLICABLE_SENTENCE, _not_applicable(checks)),
        (BATCH_SENTENCE, _in_batches(checks, settings.batch_seconds)),
    )
    values = {"points": settings.band_edge_points, "seconds": settings.batch_seconds}
    found = [
        share_flags(Detector.INSPECTOR_HABITS, sentence, counts, settings, lambda _: values, "inspector")
        for sentence, counts in signs
    ]
    found.append(_pairs(checks, settings))
    flags = [flag for _, flags in found for flag in flags]
    return Verdict(Detector.INSPECTOR_HABITS, max(judged for judged, _ in found), tuple(flags))


def _of_checks(checks: Sequence[InspectedFact], hits: Sequence[bool]) -> Counts:
    inspectors = (check.inspector for check in checks)
    return counted(Counter(zip(inspectors, hits, strict=True)), lambda pair: pair[0], lambda pair: pair[1])


def _is_at_edge(check: InspectedFact, edges: Sequence[float], points: int) -> bool:
    return check.score is not None and any(edge <= check.score < edge + points for edge in edges)


def _not_applicable(checks: Sequence[InspectedFact]) -> Counts:
    hits: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for check in checks:
        hits[check.inspector] += check.not_applicable_count
        items[check.inspector] += check.item_count
    return {inspector: (hits[inspector], count) for inspector, count in items.items()}


def _in_batches(checks: Sequence[InspectedFact], within: int) -> Counts:
    """Each inspector's checks, and those entered right after another one; imported checks do not tell."""
    entries: defaultdict[str, list[int]] = defaultdict(list)
    for check in checks:
        if check.entered_at is not None:
            entries[check.inspector].append(check.entered_at)
    counts = {}
    for inspector, times in entries.items():
        times.sort()
        soon = sum(after - before < within for before, after in pairwise(times))
        counts[inspector] = (soon, len(times))
    return counts


def _pairs(checks: Sequence[InspectedFact], settings: DetectorSettings) -> tuple[int, list[Flag]]:
    """Pairs of an inspector and an employee who meet more often than the inspector's share of all checks explains."""
    of_employees = [check for check in checks if check.employee is not None]
    checked = Counter(check.employee for check in of_employees)
    made = Counter(check.inspector for check in of_employees)
    together = Counter((check.inspector, check.employee or "") for check in of_employees)
    pairs = sorted(pair for pair in together if checked[pair[1]] >= settings.least_checks_of_pair)
    shares = {inspector: count / len(of_employees) for inspector, count in made.items()}
    tails = [binomial_tail(together[pair], checked[pair[1]], shares[pair[0]]) for pair in pairs]
    flags = [
        Flag(
            PAIR_SENTENCE,
            {
                "hits": together[inspector, employee],
                "total": checked[employee],
                "own_share": together[inspector, employee] / checked[employee],
                "pooled_share": shares[inspector],
                "employee": employee,
                "p": tail,
            },
            detector=Detector.INSPECTOR_HABITS,
            subject_kind="inspector",
            subject=inspector,
        )
        for (inspector, employee), tail, stands in zip(
            pairs, tails, significant(tails, settings.false_discovery_rate), strict=True
        )
        if stands
        and together[inspector, employee]
        > max(settings.pair_share, settings.pair_ratio * shares[inspector]) * checked[employee]
    ]
    return len({inspector for inspector, _ in pairs}), flags
