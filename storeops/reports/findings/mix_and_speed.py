"""Why the mean handling changed: other services came, or the same services took longer. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from storeops.reports.findings.report_reading import Values


@dataclass(frozen=True)
class MeanChange:
    """Seconds of the change of a mean; `mix` + the sum of `by_service` is all of it."""

    mix: float
    by_service: Mapping[str, float]

    @property
    def within(self) -> float:
        """The part that comes from services that took longer or shorter."""
        return sum(self.by_service.values())


def mean_change(now: Mapping[str, Values], then: Mapping[str, Values]) -> MeanChange | None:
    """The change of the mean handling of all services together; None where either side has no transaction.

    With s the service's part of the transactions, m its mean handling, 0 the month before and 1 this month:

        m1 - m0 of all = sum (s1 - s0) (m0 + m1) / 2   (mix)
                       + sum (m1 - m0) (s0 + s1) / 2   (the services themselves)

    The two sums add up exactly, because s1 m1 - s0 m0 is their sum for each service. A service that only one of the
    months knows takes its mean in the other too, so that it counts as mix alone.
    """
    parts, parts_before = _parts(now), _parts(then)
    if not parts or not parts_before:
        return None
    mix, by_service = 0.0, {}
    for service in {**parts_before, **parts}:
        share, mean = parts.get(service, (0.0, None))
        share_before, mean_before = parts_before.get(service, (0.0, None))
        later = mean if mean is not None else mean_before or 0.0
        earlier = mean_before if mean_before is not None else later
        mix += (share - share_before) * (earlier + later) / 2
        by_service[service] = (later - earlier) * (share_before + share) / 2
    return MeanChange(mix, by_service)


def _parts(services: Mapping[str, Values]) -> dict[str, tuple[float, float]]:
    """Each service's part of the transactions, and its mean handling."""
    counted = {
        code: (values["transactions"], values["handling_mean"])
        for code, values in services.items()
        if values.get("transactions", 0) > 0 and "handling_mean" in values
    }
    total = sum(count for count, _ in counted.values())
    return {code: (count / total, mean) for code, (count, mean) in counted.items()}
