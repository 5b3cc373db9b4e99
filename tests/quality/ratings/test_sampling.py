"""Which visits are asked more than their end: nobody chooses, and the shares come out."""

from collections import Counter

from storeops.quality.ratings.moments import DRAWN_MOMENTS, WhyShown
from storeops.quality.ratings.sampling import drawn_moments

KEY = "5eed" * 16
IDS = range(1, 20_001)


def test_three_in_ten_are_asked_one_moment_more_and_one_in_twenty_all() -> None:
    drawn = Counter(drawn_moments(ticket_id, KEY).why for ticket_id in IDS)

    # 20,000 draws: 3 standard deviations are 0.97 % of 30 % and 0.46 % of 5 %
    assert abs(drawn[WhyShown.RANDOM] / len(IDS) - 0.30) < 0.0097
    assert abs(drawn[WhyShown.DIARY] / len(IDS) - 0.05) < 0.0046
    assert set(drawn) == {WhyShown.RANDOM, WhyShown.DIARY, None}


def test_a_random_draw_is_one_moment_and_each_comes_up_alike() -> None:
    draws = [drawn_moments(ticket_id, KEY) for ticket_id in IDS]
    ones = [draw.moments for draw in draws if draw.why is WhyShown.RANDOM]
    counts = Counter(moment for (moment,) in ones)

    # some 6000 draws of 6 moments: 1000 each, 3 standard deviations are 87
    assert set(counts) == set(DRAWN_MOMENTS)
    assert all(abs(count - len(ones) / 6) < 90 for count in counts.values())


def test_a_diary_asks_every_moment_and_no_draw_asks_none() -> None:
    draws = [drawn_moments(ticket_id, KEY) for ticket_id in IDS]

    assert {draw.moments for draw in draws if draw.why is WhyShown.DIARY} == {frozenset(DRAWN_MOMENTS)}
    assert {draw.moments for draw in draws if draw.why is None} == {frozenset()}


def test_the_same_ticket_draws_the_same_again_and_another_hall_differs() -> None:
    here = [drawn_moments(ticket_id, KEY) for ticket_id in range(1, 201)]

    assert [drawn_moments(ticket_id, KEY) for ticket_id in range(1, 201)] == here
    assert [drawn_moments(ticket_id, "0" * 64) for ticket_id in range(1, 201)] != here
