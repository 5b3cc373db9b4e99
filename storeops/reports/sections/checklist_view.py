"""Spot checks: coverage, the items failed most, inspectors and how strict they are. A read model."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.measuring.sums import share
from storeops.people import employee_rows
from storeops.quality.checks import check_rows, checks_view
from storeops.quality.checks.check_rows import ItemCounts, ScoredCheck
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.quality.stars import stars_view
from storeops.reports.sections.quality_section import Checklist, FailedItem, InspectorLine
from storeops.reports.sections.rows_of_month import CHECK_MARKS, CHECK_VERSIONS, SIGNED_IN, SPOT_CHECKS

CHECKLIST_FROM = (
    SPOT_CHECKS.of("sheet_id", "employee_id", "inspector_id", "started_at", "checked_at", "planned_id", "is_imported"),
    CHECK_VERSIONS.of(),
    CHECK_MARKS.of("mark"),
    SIGNED_IN.of("employee_id", "counter_id", "signed_out_at"),
)


def checklist(db: Database, span: MonthSpan, now: datetime) -> Checklist:
    """Spot checks: coverage, the items failed most, inspectors and how strict they are.

    `checks` and `mean` are those of people; those of the hall's environment stand beside them. `shift` is by how many
    points an inspector marks above the others, as the stars take it off; None where it is of no use to them.
    """
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    last_day = min(span.last_day, business_day(now, hall_rows.hall(db).zone))
    of_people = [check for check in checks if check.employee is not None]
    environment = [check for check in checks if check.sheet_kind is SheetKind.ENVIRONMENT]
    coverage = checks_view.coverage_of(db, checks, span.first_day, last_day)
    items = check_rows.item_counts(db, span.first_day, span.last_day) if checks else []
    return Checklist(
        checks=len(of_people),
        coverage=coverage.share,
        checked_days=coverage.checked,
        worked_days=coverage.worked,
        mean=checks_view.mean_score(of_people),
        environment_checks=len(environment),
        environment_mean=checks_view.mean_score(environment),
        failed_items=[_item(item) for item in items if item.failed],
        inspectors=_inspectors(db, of_people, span.month) if of_people else [],
    )


def _item(item: ItemCounts) -> FailedItem:
    return FailedItem(
        sheet=item.sheet_kind.value,
        code=item.code,
        zh=item.name_zh,
        en=item.name_en,
        marked=item.marked,
        failed=item.failed,
        share=share(item.failed, item.marked),
        points_lost=item.points_lost,
    )


def _inspectors(db: Database, checks: Sequence[ScoredCheck], month: str) -> list[InspectorLine]:
    """By number."""
    made: defaultdict[str, list[ScoredCheck]] = defaultdict(list)
    for check in checks:
        made[check.inspector].append(check)
    names = employee_rows.names(db)
    shifts = stars_view.shifts_in_force(db, month)
    return [
        InspectorLine(
            employee=code,
            name=names[code],
            checks=len(theirs),
            mean=checks_view.mean_score(theirs),
            shift=float(shifts[code]) if code in shifts else None,
        )
        for code, theirs in sorted(made.items())
    ]
