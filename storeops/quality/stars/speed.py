"""The speed line: transactions within their target, compared with what the same services take in this hall. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip
from storeops.quality.stars.month_facts import Judged


@dataclass(frozen=True)
class HallSpeed:
    """`by_service` are the shares within the target; `share` is that of all together, None without a transaction."""

    by_service: Mapping[str, Fraction]
    share: Fraction | None


def hall_speed(employees: Iterable[Mapping[str, Judged]]) -> HallSpeed:
    """The hall's shares over all transactions that are credited to somebody."""
    count: defaultdict[str, int] = defaultdict(int)
    met: defaultdict[str, int] = defaultdict(int)
    for judged in employees:
        for service, (transactions, within) in judged.items():
            count[service] += transactions
            met[service] += within
    everything = sum(count.values())
    return HallSpeed(
        {service: Fraction(met[service], count[service]) for service in sorted(count) if count[service]},
        Fraction(sum(met.values()), everything) if everything else None,
    )


@dataclass(frozen=True)
class Speed:
    """One employee's line. `expected`: how many the hall's own shares would have met on the same services."""

    count: int
    met: int
    expected: Fraction
    score: Fraction | None


def speed(judged: Mapping[str, Judged], hall: HallSpeed, policy: Policy) -> Speed:
    """S = 100 * clip(p + (met - expected) / (N + 30), 0, 1). None where the hall has no such transaction."""
    count = sum(transactions for transactions, _ in judged.values())
    met = sum(within for _, within in judged.values())
    expected = sum(
        (hall.by_service[service] * transactions for service, (transactions, _) in judged.items() if transactions),
        Fraction(0),
    )
    if hall.share is None:
        return Speed(count, met, expected, None)
    return Speed(count, met, expected, speed_score(hall.share, met, expected, count, policy))


def speed_score(share: Fraction, met: int, expected: Fraction, count: int, policy: Policy) -> Fraction:
    """Point 3 of the policy, from its inputs."""
    above = (met - expected) / Fraction(max(count + policy.prior_transactions, 1))
    return 100 * clip(share + above, Fraction(0), Fraction(1))
