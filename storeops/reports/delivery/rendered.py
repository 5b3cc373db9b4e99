"""All files of a report, made in a process of its own. A door to the system."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from storeops.base.i18n import Language
from storeops.reports.document.report_body import from_text
from storeops.reports.renderings.formats import FORMATS, Rendering


def rendered_apart(body: str, language: Language) -> dict[str, bytes]:
    """Each format's bytes, by ending, of a kept report.

    In a process that ends: typesetting takes more memory than the whole hall, and a server never gives it back.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_rendered, body, language).result()


def _rendered(body: str, language: Language) -> dict[str, bytes]:
    rendering = Rendering(from_text(body), language)
    return {ending: render(rendering) for ending, render in FORMATS.items()}
