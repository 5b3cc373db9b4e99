"""Heavy work is done one after the other, in a fair turn, and not at all once nobody waits for it."""

import threading
from collections.abc import Hashable, Iterator
from contextvars import Context
from io import BytesIO

import pytest

from storeops.base import request_mark
from storeops.web import workshop as shop
from storeops.web.refusals import WorkshopFull, WorkStopped
from storeops.web.workshop import IsUnwanted, Lane, Made, Progress, Tell, Workshop

LONG_ENOUGH = 20.0


class HandRunner:
    """A runner whose works are finished by the test's hand, in the order in which they are begun."""

    def __init__(self) -> None:
        self.begun: list[Hashable] = []
        self.stopped: list[Hashable] = []
        self.marks: list[str | None] = []
        self._changed = threading.Condition()
        self._may_end: set[Hashable] = set()

    def __call__(self, work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made:
        tell(Progress("It is being counted.", 1, 2))
        with self._changed:
            self.begun.append(work)
            self.marks.append(request_mark.current())
            self._changed.notify_all()
            while not self._changed.wait_for(lambda: work in self._may_end, 0.01):
                if is_unwanted():
                    self.stopped.append(work)
                    self._changed.notify_all()
                    raise WorkStopped
        if work == "bad":
            raise ValueError("bad")
        return Made(f"{work} done", BytesIO(b"0123456789 and the footer"), 10)

    def end(self, *works: Hashable) -> None:
        """Let these works come to their end."""
        with self._changed:
            self._may_end.update(works)
            self._changed.notify_all()

    def until_begun(self, *works: Hashable) -> None:
        """Wait until these works were begun, in this order."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.begun == list(works), LONG_ENOUGH), self.begun

    def until_stopped(self, *works: Hashable) -> None:
        """Wait until these works, and no others, were stopped because nobody wanted them."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.stopped == list(works), LONG_ENOUGH), self.stopped


@pytest.fixture
def runner() -> HandRunner:
    return HandRunner()


@pytest.fixture
def workshop(runner: HandRunner) -> Iterator[Workshop]:
    made = Workshop(runner)
    yield made
    made.close()


def test_a_work_is_done_and_its_value_and_content_are_handed_over(workshop: Workshop, runner: HandRunner) -> None:
    runner.end("march")

    made = workshop.done("march", "chen")

    assert made.value == "march done"
    assert b"".join(made.pieces(4)) == b"0123456789"
    assert b"".join(made.pieces()) == b"0123456789"


def test_one_is_done_at_a_time_and_whoever_asked_once_comes_before_the_second_of_another(
    workshop: Workshop, runner: HandRunner
) -> None:
    orders = [workshop.ask(f"chen's {number}", "chen") for number in (1, 2, 3)]
    runner.until_begun("chen's 1")
    lis = workshop.ask("li's", "li")

    # chen's first is running; then li, who was not served yet; then the others of chen.
    assert [workshop.ahead_of(order) for order in (*orders, lis)] == [0, 2, 3, 1]
    runner.end("chen's 1", "chen's 2", "chen's 3", "li's")

    assert all(workshop.wait(order, LONG_ENOUGH) for order in (*orders, lis))
    assert runner.begun == ["chen's 1", "li's", "chen's 2", "chen's 3"]


def test_a_quick_work_does_not_wait_for_a_long_one(workshop: Workshop, runner: HandRunner) -> None:
    workshop.ask("a month", "jobs", goes_on=True)
    runner.until_begun("a month")
    runner.end("a photo")

    assert workshop.done("a photo", "chen", lane=Lane.QUICK).value == "a photo done"


def test_what_is_asked_for_while_it_is_being_made_is_not_made_twice(workshop: Workshop, runner: HandRunner) -> None:
    first = workshop.ask("march", "chen")
    runner.until_begun("march")

    assert workshop.ask("march", "li") is first
    runner.end("march")
    assert workshop.wait(first, LONG_ENOUGH)
    assert runner.begun == ["march"]
    assert workshop.ask("march", "li") is not first


def test_each_work_goes_on_under_the_mark_of_the_request_that_asked_for_it_first(
    workshop: Workshop, runner: HandRunner
) -> None:
    def asked(work: str) -> str:
        mark = request_mark.begin()
        workshop.ask(work, "chen")
        return mark

    first, second = (Context().run(asked, work) for work in ("report", "export"))
    Context().run(asked, "export")
    of_a_job = Context().run(workshop.ask, "closing", "job")
    runner.end("report", "export", "closing")
    assert workshop.wait(of_a_job, LONG_ENOUGH)

    assert list(zip(runner.begun, runner.marks, strict=True)) == [
        ("report", first),
        ("closing", None),
        ("export", second),
    ]


def test_only_who_asked_finds_an_order_again(workshop: Workshop, runner: HandRunner) -> None:
    order = workshop.ask("march", "chen")
    runner.until_begun("march")

    assert workshop.find(order.id, "chen") is order
    assert workshop.find(order.id, "li") is None
    assert workshop.find("", "chen") is None
    assert order.progress == Progress("It is being counted.", 1, 2)


def test_a_running_work_is_stopped_once_nobody_waits_for_it(
    workshop: Workshop, runner: HandRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop, "PATIENCE_SECONDS", 0.0)
    order = workshop.ask("march", "chen", goes_on=True)
    runner.until_begun("march")

    order.goes_on = False

    runner.until_stopped("march")


def test_a_waiting_work_is_dropped_once_nobody_waits_for_it_and_a_closing_is_not(
    workshop: Workshop, runner: HandRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = workshop.ask("running", "chen")
    runner.until_begun("running")
    monkeypatch.setattr(shop, "PATIENCE_SECONDS", 0.0)
    left = workshop.ask("left", "chen")
    closing = workshop.ask("closing", "jobs", goes_on=True)

    runner.end("running", "left", "closing")

    assert workshop.wait(running, LONG_ENOUGH)
    assert workshop.wait(closing, LONG_ENOUGH)
    assert "left" not in runner.begun
    assert workshop.find(left.id, "chen") is None


def test_what_failed_is_told_once_and_tried_again_when_it_is_asked_for_again(
    workshop: Workshop, runner: HandRunner
) -> None:
    runner.end("bad")
    with pytest.raises(ValueError, match="bad"):
        workshop.done("bad", "chen")
    runner.end("march")
    order = workshop.ask("bad", "chen")
    assert workshop.wait(order, LONG_ENOUGH)

    assert workshop.find(order.id, "chen") is order
    assert workshop.find(order.id, "chen") is None
    assert workshop.done("march", "chen").value == "march done"


def test_too_many_orders_are_refused_by_name(workshop: Workshop, runner: HandRunner) -> None:
    for number in range(shop.MOST_WAITING):
        workshop.ask(number, "chen")

    with pytest.raises(WorkshopFull):
        workshop.ask("one more", "chen")


def test_a_server_that_ends_stops_what_runs_and_lets_go_of_who_waits(runner: HandRunner) -> None:
    workshop = Workshop(runner)
    order = workshop.ask("closing", "jobs", goes_on=True)
    runner.until_begun("closing")

    workshop.close()

    with pytest.raises(WorkStopped):
        workshop.wait(order, LONG_ENOUGH)
