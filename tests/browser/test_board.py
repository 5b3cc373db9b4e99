"""The board on its television: nobody who is called is forgotten, all is large enough, and a silent board says so."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, TELEVISION, OpenPage, with_a_clock_to_move
from tests.browser.test_desk import sign_in
from tests.browser.test_kiosk import A_CALL_IS_SHOWN, RECORD_VOICE, a_ticket, at_counter
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

MILLIMETRES_PER_PIXEL = 0.5
"""A television of 43 inches shows 1920 pixels on 952 mm; on a larger one everything is larger."""
A_PAGE_IS_SHOWN = 6_000
DIGIT_HEIGHT = 0.71
"""The height of a digit as a part of its font size."""
BESIDE = ".earlier .call:visible .number:not(.where)"
"""The numbers of those who are called, beside the largest place."""
READ_FROM_5_METRES = 25
"""Millimetres. screens.md asks for 50 at 10 metres."""


@pytest.fixture
def served_hall(hall_port: int, tmp_path: Path) -> Iterator[ServedHall]:
    """A hall with twelve open counters and twelve people waiting."""
    hall = ServedHall.founded(tmp_path, counters=12, options=("--port", str(hall_port))).start()
    hall.open_counters(12)
    for _ in range(12):
        a_ticket(hall)
    yield hall
    hall.stop()


def call(hall: ServedHall, *counters: int) -> None:
    for counter in counters:
        at_counter(hall, counter, "call-next")


def test_six_who_are_called_at_once_are_all_on_the_board(served_hall: ServedHall, open_page: OpenPage) -> None:
    board = open_page("/board", TELEVISION)

    call(served_hall, 1, 2, 3, 4, 5, 6)

    # The first is announced, in the place of the newest, who stands beside meanwhile.
    expect(board.locator(BESIDE)).to_have_text(["A006", "A005", "A004", "A003", "A002"])
    assert board.locator("[data-stage] .number").first.inner_text() == "A001"
    assert board.locator("[data-part=latest] dd.number").first.inner_text() == "A006"


def test_the_newest_stays_on_the_board_while_others_are_announced_over_it(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    board = with_a_clock_to_move(open_page("/board", TELEVISION))
    announced = board.locator("[data-stage] .announced")
    beside = board.locator(BESIDE)
    call(served_hall, 1, 2, 3)

    for number, others in (("A001", ["A003", "A002"]), ("A002", ["A003", "A001"]), ("A003", ["A002", "A001"])):
        expect(announced).to_have_attribute("data-number", number)
        expect(beside).to_have_text(others)
        board.clock.run_for(A_CALL_IS_SHOWN)

    expect(announced).to_have_count(0)
    expect(board.locator("[data-part=latest] .number").first).to_have_text("A003")
    expect(beside).to_have_text(["A002", "A001"])


def test_twelve_counters_are_read_from_five_metres_on_one_screen(served_hall: ServedHall, open_page: OpenPage) -> None:
    board = open_page("/board", TELEVISION)

    call(served_hall, *range(1, 13))
    expect(board.locator(".earlier .call:visible")).to_have_count(11)
    expect(board.locator(BESIDE).first).to_have_text("A012")

    shown = board.locator(".earlier .number:visible, [data-part=latest] .number")
    heights = shown.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    millimetres = [height * DIGIT_HEIGHT * MILLIMETRES_PER_PIXEL for height in heights]
    assert min(millimetres) >= READ_FROM_5_METRES, millimetres
    assert len(heights) == 24
    cut = board.locator(".earlier .call, .first").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)"
        ".map(one => one.textContent)"
    )
    assert cut == []
    assert board.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for place in board.locator(".earlier .call:visible").all():
        expect(place).to_be_in_viewport(ratio=1)


OVER_THE_EDGE = """all => all.flatMap(one => {
  const room = one.getBoundingClientRect();
  return [...one.querySelectorAll(".number, .where")].filter((name) => {
    const place = name.getBoundingClientRect();
    return name.scrollWidth > name.clientWidth + 1 || place.right > room.right || place.bottom > room.bottom;
  }).map((name) => name.textContent);
})"""
"""What of the calls runs over the edge of its place."""


def test_counters_with_names_of_words_stay_within_their_places(served_hall: ServedHall, open_page: OpenPage) -> None:
    names = [
        "业务办理",
        "贵宾",
        "Counter 12",
        "贵宾一号",
        "贵宾专席业务窗口",
        "VIP-12",
        "国际",
        "8",
        "9",
        "10",
        "11",
        "12",
    ]
    names_of = [(name, str(number)) for number, name in enumerate(names, start=1)]
    with closing(sqlite3.connect(served_hall.path)) as db, db:
        db.executemany("UPDATE counter SET code = ? WHERE code = ?", names_of)
    board = open_page("/board", TELEVISION)

    for first, last in ((0, 5), (5, 12)):
        for name in names[first:last]:
            assert served_hall.ask("POST", f"/counters/{quote(name)}/call-next", {}).status == 200
        expect(board.locator(".earlier .call:visible")).to_have_count(last - 1)

        expect(board.locator("[data-stage] dd.number >> nth=1")).to_have_text("业务办理")
        expect(board.locator("[data-place=A003] .where")).to_have_text("Counter 12")
        assert board.locator(".calls .call:visible").evaluate_all(OVER_THE_EDGE) == []


def test_a_board_with_more_calls_than_a_page_holds_turns_its_pages(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    board = with_a_clock_to_move(open_page("/board", TELEVISION))

    def with_the_last_on_a_second_page(route: Route) -> None:
        of_the_last = r'data-page="0"(?=[^>]*data-place="A001")'
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(of_the_last, 'data-page="1" hidden', answer.text()))

    board.route("**/board/fragment*", with_the_last_on_a_second_page)
    call(served_hall, 1, 2, 3, 4)
    expect(board.locator(".earlier [data-page='1']")).to_have_count(1)
    for number in ("A001", "A002", "A003", "A004"):
        expect(board.locator("[data-stage] .announced")).to_have_attribute("data-number", number)
        board.clock.run_for(A_CALL_IS_SHOWN)
    expect(board.locator("[data-stage] .announced")).to_have_count(0)

    seen = set()
    for _ in range(4):
        board.clock.run_for(A_PAGE_IS_SHOWN)
        seen.add(tuple(board.locator(BESIDE).all_inner_texts()))

    assert seen == {("A003", "A002"), ("A001",)}


def test_the_largest_place_is_never_for_somebody_who_was_served(served_hall: ServedHall, open_page: OpenPage) -> None:
    board = open_page("/board", TELEVISION)
    call(served_hall, 1, 2)
    at_counter(served_hall, 2, "start")
    at_counter(served_hall, 2, "finish")

    expect(board.locator(".earlier .served .number")).to_have_text("A002")
    expect(board.locator("[data-part=latest] .number").first).to_have_text("A001")


def test_whoever_left_while_others_were_announced_is_called_no_more(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    board = with_a_clock_to_move(open_page("/board", TELEVISION))
    announced = board.locator("[data-stage] .announced")
    call(served_hall, 1, 2)
    expect(announced).to_have_attribute("data-number", "A001")

    for verb in ("start", "finish"):
        at_counter(served_hall, 2, verb)
    expect(board.locator(".earlier .served .number")).to_have_text("A002")
    board.clock.run_for(A_CALL_IS_SHOWN)

    expect(announced).to_have_count(0)


def test_the_board_stays_awake_and_is_not_translated(served_hall: ServedHall, open_page: OpenPage) -> None:
    script = """
    Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
      document.documentElement.dataset.awake = kind;
    } } });
    """
    board = open_page("/board", TELEVISION, init_script=script)

    expect(board.locator("html")).to_have_attribute("data-awake", "screen")
    expect(board.locator("html")).to_have_attribute("translate", "no")


# Its voice

NO_SOUND = """
Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
"""
REFUSES_TO_SPEAK = """
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN" }, { lang: "en-US" }],
  speak: (sentence) => setTimeout(() => sentence.onerror({ error: "not-allowed" }), 10),
} });
"""


@pytest.mark.parametrize(
    ("script", "on_board", "to_staff"),
    [
        (None, "本屏不能播报，请看叫号 No voice here: please watch the numbers", "has no Chinese voice"),
        (
            NO_SOUND + REFUSES_TO_SPEAK,
            "声音未打开，请看叫号 The sound is off: please watch the numbers",
            "Turn on the sound",
        ),
    ],
    ids=["no voice", "sound refused"],
)
def test_a_silent_board_says_so_itself_on_the_hall_page_and_on_the_desk(
    served_hall: ServedHall, open_page: OpenPage, script: str | None, on_board: str, to_staff: str
) -> None:
    desk = sign_in(open_page("/console/?lang=en", DESK), served_hall, "1001")
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    expect(duty.locator("#live-state")).to_have_text("Live")
    expect(duty.locator(".board-silence")).to_have_count(0)

    board = open_page("/board", TELEVISION, init_script=script)

    expect(board.locator("[data-silent]:visible")).to_have_text(on_board)
    for page in (desk, duty):
        expect(page.locator(".board-silence")).to_contain_text("Nobody hears the calls.")
        expect(page.locator(".board-silence")).to_contain_text(to_staff)
    call(served_hall, 1, 2)
    expect(board.locator("[data-stage] .announced")).to_be_visible()
    expect(board.locator("[data-silent]:visible")).to_have_text(on_board)


def test_the_desk_tells_a_call_that_was_only_shown_from_one_that_was_spoken(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    desk = sign_in(open_page("/console/?lang=en", DESK), served_hall, "1001")
    silent = with_a_clock_to_move(open_page("/board", TELEVISION, init_script=REFUSES_TO_SPEAK))
    expect(silent.locator("[data-silent]:visible")).to_have_count(0)

    call(served_hall, 1)
    expect(silent.locator("[data-stage] .announced")).to_be_visible()
    silent.clock.run_for(A_CALL_IS_SHOWN)

    # The board notes a call once it was shown for five seconds and spoken.
    expect(desk.locator(".present-since")).to_have_text(re.compile(r"shown \d\d:\d\d:\d\d, not spoken"), timeout=20_000)
    expect(silent.locator("[data-silent=refused]")).to_be_visible()
    speaking = with_a_clock_to_move(open_page("/board", TELEVISION, init_script=RECORD_VOICE))
    expect(desk.locator(".board-silence")).to_have_count(0)
    for verb in ("start", "finish", "call-next"):
        at_counter(served_hall, 1, verb)
    expect(speaking.locator("html")).to_have_attribute("data-said", re.compile("A zero"))
    speaking.clock.run_for(A_CALL_IS_SHOWN)
    expect(desk.locator(".present-since")).to_have_text(re.compile(r"announced \d\d:\d\d:\d\d"), timeout=20_000)
    expect(speaking.locator("[data-silent]:visible")).to_have_count(0)
