"""What the demo's customers tap: on the kiosk, on the counter's pad, and on their phone a day later."""

from contextlib import suppress
from datetime import timedelta

from storeops.base.actor import CUSTOMER
from storeops.base.errors import StoreOpsError
from storeops.demo import moods
from storeops.demo.agenda import Course, Wait
from storeops.demo.demo_hall import DemoHall, Memory, SimulatedVisit
from storeops.quality.ratings import question_view, rating_actions
from storeops.quality.ratings.moments import LOW_VALUES, Moment, Place

ANSWERS_AT_KIOSK = 0.35
ANSWERS_AT_PAD = 0.62
SAYS_WHY = 0.6
REMEMBERS = 0.07
"""The share of served customers who rate the visit as a whole a day later."""
MOST_QUESTIONS = 4


def after_the_ticket(hall: DemoHall, visit: SimulatedVisit) -> Course:
    """The kiosk asks about the greeting or the choosing, if it was drawn."""
    for asked in question_view.questions_for_ticket(hall.db, hall.now(), visit.token, Place.KIOSK):
        with suppress(StoreOpsError):
            rating_actions.show(hall.db, hall.clock, CUSTOMER, visit.token, asked.moment, Place.KIOSK)
            yield hall.after(hall.voices.uniform(2, 9))
            if hall.voices.random() < ANSWERS_AT_KIOSK:
                value = moods.tap("", 0, hall.voices)
                rating_actions.tap(hall.db, hall.clock, CUSTOMER, visit.token, asked.moment, value, Place.KIOSK)


def at_the_start(hall: DemoHall, visit: SimulatedVisit, counter: str) -> Course:
    """The pad asks how the wait was, if that was drawn."""
    asked = question_view.question_at_counter(hall.db, hall.now(), counter)
    if asked and asked.number == visit.number and asked.question.moment is Moment.WAITING:
        with suppress(StoreOpsError):
            rating_actions.show(hall.db, hall.clock, CUSTOMER, visit.token, Moment.WAITING, Place.PAD)
            yield hall.after(hall.voices.uniform(2, 7))
            if hall.voices.random() < ANSWERS_AT_PAD:
                _tap(hall, visit, Moment.WAITING, "")


def after_the_finish(hall: DemoHall, visit: SimulatedVisit, counter: str, clerk: str) -> Course:
    """The pad asks what was drawn, and about the farewell; some go without an answer."""
    if hall.voices.random() < REMEMBERS:
        hall.memories.append(_memory(hall, visit, clerk))
    answers = hall.voices.random() < ANSWERS_AT_PAD
    for _ in range(MOST_QUESTIONS):
        asked = question_view.question_at_counter(hall.db, hall.now(), counter)
        if asked is None or asked.number != visit.number:
            return
        try:
            moment = asked.question.moment
            # A tap counts as shown, so the history saves an action; on the living pad the question is seen first.
            if hall.has_visitors or not answers:
                rating_actions.show(hall.db, hall.clock, CUSTOMER, visit.token, moment, Place.PAD)
            if not answers:
                return
            yield hall.after(hall.voices.uniform(1.5, 6))
            _tap(hall, visit, moment, clerk)
            if moment is Moment.FAREWELL:
                return
        except StoreOpsError:  # somebody at the pad was faster
            return
        yield hall.after(hall.voices.uniform(0.5, 1.5))


def _tap(hall: DemoHall, visit: SimulatedVisit, moment: Moment, clerk: str) -> None:
    value = moods.tap(clerk, hall.waited_seconds(visit), hall.voices)
    reason = None
    if value in LOW_VALUES and hall.voices.random() < SAYS_WHY:
        reason = hall.voices.choice(moods.LOW_REASONS)
    rating_actions.tap(hall.db, hall.clock, CUSTOMER, visit.token, moment, value, Place.PAD, reason)


def _memory(hall: DemoHall, visit: SimulatedVisit, clerk: str) -> Memory:
    at = hall.now() + timedelta(hours=hall.voices.uniform(25, 47))
    return Memory(visit.token, at, moods.tap(clerk, hall.waited_seconds(visit), hall.voices))


def look_back(hall: DemoHall) -> Course:
    """Those whose visit was a day or two ago are asked about it as a whole on their phone page."""
    due = sorted((memory for memory in hall.memories if memory.at < hall.ends_at), key=lambda memory: memory.at)
    hall.memories = [memory for memory in hall.memories if memory.at >= hall.ends_at]
    for memory in due:
        yield Wait(max(memory.at, hall.now()))
        with suppress(StoreOpsError):
            rating_actions.tap(hall.db, hall.clock, CUSTOMER, memory.token, Moment.OVERALL, memory.value, Place.PHONE)
