"""Counters open and counters needed by half hour, as blocks of a report. Pure."""

from collections.abc import Sequence

from storeops.reports.chapters.chapter_words import Words
from storeops.reports.layout.blocks import Column, LineChart, Sentences, Series, Table, Value
from storeops.reports.sections.staffing_section import ShortHalfHour, StaffedHalfHour

MOST_SHORT = 6


def staffing_chart(half_hours: Sequence[StaffedHalfHour], _: Words) -> LineChart:
    """Open and needed counters through the day."""
    return LineChart(
        id="counters_open_and_needed",
        title=_("Counters open and needed"),
        description=_(
            "Mean number of counters signed in and not paused, and the number that the customers of the time need."
        ),
        label_title=_("Half hour"),
        labels=[item.half_hour for item in half_hours],
        series=[
            Series(_("Open, mean"), [item.open for item in half_hours]),
            Series(_("Needed"), [item.needed for item in half_hours]),
        ],
        kind="points",
    )


def short_half_hours(half_hours: Sequence[ShortHalfHour], _: Words) -> list[Sentences]:
    """The half hours that lacked most; none, no block."""
    worst = sorted(half_hours, key=lambda item: (item.open - item.needed, item.half_hour))[:MOST_SHORT]
    title = _("Half hours with too few counters")
    return [Sentences("short_half_hours", title, [_short(item, _) for item in worst])] if worst else []


def _short(item: ShortHalfHour, _: Words) -> str:
    opened = _.shown(item.open, "points")
    return _(
        "%(half_hour)s: %(open)s counters open on average, %(needed)s needed.",
        {"half_hour": item.half_hour, "open": opened, "needed": item.needed},
    )


def staffing_table(half_hours: Sequence[StaffedHalfHour], wait_target_seconds: int, _: Words) -> Table:
    """What each half hour needs, and what one counter less and one more would give."""
    minutes = _.shown(wait_target_seconds, "s")
    return Table(
        id="staffing",
        title=_("Counters by half hour"),
        columns=[
            Column(_("Half hour")),
            Column(_("Arrivals/h"), "per_hour"),
            Column(_("Planned"), "points"),
            Column(_("Open, mean"), "points"),
            Column(_("Needed"), "count"),
            Column(_("One less"), "share"),
            Column(_("As needed"), "share"),
            Column(_("One more"), "share"),
            Column(_("Wait 9 in 10"), "s"),
            Column(_("Occupancy"), "share"),
        ],
        rows=[_row(item) for item in half_hours],
        note=_(
            "Needed: the fewest counters at which four in five customers wait %(target)s at most (Erlang C). Beside"
            " it the share that one counter less, as many and one more would reach; wait and occupancy are those"
            " with as many as needed. No plan is kept yet.",
            {"target": minutes},
        ),
    )


def _row(item: StaffedHalfHour) -> list[Value]:
    rungs = {rung.counters: rung for rung in item.ladder}
    one_less, kept, one_more = (
        rungs.get(item.needed + more) if item.needed is not None else None for more in (-1, 0, 1)
    )
    told: list[Value] = [item.half_hour, item.arrivals, item.planned, item.open, item.needed]
    levels = [rung.service_level if rung else None for rung in (one_less, kept, one_more)]
    return [*told, *levels, kept.wait_p90 if kept else None, kept.occupancy if kept else None]
