"""D3: services too short to be true, by clerk. Pure."""

from collections.abc import Mapping

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import ServiceFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, Statement, Verdict
from storeops.quality.detectors.share_flags import funnel_values
from storeops.quality.detectors.subject_shares import counted, funnel

SENTENCE = N_(
    "%(hits)s of %(total)s services took under %(seconds)s s: %(own_share)s, against %(pooled_share)s in the hall"
    " (z %(z)s)."
)
BASIS = N_("%(hits)s of the hall's %(total)s credited services took under %(seconds)s s: %(pooled_share)s.")


def short_services(services: Mapping[ServiceFact, int], settings: DetectorSettings) -> Verdict:
    """Flag each clerk whose share of services under 10 s has z > 4 and stands at the false discovery rate.

    A binomial funnel around the pooled share of the services credited to an employee, without an overdispersion
    factor; however few the services are, the exact tail knows how little they say.
    """
    counts = counted(
        services, lambda service: service.employee, lambda service: service.handling_seconds < settings.short_seconds
    )
    whole = funnel(counts, 1, settings.false_discovery_rate)
    if whole is None:
        return Verdict(Detector.SHORT_SERVICES, 0, ())
    seconds = {"seconds": settings.short_seconds}
    flags = tuple(
        Flag(
            SENTENCE,
            {**funnel_values(whole, share), **seconds},
            detector=Detector.SHORT_SERVICES,
            subject_kind="employee",
            subject=share.subject,
        )
        for share in whole.shares
        if share.is_significant and share.z is not None and share.z > settings.short_z
    )
    basis = Statement(BASIS, {"hits": whole.hits, "total": whole.total, "pooled_share": whole.pooled_share, **seconds})
    return Verdict(Detector.SHORT_SERVICES, len(whole.shares), flags, basis, whole)
