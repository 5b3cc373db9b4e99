"""A month's report as one document: JSON-ready, unrounded, in codes instead of words. Pure.

A closed month keeps it as it was, so whoever reads it may meet an older one: keys that came later are missing there. A
figure is {"value", "unit"}, its value None where it did not happen; durations are seconds, instants UTC stamps.

    hall, hall_en, zone, wait_target_seconds            the hall as it was when the month was counted
    month, version, provisional, definitions_version    which report it is; version 0: not closed
    closed_at, stars_version, correction                what month/closing adds; correction None in version 1
    metrics                                             {id of metric_table: figure} of the whole hall
    by_service, by_half_hour, by_weekday, days          {part: {id: figure}}, see period_view
    by_weekday_half_hour                                {"1" for Monday: {"HH:MM": {id: value}}}
    names                                               services, categories, employees, moments: in both languages
    over_target, transfers, pauses, staffing,
    special_customers                                   how the floor worked, each told by its view in sections/
    data_quality, heard, leaving, moments, checklist,
    cases, stars, flags                                 what the month's records tell, as before
    comparisons                                         {"previous", "last_year", "base"}, see comparison_view
    year                                                the targets of the year, see year_targets_view
    findings                                            codes with values, see findings/

The page of any days has all of them from the hall to special_customers, and comparisons and year (period_report_view).
"""

from collections.abc import Mapping
from typing import Any

Report = Mapping[str, Any]
