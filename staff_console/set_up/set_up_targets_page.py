"""Set-up of what the hall wants to reach in a year, figure by figure."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import SAVED, Form
from storeops.base.errors import FieldRefused
from storeops.base.i18n import N_, translate
from storeops.base.whole_number import whole_number
from storeops.reports.layout.shown import shown
from storeops.reports.targets import year_targets_view
from storeops.reports.targets.target_actions import set_year_targets
from storeops.reports.targets.target_metrics import (
    FIRST_YEAR,
    LAST_YEAR,
    TARGET_METRICS,
    refuse_other_year,
    target_metric,
)
from storeops.reports.targets.typed_target import UNIT_WORDS, target_text, typed_target
from storeops.reports.targets.year_targets_view import TargetLine
from storeops.web import request as web

pages = Blueprint("set_up_targets", __name__, url_prefix="/setup/targets")

_AIMS = {"higher": N_("at least"), "lower": N_("at most"), None: N_("at least")}
"""More business is what a target of a count without a good side is for."""


@dataclass(frozen=True)
class TargetField:
    """One figure's line of the form, finished for the reader."""

    metric: str
    name: str
    formula: str
    aim: str
    unit: str
    last_year: str
    so_far: str


@pages.get("")
def targets() -> Response:
    """The targets of a year beside what the hall reached; this year unless another is named."""
    year = _year()
    lines = year_targets_view.target_lines(web.db(), year, web.clock().now())
    return _page(year, Form({line.metric.id: target_text(line.metric, line.target) for line in lines}), lines)


@pages.post("")
def save() -> Response:
    """Set the targets of a year, or say beside the fields why not."""
    year, form, by = _year(), Form.sent(), asking_each_time()
    typed = {metric: _typed(form, metric) for metric in TARGET_METRICS if metric in form.typed}
    if form.carry_out(lambda: set_year_targets(web.db(), web.clock(), by, year, typed)):
        flash(translate(web.language(), SAVED))
        return redirect(url_for(".targets", year=year), 303)
    return _page(year, form, year_targets_view.target_lines(web.db(), year, web.clock().now()))


def _year() -> int:
    """The year that the address names. BadValue."""
    text = request.args.get("year")
    year = web.today().year if text is None else whole_number(text, most_digits=4) or 0
    refuse_other_year(year)
    return year


def _typed(form: Form, metric_id: str) -> float | None:
    try:
        return typed_target(target_metric(metric_id), form.text(metric_id))
    except FieldRefused as refusal:
        form.refuse(refusal)
        return None


def _page(year: int, form: Form, lines: list[TargetLine]) -> Response:
    return web.page(
        "set_up_targets.html",
        form.status,
        form=form,
        year=year,
        year_before=year - 1 if year > FIRST_YEAR else None,
        year_after=year + 1 if year < LAST_YEAR else None,
        target_fields=[_field(line) for line in lines],
    )


def _field(line: TargetLine) -> TargetField:
    language, metric = web.language(), line.metric
    return TargetField(
        metric=metric.id,
        name=translate(language, metric.name),
        formula=translate(language, metric.formula),
        aim=translate(language, _AIMS[metric.better]),
        unit=translate(language, UNIT_WORDS[metric.unit]),
        last_year=shown(line.last_year, metric.unit, language),
        so_far=shown(line.so_far, metric.unit, language),
    )
