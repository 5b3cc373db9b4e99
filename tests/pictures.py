"""Pictures of every screen, before and after a change of the looks, and a program that compares them.

    python -m tests.pictures FOLDER [--hall FILE]
    python -m tests.pictures --compare BEFORE AFTER

The first photographs all screens in both languages into FOLDER; pictures that are there already stay, so that a run
that was interrupted goes on. The hall is the demo's, played up to a fixed moment at
which the clock then stands, so that two runs on the same hall give the same pictures. Playing it takes minutes and its
tickets have random tokens: a FILE that is named is made once and used again.

The second lists the pictures that differ with the share of changed pixels, and writes what differs, in red over the
faded new picture, to AFTER/differences.
"""

import argparse
import base64
import logging
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.business_time import local_instant
from storeops.base.clock import FrozenClock
from storeops.base.i18n import LANGUAGES
from storeops.base.settings import read
from storeops.demo.history import begins_at, prepare
from storeops.people import employee_rows
from storeops.quality.duty.duty_call_actions import call_duty_manager
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.calling import call_next
from storeops.queueing.issue import Wish, issue
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import open_counter, pause
from storeops.running.site import sites
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import HallDatabase, Pool, connect, create, write_transaction
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.chromium_program import chromium_program
from tests.factories import PIN, clerk_at, copied_hall, give_pin, rows, set_hall
from tests.heavy_here import RunsHere

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 3, 10, tzinfo=SHANGHAI).date()
MOMENT = local_instant(DAY, time(10, 40), SHANGHAI).astimezone(UTC)
"""Tuesday 10 March 2026, 10:40 in Shanghai: February is closed, the hall is open and lively."""
DAYS = 40
SEED = 1
MONTH = "2026-02"
WISHED = ("payment", "plan_change", "advice", "invoice")

