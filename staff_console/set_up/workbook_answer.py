"""A workbook that is made at once: how it reaches a browser."""

from flask import make_response
from werkzeug.wrappers import Response

from storeops.reports.file_kinds import MEDIA_TYPES


def workbook_answer(content: bytes, name: str) -> Response:
    """A workbook, to be saved under a name in plain letters."""
    response = make_response(content)
    response.headers["Content-Type"] = MEDIA_TYPES["xlsx"]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
