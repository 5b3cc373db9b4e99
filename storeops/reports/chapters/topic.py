"""Chapter: One topic in depth (专题). Pure."""

from collections.abc import Callable, Mapping

from storeops.base.i18n import N_
from storeops.reports.chapters.called import moment_name, reason_name, service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.finding_words import cases_of, spent
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import MonthTopic, Values
from storeops.reports.layout.blocks import Chapter, Column, Table


def topic(report: Report, _: Words) -> Chapter:
    """Why this matter, in one or two sentences, and a table of at most six rows; no block in a month without topic."""
    found = report.findings.topic
    if not found or found.code not in _TOLD:
        return Chapter("topic", "", [])
    title, say, table = _TOLD[found.code]
    heading = _("Topic of the month: %(topic)s", {"topic": _(title)})
    told = table(report, found, _)
    lead = _.together([say(report, found.values, _), _next(found, _)])
    return Chapter("topic", heading, [told], lead, sheet=_("Topic of the month"))


def _next(found: MonthTopic, _: Words) -> str:
    after = found.next
    if not after or after.code not in _TOLD:
        return ""
    values = {"topic": _(_TOLD[after.code][0]), "count": _.shown(after.count, "count")}
    if after.touched == found.touched:
        return _("Just as large: %(topic)s (%(count)s).", values)
    return _("Next comes: %(topic)s (%(count)s).", values)


def _late_calls(report: Report, values: Values, _: Words) -> str:
    said = {
        "late": _.shown(values["late"], "count"),
        "target": _.shown(report.wait_target_seconds, "s"),
        "served": _.shown(values["served"], "count"),
        "level": _.shown(values["service_level"], "share"),
    }
    return _(
        "The largest matter of the month: %(late)s customers waited longer than %(target)s until they were called or"
        " left; %(served)s were served (service level %(level)s).",
        said,
    )


def _half_hours(report: Report, found: MonthTopic, _: Words) -> Table:
    del report
    columns = [
        Column(_("Half hour from")),
        Column(_("Tickets"), "count"),
        Column(_("Long waits") if _are_counted(found) else _("Long waits, about"), "count"),
        Column(_("Service level"), "share"),
        Column(_("Wait, nine in ten within"), "s"),
    ]
    keys = ["half_hour", "issued", "late", "service_level", "wait_p90"]
    if any(row.get("open") is not None for row in found.rows):
        columns += [
            Column(_("Counters open"), "per_hour"),
            Column(_("Needed"), "per_hour"),
        ]
        keys += ["open", "needed"]
    rows = [[row.get(key) for key in keys] for row in found.rows]
    return Table("topic_half_hours", _("The half hours that lost most"), columns, rows)


def _are_counted(found: MonthTopic) -> bool:
    stretch = found.values.get("stretch")
    return bool(stretch and stretch.get("is_exact"))


def _slow_service(report: Report, values: Values, _: Words) -> str:
    said = {
        "service": service_name(report, values["service"], _),
        "over": _.shown(values["over"], "count"),
        "transactions": _.shown(values["transactions"], "count"),
        "spent": spent(values["seconds_over"], _),
        **{key: _.shown(values[key], "s") for key in ("target", "median", "p90")},
    }
    if values.get("over_in_all") is not None:
        said |= {key: _.shown(values[key], "count") for key in ("over_in_all", "transactions_in_all")}
        return _(
            "The largest matter of the month: %(over_in_all)s of %(transactions_in_all)s transactions took longer than"
            " their targets. Most time over it went into “%(service)s”: %(over)s of %(transactions)s beyond %(target)s,"
            " %(spent)s in all; half took up to %(median)s, nine in ten up to %(p90)s.",
            said,
        )
    return _(
        "The largest matter of the month: %(over)s of %(transactions)s transactions of “%(service)s” took longer"
        " than their target of %(target)s, %(spent)s in all. Half took up to %(median)s, nine in ten up to %(p90)s.",
        said,
    )


def _where_over(report: Report, found: MonthTopic, _: Words) -> Table:
    """Its reasons, or the services over their target where no reason was given."""
    if any("reason" in row for row in found.rows):
        return _reasons(found, _)
    columns = [
        Column(_("Service")),
        Column(_("Transactions"), "count"),
        Column(_("Over target"), "count"),
        Column(_("Time over target"), "s"),
    ]
    rows = [
        [service_name(report, row["service"], _), row["transactions"], row["over"], row["seconds_over"]]
        for row in found.rows
    ]
    return Table("topic_services", _("The services that took longest beyond it"), columns, rows)


def _reasons(found: MonthTopic, _: Words) -> Table:
    columns = [Column(_("Reason")), Column(_("Transactions"), "count")]
    rows = [[reason_name(row["reason"], _), row["count"]] for row in found.rows]
    return Table("topic_reasons", _("Why they took longer"), columns, rows)


def _handed_over(report: Report, values: Values, _: Words) -> str:
    del report
    said = {
        "visits": _.shown(values["visits"], "count"),
        "rate": _.shown(values["transfer_rate"], "share"),
    }
    return _("The largest matter of the month: %(visits)s visits were handed over to another counter (%(rate)s).", said)


def _moves(report: Report, found: MonthTopic, _: Words) -> Table:
    columns = [
        Column(_("From")),
        Column(_("To")),
        Column(_("Hand-overs"), "count"),
    ]
    rows = [
        [service_name(report, row["from"], _), service_name(report, row["to"], _), row["count"]] for row in found.rows
    ]
    return Table("topic_moves", _("From where to where"), columns, rows)


def _late_cases(report: Report, values: Values, _: Words) -> str:
    del report
    return _(
        "The matter that weighs most: %(late)s of %(due)s cases due were late or are still open.",
        {key: _.shown(values[key], "count") for key in ("late", "due")},
    )


def _kinds(report: Report, found: MonthTopic, _: Words) -> Table:
    del report
    columns = [
        Column(_("Kind")),
        Column(_("Late"), "count"),
        Column(_("Longest, hours late"), "points"),
    ]
    rows = [[cases_of(row["kind"], _), row["late"], row["hours_late"]] for row in found.rows]
    return Table("topic_cases", _("Late answers by kind"), columns, rows)


def _unhappy_moment(report: Report, values: Values, _: Words) -> str:
    said = {key: _.shown(values[key], "count") for key in ("unhappy", "ratings")}
    return _(
        "The largest matter of the month: at the moment “%(moment)s”, %(unhappy)s of %(ratings)s ratings were"
        " not satisfied.",
        {**said, "moment": moment_name(report, values["moment"], _)},
    )


def _moments(report: Report, found: MonthTopic, _: Words) -> Table:
    columns = [
        Column(_("Moment")),
        Column(_("Ratings"), "count"),
        Column(_("Satisfied customers"), "share"),
    ]
    rows = [[moment_name(report, row["moment"], _), row["ratings"], row["csat"]] for row in found.rows]
    return Table("topic_moments", _("The moments rated lowest"), columns, rows)


_Say = Callable[[Report, Values, Words], str]
_Show = Callable[[Report, MonthTopic, Words], Table]
_TOLD: Mapping[str, tuple[str, _Say, _Show]] = {
    "late_calls": (N_("long waits"), _late_calls, _half_hours),
    "slow_service": (N_("a service that takes too long"), _slow_service, _where_over),
    "handed_over": (N_("hand-overs"), _handed_over, _moves),
    "late_cases": (N_("late answers"), _late_cases, _kinds),
    "unhappy_moment": (N_("a moment that disappoints"), _unhappy_moment, _moments),
}
