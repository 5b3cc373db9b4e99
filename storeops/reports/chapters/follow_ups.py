"""Chapter: Follow-ups in time and late. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.follow_ups.case import KIND_NAMES, Kind
from storeops.reports.chapters.called import service_name, wall_time
from storeops.reports.chapters.figure import figure
from storeops.reports.chapters.punctuation import counted_off
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table, Value

FIGURES = ("followup_in_time", "replied_on_the_spot", "first_asked_kept", "complaints", "praise")
MOST_LATE = 20


def follow_ups(report: Report, language: Language) -> Chapter:
    """How many follow-ups were answered in time, and which were not."""
    found = report["cases"]
    title = translate(language, N_("Follow-ups"))
    if not (found["due"] or any(found["opened"].values())):
        return Chapter("follow_ups", title, [])
    figures = [figure(report, metric, language) for metric in FIGURES]
    blocks: list[Block] = [KeyFigures("follow_ups", translate(language, N_("Follow-ups at a glance")), figures)]
    if found["due"]:
        blocks.append(_late(report, language) if found["late"] else _all_in_time(found, language))
    return Chapter("follow_ups", title, blocks, _lead(found, language))


def _lead(found: Mapping[str, Any], language: Language) -> str:
    opened = [
        f"{translate(language, name)} {found['opened'][kind]}"
        for kind, name in KIND_NAMES.items()
        if found["opened"][kind]
    ]
    if not opened:
        return ""
    return translate(language, N_("Written down in the month: %(kinds)s."), {"kinds": counted_off(opened, language)})


def _all_in_time(found: Mapping[str, Any], language: Language) -> Sentences:
    told = translate(language, N_("All %(due)s follow-ups that were due were answered in time."), {"due": found["due"]})
    return Sentences("follow_ups_late", translate(language, N_("Answered late")), [told])


def _late(report: Report, language: Language) -> Table:
    found = report["cases"]
    return Table(
        id="follow_ups_late",
        title=translate(language, N_("Answered late")),
        columns=[
            Column(translate(language, N_("Case"))),
            Column(translate(language, N_("Kind"))),
            Column(translate(language, N_("Service"))),
            Column(translate(language, N_("Due"))),
            Column(translate(language, N_("Answered"))),
            Column(translate(language, N_("Hours late")), "points"),
        ],
        rows=[_late_row(report, line, language) for line in found["late"][:MOST_LATE]],
        note=translate(
            language,
            N_("%(late)s of %(due)s follow-ups due were late; the longest first, at most %(most)s."),
            {"late": len(found["late"]), "due": found["due"], "most": MOST_LATE},
        ),
    )


def _late_row(report: Report, line: Mapping[str, Any], language: Language) -> list[Value]:
    return [
        f"#{line['id']}",
        translate(language, KIND_NAMES[Kind(line["kind"])]),
        service_name(report, line["service"], language),
        wall_time(report, line["due_at"]),
        wall_time(report, line["answered_at"]) or translate(language, N_("not yet")),
        line["hours_late"],
    ]
