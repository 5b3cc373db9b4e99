"""The report as a print on A4: typeset, tagged for screen readers, with its fonts inside.

Typst gets the words as data, never as source, so nothing that a user typed is taken for markup; it asks no network.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from storeops.base.business_time import instant_or_none
from storeops.reports.layout.blocks import ReportLayout
from storeops.reports.renderings.printed import printed

_FONTS = str(Path(pylopdf_fonts_zh_cn.__file__).parent)


def pdf_report(layout: ReportLayout, closed_at: str | None) -> bytes:
    """The hall's page, then the appendix with its contents; the same bytes for the same report.

    `closed_at` (a stamp) is the date that the document bears; None while the month is not closed: none.
    """
    closed = instant_or_none(closed_at)
    date = list(closed.timetuple()[:6]) if closed else None
    report = json.dumps({**printed(layout), "date": date}, ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
    return typst.compile(_template(), font_paths=fonts, format="pdf", sys_inputs={"report": report})


@cache
def _template() -> bytes:
    return files("storeops").joinpath("templates", "report", "report.typ").read_bytes()
