"""D1: services that end just under their target, more than the counts around the target lead one to expect. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import ServiceFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import HALL, Detector, Flag, Statement, SubjectKind, Value, Verdict
from storeops.quality.detectors.statistics import log_linear, normal_tail, poisson_z, significant

BELOW, ABOVE = 0, 1
"""The bins (T - 15 s, T] and (T, T + 15 s]; the others are numbered from them."""
AROUND = (-2, -1, 2, 3)
"""The two bins before and the two after, through which the fit goes."""

CLERK_SENTENCE = N_(
    "%(below)s services ended in the last %(seconds)s s before their target, where the counts around it lead one to"
    " expect %(expected)s (z %(z)s); %(above)s in the %(seconds)s s after it."
)
HALL_SENTENCE = N_(
    "In the hall as a whole %(below)s services ended in the last %(seconds)s s before their target, where the counts"
    " around it lead one to expect %(expected)s (z %(z)s); %(above)s in the %(seconds)s s after it."
)


def bunching(services: Mapping[ServiceFact, int], settings: DetectorSettings) -> Verdict:
    """Flag each clerk, and the hall, with z = (observed - expected) / sqrt(expected) > 3 just under the target.

    Normal transactions with a target, in six bins of 15 s around their own target; `expected` is a log-linear fit
    through the two bins before and the two after. Fewer than 200 in the six bins: not judged. Clerks must also stand at
    the false discovery rate across clerks, by the normal tail of z.
    """
    clerks, hall = _bins(services, settings.bin_seconds)
    judged = {code: _values(bins, settings) for code, bins in sorted(clerks.items()) if _is_enough(bins, settings)}
    tails = [normal_tail(float(values["z"])) for values in judged.values()]
    flags = [
        _flag("employee", code, CLERK_SENTENCE, values)
        for (code, values), stands in zip(
            judged.items(), significant(tails, settings.false_discovery_rate), strict=True
        )
        if stands and float(values["z"]) > settings.bunching_z
    ]
    if not _is_enough(hall, settings):
        return Verdict(Detector.BUNCHING, 0, ())
    values = _values(hall, settings)
    if float(values["z"]) > settings.bunching_z:
        flags.insert(0, _flag("hall", HALL, HALL_SENTENCE, values))
    return Verdict(Detector.BUNCHING, len(judged) + 1, tuple(flags), Statement(HALL_SENTENCE, values))


def _bins(services: Mapping[ServiceFact, int], width: int) -> tuple[dict[str, Counter[int]], Counter[int]]:
    """How many services ended in each bin: by clerk, and of all."""
    clerks: defaultdict[str, Counter[int]] = defaultdict(Counter)
    hall: Counter[int] = Counter()
    for service, times in services.items():
        if service.target_seconds is None or service.transaction_class != "normal":
            continue
        # Upper ends belong to a bin: a service that takes its whole target is on time.
        place = -((service.target_seconds - service.handling_seconds) // width)
        if AROUND[0] <= place <= AROUND[-1]:
            hall[place] += times
            if service.employee is not None:
                clerks[service.employee][place] += times
    return clerks, hall


def _is_enough(bins: Counter[int], settings: DetectorSettings) -> bool:
    return bins.total() >= settings.least_in_bins


def _values(bins: Counter[int], settings: DetectorSettings) -> dict[str, Value]:
    around: Sequence[int] = [bins[place] for place in AROUND]
    expected = log_linear(AROUND, around, BELOW)
    return {
        "below": bins[BELOW],
        "above": bins[ABOVE],
        "expected": expected,
        "z": poisson_z(bins[BELOW], expected),
        "total": bins.total(),
        "seconds": settings.bin_seconds,
    }


def _flag(kind: SubjectKind, subject: str, sentence: str, values: dict[str, Value]) -> Flag:
    return Flag(sentence, values, detector=Detector.BUNCHING, subject_kind=kind, subject=subject)
