"""What customers see after a fault, and at addresses that are none: calm words, and a screen that goes on by itself."""

import re

import pytest
from flask.testing import FlaskClient

from storeops.store.database import HallDatabase
from tests.factories import lose

KIOSK, PAD, BOARD, PHONE = "/?lang=zh", "/pad/1", "/board", "/t/x"


@pytest.mark.parametrize(
    ("path", "next_url"),
    [
        ("/", KIOSK),
        ("/services/payment", KIOSK),
        ("/pad/1", PAD),
        ("/board", BOARD),
        ("/t/x", PHONE),
        ("/nowhere", KIOSK),
    ],
)
def test_after_a_fault_each_screen_goes_on_to_its_own_beginning(
    client: FlaskClient, db: HallDatabase, caplog: pytest.LogCaptureFixture, path: str, next_url: str
) -> None:
    lose(db, "hall")

    answer = client.get(path)

    assert answer.status_code == 500
    assert f'data-again="{next_url}" data-again-seconds="10"' in answer.text
    (number,) = re.findall(r'class="broken-number">(\d{6})<', answer.text)
    assert [each.getMessage()[:12] for each in caplog.records if each.levelname == "ERROR"] == [f"fault {number}"]


def test_a_phone_reads_its_own_language_and_a_kiosk_both(client: FlaskClient, db: HallDatabase) -> None:
    lose(db, "hall")

    kiosk, phone = client.get("/").text, client.get("/t/x?lang=en").text

    assert ("请稍候" in kiosk, "One moment, please" in kiosk) == (True, True)
    assert ("请稍候" in phone, "One moment, please" in phone) == (False, True)
    assert "your place is safe" in phone


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("/nowhere", 'data-idle-target="/?lang=zh"'),
        ("/tickets", 'data-idle-target="/?lang=zh"'),
        ("/pad/1/nowhere", 'content="5;url=/pad/1"'),
        ("/pad/1/ratings", 'content="5;url=/pad/1"'),
        ("/board/nowhere", 'data-again="/board"'),
        ("/board/announced", 'data-again="/board"'),
        ("/t/x/nowhere", 'data-screen="phone"'),
    ],
)
def test_an_address_that_is_none_leads_back_to_the_screen_whose_it_would_be(
    client: FlaskClient, path: str, mark: str
) -> None:
    answer = client.get(f"{path}?lang=en")

    assert answer.status_code in (404, 405)
    assert mark in answer.text


@pytest.mark.parametrize("path", ["/services/%ff", "/t/%c3%28", "/?lang=%ff", "/pad/%f0%28"])
def test_bytes_that_are_no_utf_8_are_no_fault(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code < 500
    sent = client.post(
        path.partition("?")[0], data=b"service=%ff\xff", content_type="application/x-www-form-urlencoded"
    )
    assert sent.status_code < 500
