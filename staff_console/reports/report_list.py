"""The months of the report as the list of reports shows them."""

from dataclasses import dataclass

from storeops.base.paging import Page, page_of
from storeops.month_end.corrections import in_language
from storeops.reports.delivery.delivered_view import DeliveredVersion, delivered_versions
from storeops.reports.month import published_months_view
from storeops.reports.month.published_months_view import ReportLine, ReportVersion
from storeops.web import request as web

MONTHS_ON_A_PAGE = 12


@dataclass(frozen=True)
class MonthCard:
    """A month with the version in force, why that one was made (None for the first), and what was delivered of it."""

    line: ReportLine
    latest: ReportVersion | None
    reason: str | None
    delivered: DeliveredVersion | None


def month_cards(number: int) -> Page[MonthCard]:
    """The months of a page, newest first."""
    lines = published_months_view.months_with_data(web.db(), web.clock().now())
    page = page_of(lines, number, MONTHS_ON_A_PAGE)
    # Only the months that are shown are looked up.
    return Page([_card(line) for line in page.items], page.number, page.count)


def _card(line: ReportLine) -> MonthCard:
    latest = next(iter(published_months_view.versions(web.db(), line.month)), None)
    delivered = delivered_versions(web.db(), line.month, web.runtime().settings.reports_folder)
    return MonthCard(
        line=line,
        latest=latest,
        reason=in_language(latest.reason, web.language()) if latest and latest.reason else None,
        delivered=next((each for each in delivered if latest and each.version == latest.version), None),
    )
