"""D5: long walks, as if the handling began before the clerk pressed start. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter
from statistics import median

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import WalkFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Value, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.statistics import nearest_rank
from storeops.quality.detectors.subject_shares import Share, counted

SENTENCE = N_(
    "%(hits)s of %(total)s customers took longer than %(limit)s s from the last call to the start: %(own_share)s,"
    " against %(pooled_share)s in the hall. Median handling %(own_median)s s, in the hall %(hall_median)s s."
)


def late_start(walks: Sequence[WalkFact], settings: DetectorSettings) -> Verdict:
    """Flag each clerk with too many walks above the hall's 95th percentile (nearest rank).

    The share is judged as `share_flags` says. The medians of handling are shown beside it: handling moved into walking
    makes one's own the shorter.
    """
    if not walks:
        return Verdict(Detector.LATE_START, 0, ())
    limit = nearest_rank([walk.walk_seconds for walk in walks], settings.walk_quantile)
    handlings: defaultdict[str, list[int]] = defaultdict(list)
    for walk in walks:
        if walk.handling_seconds is not None:
            handlings[walk.employee].append(walk.handling_seconds)
    hall_median = _median([seconds for own in handlings.values() for seconds in own])

    def more(share: Share) -> dict[str, Value]:
        return {"limit": limit, "own_median": _median(handlings[share.subject]), "hall_median": hall_median}

    alike = Counter((walk.employee, walk.walk_seconds) for walk in walks)
    counts = counted(alike, itemgetter(0), lambda walk: walk[1] > limit)
    judged, flags = share_flags(Detector.LATE_START, SENTENCE, counts, settings, more)
    return Verdict(Detector.LATE_START, judged, tuple(flags))


def _median(values: Sequence[int]) -> Value:
    return float(median(values)) if values else "-"
