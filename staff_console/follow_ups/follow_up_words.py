"""The words of follow-ups, and their times: today and tomorrow say more than a date."""

from datetime import datetime, timedelta

from flask.sansio.app import App

from storeops.base.business_time import business_day
from storeops.base.i18n import N_, translate
from storeops.quality.follow_ups.case import KIND_NAMES, Kind, Outcome
from storeops.quality.follow_ups.deadlines import WarningStep
from storeops.quality.follow_ups.promise_choice import PromiseChoice
from storeops.quality.follow_ups.timeline import What
from storeops.quality.follow_ups.verdict import RULING_NAMES
from storeops.web import filters
from storeops.web import request as web

KIND_NORMS: dict[Kind, str] = {
    Kind.COMPLAINT: N_("answered within 24 h"),
    Kind.TECHNICAL: N_("reply on the spot, solved within 24 h"),
    Kind.UNFINISHED: N_("done within 24 h, unless promised otherwise"),
    Kind.SUGGESTION: N_("answered within 72 h"),
    Kind.PRAISE: N_("goes to the praise wall"),
}

CALL_OUTCOMES: dict[Outcome, str] = {
    Outcome.REACHED: N_("Reached"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.BUSY: N_("Line busy"),
    Outcome.WRONG_NUMBER: N_("Wrong number"),
}

STEPS: dict[WarningStep, str] = {
    WarningStep.HALF_TIME: N_("half of the time has gone"),
    WarningStep.LAST_HOUR: N_("the last hour has begun"),
    WarningStep.DUTY_MANAGER: N_("escalated to the duty manager"),
    WarningStep.SUPERVISOR: N_("escalated to the supervisor"),
    WarningStep.OVERDUE: N_("the deadline has passed"),
}

PROMISES: dict[PromiseChoice, str] = {
    PromiseChoice.NORM: N_("The norm: 24 h, for a suggestion 72 h"),
    PromiseChoice.TODAY: N_("Today 17:00"),
    PromiseChoice.TOMORROW: N_("Tomorrow 17:00"),
    PromiseChoice.IN_A_DAY: N_("In 24 hours"),
    PromiseChoice.PICK: N_("Another time"),
}

HAPPENINGS: dict[What, str] = {
    What.OPENED: N_("%(who)s wrote it down"),
    What.REPLIED: N_("Reply to the customer on the spot"),
    What.OFFERED: N_("%(who)s offered it to %(to)s"),
    What.ACCEPTED: N_("%(who)s accepted it"),
    What.DECLINED: N_("The offer to %(who)s ended without acceptance"),
    What.TAKEN_OVER: N_("%(who)s took it over from %(to)s"),
    What.CALLED_BACK: N_("%(who)s spoke with the customer or tried: %(detail)s"),
    What.WARNED: N_("Warning: %(detail)s"),
    What.CONTACT_READ: N_("%(who)s read the whole phone number"),
    What.CLOSED: N_("%(who)s closed it"),
    What.PROPOSED: N_("%(who)s proposes: %(detail)s"),
    What.RULED: N_("%(who)s ruled: %(detail)s"),
}


def add_follow_up_words(app: App) -> None:
    """Give the templates these words and filters."""
    app.jinja_env.filters.update(day_time=day_time, time_left=time_left, happening=happening)
    app.jinja_env.globals.update(
        KIND_NAMES=KIND_NAMES,
        KIND_NORMS=KIND_NORMS,
        CALL_OUTCOMES=CALL_OUTCOMES,
        STEPS=STEPS,
        PROMISES=PROMISES,
        RULING_NAMES=RULING_NAMES,
    )


def day_time(moment: datetime | None) -> str:
    """Today 17:00, tomorrow 09:30, or the date and the time; "-" if it did not happen."""
    if moment is None:
        return "-"
    zone = web.hall().zone
    days = (business_day(moment, zone) - business_day(web.clock().now(), zone)).days
    names = {-1: N_("Yesterday"), 0: N_("Today"), 1: N_("Tomorrow")}
    day = translate(web.language(), names[days]) if days in names else filters.local_date(moment)
    return f"{day} {filters.clock_time(moment)}"


def time_left(left: timedelta) -> str:
    """How long there is to a deadline, or by how much it has passed, in words."""
    sentence = N_("%(time)s left") if left >= timedelta(0) else N_("overdue by %(time)s")
    return translate(web.language(), sentence, {"time": _span(abs(left))})


def _span(span: timedelta) -> str:
    """Days and hours, hours and minutes, or minutes; at least one, because no time at all is neither left nor gone."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return translate(web.language(), N_("%(days)s d %(hours)s h"), {"days": hours // 24, "hours": hours % 24})
    if hours:
        return translate(web.language(), N_("%(hours)s h %(minutes)s min"), {"hours": hours, "minutes": minutes})
    return translate(web.language(), N_("%(n)s min"), {"n": minutes})


def happening(what: What, who: str, to: str, detail: str) -> str:
    """One line of a timeline, in words."""
    known: dict[str, str] = {word.value: words for word, words in (*CALL_OUTCOMES.items(), *STEPS.items())}
    known |= {f"{kind}.{ruling}": words for kind, rulings in RULING_NAMES.items() for ruling, words in rulings.items()}
    spoken = translate(web.language(), known.get(detail, ""))
    return translate(web.language(), HAPPENINGS[what], {"who": who, "to": to, "detail": spoken})
