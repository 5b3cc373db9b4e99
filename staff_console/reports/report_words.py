"""How the pages of the report write the sizes and times of files."""

from datetime import datetime

from flask import Flask

from storeops.web import filters

KILOBYTE = 1000


def add_report_words(app: Flask) -> None:
    """Give the templates the filters of the report's pages."""
    app.jinja_env.filters.update(file_size=file_size, local_minute=local_minute)


def file_size(size_bytes: int) -> str:
    """Kilobytes, at least 1."""
    return f"{max(round(size_bytes / KILOBYTE), 1):,} kB"


def local_minute(at: datetime | None) -> str:
    """YYYY-MM-DD HH:MM on the hall's wall; "-" if it did not happen."""
    return f"{filters.local_date(at)} {filters.clock_time(at)}" if at else "-"
