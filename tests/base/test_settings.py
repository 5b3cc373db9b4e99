"""What the machine's owner sets is checked once, by name, and a password is never told."""

from datetime import time
from pathlib import Path

import pytest

from storeops.base.errors import BrokenSetting
from storeops.base.settings import BackupSettings, MailSettings, read

MAIL = {
    "STOREOPS_SMTP_HOST": "mail.hall.example",
    "STOREOPS_SMTP_FROM": "storeops@hall.example",
    "STOREOPS_REPORT_TO": "sun@hall.example, boss@hall.example",
}


def test_reports_stand_beside_the_database_and_are_chinese_and_not_mailed_unless_told() -> None:
    own = read({"STOREOPS_DB": "halls/north.db"})

    assert own.reports_folder == Path("halls/north.db.reports")
    assert (own.report_language, own.mail) == ("zh", None)


def test_the_folder_and_the_language_of_reports_can_be_set() -> None:
    own = read({"STOREOPS_REPORTS": "/srv/reports", "STOREOPS_REPORT_LANGUAGE": "en"})

    assert (own.reports_folder, own.report_language) == (Path("/srv/reports"), "en")


def test_a_mail_server_needs_its_name_a_sender_and_readers() -> None:
    assert read(MAIL).mail == MailSettings(
        host="mail.hall.example",
        port=25,
        security="none",
        user=None,
        password=None,
        sender="storeops@hall.example",
        recipients=("sun@hall.example", "boss@hall.example"),
    )


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_each_kind_of_security_has_its_usual_port(security: str, port: int) -> None:
    mail = read({**MAIL, "STOREOPS_SMTP_SECURITY": security}).mail

    assert mail
    assert mail.port == port


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"STOREOPS_REPORT_LANGUAGE": "fr"}, "STOREOPS_REPORT_LANGUAGE"),
        ({"STOREOPS_SMTP_SECURITY": "ssl"}, "STOREOPS_SMTP_SECURITY"),
        ({"STOREOPS_SMTP_PORT": "70000"}, "STOREOPS_SMTP_PORT"),
        ({"STOREOPS_SMTP_FROM": ""}, "STOREOPS_SMTP_FROM"),
        ({"STOREOPS_SMTP_FROM": "storeops"}, "STOREOPS_SMTP_FROM"),
        ({"STOREOPS_REPORT_TO": ""}, "STOREOPS_REPORT_TO"),
        ({"STOREOPS_REPORT_TO": "sun@hall.example\r\nBcc: all@hall.example"}, "STOREOPS_REPORT_TO"),
        ({"STOREOPS_SMTP_HOST": ""}, "STOREOPS_SMTP_HOST"),
        ({"STOREOPS_SMTP_USER": "hall"}, "STOREOPS_SMTP_PASSWORD"),
        ({"STOREOPS_SMTP_PASSWORD": "hunter2"}, "STOREOPS_SMTP_USER"),
    ],
)
def test_a_broken_setting_is_named(changes: dict[str, str], name: str) -> None:
    with pytest.raises(BrokenSetting, match=f"The setting {name} is") as refused:
        read({**MAIL, **changes})

    assert "hunter2" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    own = read({**MAIL, "STOREOPS_SMTP_USER": "hall", "STOREOPS_SMTP_PASSWORD": "hunter2"})

    assert own.mail
    assert own.mail.password == "hunter2"
    assert "hunter2" not in repr(own)


def test_backups_are_made_at_half_past_four_once_there_is_a_folder() -> None:
    assert read({"STOREOPS_BACKUP_TIMES": "04:30"}).backups is None
    assert read({"STOREOPS_BACKUPS": "/media/stick"}).backups == BackupSettings(
        Path("/media/stick"), (time(4, 30),), None
    )


def test_backups_have_times_of_their_own_and_a_key_to_seal_them_for() -> None:
    told = {
        "STOREOPS_BACKUPS": "/media/stick",
        "STOREOPS_BACKUP_TIMES": "20:00, 04:30,04:30",
        "STOREOPS_BACKUP_KEY": "/etc/storeops/public.pem",
    }

    assert read(told).backups == BackupSettings(
        Path("/media/stick"), (time(4, 30), time(20)), Path("/etc/storeops/public.pem")
    )


@pytest.mark.parametrize("times", ["24:00", "4:30", "04:30;13:00", ",", "noon", "04:60"])
def test_a_time_that_is_none_is_refused_by_name(times: str) -> None:
    with pytest.raises(BrokenSetting, match="STOREOPS_BACKUP_TIMES"):
        read({"STOREOPS_BACKUPS": "/media/stick", "STOREOPS_BACKUP_TIMES": times})
