"""Nothing that the console answers stays in a cache, except what is the same for everybody."""

import re

import pytest
from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.quality.checks.clean_photo import clean_photo
from storeops.quality.checks.photo_actions import keep_photo
from storeops.store.database import HallDatabase
from tests.factories import CHEN, a_check
from tests.quality.checks.photos import a_photo
from tests.staff_console.colleague import Colleague

ASSETS = {"static", "shared.static", "shared.font", "shared.styles_of_all_pages"}


def test_no_page_file_or_fragment_is_kept_by_a_browser_or_a_proxy(ada: Colleague, console: Flask) -> None:
    kept = {}
    for rule in console.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ASSETS | {"events"}:
            path = re.sub(r"<[^>]*>", "1", rule.rule)
            kept[path] = ada.client.get(path).headers.get("Cache-Control")

    assert len(kept) > 60
    assert {path: said for path, said in kept.items() if said != "no-store"} == {}


def test_a_photo_and_a_file_to_keep_are_not_cached(
    db: HallDatabase, clock: FrozenClock, chen: Colleague, ada: Colleague
) -> None:
    photo = keep_photo(
        db, clock, CHEN.actor, CHEN.code, a_check(db, clock, smile="0"), "smile", clean_photo("photo", a_photo())
    )

    answers = [chen.client.get(f"/checks/photos/{photo}"), ada.client.get("/setup/trace/trace.csv")]

    assert [answer.status_code for answer in answers] == [200, 200]
    for answer in answers:
        assert answer.headers.getlist("Cache-Control") == ["no-store"]
        assert "Expires" not in answer.headers
    assert [answer.headers["Content-Disposition"] for answer in answers] == [
        f'inline; filename="photo-{photo}.jpg"',
        'attachment; filename="trace-2026-03-02-2026-03-02.csv"',
    ]


@pytest.mark.parametrize("path", ["/shared/styles.css", "/shared/live.js", "/static/fresh.js"])
def test_sheets_and_scripts_are_asked_about_each_time_and_sent_once(ada: Colleague, path: str) -> None:
    sheet = ada.client.get(path)
    again = ada.client.get(path, headers={"If-None-Match": sheet.headers["ETag"]})

    assert (sheet.status_code, sheet.headers["Cache-Control"]) == (200, "no-cache")
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_and_what_it_fetches_say_of_which_version_they_are(ada: Colleague) -> None:
    page, fragment = ada.client.get("/duty"), ada.client.get("/duty/fragment")

    version = page.headers["X-StoreOps-Assets"]
    assert fragment.headers["X-StoreOps-Assets"] == version
    assert f'<meta name="assets" content="{version}">' in page.text


def test_a_page_that_says_that_there_is_no_such_script_is_kept_nowhere(ada: Colleague) -> None:
    answer = ada.client.get("/static/nowhere.js")

    assert ada.person.name in answer.text
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
