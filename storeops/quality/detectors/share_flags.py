"""Flags from a funnel of shares: who stands out, in the words of a detector. Pure."""

from collections.abc import Callable, Mapping

from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, SubjectKind, Value
from storeops.quality.detectors.subject_shares import Counts, Funnel, Share, funnel


def share_flags(
    detector: Detector,
    sentence: str,
    counts: Counts,
    settings: DetectorSettings,
    more: Callable[[Share], Mapping[str, Value]] = lambda _: {},
    subject_kind: SubjectKind = "employee",
) -> tuple[int, list[Flag]]:
    """How many subjects were judged, and a flag for each that stands out. `more` are further values of the sentence.

    The share must stand at the false discovery rate (10 %) across the subjects, by the exact binomial tail against the
    pooled share, with at least 30 cases and 3 hits, and be 1.5 times the pooled share or 10 points above it.
    """
    whole = funnel(counts, settings.least_total, settings.false_discovery_rate)
    if whole is None:
        return 0, []
    flags = [
        Flag(
            sentence,
            {**funnel_values(whole, share), **more(share)},
            detector=detector,
            subject_kind=subject_kind,
            subject=share.subject,
        )
        for share in whole.shares
        if share.is_significant and share.hits >= settings.least_hits and _is_notable(share, whole, settings)
    ]
    return len(whole.shares), flags


def _is_notable(share: Share, whole: Funnel, settings: DetectorSettings) -> bool:
    pooled = whole.pooled_share
    return share.share >= min(pooled * settings.least_ratio, pooled + settings.least_points)


def funnel_values(whole: Funnel, share: Share) -> dict[str, Value]:
    """The numbers that every sentence about a share may name."""
    return {
        "hits": share.hits,
        "total": share.total,
        "own_share": share.share,
        "pooled_share": whole.pooled_share,
        "z": 0.0 if share.z is None else share.z,
        "p": share.p,
    }
