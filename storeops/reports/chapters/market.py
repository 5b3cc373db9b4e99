"""Chapter: What the front line heard (市场环境). Pure."""

from collections.abc import Mapping, Sequence

from storeops.base.i18n import N_
from storeops.quality.heard.retention_choices import LEAVING_FOR, LEAVING_REASONS
from storeops.reports.chapters.called import service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, Sentences, Table, Value
from storeops.reports.sections.heard_section import LeavingChoice, ServiceWishes

MOST_SERVICES = 5
_OPERATORS = ("operator_a", "operator_b", "another_operator", "virtual_operator")


def market(report: Report, _: Words) -> Chapter:
    """Wishes, complaints and leaving customers in a few sentences, and the services they were about.

    One sentence where nothing was written down.
    """
    said = [say(report, _) for say in (_wishes, _complaints, _leaving)]
    sentences = [sentence for sentence in said if sentence]
    blocks: list[Block] = [Sentences("heard", "", sentences)] if sentences else []
    services = _services(report, _)
    if services.rows:
        blocks.append(services)
    if not blocks:
        nothing = N_("Nothing was written down: no wishes, no complaints, no praise, nobody who wanted to leave.")
        blocks.append(Sentences("heard", "", [_(nothing)]))
    return Chapter("market", _("What customers told us"), blocks)


def _wishes(report: Report, _: Words) -> str:
    wishes = report.heard.wishes
    suggestions, needs = wishes.get("suggestion", 0), wishes.get("unmet_need", 0)
    if not suggestions + needs:
        return ""
    values = {"suggestions": _.shown(suggestions, "count"), "needs": _.shown(needs, "count")}
    named = [row for row in report.heard.by_service if row.service and _wished(row)]
    if not named:
        sentence = N_("Customers made %(suggestions)s suggestions and named %(needs)s unmet needs.")
        return _(sentence, values)
    most = _wished(max(named, key=_wished))
    service = _.listed([service_name(report, row.service, _) or "" for row in named if _wished(row) == most])
    sentence = N_(
        "Customers made %(suggestions)s suggestions and named %(needs)s unmet needs; “%(service)s” came up most often"
        " (%(count)s)."
    )
    return _(sentence, {**values, "service": service, "count": most})


def _wished(row: ServiceWishes) -> int:
    return row.suggestion + row.unmet_need


def _complaints(report: Report, _: Words) -> str:
    heard = report.heard
    complaints, praise = heard.complaints, heard.praise
    if not complaints + praise:
        return ""
    values = {"complaints": _.shown(complaints, "count"), "praise": _.shown(praise, "count")}
    rows = [row for row in heard.complaints_by_service if row.service and row.count]
    if not rows:
        return _("Written down: %(complaints)s complaints, praise %(praise)s times.", values)
    most = max(row.count for row in rows)
    service = _.listed([service_name(report, row.service, _) or "" for row in rows if row.count == most])
    return _(
        "Written down: %(complaints)s complaints, most often about “%(service)s” (%(count)s); praise %(praise)s times.",
        {**values, "service": service, "count": most},
    )


def _leaving(report: Report, _: Words) -> str:
    leaving = report.leaving
    if not leaving.cases:
        return ""
    cases = {"cases": _.shown(leaving.cases, "count")}
    stayed = {"kept": _.shown(leaving.kept_share, "share")}
    reason = _most_named(leaving.reasons, LEAVING_REASONS)
    goal = _most_named([row for row in leaving.going_to if row.code in _OPERATORS], LEAVING_FOR)
    if not reason or not goal:
        sentence = N_("%(cases)s customers wanted to leave; %(kept)s stayed.")
        return _(sentence, {**cases, **stayed})
    sentence = N_(
        "%(cases)s customers wanted to leave: most for “%(reason)s” (%(reason_count)s), most often to “%(goal)s”"
        " (%(goal_count)s); %(kept)s stayed."
    )
    said = {"reason": _.listed([_(each) for each in reason[0]]), "goal": _.listed([_(each) for each in goal[0]])}
    return _(sentence, {**cases, **stayed, **said, "reason_count": reason[1], "goal_count": goal[1]})


def _most_named(rows: Sequence[LeavingChoice], words: Mapping[str, str]) -> tuple[list[str], int] | None:
    """The most frequent choice in words and its count; all of them where several are as frequent."""
    if not rows:
        return None
    most = max(row.count for row in rows)
    return [words.get(row.code, row.code) for row in rows if row.count == most], most


def _services(report: Report, _: Words) -> Table:
    counts: dict[str, list[int]] = {}
    for wished in report.heard.by_service:
        if wished.service:
            counts[wished.service] = [wished.suggestion, wished.unmet_need, 0]
    for complained in report.heard.complaints_by_service:
        if complained.service:
            counts.setdefault(complained.service, [0, 0, 0])[2] = complained.count
    ranked = sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))
    columns = [
        Column(_("Service")),
        Column(_("Suggestions"), "count"),
        Column(_("Unmet needs"), "count"),
        Column(_("Complaints"), "count"),
    ]
    rows: list[list[Value]] = [
        [service_name(report, code, _), *found] for code, found in ranked[:MOST_SERVICES] if sum(found)
    ]
    return Table("heard_by_service", _("What it was about"), columns, rows)
