"""Which kinds of files a report is given out as, and what they are called. Pure, and light: the server knows these."""

MEDIA_TYPES: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
"""What each kind is to a browser or a mail, by the ending of its files; in the order in which they are offered."""


def file_name(month: str, ending: str) -> str:
    """What the file of a month (YYYY-MM) in a format is called."""
    return f"report-{month}.{ending}"
