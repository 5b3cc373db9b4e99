"""Flags of the gaming detectors: what stands out in a month, what else could explain it, and what came of looking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from staff_console.page.doors import asking, employee, may_open
from staff_console.page.form import SAVED, Form
from staff_console.stars.funnel_chart import FunnelChart, funnel_chart
from storeops.base.i18n import N_, translate
from storeops.base.months import EARLIEST_MONTH, month_after, month_before, month_of
from storeops.base.typed_text import LONGEST_NOTE
from storeops.quality.detectors import flags_view
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.detector_words import FINDINGS, WORDS
from storeops.quality.detectors.flag import HALL, Detector, Review, Verdict
from storeops.quality.detectors.flags_view import MonthFlags, ReviewedFlag
from storeops.quality.detectors.refusals import UnknownFlag
from storeops.quality.detectors.review_actions import review_flag
from storeops.web import request as web

pages = Blueprint("flags", __name__)


@dataclass(frozen=True)
class FunnelWords:
    """What a detector's funnel is called, what lies along it, and from which `z` on a share is flagged.

    `hits` may name the seconds of a short service. `note` is empty where each share stands against the hall's own.
    """

    title: str
    total: str
    hits: str
    z: float
    note: str = ""


FUNNEL_WORDS: Mapping[Detector, FunnelWords] = {
    Detector.SHORT_SERVICES: FunnelWords(
        N_("Share of very short services by number of services"),
        N_("services credited"),
        N_("Under %(n)s s"),
        SHIPPED.short_z,
    ),
    Detector.CLASS_CHOICE: FunnelWords(
        N_("Share of exceptional and technical transactions by number of transactions"),
        N_("transactions credited"),
        N_("Exceptional or technical"),
        SHIPPED.class_z,
        N_(
            "Whoever does services that are often exceptional or technical is measured by the hall's share on these:"
            " the dot lies as far from the straight line as the clerk from that share. The table has both."
        ),
    ),
}


@dataclass(frozen=True)
class ToldFlag:
    """One statement of a flag, with the visits behind it by day: for reviewers, and for nobody about themself."""

    statement: str
    visits_by_day: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class FlagCase:
    """What one detector says about one subject, with its reviews and the form of the next one."""

    id: str
    detector: Detector
    subject: str
    name: str
    told: Sequence[ToldFlag]
    reviews: Sequence[Review]
    is_about_hall: bool
    is_own: bool
    form: Form


@dataclass(frozen=True)
class Finding:
    """One detector's part of the page; `basis` is empty where there is nothing to say of the whole hall."""

    detector: Detector
    verdict: Verdict
    basis: str
    cases: Sequence[FlagCase]
    chart: FunnelChart | None


@pages.get("/flags")
def page() -> Response:
    """The flags of a month; of this one unless another is asked for. BadValue."""
    return _page(request.args.get("month") or _this_month(), {})


@pages.post("/flags/review")
def review() -> Response:
    """Write down what came of looking at a flag, or say beside the form why not. UnknownFlag, OwnFlag."""
    form = Form.sent()
    month, detector, subject = form.text("month"), form.text("detector"), form.text("subject")
    flagged = {(flag.detector.value, flag.subject) for flag in flags_view.month_flags(web.db(), month)}
    if (detector, subject) not in flagged:
        raise UnknownFlag
    by = asking()
    case_id = _case_id(detector, subject)

    def act() -> None:
        review_flag(
            web.db(),
            web.clock(),
            by,
            employee().code,
            month,
            detector,
            subject,
            form.text("finding"),
            form.text("note"),
        )

    if form.carry_out(act):
        flash(translate(web.language(), SAVED))
        return redirect(url_for(".page", month=month, _anchor=case_id), 303)
    return _page(month, {case_id: form})


def _page(month: str, forms: dict[str, Form]) -> Response:
    found = flags_view.whole_month(web.db(), month)
    status = max((form.status for form in forms.values()), default=200)
    body = render_template(
        "flags.html",
        found=found,
        findings=_findings(found, forms),
        previous=month_before(month) if month > EARLIEST_MONTH else None,
        following=month_after(month) if month < _this_month() else None,
        FINDINGS=FINDINGS,
        DETECTOR_WORDS=WORDS,
        LONGEST_NOTE=LONGEST_NOTE,
        FUNNEL_WORDS=FUNNEL_WORDS,
        short_seconds=SHIPPED.short_seconds,
    )
    return Response(body, status=status, mimetype="text/html")


def _findings(found: MonthFlags, forms: dict[str, Form]) -> list[Finding]:
    """First the detectors with flags, then those that found nothing, then those that could not judge."""
    cases: defaultdict[tuple[Detector, str], list[ReviewedFlag]] = defaultdict(list)
    for reviewed in found.flags:
        cases[reviewed.flag.detector, reviewed.flag.subject].append(reviewed)
    findings = [
        Finding(
            detector=verdict.detector,
            verdict=verdict,
            basis=verdict.basis.in_language(web.language()) if verdict.basis else "",
            cases=[_case(flags, forms) for (detector, _), flags in cases.items() if detector is verdict.detector],
            chart=_chart(verdict),
        )
        for verdict in found.verdicts
    ]
    return sorted(findings, key=lambda finding: (not finding.cases, not finding.verdict.judged_count))


def _case(flags: Sequence[ReviewedFlag], forms: dict[str, Form]) -> FlagCase:
    first = flags[0]
    is_own = first.flag.subject == employee().code
    sees_visits = may_open("flags.review") and not is_own
    case_id = _case_id(first.flag.detector.value, first.flag.subject)
    return FlagCase(
        id=case_id,
        detector=first.flag.detector,
        subject=first.flag.subject,
        name=first.name,
        told=[
            ToldFlag(reviewed.flag.in_language(web.language()), _visits_by_day(reviewed) if sees_visits else {})
            for reviewed in flags
        ],
        reviews=first.reviews,
        is_about_hall=first.is_about_hall,
        is_own=is_own,
        form=forms.get(case_id) or Form(),
    )


def _visits_by_day(reviewed: ReviewedFlag) -> dict[str, list[str]]:
    """The numbers of the visits that a flag rests on, in their order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for visit in reviewed.visits:
        found[visit.day].append(visit.number)
    return dict(found)


def _chart(verdict: Verdict) -> FunnelChart | None:
    if verdict.funnel is None:
        return None
    return funnel_chart(
        verdict.funnel, FUNNEL_WORDS[verdict.detector].z, frozenset(flag.subject for flag in verdict.flags)
    )


def _case_id(detector: str, subject: str) -> str:
    return f"{detector}-{'hall' if subject == HALL else subject}"


def _this_month() -> str:
    return month_of(web.today())
