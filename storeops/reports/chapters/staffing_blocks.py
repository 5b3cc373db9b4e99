"""Counters open and counters needed by half hour, as blocks of a report. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import Column, LineChart, Sentences, Series, Table, Value
from storeops.reports.layout.shown import shown

MOST_SHORT = 6
HalfHours = Sequence[Mapping[str, Any]]


def staffing_chart(half_hours: HalfHours, language: Language) -> LineChart:
    """Open and needed counters through the day."""
    return LineChart(
        id="counters_open_and_needed",
        title=translate(language, N_("Counters open and needed")),
        description=translate(
            language,
            N_("Mean number of counters signed in and not paused, and the number that the customers of the time need."),
        ),
        label_title=translate(language, N_("Half hour")),
        labels=[item["half_hour"] for item in half_hours],
        series=[
            Series(translate(language, N_("Open, mean")), [item["open"] for item in half_hours]),
            Series(translate(language, N_("Needed")), [item["needed"] for item in half_hours]),
        ],
        kind="points",
    )


def short_half_hours(half_hours: HalfHours, language: Language) -> list[Sentences]:
    """The half hours that lacked most; none, no block."""
    worst = sorted(half_hours, key=lambda item: (item["open"] - item["needed"], item["half_hour"]))[:MOST_SHORT]
    title = translate(language, N_("Half hours with too few counters"))
    return [Sentences("short_half_hours", title, [_short(item, language) for item in worst])] if worst else []


def _short(item: Mapping[str, Any], language: Language) -> str:
    sentence = N_("%(half_hour)s: %(open)s counters open on average, %(needed)s needed.")
    opened = shown(item["open"], "points", language)
    return translate(language, sentence, {"half_hour": item["half_hour"], "open": opened, "needed": item["needed"]})


def staffing_table(half_hours: HalfHours, wait_target_seconds: int, language: Language) -> Table:
    """What each half hour needs, and what one counter less and one more would give."""
    minutes = shown(wait_target_seconds, "s", language)
    return Table(
        id="staffing",
        title=translate(language, N_("Counters by half hour")),
        columns=[
            Column(translate(language, N_("Half hour"))),
            Column(translate(language, N_("Arrivals/h")), "per_hour"),
            Column(translate(language, N_("Planned")), "points"),
            Column(translate(language, N_("Open, mean")), "points"),
            Column(translate(language, N_("Needed")), "count"),
            Column(translate(language, N_("One less")), "share"),
            Column(translate(language, N_("As needed")), "share"),
            Column(translate(language, N_("One more")), "share"),
            Column(translate(language, N_("Wait 9 in 10")), "s"),
            Column(translate(language, N_("Occupancy")), "share"),
        ],
        rows=[_row(item) for item in half_hours],
        note=translate(
            language,
            N_(
                "Needed: the fewest counters at which four in five customers wait %(target)s at most (Erlang C). Beside"
                " it the share that one counter less, as many and one more would reach; wait and occupancy are those"
                " with as many as needed. No plan is kept yet."
            ),
            {"target": minutes},
        ),
    )


def _row(item: Mapping[str, Any]) -> list[Value]:
    rungs = {rung["counters"]: rung for rung in item["ladder"]}
    needed = item["needed"]
    levels: list[Value] = [None, None, None]
    if needed is not None:
        levels = [rungs[count]["service_level"] if count in rungs else None for count in range(needed - 1, needed + 2)]
    kept = rungs.get(needed, {})
    told = [item["half_hour"], item["arrivals"], item["planned"], item["open"], needed]
    return [*told, *levels, kept.get("wait_p90"), kept.get("occupancy")]
