"""Chapter: Flags reviewed. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.detectors.detector_words import FINDINGS, WORDS
from storeops.quality.detectors.flag import Detector, Statement
from storeops.reports.chapters.punctuation import together
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Table, Value


def flags(report: Report, language: Language) -> Chapter:
    """What stood out so far that somebody should look, and what came of looking."""
    found, title = report["flags"], translate(language, N_("Flags"))
    if not found:
        return Chapter("flags", title, [])
    table = Table(
        id="flags",
        title=translate(language, N_("What stood out")),
        columns=[
            Column(translate(language, N_("Sign"))),
            Column(translate(language, N_("About"))),
            Column(translate(language, N_("What the figures say"))),
            Column(translate(language, N_("After looking"))),
        ],
        rows=[_row(flag, language) for flag in found],
        note=_other_causes(found, language),
    )
    return Chapter("flags", title, [table], _lead(found, language))


def _lead(found: list[Mapping[str, Any]], language: Language) -> str:
    open_count = sum(flag["review"] is None for flag in found)
    sentence = N_(
        "A flag is a question, no verdict, and nothing is deducted for it. Flags: %(flags)s, not looked at yet:"
        " %(open)s."
    )
    return translate(language, sentence, {"flags": len(found), "open": open_count})


def _row(flag: Mapping[str, Any], language: Language) -> list[Value]:
    review = flag["review"]
    return [
        translate(language, WORDS[Detector(flag["detector"])].name),
        flag["name"] or flag["employee"] or translate(language, N_("The hall")),
        Statement(flag["sentence"], flag["values"]).in_language(language),
        translate(language, FINDINGS[review["finding"]]) if review else translate(language, N_("not looked at yet")),
    ]


def _other_causes(found: list[Mapping[str, Any]], language: Language) -> str:
    """What else could explain each sign that was found."""
    told = []
    for detector in dict.fromkeys(Detector(flag["detector"]) for flag in found):
        values = {
            "sign": translate(language, WORDS[detector].name),
            "causes": translate(language, WORDS[detector].other_causes),
        }
        told.append(translate(language, N_("What else could explain %(sign)s: %(causes)s"), values))
    return together(told, language)
