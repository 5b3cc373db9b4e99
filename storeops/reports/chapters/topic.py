"""Chapter: One topic in depth (专题). Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.called import moment_name, reason_name, service_name
from storeops.reports.chapters.finding_words import cases_of, spent
from storeops.reports.chapters.punctuation import together
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Chapter, Column, Table
from storeops.reports.layout.shown import shown

Topic = Mapping[str, Any]


def topic(report: Report, language: Language) -> Chapter:
    """Why this matter, in one or two sentences, and a table of at most six rows; no block in a month without topic."""
    found = (report.get("findings") or {}).get("topic")
    if not found or found["code"] not in _TOLD:
        return Chapter("topic", "", [])
    title, say, table = _TOLD[found["code"]]
    heading = translate(language, N_("Topic of the month: %(topic)s"), {"topic": translate(language, title)})
    told = table(report, found, language)
    lead = together([say(report, found["values"], language), _next(found, language)], language)
    return Chapter("topic", heading, [told], lead)


def _next(found: Topic, language: Language) -> str:
    after = found.get("next")
    if not after or after["code"] not in _TOLD:
        return ""
    values = {"topic": translate(language, _TOLD[after["code"]][0]), "count": shown(after["count"], "count", language)}
    return translate(language, N_("Next comes: %(topic)s (%(count)s)."), values)


def _late_calls(report: Report, values: Mapping[str, Any], language: Language) -> str:
    sentence = N_(
        "The largest matter of the month: %(late)s customers waited longer than %(target)s until they were called or"
        " left; %(served)s were served (service level %(level)s)."
    )
    said = {
        "late": shown(values["late"], "count", language),
        "target": shown(report.get("wait_target_seconds"), "s", language),
        "served": shown(values["served"], "count", language),
        "level": shown(values["service_level"], "share", language),
    }
    return translate(language, sentence, said)


def _half_hours(report: Report, found: Topic, language: Language) -> Table:
    del report
    columns = [
        Column(translate(language, N_("Half hour from"))),
        Column(translate(language, N_("Tickets")), "count"),
        Column(translate(language, N_("Long waits, about")), "count"),
        Column(translate(language, N_("Service level")), "share"),
        Column(translate(language, N_("Wait, nine in ten within")), "s"),
    ]
    keys = ["half_hour", "issued", "late", "service_level", "wait_p90"]
    if any(row.get("open") is not None for row in found["rows"]):
        columns += [
            Column(translate(language, N_("Counters open")), "per_hour"),
            Column(translate(language, N_("Needed")), "per_hour"),
        ]
        keys += ["open", "needed"]
    rows = [[row.get(key) for key in keys] for row in found["rows"]]
    return Table("topic_half_hours", translate(language, N_("The half hours that lost most")), columns, rows)


def _slow_service(report: Report, values: Mapping[str, Any], language: Language) -> str:
    sentence = N_(
        "The largest matter of the month: %(over)s of %(transactions)s transactions of “%(service)s” took longer"
        " than their target of %(target)s, %(spent)s in all. Half took up to %(median)s, nine in ten up to %(p90)s."
    )
    said = {
        "service": service_name(report, values["service"], language),
        "over": shown(values["over"], "count", language),
        "transactions": shown(values["transactions"], "count", language),
        "spent": spent(values["seconds_over"], language),
        **{key: shown(values[key], "s", language) for key in ("target", "median", "p90")},
    }
    return translate(language, sentence, said)


def _where_over(report: Report, found: Topic, language: Language) -> Table:
    """Its reasons, or the services over their target where no reason was given."""
    if any("reason" in row for row in found["rows"]):
        return _reasons(found, language)
    columns = [
        Column(translate(language, N_("Service"))),
        Column(translate(language, N_("Transactions")), "count"),
        Column(translate(language, N_("Over target")), "count"),
        Column(translate(language, N_("Time over target")), "s"),
    ]
    rows = [
        [service_name(report, row["service"], language), row["transactions"], row["over"], row["seconds_over"]]
        for row in found["rows"]
    ]
    return Table("topic_services", translate(language, N_("The services that took longest beyond it")), columns, rows)


def _reasons(found: Topic, language: Language) -> Table:
    columns = [Column(translate(language, N_("Reason"))), Column(translate(language, N_("Transactions")), "count")]
    rows = [[reason_name(row["reason"], language), row["count"]] for row in found["rows"]]
    return Table("topic_reasons", translate(language, N_("Why they took longer")), columns, rows)


def _handed_over(report: Report, values: Mapping[str, Any], language: Language) -> str:
    del report
    sentence = N_("The largest matter of the month: %(visits)s visits were handed over to another counter (%(rate)s).")
    said = {
        "visits": shown(values["visits"], "count", language),
        "rate": shown(values["transfer_rate"], "share", language),
    }
    return translate(language, sentence, said)


def _moves(report: Report, found: Topic, language: Language) -> Table:
    columns = [
        Column(translate(language, N_("From"))),
        Column(translate(language, N_("To"))),
        Column(translate(language, N_("Hand-overs")), "count"),
    ]
    rows = [
        [service_name(report, row["from"], language), service_name(report, row["to"], language), row["count"]]
        for row in found["rows"]
    ]
    return Table("topic_moves", translate(language, N_("From where to where")), columns, rows)


def _late_cases(report: Report, values: Mapping[str, Any], language: Language) -> str:
    del report
    sentence = N_("The matter that weighs most: %(late)s of %(due)s cases due were late or are still open.")
    return translate(language, sentence, {key: shown(values[key], "count", language) for key in ("late", "due")})


def _kinds(report: Report, found: Topic, language: Language) -> Table:
    del report
    columns = [
        Column(translate(language, N_("Kind"))),
        Column(translate(language, N_("Late")), "count"),
        Column(translate(language, N_("Longest, hours late")), "points"),
    ]
    rows = [[cases_of(row["kind"], language), row["late"], row["hours_late"]] for row in found["rows"]]
    return Table("topic_cases", translate(language, N_("Late answers by kind")), columns, rows)


def _unhappy_moment(report: Report, values: Mapping[str, Any], language: Language) -> str:
    sentence = N_(
        "The largest matter of the month: at the moment “%(moment)s”, %(unhappy)s of %(ratings)s ratings were"
        " not satisfied."
    )
    said = {key: shown(values[key], "count", language) for key in ("unhappy", "ratings")}
    return translate(language, sentence, {**said, "moment": moment_name(report, values["moment"], language)})


def _moments(report: Report, found: Topic, language: Language) -> Table:
    columns = [
        Column(translate(language, N_("Moment"))),
        Column(translate(language, N_("Ratings")), "count"),
        Column(translate(language, N_("Satisfied customers")), "share"),
    ]
    rows = [[moment_name(report, row["moment"], language), row["ratings"], row["csat"]] for row in found["rows"]]
    return Table("topic_moments", translate(language, N_("The moments rated lowest")), columns, rows)


_Say = Callable[[Report, Mapping[str, Any], Language], str]
_Show = Callable[[Report, Topic, Language], Table]
_TOLD: Mapping[str, tuple[str, _Say, _Show]] = {
    "late_calls": (N_("long waits"), _late_calls, _half_hours),
    "slow_service": (N_("a service that takes too long"), _slow_service, _where_over),
    "handed_over": (N_("hand-overs"), _handed_over, _moves),
    "late_cases": (N_("late answers"), _late_cases, _kinds),
    "unhappy_moment": (N_("a moment that disappoints"), _unhappy_moment, _moments),
}
