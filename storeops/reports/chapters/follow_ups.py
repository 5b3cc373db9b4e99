"""Chapter: Follow-ups in time and late. Pure."""

from storeops.quality.follow_ups.case import KIND_NAMES, Kind
from storeops.reports.chapters.called import service_name, wall_time
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, KeyFigures, Sentences, Table, Value
from storeops.reports.sections.quality_section import Cases, LateCase

FIGURES = ("followup_in_time", "replied_on_the_spot", "first_asked_kept", "complaints", "praise")
MOST_LATE = 20


def follow_ups(report: Report, _: Words) -> Chapter:
    """How many follow-ups were answered in time, and which were not."""
    found = report.cases
    title = _("Follow-ups")
    if not (found.due or any(found.opened.values())):
        return Chapter("follow_ups", title, [])
    figures = [figure(report, metric, _) for metric in FIGURES]
    blocks: list[Block] = [KeyFigures("follow_ups", _("Follow-ups at a glance"), figures)]
    if found.due:
        blocks.append(_late(report, _) if found.late else _all_in_time(found, _))
    return Chapter("follow_ups", title, blocks, _lead(found, _))


def _lead(found: Cases, _: Words) -> str:
    opened = [f"{_(name)} {found.opened[kind]}" for kind, name in KIND_NAMES.items() if found.opened[kind]]
    if not opened:
        return ""
    return _("Written down in the month: %(kinds)s.", {"kinds": _.counted_off(opened)})


def _all_in_time(found: Cases, _: Words) -> Sentences:
    told = _("All %(due)s follow-ups that were due were answered in time.", {"due": found.due})
    return Sentences("follow_ups_late", _("Answered late"), [told])


def _late(report: Report, _: Words) -> Table:
    found = report.cases
    return Table(
        id="follow_ups_late",
        title=_("Answered late"),
        columns=[
            Column(_("Case")),
            Column(_("Kind")),
            Column(_("Service")),
            Column(_("Due")),
            Column(_("Answered")),
            Column(_("Hours late"), "points"),
        ],
        rows=[_late_row(report, line, _) for line in found.late[:MOST_LATE]],
        note=_(
            "%(late)s of %(due)s follow-ups due were late; the longest first, at most %(most)s.",
            {"late": len(found.late), "due": found.due, "most": MOST_LATE},
        ),
    )


def _late_row(report: Report, line: LateCase, _: Words) -> list[Value]:
    return [
        f"#{line.id}",
        _(KIND_NAMES[Kind(line.kind)]),
        service_name(report, line.service, _),
        wall_time(report, line.due_at),
        wall_time(report, line.answered_at) or _("not yet"),
        line.hours_late,
    ]
