"""Nothing that the console answers stays in a cache, except what is the same for everybody."""

import re

from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.quality.checks.photo_actions import add_photo
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
    photo = add_photo(db, clock, CHEN.actor, CHEN.code, a_check(db, clock, smile="0"), "smile", a_photo())

    answers = [chen.client.get(f"/checks/photos/{photo}"), ada.client.get("/setup/trace/trace.csv")]

    assert [answer.status_code for answer in answers] == [200, 200]
    for answer in answers:
        assert answer.headers.getlist("Cache-Control") == ["no-store"]
        assert "Expires" not in answer.headers


def test_what_is_the_same_for_everybody_is_kept(ada: Colleague) -> None:
    sheet = ada.client.get("/shared/styles.css")

    assert sheet.status_code == 200
    assert "max-age" in sheet.headers["Cache-Control"]
