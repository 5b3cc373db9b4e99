"""A hall with a closed month and a folder for its reports."""

from pathlib import Path

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import MailSettings, Settings
from storeops.reports.month.report_closing_actions import close_report
from storeops.store.database import HallDatabase
from tests.reports.month.month_story import MARCH, a_late_log, a_month_of_logs


def own_settings(folder: Path, mail: MailSettings | None = None) -> Settings:
    """Settings with a folder of reports inside `folder`."""
    return Settings(folder / "hall.db", None, 240, 288, reports=folder / "reports", mail=mail)


def a_closed_march(db: HallDatabase, clock: FrozenClock, folder: Path) -> None:
    """Version 1 of March."""
    a_month_of_logs(db, clock, folder)
    close_report(db, clock, SYSTEM, MARCH)


def a_corrected_march(db: HallDatabase, clock: FrozenClock, folder: Path) -> None:
    """Version 2 of March, after a late import."""
    a_late_log(db, clock, folder)
    close_report(db, clock, SYSTEM, MARCH)
