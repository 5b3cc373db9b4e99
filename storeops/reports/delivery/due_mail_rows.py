"""Which mails of reports wait for their first or next try."""

from datetime import datetime

from sqlite_utils import Database

from storeops.reports.delivery import delivery_rows
from storeops.reports.delivery.delivery_rows import Mail
from storeops.reports.delivery.mail_rules import next_try


def mails_due(db: Database, now: datetime) -> list[Mail]:
    """The mails whose first or next try has come."""
    return [mail for mail in delivery_rows.mails_waiting(db) if next_try(mail.tried_count, mail.tried_at) <= now]
