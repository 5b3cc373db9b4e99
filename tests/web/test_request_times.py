"""What is counted of answers: by class, by time, and old enough that nobody sees a customer's tap in it."""

import pytest

from storeops.base.clock import stopwatch
from storeops.people.door_table import DOORS, Site
from storeops.web.request_times import (
    BOUNDS,
    ISSUING,
    TOLD_EVERY_SECONDS,
    ClassTimes,
    RequestClass,
    RequestTimes,
    class_of,
)


def counted(*below: int) -> list[int]:
    """Of each of these places one answer."""
    return [int(place in below) for place in range(len(BOUNDS) + 1)]


def test_each_answer_counts_below_the_first_bound_that_it_does_not_exceed() -> None:
    times = RequestTimes()

    for seconds, status in ((0.001, "201 CREATED"), (0.0011, "409 CONFLICT"), (11.0, "500 INTERNAL SERVER ERROR")):
        times.note(RequestClass.ISSUE, seconds, status)

    issuing = times.told(stopwatch())[RequestClass.ISSUE]
    assert issuing.counts == counted(0, 1, len(BOUNDS))
    assert (round(issuing.seconds, 4), issuing.refused, issuing.failed) == (11.0021, 1, 1)


def test_all_but_issuing_is_told_minutes_later() -> None:
    times, begun = RequestTimes(), stopwatch()
    for kind in (RequestClass.ISSUE, RequestClass.SCREENS):
        times.note(kind, 0.5, "200 OK")

    at_once, later = times.told(begun), times.told(begun + TOLD_EVERY_SECONDS + 1)

    assert at_once[RequestClass.SCREENS] == ClassTimes()
    assert sum(at_once[RequestClass.ISSUE].counts) == 1
    assert sum(later[RequestClass.SCREENS].counts) == 1
    times.note(RequestClass.SCREENS, 0.5, "200 OK")
    assert times.told(begun + TOLD_EVERY_SECONDS + 2)[RequestClass.SCREENS] == later[RequestClass.SCREENS]


@pytest.mark.parametrize(
    ("site", "path", "is_read", "kind"),
    [
        (Site.SCREENS, "/tickets", False, RequestClass.ISSUE),
        (Site.SCREENS, "/t/<token>/ratings", False, RequestClass.SCREENS),
        (Site.SCREENS, "/board", True, RequestClass.SCREENS),
        (Site.SCREENS, "/static/<path:filename>", True, RequestClass.ASSET),
        (Site.CONSOLE, "/shared/styles.css", True, RequestClass.ASSET),
        (Site.CONSOLE, "/events", True, RequestClass.LIVE),
        (Site.CONSOLE, "/duty/issue", False, RequestClass.ISSUE),
        (Site.CONSOLE, "/desk/call-next", False, RequestClass.CONSOLE_WRITE),
        (Site.CONSOLE, "/duty", True, RequestClass.CONSOLE_READ),
        (Site.API, "/tickets", False, RequestClass.ISSUE),
        (Site.API, "/counters/<code>/open", False, RequestClass.API_WRITE),
        (Site.API, "/services", True, RequestClass.API_READ),
        (Site.MONITOR, "/metrics", True, RequestClass.MONITOR),
    ],
)
def test_an_address_has_its_class(site: Site, path: str, is_read: bool, kind: RequestClass) -> None:
    assert class_of(site, path, is_read=is_read) is kind


def test_every_address_that_issues_is_one() -> None:
    assert {(site, f"POST {path}") for site, path in ISSUING} <= {(site, door) for site in Site for door in DOORS[site]}
