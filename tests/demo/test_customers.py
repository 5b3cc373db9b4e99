"""Who comes to the demo's hall."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from storeops.demo.customers import SERVICES, customers_of, errand_after, errand_for, expected_visits
from storeops.hall.targets import Segment
from storeops.queueing.ticket import TransactionClass
from storeops.sample.sample_offer import SAMPLE_CATEGORIES

TUESDAY = date(2026, 3, 17)
BILL_SATURDAY = date(2026, 3, 28)


def test_customers_come_in_order_while_tickets_are_given() -> None:
    moments = [customer.at for customer in customers_of(TUESDAY, 6, Random(1))]

    assert moments == sorted(moments)
    assert moments[0] >= timedelta(minutes=-30)
    assert moments[-1] < timedelta(hours=9)


def test_days_around_the_bill_are_busier() -> None:
    assert expected_visits(BILL_SATURDAY, 6) > expected_visits(TUESDAY, 6) * 1.2


def test_where_four_counters_are_staffed_no_more_come_than_they_manage() -> None:
    assert expected_visits(BILL_SATURDAY, 4) == 208  # 4 counters x 52


def test_most_come_before_noon_and_in_the_middle_of_the_afternoon() -> None:
    customers = [customer for seed in range(20) for customer in customers_of(TUESDAY, 6, Random(seed))]
    by_hour = Counter(customer.at // timedelta(hours=1) + 9 for customer in customers)

    assert {hour for hour, _ in by_hour.most_common(2)} == {10, 15}
    assert by_hour[12] < by_hour[10] / 2


def test_only_appointments_have_a_booked_time_and_it_is_a_quarter_hour() -> None:
    customers = [customer for seed in range(10) for customer in customers_of(TUESDAY, 6, Random(seed))]

    for customer in customers:
        assert (customer.booked_at is not None) == (customer.segment is Segment.APPOINTMENT)
        if customer.booked_at is not None:
            assert customer.booked_at % timedelta(minutes=15) == timedelta(0)


def test_every_service_of_the_sample_hall_is_asked_for() -> None:
    offered = {service.code for category in SAMPLE_CATEGORIES for service in category.services}

    assert set(SERVICES) == offered


def test_errands_have_the_usual_shares() -> None:
    dice = Random(1)
    errands = [errand_for("payment", dice) for _ in range(4000)]
    counts = Counter(min(len(errand.businesses), 3) for errand in errands)
    classes = Counter(business.handled_as for errand in errands for business in errand.businesses)

    assert counts[1] / 4000 == pytest.approx(0.70, abs=0.03)
    assert counts[2] / 4000 == pytest.approx(0.22, abs=0.03)
    assert classes[TransactionClass.EXCEPTIONAL] / classes.total() == pytest.approx(0.03, abs=0.01)
    assert classes[TransactionClass.TECHNICAL] / classes.total() == pytest.approx(0.015, abs=0.007)
    assert sum(errand.moves_to is not None for errand in errands) / 4000 == pytest.approx(0.042, abs=0.012)
    assert sum(errand.lacks_papers for errand in errands) / 4000 == pytest.approx(0.022, abs=0.008)


def test_whoever_was_sent_on_has_the_other_service_done_and_is_not_sent_on_again() -> None:
    dice = Random(1)
    sent_on = next(errand for errand in iter(lambda: errand_for("payment", dice), None) if errand.moves_to)

    rest = errand_after(sent_on, dice)

    assert rest.businesses[0].service == sent_on.moves_to
    assert len(rest.businesses) == len(sent_on.businesses)
    assert rest.moves_to is None
    assert not rest.lacks_papers


def test_a_service_that_the_demo_does_not_know_takes_a_usual_time() -> None:
    errand = errand_for("made_up", Random(1))

    assert 30 < errand.businesses[0].seconds < 1500
