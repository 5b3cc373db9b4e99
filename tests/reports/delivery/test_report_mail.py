"""Each delivered version is mailed once; a server that refuses or is not there is asked again with growing gaps."""

import contextlib
import socket
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.reports.delivery.delivered_view import MailLine, delivered_versions
from storeops.reports.delivery.due_mail_rows import mails_due
from storeops.reports.delivery.mail_rules import is_news, next_try
from storeops.reports.delivery.mail_server import MailNotTaken, send
from storeops.reports.delivery.mailing_actions import begin_try
from storeops.running import tls
from storeops.running.heavy_jobs import deliver_reports, mail_reports
from storeops.running.local_authority import AuthorityFiles, make_certificate
from storeops.store.database import HallDatabase
from tests.factories import SUN, rows
from tests.reports.delivery.delivery_story import a_corrected_march, own_settings
from tests.reports.delivery.mail_server import Mailbox, a_silent_port, serving, settings_of
from tests.reports.month.month_story import MARCH

NOON = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)


def mail_of(db: HallDatabase, folder: Path, version: int = 1) -> MailLine | None:
    found = {each.version: each.mail for each in delivered_versions(db, MARCH, folder)}
    return found[version]


def kinds(db: HallDatabase) -> list[str]:
    return [row["kind"] for row in rows(db, "SELECT kind FROM event WHERE kind LIKE 'report_mail%' ORDER BY seq")]


def test_a_delivered_version_is_mailed_once_to_everybody_named(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as mail:
        own = own_settings(tmp_path, mail)
        deliver_reports(closed, clock, own)
        for _ in range(2):
            mail_reports(closed, clock, own)

    (message,) = mailbox.taken
    assert mailbox.recipients == [["sun@hall.example", "boss@hall.example"]]
    assert message["Subject"] == "测试厅：2026-03 服务月报，第 1 版"
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names == ["report-2026-03.pdf", "report-2026-03.xlsx"]
    delivered = (own.reports_folder / MARCH / "v1" / "report-2026-03.pdf").read_bytes()
    assert next(message.iter_attachments()).get_content() == delivered
    told = mail_of(closed, own.reports_folder)
    assert told
    assert (told.sent_at, told.failure, told.tried_count, told.next_try_at) == (clock.now(), None, 1, None)
    assert kinds(closed) == ["report_mail_tried", "report_mailed"]


def test_the_mail_of_a_correction_names_what_differs_in_the_reports_language(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as mail:
        own = replace(own_settings(tmp_path, mail), report_language="en")
        a_corrected_march(closed, clock, tmp_path)
        for _ in range(2):
            deliver_reports(closed, clock, own)
        mail_reports(closed, clock, own)

    first, second = (message.get_body().get_content() for message in mailbox.taken)  # type: ignore[union-attr]
    assert "It replaces" not in first
    assert "It replaces version 1. Reason: history was imported." in second
    # Two visits before, three after; waits of 240, 240 and 600 s have the mean 360.
    assert "2 -> 3" in second
    assert "4:00 -> 6:00" in second


def test_a_server_that_is_not_there_is_tried_again_and_blocks_nothing(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = own_settings(tmp_path, settings_of(a_silent_port()))
    deliver_reports(closed, clock, own)

    mail_reports(closed, clock, own)
    mail_reports(closed, clock, own)

    told = mail_of(closed, own.reports_folder)
    assert told
    assert (told.sent_at, told.tried_count) == (None, 1)
    assert "refused" in str(told.failure)
    assert told.next_try_at == clock.now() + timedelta(minutes=5)
    assert "could not be mailed" in caplog.text
    assert kinds(closed) == ["report_mail_tried", "report_mail_failed"]

    mailbox = Mailbox()
    with serving(mailbox) as mail:
        clock.advance(minutes=5)
        mail_reports(closed, clock, own_settings(tmp_path, mail))
    assert len(mailbox.taken) == 1


def test_a_mail_server_whose_certificate_nobody_vouches_for_gets_no_report(tmp_path: Path) -> None:
    files = AuthorityFiles(tmp_path)
    make_certificate(files, ["127.0.0.1"], datetime.now(UTC))
    shown = tls.context(files.server)

    def greet(listener: socket.socket) -> None:
        with contextlib.suppress(OSError), listener.accept()[0] as caller:
            shown.wrap_socket(caller, server_side=True)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        greeting = threading.Thread(target=greet, args=(listener,))
        greeting.start()
        with pytest.raises(MailNotTaken, match="certificate verify failed"):
            send(EmailMessage(), replace(settings_of(listener.getsockname()[1]), security="tls"))
        greeting.join()


def test_a_server_that_refuses_is_quoted(closed: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    mailbox = Mailbox(refusal="554 no reports here")
    with serving(mailbox) as mail:
        own = own_settings(tmp_path, mail)
        deliver_reports(closed, clock, own)
        mail_reports(closed, clock, own)

    told = mail_of(closed, own.reports_folder)
    assert told
    assert told.failure == "554 no reports here"


def test_what_was_delivered_before_there_was_a_mail_server_is_not_mailed(
    closed: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    deliver_reports(closed, clock, own_settings(tmp_path))
    mailbox = Mailbox()
    with serving(mailbox) as mail:
        own = own_settings(tmp_path, mail)
        mail_reports(closed, clock, own)
        a_corrected_march(closed, clock, tmp_path)
        deliver_reports(closed, clock, own)
        mail_reports(closed, clock, own)

    assert [message["Subject"] for message in mailbox.taken] == ["测试厅：2026-03 服务月报，第 2 版"]
    assert mail_of(closed, own.reports_folder, 1) is None


def test_two_processes_never_try_at_once(closed: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    deliver_reports(closed, clock, own_settings(tmp_path, settings_of(1)))
    (waiting,) = mails_due(closed, clock.now())

    claims = [begin_try(closed, clock, SUN.actor, waiting, "sun@hall.example") for _ in range(2)]

    assert claims == [True, False]
    # Killed here, the mail counts as failed and is tried again.
    clock.advance(minutes=5)
    assert [mail.failure for mail in mails_due(closed, clock.now())] == ["the machine stopped while it was being sent"]


def test_a_mail_whose_files_are_gone_says_so(closed: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    own = own_settings(tmp_path, settings_of(1))
    deliver_reports(closed, clock, own)
    (own.reports_folder / MARCH / "v1" / "report-2026-03.pdf").unlink()

    mail_reports(closed, clock, own)

    told = mail_of(closed, own.reports_folder)
    assert told
    assert told.failure == "its files are no longer in the folder of reports"


def test_a_password_is_never_told() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "storeops@hall.example", "sun@hall.example"
    with serving(Mailbox()) as reached:
        mail = replace(reached, user="hall", password="hunter2")

        with pytest.raises(MailNotTaken) as refused:
            send(message, mail)

    assert "hunter2" not in repr(mail)
    assert "hunter2" not in str(refused.value)


def test_the_gaps_grow_up_to_a_day() -> None:
    gaps = [next_try(tried, NOON) - NOON for tried in range(6)]

    minutes = [gap.total_seconds() / 60 for gap in gaps]
    assert minutes == [0, 5, 30, 120, 1440, 1440]


def test_history_is_not_news_unless_its_readers_knew_it() -> None:
    closes_at = NOON - timedelta(days=63)

    assert is_news(NOON, NOON, False)
    assert is_news(NOON - timedelta(days=1), closes_at, False)
    assert not is_news(NOON, closes_at, False)
    assert is_news(NOON, closes_at, True)
