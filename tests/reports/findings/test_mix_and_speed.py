"""Why the mean handling changed: the services that came, or the services themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.reports.findings.mix_and_speed import mean_change

SERVICE = st.fixed_dictionaries({"transactions": st.integers(1, 5000), "handling_mean": st.floats(0, 3600)})
MONTH = st.dictionaries(st.sampled_from("abcde"), SERVICE, min_size=1)


def test_the_change_is_cut_into_mix_and_services_by_hand() -> None:
    then = {"a": {"transactions": 80, "handling_mean": 100}, "b": {"transactions": 20, "handling_mean": 250}}
    now = {"a": {"transactions": 50, "handling_mean": 100}, "b": {"transactions": 50, "handling_mean": 300}}

    change = mean_change(now, then)

    # Mean 130 before, 200 now. Mix: (0.5 - 0.8) * 100 + (0.5 - 0.2) * 275 = 52.5; b: 50 * (0.2 + 0.5) / 2 = 17.5.
    assert change is not None
    assert change.mix == pytest.approx(52.5)
    assert change.by_service == {"a": 0.0, "b": pytest.approx(17.5)}


def test_a_service_that_is_new_counts_as_mix_alone() -> None:
    then = {"a": {"transactions": 10, "handling_mean": 100}}
    now = {"a": {"transactions": 5, "handling_mean": 100}, "b": {"transactions": 5, "handling_mean": 300}}

    change = mean_change(now, then)

    assert change is not None
    assert change.mix == pytest.approx(100)
    assert change.within == 0.0


def test_without_a_transaction_on_one_side_nothing_is_explained() -> None:
    assert mean_change({}, {"a": {"transactions": 10, "handling_mean": 100}}) is None


def mean_of(month: dict[str, dict[str, float]]) -> float:
    count = sum(service["transactions"] for service in month.values())
    return sum(service["transactions"] * service["handling_mean"] for service in month.values()) / count


@given(now=MONTH, then=MONTH)
def test_mix_and_services_add_up_to_the_change_of_the_mean(
    now: dict[str, dict[str, float]], then: dict[str, dict[str, float]]
) -> None:
    change = mean_change(now, then)

    assert change is not None
    assert change.mix + change.within == pytest.approx(mean_of(now) - mean_of(then), abs=1e-6)