KIOSK: ViewportSize = {"width": 1080, "height": 1920}
TABLET: ViewportSize = {"width": 1024, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
TELEVISION: ViewportSize = {"width": 1920, "height": 1080}
DESK: ViewportSize = {"width": 1366, "height": 768}

CLERK, DUTY_MANAGER, SUPERVISOR, ADMINISTRATOR = "1001", "5001", "7001", "9001"
AT_DESKS = ("1001", "1002", "1003", "1004", "1005", "1006")

TALLEST = 3000
"""Of a page that is longer only so many pixels are photographed."""
PATIENCE = 120_000
"""Milliseconds for one picture, on a machine that has other work to do."""
CHANGED_BY = 24
"""A pixel has changed if one of its colours differs by more than this, of 255."""

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Picture:
    """One screen to photograph; `act` brings it into the state that is meant.

    "{language}" in the path becomes zh or en, for pages that would speak the language of a ticket.
    """

    name: str
    path: str
    viewport: ViewportSize = field(default_factory=lambda: DESK)
    who: str | None = None
    act: Act | None = None


# The hall


def the_hall(path: Path) -> None:
    """Make the hall's file: six weeks of the demo's life up to MOMENT, and a desk in each state."""
    db = create(path)
    found_sample_hall(db, FrozenClock(begins_at(MOMENT, DAYS, SHANGHAI)), SYSTEM, "Asia/Shanghai", 6)
    set_hall(db, secret_key="0" * 64)
    prepare(db, MOMENT, DAYS, SEED, lambda done, of: print(f"day {done} of {of}", file=sys.stderr))
    bring_into_all_states(db)
    db.conn.close()


def bring_into_all_states(db: HallDatabase) -> None:
    """Fill the queue, give each desk a state of its own, and everybody the same PIN."""
    clock = FrozenClock(MOMENT)
    for number in range(12):
        issue(db, clock, CUSTOMER, Wish(WISHED[number % len(WISHED)], language=LANGUAGES[number % 2]))
    finish(db, clock, clerk_at(db, "3"), "3")
    for value, code in enumerate(("4", "1"), start=1):
        served = finish(db, clock, clerk_at(db, code), code)
        tap(db, clock, CUSTOMER, served.token, Moment.FAREWELL, value, Place.PHONE)
        call_next(db, clock, clerk_at(db, code), code)
        start(db, clock, clerk_at(db, code), code)
    call_duty_manager(db, clock, clerk_at(db, "2"), "2", "complaint")
    open_counter(db, clock, Actor("employee:1005"), "5", "1005")
    call_next(db, clock, clerk_at(db, "5"), "5")
    open_counter(db, clock, Actor("employee:1006"), "6", "1006")
    pause(db, clock, clerk_at(db, "6"), "6", "break")
    with write_transaction(db):
        for employee in employee_rows.all_employees(db):
            give_pin(db, employee.id)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of the hall, served by this process at a moment that stands still."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    pool = Pool(path)
    feed = LiveFeed(pool, cap=50)
    site = sites(
        Runtime(read({}, path), pool, FrozenClock(MOMENT), feed, workshop=Workshop(RunsHere(path, FrozenClock(MOMENT))))
    ).whole
    server = make_server("127.0.0.1", 0, site, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        feed.stop()
        server.shutdown()
        pool.close()


# What is photographed


def all_pictures(db: HallDatabase) -> list[Picture]:
    """Every screen of the product."""
    return [*public_pictures(db), *desk_pictures(), *floor_pictures(db), *quality_pictures(db), *set_up_pictures(db)]


def public_pictures(db: HallDatabase) -> list[Picture]:
    """The kiosk at both sizes, the phone page in each state, the pads and the board."""
    waiting = _token(db, "waiting")
    kiosk = [
        ("start", "/", None),
        ("start-large", "/?view=large", None),
        ("services", "/services/payment", None),
        ("services-large", "/services/payment?view=large", None),
        ("ticket", f"/ticket/{waiting}", None),
        ("ticket-large", f"/ticket/{waiting}?view=large", None),
        ("place", "/place", None),
        ("place-large", "/place?view=large", None),
        ("refusal", "/ticket/unknown", None),
        ("idle", "/", _warn_of_idleness),
    ]
    states = [row["state"] for row in rows(db, "SELECT DISTINCT state FROM ticket ORDER BY state")]
    return [
        *(Picture(f"kiosk-{name}", path, KIOSK, act=act) for name, path, act in kiosk),
        *(Picture(f"kiosk-low-{name}", path, TABLET, act=act) for name, path, act in kiosk),
        *(Picture(f"kiosk-narrow-{name}", path, PHONE, act=act) for name, path, act in kiosk[:5]),
        *(Picture(f"phone-{state}", f"/t/{_token(db, state)}", PHONE) for state in states),
        Picture("phone-refusal", "/t/unknown", PHONE),
        Picture("phone-find", "/find", PHONE),
        *(Picture(f"pad-{code}", f"/pad/{code}", TABLET) for code in "123456"),
        *(Picture(f"pad-upright-{code}", f"/pad/{code}", {"width": 800, "height": 1280}) for code in "12"),
        Picture("pad-refusal", "/pad/99", TABLET),
        Picture("board", "/board", TELEVISION),
    ]


def desk_pictures() -> list[Picture]:
    """The desks as they are, and the first with each of its choosers open."""
    console = "/console/"
    return [
        Picture("sign-in", "/console/sign-in"),
        Picture("sign-in-refused", "/console/sign-in", act=_sign_in_wrongly),
        Picture("sign-in-phone", "/console/sign-in", PHONE),
        *(Picture(f"desk-{code}", console, who=code) for code in AT_DESKS),
        *(Picture(f"desk-{code}-tablet", console, TABLET, code) for code in AT_DESKS[:2]),
        Picture("desk-phone", console, PHONE, CLERK),
        *(Picture(f"desk-{CLERK}-chooser-{n}", console, who=CLERK, act=_opener(".chooser", n)) for n in range(4)),
        Picture(f"desk-{CLERK}-cards", console, who=CLERK, act=_opener(".cards", 0)),
        Picture("desk-1006-chooser", console, who="1006", act=_opener(".chooser", 0)),
        Picture("counters", console, who="4001"),
    ]


def floor_pictures(db: HallDatabase) -> list[Picture]:
    """The hall page, checks and follow-ups."""
    who = DUTY_MANAGER
    check = rows(db, "SELECT max(check_id) AS id FROM check_version")[0]["id"]
    hall, checks = "/console/duty", "/console/checks"
    cases = rows(db, "SELECT kind, max(id) AS id FROM follow_up GROUP BY kind ORDER BY kind")
    return [
        Picture("hall", hall, who=who),
        Picture("hall-tablet", hall, TABLET, who),
        Picture("hall-phone", hall, PHONE, who),
        Picture("hall-issue", hall, who=who, act=_opener(".issue", 0)),
        Picture("hall-found", f"{hall}?find=a12", who=who),
        Picture("hall-menu", hall, who=who, act=_opener(".menu", 0)),
        Picture("hall-void", f"{hall}/void-issued", who=who),
        Picture("hall-greeter", hall, who="3001"),
        Picture("checks", checks, who=who),
        Picture("checks-tablet", checks, TABLET, who),
        Picture("checks-new", f"{checks}/new?employee=1002", TABLET, who),
        Picture("checks-new-half", f"{checks}/new?employee=1002", TABLET, who, act=_mark_half),
        Picture("checks-one", f"{checks}/{check}", who=who),
        Picture("checks-edit", f"{checks}/{check}/edit", who=SUPERVISOR),
        Picture("checks-appeals", f"{checks}/appeals", who=SUPERVISOR),
        Picture("checks-mine", f"{checks}/mine", who=CLERK),
        Picture("checks-of-one", f"{checks}/of/1001", who=who),
        Picture("checks-month", f"{checks}/month?month={MONTH}", who=who),
        Picture("follow-ups", "/console/follow-ups", who=who),
        Picture("follow-ups-tablet", "/console/follow-ups", TABLET, who),
        Picture("follow-ups-phone", "/console/follow-ups", PHONE, who),
        Picture("follow-ups-closed", "/console/follow-ups?tab=closed", who=who),
        Picture("follow-ups-new", "/console/follow-ups/new", who=who),
        Picture("follow-ups-praise", "/console/follow-ups/praise", who=who),
        *(Picture(f"follow-up-{case['kind']}", f"/console/follow-ups/{case['id']}", who=who) for case in cases),
        Picture("more", "/console/retention", who=who, act=_opener(".bar-more", 0)),
    ]


def quality_pictures(db: HallDatabase) -> list[Picture]:
    """Stars, flags, feedback and reports."""
    who = SUPERVISOR
    stars, reports = f"/console/stars/{MONTH}", "/console/reports"
    paths = {
        "retention": "/console/retention",
        "retention-month": f"/console/retention?month={MONTH}",
        "wishes": f"/console/wishes?month={MONTH}",
        "feedback": f"/console/feedback?month={MONTH}",
        "feedback-doubts": "/console/feedback/doubts",
        "feedback-observed": "/console/feedback/observed",
        "stars-month": stars,
        "stars-open-month": "/console/stars/2026-03",
        "stars-sheet": f"{stars}/sheets/1001",
        "stars-entries": f"{stars}/sheets/1001/checklist",
        "stars-wall": f"{stars}/wall",
        "star-appeals": "/console/star-appeals",
        "star-rules": "/console/star-rules",
        "star-care": "/console/star-care",
        "flags": f"/console/flags?month={MONTH}",
        "reports": reports,
        "reports-month": f"{reports}/{MONTH}",
        "reports-day": f"{reports}/day?day=2026-03-09",
        "reports-week": f"{reports}/week?week=2026-W10",
        "reports-days": f"{reports}/days?from=2026-03-02&to=2026-03-06",
        "reports-visits": f"{reports}/visits?from=2026-03-09&to=2026-03-09&metric=served",
        "refusal": "/console/reports/1999-01",
    }
    return [
        *(Picture(name, path, who=who) for name, path in paths.items()),
        Picture("feedback-mine", "/console/feedback/mine", who=CLERK),
        Picture("stars-sheet-mine", f"{stars}/sheets/1001", who=CLERK),
        Picture("reports-day-definition", paths["reports-day"], who=who, act=_opener(".definition", 1)),
        *(
            Picture(f"{name}-phone", paths[name], PHONE, who)
            for name in ("feedback", "stars-month", "flags", "reports", "reports-month", "reports-day", "wishes")
        ),
    ]


def set_up_pictures(db: HallDatabase) -> list[Picture]:
    """Every page of the set-up, and a form with a refusal."""
    pages = (
        "hall",
        "hours",
        "categories",
        "categories/new",
        "services",
        "services/new",
        "counters",
        "counters/new",
        "counters/edit?code=3",
        "devices",
        "employees",
        "employees/new",
        "teams",
        "policies",
        "targets",
        "sheets",
        "sheets/environment/new",
        "moments",
        "moments/edit?code=greeting",
        "cards",
        "cards/new",
        "looks",
    )
    who = ADMINISTRATOR
    return [
        *(
            Picture("set-up-" + "".join(c if c.isalnum() else "-" for c in p), f"/console/setup/{p}", who=who)
            for p in pages
        ),
        Picture("set-up-employees-refused", "/console/setup/employees/new", who=who, act=_save_nothing),
        Picture("set-up-targets-phone", "/console/setup/targets", PHONE, who),
        Picture("set-up-services-phone", "/console/setup/services", PHONE, who),
    ]


def _token(db: HallDatabase, state: str) -> str:
    """The token of the newest ticket in a state."""
    return str(rows(db, "SELECT token FROM ticket WHERE state = ? ORDER BY id DESC LIMIT 1", state)[0]["token"])


# What brings a screen into a state


def _opener(selector: str, number: int) -> Act:
    """Open the n-th <details> of a class; a page that has none stays as it is."""

    def open_it(page: Page) -> None:
        page.evaluate(
            "([selector, number]) => document.querySelectorAll(`details${selector}`)[number]?.setAttribute('open', '')",
            [selector, number],
        )

    return open_it


def _warn_of_idleness(page: Page) -> None:
    page.evaluate("document.querySelector('dialog[data-idle]')?.showModal()")


def _sign_in_wrongly(page: Page) -> None:
    page.locator("#employee").fill("1001")
    page.locator("#pin").fill("000000")
    page.locator("form.sign-in-card .button-primary").click()


def _mark_half(page: Page) -> None:
    for label in page.locator(".mark-half").all()[:2]:
        label.click()


def _save_nothing(page: Page) -> None:
    page.locator(".form-end .button-primary").click()


# The camera


def photograph(folder: Path, hall: Path, only: str = "") -> None:
    """Take the pictures whose names begin with `only`; each stands in `folder` as language-name.png."""
    folder.mkdir(parents=True, exist_ok=True)
    if not hall.exists():
        the_hall(hall)
    with TemporaryDirectory() as spare, chromium() as browser:
        path = copied_hall(hall, Path(spare) / "hall.db")
        with closing(connect(path).conn) as _, closing(connect(path)) as db:
            pictures = [picture for picture in all_pictures(db) if picture.name.startswith(only)]
        with served(path) as url:
            for who in dict.fromkeys(picture.who for picture in pictures):
                page = _signed_in(browser, url, who)
                for picture in pictures:
                    if picture.who == who:
                        _photograph_in_each_language(page, url, picture, folder)
                page.context.close()


def _signed_in(browser: Browser, url: str, who: str | None) -> Page:
    """A page in a browser of somebody, whose clock stands still."""
    context = browser.new_context(base_url=url, reduced_motion="reduce", device_scale_factor=1)
    context.clock.install(time=MOMENT)
    context.clock.pause_at(MOMENT + timedelta(seconds=1))
    page = context.new_page()
    if who is not None:
        page.goto("/console/sign-in")
        page.locator("#employee").fill(who)
        page.locator("#pin").fill(PIN)
        page.locator("form.sign-in-card .button-primary").click()
        page.wait_for_selector("form[action$='sign-out']", timeout=10_000)
    return page


def _photograph_in_each_language(page: Page, url: str, picture: Picture, folder: Path) -> None:
    for language in LANGUAGES:
        path = folder / f"{language}-{picture.name}.png"
        if path.exists():
            continue
        page.context.add_cookies([{"name": "lang", "value": language, "url": url}])
        page.set_viewport_size(picture.viewport)
        answer = page.goto(picture.path.format(language=language), wait_until="load")
        if answer is not None and answer.status >= 400:
            print(f"{picture.name}: {answer.status} at {picture.path}", file=sys.stderr)
        page.evaluate("document.fonts.ready.then(() => true)")
        if picture.act is not None:
            picture.act(page)
            page.wait_for_load_state("load")
        is_long = page.evaluate("document.documentElement.scrollHeight") > TALLEST
        if is_long:
            page.set_viewport_size({"width": picture.viewport["width"], "height": TALLEST})
        page.screenshot(path=path, full_page=not is_long, animations="disabled", caret="hide", timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own headless browser."""
    program = chromium_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


# The comparison


COMPARE = """
async ([before, after, changedBy]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext("2d");
    drawing.drawImage(image, 0, 0);
    return drawing.getImageData(0, 0, image.width, image.height);
  };
  const [old, now] = [await pixels(before), await pixels(after)];
  const [width, height] = [Math.max(old.width, now.width), Math.max(old.height, now.height)];
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const drawing = canvas.getContext("2d");
  const shown = drawing.createImageData(width, height);
  const at = (image, x, y) => (x < image.width && y < image.height ? 4 * (y * image.width + x) : -1);
  let changed = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b, to] = [at(old, x, y), at(now, x, y), 4 * (y * width + x)];
      const differs = a < 0 || b < 0 || [0, 1, 2].some((c) => Math.abs(old.data[a + c] - now.data[b + c]) > changedBy);
      changed += differs;
      const faded = b < 0 ? 255 : 200 + now.data[b + 1] / 5;
      shown.data.set(differs ? [220, 0, 0, 255] : [faded, faded, faded, 255], to);
    }
  }
  drawing.putImageData(shown, 0, 0);
  return {
    share: changed / (width * height),
    sizes: [[old.width, old.height], [now.width, now.height]],
    picture: changed ? canvas.toDataURL("image/png").split(",")[1] : "",
  };
}
"""


def compare(before: Path, after: Path) -> int:
    """Print what differs, most changed first, and write the differences; how many pictures differ or are missing."""
    names = {path.name for folder in (before, after) for path in folder.glob("*.png")}
    differences = after / "differences"
    shutil.rmtree(differences, ignore_errors=True)
    differences.mkdir()
    found: list[tuple[float, str, str]] = []
    with chromium() as browser:
        page = browser.new_page()
        for name in sorted(names):
            if not (before / name).exists() or not (after / name).exists():
                found.append((1.0, name, "only in " + str(after if (after / name).exists() else before)))
                continue
            data = [base64.b64encode((folder / name).read_bytes()).decode() for folder in (before, after)]
            if data[0] == data[1]:
                continue
            answer = page.evaluate(COMPARE, [*data, CHANGED_BY])
            if answer["share"]:
                (differences / name).write_bytes(base64.b64decode(answer["picture"]))
                old, now = answer["sizes"]
                sized = "" if old == now else f"{old[0]}x{old[1]} became {now[0]}x{now[1]}"
                found.append((answer["share"], name, sized))
    for share, name, words in sorted(found, reverse=True):
        print(f"{share:8.3%}  {name}  {words}".rstrip())
    print(f"{len(found)} of {len(names)} pictures differ")
    return len(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where to put the pictures")
    parser.add_argument("--hall", type=Path, help="the hall's file; made if it is not there")
    parser.add_argument("--only", default="", help="take only the pictures whose names begin so")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    chosen = parser.parse_args(arguments)
    if chosen.compare:
        compare(*chosen.compare)
    elif chosen.folder:
        photograph(chosen.folder, chosen.hall or chosen.folder / "hall.db", chosen.only)
    else:
        parser.error("name a folder, or --compare two of them")


if __name__ == "__main__":
    main()
