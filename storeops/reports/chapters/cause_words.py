"""The likely causes of what worsened or improved, in sentences. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.called import moment_name, reason_name, service_name
from storeops.reports.chapters.finding_words import cases_of, in_language, on_weekdays, spent
from storeops.reports.document.report_document import Report
from storeops.reports.layout.shown import shown

Values = Mapping[str, Any]


def cause_sentence(report: Report, cause: Mapping[str, Any] | None, language: Language) -> str:
    """One sentence with its figures; empty where no cause is known."""
    say = _SAID.get(cause["code"]) if cause else None
    return say(report, cause["values"], language) if say and cause else ""


def _busier(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "Likely because counters were busier: %(an_hour)s transactions for each hour signed in (%(an_hour_before)s"
        " before), each taking %(handling)s on average (%(handling_before)s before)."
    )
    return translate(language, sentence, _load(values, language))


def _calmer(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "Likely because counters were less busy: %(an_hour)s transactions for each hour signed in (%(an_hour_before)s"
        " before), each taking %(handling)s on average (%(handling_before)s before)."
    )
    return translate(language, sentence, _load(values, language))


def _load(values: Values, language: Language) -> dict[str, str]:
    an_hour, handling = values["transactions_per_hour"], values["handling_mean"]
    return {
        "an_hour": shown(an_hour["value"], "per_hour", language),
        "an_hour_before": shown(an_hour["before"], "per_hour", language),
        "handling": shown(handling["value"], "s", language),
        "handling_before": shown(handling["before"], "s", language),
    }


def _idle_counters(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "Likely because counters stood free for %(now)s while customers waited (%(before)s before; %(change)s for each"
        " customer)."
    )
    change = shown(values["amount"], "relative", language)
    said = {"now": spent(values["value"], language), "before": spent(values["before"], language), "change": change}
    return translate(language, sentence, said)


def _longer_waits(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_("Likely because waits grew: nine in ten customers were called within %(now)s (%(before)s before).")
    said = {"now": shown(values["value"], "s", language), "before": shown(values["before"], "s", language)}
    return translate(language, sentence, said)


def _late_hours(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "The worst time was %(begins)s to %(ends)s %(weekdays)s, with about %(late)s of %(late_in_all)s long waits."
    )
    return translate(language, sentence, stretch_values(values, language))


def stretch_values(values: Values, language: Language) -> dict[str, str]:
    """A stretch of the week and its late calls, ready for a sentence."""
    return {
        "begins": values["begins"],
        "ends": values["ends"],
        "weekdays": on_weekdays(values["weekdays"], language),
        "late": shown(values["late"], "count", language),
        "late_in_all": shown(values["late_in_all"], "count", language),
    }


def _other_mix(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "Likely because more customers came for what takes long: that makes %(seconds)s of the %(all)s by which the"
        " mean handling grew."
    )
    return translate(language, sentence, _seconds(values, language))


def _slower_service(report: Report, values: Values, language: Language) -> str:
    sentence = N_(
        "Likely because “%(service)s” took %(now)s on average (%(before)s before): that makes %(seconds)s of the"
        " %(all)s by which the mean handling grew."
    )
    said = {
        "service": service_name(report, values["service"], language),
        "now": shown(values["value"], "s", language),
        "before": shown(values["before"], "s", language),
    }
    return translate(language, sentence, {**said, **_seconds(values, language)})


def _slower_everywhere(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_(
        "Likely no matter of one service: %(slower)s of %(services)s took longer, which makes %(seconds)s of the"
        " %(all)s by which the mean handling grew."
    )
    said = {"slower": values["slower"], "services": values["services"]}
    return translate(language, sentence, {**said, **_seconds(values, language)})


def _seconds(values: Values, language: Language) -> dict[str, str]:
    # A part beyond the whole was taken back elsewhere: together they say no more than the whole.
    seconds = min(values["seconds"], values["seconds_in_all"])
    return {"seconds": shown(seconds, "s", language), "all": shown(values["seconds_in_all"], "s", language)}


def _most_over_target(report: Report, values: Values, language: Language) -> str:
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
        "service": service_name(report, values["service"], language),
        "over": shown(values["over"], "count", language),
        "transactions": shown(values["transactions"], "count", language),
        "spent": spent(values["seconds_over"], language),
        "reason": reason_name(values["reason"], language),
        "count": shown(values["reason_count"], "count", language),
    }
    return translate(language, sentence, said)


def _weakest_moment(report: Report, values: Values, language: Language) -> str:
    sentence = N_("The moment rated lowest is “%(moment)s”: %(csat)s of %(ratings)s ratings were satisfied.")
    said = {
        "moment": moment_name(report, values["moment"], language),
        "csat": shown(values["csat"], "share", language),
        "ratings": shown(values["ratings"], "count", language),
    }
    return translate(language, sentence, said)


def _most_moved(report: Report, values: Values, language: Language) -> str:
    sentence = N_("Most hand-overs led from “%(from)s” to “%(to)s”: %(count)s.")
    said = {
        "from": service_name(report, values["from"], language),
        "to": service_name(report, values["to"], language),
        "count": shown(values["count"], "count", language),
    }
    return translate(language, sentence, said)


def _late_kind(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_("Late most often: %(cases)s, %(count)s of %(late)s.")
    said = {"cases": cases_of(values["kind"], language), "count": values["count"], "late": values["late"]}
    return translate(language, sentence, said)


def _failed_item(report: Report, values: Values, language: Language) -> str:
    del report
    sentence = N_("Most points were lost with “%(item)s”: short of full marks in %(failed)s of %(marked)s checks.")
    said = {"item": in_language(values, language), "failed": values["failed"], "marked": values["marked"]}
    return translate(language, sentence, said)


def _most_complained(report: Report, values: Values, language: Language) -> str:
    sentence = N_("The most were about “%(service)s”: %(count)s of %(complaints)s.")
    service = service_name(report, values["service"], language)
    said = {"service": service, "count": values["count"], "complaints": values["complaints"]}
    return translate(language, sentence, said)


_SAID: Mapping[str, Callable[[Report, Values, Language], str]] = {
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
