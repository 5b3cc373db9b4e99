"""The look over the hall's computer as a page: the worst first, what to do, in the reader's language."""

import re
from html import unescape

from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.base.settings import read
from storeops.running.doctor_view import told_by_server
from storeops.store.database import HallDatabase
from storeops.web.asked_doctor import AskedDoctor
from tests.factories import ADA, ANA, everything
from tests.staff_console.conftest import SignedIn

PAGE = "/setup/doctor"
OF_THE_MACHINE = {"Disk", "Memory", "SQLite version"}


def told(page: str) -> list[tuple[str, str, str]]:
    """Verdict, subject and what stands below them, from the top."""
    found = re.findall(r'<li class="is-(\w+)">.*?<h2>(.*?)</h2>(.*?)</li>', page, re.DOTALL)
    return [(verdict, subject, unescape(re.sub(r"<[^>]*>\s*", "", rest)).strip()) for verdict, subject, rest in found]


def test_what_is_bad_stands_first_with_what_to_do_and_what_is_well_last(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    key_file(db.path).write_text("{")

    page = ada.client.get(f"{PAGE}?lang=en").text

    lines = told(page)
    verdicts = [verdict for verdict, _, _ in lines]
    assert verdicts == sorted(verdicts, key=["bad", "look", "ok"].index)
    assert {"Database", "Key file", "Clock", "Backup", "Certificate", "Screens"} <= {subject for _, subject, _ in lines}
    (key,) = [(verdict, words) for verdict, subject, words in lines if subject == "Key file"]
    assert key[0] == "bad"
    assert "put it back from the backup or move it away" in key[1]


def test_a_page_does_not_ask_its_own_server_and_trusts_the_tls_that_it_came_over(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    plain = {subject: verdict for verdict, subject, _ in told(signed_in(ADA).client.get(f"{PAGE}?lang=en").text)}
    over_tls = told_by_server(read({}, db.path), clock.now(), AskedDoctor("en", is_secured=True))
    secured = {line.subject for line in over_tls}

    assert plain["Certificate"] == "look"
    assert "Server" not in plain
    assert secured == set(plain) - {"Certificate"}


def test_it_is_told_in_chinese_too_and_changes_nothing(signed_in: SignedIn, db: HallDatabase) -> None:
    ada = signed_in(ADA)
    before = everything(db)

    page = ada.client.get(f"{PAGE}?lang=zh").text

    assert "密钥文件" in page
    assert "Key file" not in page
    assert everything(db) == before


def test_whoever_does_not_set_up_the_hall_does_not_see_it(signed_in: SignedIn) -> None:
    assert signed_in(ANA).client.get(PAGE).status_code == 403
