"""D9: answers that may not be the customer's."""

from collections import Counter

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.quality.detectors.detector_facts import DetectorFacts, PadTapFact, PhoneAnswerFact
from storeops.quality.detectors.detector_rows import month_facts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.doubtful_taps import doubtful_taps
from storeops.quality.ratings.doubt_actions import decide_doubt
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.quality.ratings.rating_actions import show, tap
from storeops.queueing.serving import reopen
from storeops.queueing.staffing import close_counter
from storeops.store.database import HallDatabase
from tests.factories import ANA, SUN, a_served_ticket, a_serving_ticket, draw_next, later
from tests.quality.detectors.served import MARCH
from tests.quality.ratings.phones import rated_from


def answers(employee: str, count: int, browser: int | None = None, *, accepted: bool | None = None) -> Counter:
    return Counter({PhoneAnswerFact(employee, browser, accepted): count})


def pad_taps(counter: str, count: int, *, attended: bool = True, at_once: bool = False) -> Counter:
    return Counter({PadTapFact(counter, attended, at_once): count})


def flags(facts: DetectorFacts) -> list[tuple[str, str]]:
    return [(flag.subject, flag.in_language("en")) for flag in doubtful_taps(facts, SHIPPED).flags]


def facts_of(db: HallDatabase) -> DetectorFacts:
    return month_facts(db, MonthRead(db, MARCH), SHIPPED)


def test_a_month_without_answers_on_phones_and_pads_is_not_judged() -> None:
    verdict = doubtful_taps(DetectorFacts(), SHIPPED)

    assert (verdict.judged_count, verdict.flags) == (0, ())


def test_one_phone_that_answers_for_many_visits_is_enough() -> None:
    facts = DetectorFacts(
        phone_answers=answers("1001", 20) + answers("1001", 2, 7) + answers("1002", 1, 9, accepted=True)
    )

    # 20 + 2 + 1 answers; 2 of them wait and are out, 1 was accepted.
    assert flags(facts) == [
        (
            "*",
            "Phones that answered for more than 2 visits of one day: 2. Of 23 answers on phones 2 are kept out of the"
            " figures and 1 were accepted; 2 are not decided yet.",
        )
    ]


def test_a_clerk_whose_answers_come_from_such_phones_is_named() -> None:
    facts = DetectorFacts(
        phone_answers=answers("1001", 20) + answers("1001", 20, 7, accepted=False) + answers("1002", 160)
    )

    # 20 of 40 against 20 of 200.
    assert flags(facts)[1:] == [
        (
            "1001",
            "20 of 40 answers on phones that are credited here came from phones that answered for many visits: 50.0%,"
            " against 10.0% in the hall.",
        )
    ]


def test_three_taps_on_a_pad_with_nobody_there_are_a_pattern_and_two_are_not() -> None:
    facts = DetectorFacts(
        pad_taps=pad_taps("1", 100) + pad_taps("1", 3, attended=False) + pad_taps("2", 2, attended=False)
    )

    assert flags(facts) == [
        ("*", "Pad of counter 1: 3 of 103 taps came while nobody was signed in there or no visit had ended.")
    ]


def test_a_pad_that_is_tapped_at_once_too_often_is_flagged() -> None:
    facts = DetectorFacts(
        pad_taps=pad_taps("1", 15, at_once=True)
        + pad_taps("1", 25)
        + pad_taps("2", 5, at_once=True)
        + pad_taps("2", 155)
    )

    # 15 of 40 against 20 of 200.
    assert flags(facts) == [
        (
            "*",
            "Pad of counter 1: 15 of 40 taps came less than 1,000 ms after the question appeared: 37.5%, against 10.0%"
            " in the hall.",
        )
    ]


# The facts as the real actions leave them


def test_phones_are_told_with_what_was_decided(db: HallDatabase, clock: FrozenClock) -> None:
    rated_from(db, clock, "a phone", 5, 5, 5, 5)
    rated_from(db, clock, "another phone", 4, counter="2")
    waiting = facts_of(db).phone_answers
    decide_doubt(db, clock, SUN.actor, SUN.code, 3, False, "The clerk's own phone.")

    assert waiting == {("1001", None, None): 2, ("1001", 3, None): 2, ("1002", None, None): 1}
    assert facts_of(db).phone_answers[PhoneAnswerFact("1001", 3, False)] == 2


def a_tap_after(db: HallDatabase, clock: FrozenClock, text: str) -> None:
    """A visit is finished at counter 1, its question shown at once and answered after some time."""
    draw_next(db)
    token = a_served_ticket(db, clock).token
    show(db, clock, CUSTOMER, token, Moment.FAREWELL, Place.PAD)
    later(clock, text)
    tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 5, Place.PAD)


def test_a_tap_within_a_second_of_the_question_came_at_once(db: HallDatabase, clock: FrozenClock) -> None:
    a_tap_after(db, clock, "999ms")
    a_tap_after(db, clock, "1000ms")

    assert facts_of(db).pad_taps == {PadTapFact("1", True, True): 1, PadTapFact("1", True, False): 1}


def test_a_tap_after_the_clerk_signed_out_is_unattended(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token
    later(clock, "5s")
    close_counter(db, clock, ANA.actor, "1")
    later(clock, "5s")
    show(db, clock, CUSTOMER, token, Moment.FAREWELL, Place.PAD)
    later(clock, "5s")

    tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 5, Place.PAD)

    assert facts_of(db).pad_taps == {PadTapFact("1", False, False): 1}


def test_the_wait_is_rated_rightly_while_somebody_is_served_and_a_reopened_visit_had_ended(
    db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db, Moment.WAITING)
    waited = a_serving_ticket(db, clock, counter="2").token
    tap(db, clock, CUSTOMER, waited, Moment.WAITING, 5, Place.PAD)
    a_tap_after(db, clock, "5s")
    reopen(db, clock, ANA.actor, "1")

    # A question that no screen reported counts as shown when it is answered.
    assert facts_of(db).pad_taps == {PadTapFact("2", True, True): 1, PadTapFact("1", True, False): 1}
