"""The likely causes of what worsened or improved, in sentences. Pure."""

from collections.abc import Callable, Mapping

from storeops.base.i18n import N_
from storeops.reports.chapters.called import moment_name, reason_name, service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.finding_words import cases_of, in_language, on_weekdays, spent
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import LikelyCause, Values


def cause_sentence(report: Report, cause: LikelyCause | None, _: Words) -> str:
    """One sentence with its figures; empty where no cause is known."""
    say = _SAID.get(cause.code) if cause else None
    return say(report, cause.values, _) if say and cause else ""


def _busier(report: Report, values: Values, _: Words) -> str:
    del report
    return _(
        "Likely because counters were busier: %(an_hour)s transactions for each hour signed in (%(an_hour_before)s"
        " before), each taking %(handling)s on average (%(handling_before)s before).",
        _load(values, _),
    )


def _calmer(report: Report, values: Values, _: Words) -> str:
    del report
    return _(
        "Likely because counters were less busy: %(an_hour)s transactions for each hour signed in (%(an_hour_before)s"
        " before), each taking %(handling)s on average (%(handling_before)s before).",
        _load(values, _),
    )


def _load(values: Values, _: Words) -> dict[str, str]:
    an_hour, handling = values["transactions_per_hour"], values["handling_mean"]
    return {
        "an_hour": _.shown(an_hour["value"], "per_hour"),
        "an_hour_before": _.shown(an_hour["before"], "per_hour"),
        "handling": _.shown(handling["value"], "s"),
        "handling_before": _.shown(handling["before"], "s"),
    }


def _idle_counters(report: Report, values: Values, _: Words) -> str:
    del report
    change = _.shown(values["amount"], "relative")
    said = {"now": spent(values["value"], _), "before": spent(values["before"], _), "change": change}
    return _(
        "Likely because counters stood free for %(now)s while customers waited (%(before)s before; %(change)s for each"
        " customer).",
        said,
    )


def _longer_waits(report: Report, values: Values, _: Words) -> str:
    del report
    said = {"now": _.shown(values["value"], "s"), "before": _.shown(values["before"], "s")}
    return _("Likely because waits grew: nine in ten customers were called within %(now)s (%(before)s before).", said)


def _late_hours(report: Report, values: Values, _: Words) -> str:
    del report
    sentence = (
        N_("The worst time was %(begins)s to %(ends)s %(weekdays)s, with %(late)s of %(late_in_all)s long waits.")
        if values.get("is_exact")
        else N_(
            "The worst time was %(begins)s to %(ends)s %(weekdays)s, with about %(late)s of %(late_in_all)s long waits."
        )
    )
    return _(sentence, stretch_values(values, _))


def stretch_values(values: Values, _: Words) -> dict[str, str]:
    """A stretch of the week and its late calls, ready for a sentence."""
    return {
        "begins": values["begins"],
        "ends": values["ends"],
        "weekdays": on_weekdays(values["weekdays"], _),
        "late": _.shown(values["late"], "count"),
        "late_in_all": _.shown(values["late_in_all"], "count"),
    }


def _other_mix(report: Report, values: Values, _: Words) -> str:
    del report
    return _(
        "Likely because more customers came for what takes long: that makes %(seconds)s of the %(all)s by which the"
        " mean handling grew.",
        _seconds(values, _),
    )


def _slower_service(report: Report, values: Values, _: Words) -> str:
    said = {
        "service": service_name(report, values["service"], _),
        "now": _.shown(values["value"], "s"),
        "before": _.shown(values["before"], "s"),
    }
    return _(
        "Likely because “%(service)s” took %(now)s on average (%(before)s before): that makes %(seconds)s of the"
        " %(all)s by which the mean handling grew.",
        {**said, **_seconds(values, _)},
    )


def _slower_everywhere(report: Report, values: Values, _: Words) -> str:
    del report
    said = {"slower": values["slower"], "services": values["services"]}
    return _(
        "Likely no matter of one service: %(slower)s of %(services)s took longer, which makes %(seconds)s of the"
        " %(all)s by which the mean handling grew.",
        {**said, **_seconds(values, _)},
    )


def _seconds(values: Values, _: Words) -> dict[str, str]:
    # A part beyond the whole was taken back elsewhere: together they say no more than the whole.
    seconds = min(values["seconds"], values["seconds_in_all"])
    return {"seconds": _.shown(seconds, "s"), "all": _.shown(values["seconds_in_all"], "s")}


def _most_over_target(report: Report, values: Values, _: Words) -> str:
    sentence = (
        N_(
            "Most time over target went into “%(service)s”: %(over)s of %(transactions)s took longer, %(spent)s in all;"
            " the reason given most is “%(reason)s” (%(count)s)."
        )
        if values["reason"]
        else N_(
            "Most time over target went into “%(service)s”: %(over)s of %(transactions)s took longer, %(spent)s in all."
        )
    )
    said = {
        "service": service_name(report, values["service"], _),
        "over": _.shown(values["over"], "count"),
        "transactions": _.shown(values["transactions"], "count"),
        "spent": spent(values["seconds_over"], _),
        "reason": reason_name(values["reason"], _),
        "count": _.shown(values["reason_count"], "count"),
    }
    return _(sentence, said)


def _weakest_moment(report: Report, values: Values, _: Words) -> str:
    said = {
        "moment": moment_name(report, values["moment"], _),
        "csat": _.shown(values["csat"], "share"),
        "ratings": _.shown(values["ratings"], "count"),
    }
    return _("The moment rated lowest is “%(moment)s”: %(csat)s of %(ratings)s ratings were satisfied.", said)


def _most_moved(report: Report, values: Values, _: Words) -> str:
    said = {
        "from": service_name(report, values["from"], _),
        "to": service_name(report, values["to"], _),
        "count": _.shown(values["count"], "count"),
    }
    return _("Most hand-overs led from “%(from)s” to “%(to)s”: %(count)s.", said)


def _late_kind(report: Report, values: Values, _: Words) -> str:
    del report
    said = {"cases": cases_of(values["kind"], _), "count": values["count"], "late": values["late"]}
    return _("Late most often: %(cases)s, %(count)s of %(late)s.", said)


def _failed_item(report: Report, values: Values, _: Words) -> str:
    del report
    said = {"item": in_language(values, _), "failed": values["failed"], "marked": values["marked"]}
    return _("Most points were lost with “%(item)s”: short of full marks in %(failed)s of %(marked)s checks.", said)


def _most_complained(report: Report, values: Values, _: Words) -> str:
    service = service_name(report, values["service"], _)
    said = {"service": service, "count": values["count"], "complaints": values["complaints"]}
    return _("The most were about “%(service)s”: %(count)s of %(complaints)s.", said)


_SAID: Mapping[str, Callable[[Report, Values, Words], str]] = {
    "busier": _busier,
    "calmer": _calmer,
    "idle_counters": _idle_counters,
    "longer_waits": _longer_waits,
    "late_hours": _late_hours,
    "other_mix": _other_mix,
    "slower_service": _slower_service,
    "slower_everywhere": _slower_everywhere,
    "most_over_target": _most_over_target,
    "weakest_moment": _weakest_moment,
    "most_moved": _most_moved,
    "late_kind": _late_kind,
    "failed_item": _failed_item,
    "most_complained": _most_complained,
}
