"""What services, categories, employees and key moments are called in this report. A read model."""

from typing import Any

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.reports.sections import name_rows


def names(db: Database, span: DaySpan) -> dict[str, Any]:
    """The names of everything that a figure may belong to, in both languages, by code: a closed month keeps them."""
    del span
    return {
        "services": name_rows.services(db),
        "categories": name_rows.categories(db),
        "moments": name_rows.moments(db),
        "employees": name_rows.employees(db),
    }
