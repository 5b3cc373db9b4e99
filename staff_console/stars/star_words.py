"""How star sheets write their numbers."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from flask import Flask

from storeops.quality.follow_ups import verdicts_view
from storeops.quality.policy.policy import LINE_NAMES
from storeops.quality.stars.arithmetic import rounded
from storeops.quality.stars.explained import shown
from storeops.web import filters
from storeops.web import request as web

FOUR_PLACES = Decimal("0.0001")


def add_star_words(app: Flask) -> None:
    """Give the templates the filters of star sheets."""
    app.jinja_env.filters.update(exact=exact, shown=shown, percent=percent, entry_time=entry_time)
    app.jinja_env.globals.update(LINE_NAMES=LINE_NAMES, waiting_verdicts=waiting_verdicts)


def waiting_verdicts() -> int:
    """How many complaints and praises wait for a ruling: the tab says it to whoever may judge."""
    return verdicts_view.waiting_count(web.db())


def entry_time(at: datetime | date) -> str:
    """A day, with the time on the hall's wall where there is one."""
    return f"{filters.local_date(at)} {filters.clock_time(at)}" if isinstance(at, datetime) else at.isoformat()


def exact(value: Fraction | None) -> str:
    """Four places; "-" where there is nothing."""
    return "-" if value is None else f"{rounded(value, FOUR_PLACES):.4f}"


def percent(value: Fraction | None) -> str:
    """A weight or share as whole per cent; "-" where there is nothing."""
    return "-" if value is None else f"{float(100 * value):.0f} %"
