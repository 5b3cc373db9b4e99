"""The order in which the demo's happenings happen."""

from datetime import UTC, datetime, timedelta

from storeops.demo.agenda import Agenda, Course, Wait

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def play_all(agenda: Agenda) -> None:
    while agenda.next_at() is not None:
        agenda.go_on()


def test_courses_go_on_in_order_of_time() -> None:
    told: list[str] = []

    def course(name: str, *waits: float) -> Course:
        for wait in waits:
            told.append(name)
            yield Wait(minutes(wait))
        told.append(f"{name} ends")

    agenda = Agenda()
    agenda.begin(course("late", 6), minutes(2))
    agenda.begin(course("early", 3, 5), minutes(1))

    play_all(agenda)

    # early at 1, 3 and 5; late at 2 and 6
    assert told == ["early", "late", "early", "early ends", "late ends"]


def test_courses_due_at_the_same_instant_keep_their_order() -> None:
    told: list[str] = []

    def course(name: str) -> Course:
        told.append(name)
        yield from ()

    agenda = Agenda()
    for name in ("first", "second", "third"):
        agenda.begin(course(name), NOON)

    play_all(agenda)

    assert told == ["first", "second", "third"]


def test_the_course_idle_longest_is_woken_once_and_its_old_wait_is_forgotten() -> None:
    told: list[tuple[str, datetime | None]] = []
    agenda = Agenda()

    def idler(name: str) -> Course:
        yield Wait(minutes(30), is_idle=True)
        told.append((name, agenda.next_at()))

    agenda.begin(idler("first"), minutes(0))
    agenda.begin(idler("second"), minutes(1))
    agenda.go_on()
    agenda.go_on()

    agenda.wake_one(minutes(2))

    assert agenda.idle_count == 1
    assert agenda.next_at() == minutes(2)
    agenda.go_on()
    assert told == [("first", minutes(30))]
    agenda.go_on()
    assert told[1:] == [("second", None)]


def test_nobody_is_woken_where_nobody_is_idle() -> None:
    def busy() -> Course:
        yield Wait(minutes(10))

    agenda = Agenda()
    agenda.begin(busy(), NOON)
    agenda.go_on()

    agenda.wake_one(minutes(1))

    assert agenda.idle_count == 0
    assert agenda.next_at() == minutes(10)
