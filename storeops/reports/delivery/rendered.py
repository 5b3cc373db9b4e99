"""All files of a report. Pure."""

from storeops.base.i18n import Language
from storeops.reports.document.report_body import from_text
from storeops.reports.renderings.formats import FORMATS, Rendering


def rendered(body: str, language: Language) -> dict[str, bytes]:
    """Each format's bytes, by ending, of a kept report.

    For a process that ends: typesetting takes more memory than the whole hall, and a server never gives it back.
    """
    rendering = Rendering(from_text(body), language)
    return {ending: render(rendering) for ending, render in FORMATS.items()}
