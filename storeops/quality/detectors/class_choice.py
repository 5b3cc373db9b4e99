"""D10: classes that may be chosen to leave the 3 minutes, by clerk. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import ClassFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import Detector, Flag, Statement, Verdict
from storeops.quality.detectors.statistics import binomial_tail, mixed_share_z, significant
from storeops.quality.detectors.subject_shares import Funnel, Share, counted

SENTENCE = N_(
    "%(hits)s of %(total)s transactions counted as exceptional or technical: %(own_share)s, against"
    " %(expected_share)s that the hall has on the same services (z %(z)s)."
)
BASIS = N_(
    "%(hits)s of the hall's %(total)s credited transactions counted as exceptional or technical: %(pooled_share)s."
)


class _Clerk(NamedTuple):
    """One clerk beside the hall. `shares` are how many transactions stand against which of the hall's shares."""

    employee: str
    hits: int
    total: int
    shares: tuple[tuple[int, float], ...]

    @property
    def expected(self) -> float:
        return sum(count * share for count, share in self.shares)

    @property
    def tail(self) -> float:
        """The chance of so many, at most: one share for all spreads wider than the several of a mixture do."""
        return binomial_tail(self.hits, self.total, self.expected / self.total)


def class_choice(classes: Mapping[ClassFact, int], settings: DetectorSettings) -> Verdict:
    """Flag each clerk who has far more of them than the hall on the same services: z > 4, and at the discovery rate.

    One or two of somebody who hardly served are no pattern.
    """
    clerks = _clerks(classes)
    tails = [clerk.tail for clerk in clerks]
    shares = tuple(
        Share(
            clerk.employee,
            clerk.hits,
            clerk.total,
            mixed_share_z(clerk.hits, clerk.shares),
            clerk.tail,
            stands,
            clerk.expected / clerk.total,
        )
        for clerk, stands in zip(clerks, significant(tails, settings.false_discovery_rate), strict=True)
    )
    if not shares:
        return Verdict(Detector.CLASS_CHOICE, 0, ())
    whole = Funnel(sum(share.hits for share in shares), sum(share.total for share in shares), shares)
    basis = Statement(BASIS, {"hits": whole.hits, "total": whole.total, "pooled_share": whole.pooled_share})
    flags = tuple(
        _flag(share, share.z)
        for share in shares
        if share.is_significant
        and share.hits >= settings.least_hits
        and share.z is not None
        and share.z > settings.class_z
    )
    return Verdict(Detector.CLASS_CHOICE, len(shares), flags, basis, whole)


def _clerks(classes: Mapping[ClassFact, int]) -> list[_Clerk]:
    """Everybody who is credited with a transaction, by number."""
    credited = {fact: times for fact, times in classes.items() if fact.employee is not None}
    of_service = counted(credited, lambda fact: str(fact.service_id), lambda fact: not fact.is_normal)
    of_clerk = counted(credited, lambda fact: fact.employee, lambda fact: not fact.is_normal)
    mixes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for fact, times in credited.items():
        mixes[str(fact.employee)][str(fact.service_id)] += times
    shares = {service: hits / total for service, (hits, total) in of_service.items()}
    return [
        _Clerk(
            employee, hits, total, tuple((count, shares[service]) for service, count in sorted(mixes[employee].items()))
        )
        for employee, (hits, total) in sorted(of_clerk.items())
    ]


def _flag(share: Share, z: float) -> Flag:
    return Flag(
        SENTENCE,
        {
            "hits": share.hits,
            "total": share.total,
            "own_share": share.share,
            "expected_share": share.against,
            "z": z,
            "p": share.p,
        },
        detector=Detector.CLASS_CHOICE,
        subject_kind="employee",
        subject=share.subject,
    )
