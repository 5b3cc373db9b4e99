"""The page of the first day, and the look that it leads to."""

from io import BytesIO

import pytest

from storeops.store.database import HallDatabase
from tests.factories import ADA, CHEN, rows, set_hall
from tests.hall.test_look_actions import a_logo
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


@pytest.fixture
def new_hall(db: HallDatabase) -> None:
    set_hall(db, is_sample=0)


@pytest.mark.usefixtures("new_hall")
def test_the_administrator_of_a_new_hall_begins_at_the_list(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    assert ada.client.get("/start").location == "/setup/first-day"
    assert signed_in(CHEN).client.get("/start").location == "/duty"
    page = ada.open("/setup/first-day")
    assert "of 12 done" in page
    assert "We heard it" in page

    assert ada.send("/setup/first-day/done", step="voice").location == "/setup/first-day"
    assert "We heard it" not in ada.open("/setup/first-day")

    ada.send("/setup/first-day/done", step="list")
    assert ada.client.get("/start").location == "/duty"


def test_a_step_that_is_seen_cannot_be_said(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/first-day")

    assert ada.send("/setup/first-day/done", step="people").status_code == 422


def test_the_house_colour_is_drawn_on_every_page(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hall")
    assert "#c8102e" not in ada.client.get("/shared/styles.css").text

    assert ada.send("/setup/hall/colour", house_colour="#c8102e").location == "/setup/hall"

    # the deep one is 68 % of each channel: c8 = 200, 136 = 88; 10 = 16, 11 = 0b; 2e = 46, 31 = 1f
    assert ":root{--brand:#c8102e;--brand-deep:#880b1f;" in ada.client.get("/shared/styles.css").text
    assert "Back to the shipped colour" in ada.open("/setup/hall")
    ada.send("/setup/hall/colour", house_colour="#c8102e", shipped="1")
    assert rows(db, "SELECT house_colour FROM hall") == [{"house_colour": None}]


def test_a_light_colour_is_refused_beside_its_field(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/setup/hall")

    response = ada.send("/setup/hall/colour", house_colour="#ffcc00")

    assert response.status_code == 422
    assert 'id="house_colour-refusal"' in response.text
    assert 'value="#ffcc00"' in response.text


def test_a_logo_is_sent_shown_and_removed(ada: Colleague) -> None:
    ada.open("/setup/hall")
    assert ada.client.get("/shared/logo.png").status_code == 404

    sent = {"logo": (a_file(a_logo()), "logo.png"), **ada.form()}
    assert ada.client.post("/setup/hall/logo", data=sent).location == "/setup/hall"

    assert "/shared/logo.png?v=" in ada.open("/setup/hall")
    shown = ada.client.get("/shared/logo.png")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    ada.send("/setup/hall/logo/remove")
    assert ada.client.get("/shared/logo.png").status_code == 404


@pytest.mark.parametrize("content", [b"", b"no picture", b"x" * 1_050_000])
def test_what_is_no_logo_is_refused_beside_its_field(ada: Colleague, content: bytes) -> None:
    ada.open("/setup/hall")

    response = ada.client.post("/setup/hall/logo", data={"logo": (a_file(content), "logo.png"), **ada.form()})

    assert response.status_code == 422
    assert 'id="logo-refusal"' in response.text


def a_file(content: bytes) -> BytesIO:
    return BytesIO(content)
