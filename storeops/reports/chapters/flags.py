"""Chapter: Flags reviewed. Pure."""

from collections.abc import Sequence

from storeops.quality.detectors.detector_words import FINDINGS, WORDS
from storeops.quality.detectors.flag import Detector, Statement
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Table, Value
from storeops.reports.sections.stars_section import KeptFlag


def flags(report: Report, _: Words) -> Chapter:
    """What stood out so far that somebody should look, and what came of looking."""
    found, title = report.flags, _("Flags")
    if not found:
        return Chapter("flags", title, [])
    table = Table(
        id="flags",
        title=_("What stood out"),
        columns=[
            Column(_("Sign")),
            Column(_("About")),
            Column(_("What the figures say")),
            Column(_("After looking")),
        ],
        rows=[_row(flag, _) for flag in found],
        note=_other_causes(found, _),
    )
    return Chapter("flags", title, [table], _lead(found, _))


def _lead(found: Sequence[KeptFlag], _: Words) -> str:
    open_count = sum(flag.review is None for flag in found)
    return _(
        "A flag is a question, no verdict, and nothing is deducted for it. Flags: %(flags)s, not looked at yet:"
        " %(open)s.",
        {"flags": len(found), "open": open_count},
    )


def _row(flag: KeptFlag, _: Words) -> list[Value]:
    review, is_told = flag.review, flag.review is not None or flag.sentence != ""
    return [
        _(WORDS[Detector(flag.detector)].name),
        flag.name or flag.employee or (_("The hall") if is_told else _("named only after a review")),
        Statement(flag.sentence, flag.values).in_language(_.language) if is_told else None,
        _(FINDINGS[review.finding]) if review else _("not looked at yet"),
    ]


def _other_causes(found: Sequence[KeptFlag], _: Words) -> str:
    """What else could explain each sign that was found."""
    told = []
    for detector in dict.fromkeys(Detector(flag.detector) for flag in found):
        values = {
            "sign": _(WORDS[detector].name),
            "causes": _(WORDS[detector].other_causes),
        }
        told.append(_("What else could explain %(sign)s: %(causes)s", values))
    return _.together(told)
