"""The actions in sentences: what to do, and what the month's figures say it would touch. Pure."""

from collections.abc import Callable, Mapping

from storeops.base.i18n import N_
from storeops.quality.heard.retention_choices import OFFERS
from storeops.reports.chapters.called import moment_name, reason_name, service_name
from storeops.reports.chapters.cause_words import stretch_values
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.finding_words import cases_of, in_language, spent
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import MonthAction, Values


def action_sentence(report: Report, action: MonthAction, _: Words) -> str:
    """What to do and its arithmetic; empty for a code that this edition does not know."""
    say = _SAID.get(action.code)
    return say(report, action.values, _) if say else ""


def _open_counter(report: Report, values: Values, _: Words) -> str:
    del report
    counters = {
        "more": values.get("more"),
        "counters": values.get("counters"),
        "open": _.shown(values["open"], "per_hour"),
        "needed": _.shown(values["needed"], "per_hour"),
    }
    return _(_more_counters(values), {**stretch_values(values, _), **counters})


def _more_counters(values: Values) -> str:
    if values.get("is_exact") or "counters" in values:
        return _counted(values)
    if values["open"] is None or values["needed"] is None:
        return N_(
            "Open one more counter from %(begins)s to %(ends)s %(weekdays)s: about %(late)s of %(late_in_all)s long"
            " waits came then."
        )
    if values["more"] == 1:
        return N_(
            "Open one more counter from %(begins)s to %(ends)s %(weekdays)s: about %(late)s of %(late_in_all)s long"
            " waits came then, with %(open)s counters open where %(needed)s were needed."
        )
    return N_(
        "Open %(more)s more counters from %(begins)s to %(ends)s %(weekdays)s: about %(late)s of %(late_in_all)s long"
        " waits came then, with %(open)s counters open where %(needed)s were needed."
    )


def _counted(values: Values) -> str:
    """Where the late calls of the half hours were counted."""
    if values["open"] is None:
        return N_(
            "From %(begins)s to %(ends)s %(weekdays)s %(counters)s counters are needed: %(late)s of %(late_in_all)s"
            " long waits came then. How many were open was not recorded."
        )
    if values["more"] == 1:
        return N_(
            "Open one more counter from %(begins)s to %(ends)s %(weekdays)s: %(late)s of %(late_in_all)s long waits"
            " came then, with %(open)s counters open where %(needed)s were needed."
        )
    return N_(
        "Open %(more)s more counters from %(begins)s to %(ends)s %(weekdays)s: %(late)s of %(late_in_all)s long waits"
        " came then, with %(open)s counters open where %(needed)s were needed."
    )


def _call_at_once(report: Report, values: Values, _: Words) -> str:
    del report
    said = {
        "idle": spent(values["seconds"], _),
        "to_call": _.shown(values["seconds_to_call"], "count"),
        "transactions": _.shown(values["transactions"], "count"),
    }
    return _(
        "Call the next customer as soon as a counter is free: counters stood free for %(idle)s while customers waited;"
        " what goes beyond %(to_call)s seconds for each customer is time for %(transactions)s transactions.",
        said,
    )


def _remove_step(report: Report, values: Values, _: Words) -> str:
    said = {
        "service": service_name(report, values["service"], _),
        "reason": reason_name(values["reason"], _),
        "count": _.shown(values["count"], "count"),
        "spent": spent(values["seconds_over"], _),
    }
    return _(
        "Remove what makes “%(service)s” long: “%(reason)s” was the reason %(count)s times and cost %(spent)s over the"
        " target.",
        said,
    )


def _watch_service(report: Report, values: Values, _: Words) -> str:
    sentence = (
        N_(
            "Find out what makes “%(service)s” long: %(over)s of %(transactions)s took longer than the target,"
            " %(spent)s in all, and only %(given)s have a reason. Note one at every finish."
        )
        if values["given"]
        else N_(
            "Find out what makes “%(service)s” long: %(over)s of %(transactions)s took longer than the target,"
            " %(spent)s in all, and none has a reason. Note one at every finish."
        )
    )
    said = {key: _.shown(values[key], "count") for key in ("over", "transactions", "given")}
    service = service_name(report, values["service"], _)
    return _(sentence, {**said, "service": service, "spent": spent(values["seconds_over"], _)})


def _keep_whole(report: Report, values: Values, _: Words) -> str:
    said = {
        "from": service_name(report, values["from"], _),
        "to": service_name(report, values["to"], _),
        "count": _.shown(values["count"], "count"),
        "visits": _.shown(values["visits"], "count"),
    }
    return _(
        "Let the counters for “%(from)s” also do “%(to)s”, with training where it is needed: %(count)s customers were"
        " handed over for it, in %(visits)s visits with a hand-over.",
        said,
    )


def _answer_cases(report: Report, values: Values, _: Words) -> str:
    del report
    said = {
        "cases": cases_of(values["kind"], _),
        "count": values["count"],
        "late": values["late"],
        "spent": spent(values["hours_late"] * 3600, _),
    }
    return _(
        "Look through the open %(cases)s every morning and answer what falls due that day: %(count)s of %(late)s late"
        " answers were of this kind, the longest by %(spent)s.",
        said,
    )


def _offer_first(report: Report, values: Values, _: Words) -> str:
    del report
    said = {
        "offer": _(OFFERS.get(values["offer"], values["offer"] or "")),
        "kept": _.shown(values["kept_share"], "share"),
        "count": values["count"],
        "others_kept": _.shown(values["others_kept_share"], "share"),
        "others": values["others"],
    }
    return _(
        "Offer leaving customers “%(offer)s” first: it kept %(kept)s of %(count)s, the other offers %(others_kept)s of"
        " %(others)s.",
        said,
    )


def _improve_moment(report: Report, values: Values, _: Words) -> str:
    said = {key: _.shown(values[key], "count") for key in ("unhappy", "ratings")}
    return _(
        "Practise the moment “%(moment)s” at the morning meeting: %(unhappy)s of %(ratings)s ratings there were not"
        " satisfied.",
        {**said, "moment": moment_name(report, values["moment"], _)},
    )


def _practise_item(report: Report, values: Values, _: Words) -> str:
    del report
    said = {key: _.shown(values[key], "count") for key in ("failed", "marked")}
    return _(
        "Practise “%(item)s” with everybody: %(failed)s of %(marked)s checks found it short of full marks.",
        {**said, "item": in_language(values, _)},
    )


def _ask_everyone(report: Report, values: Values, _: Words) -> str:
    del report
    said = {key: _.shown(values[key], "count") for key in ("missing", "served")}
    return _(
        "Ask every customer the closing question: %(missing)s of %(served)s visits ended without it, so the ratings"
        " do not speak for them.",
        said,
    )


_SAID: Mapping[str, Callable[[Report, Values, Words], str]] = {
    "open_counter": _open_counter,
    "call_at_once": _call_at_once,
    "remove_step": _remove_step,
    "watch_service": _watch_service,
    "keep_whole": _keep_whole,
    "answer_cases": _answer_cases,
    "offer_first": _offer_first,
    "improve_moment": _improve_moment,
    "practise_item": _practise_item,
    "ask_everyone": _ask_everyone,
}
