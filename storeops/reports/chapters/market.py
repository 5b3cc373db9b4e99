"""Chapter: What the front line heard (市场环境). Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.heard.retention_choices import LEAVING_FOR, LEAVING_REASONS
from storeops.reports.chapters.called import service_name
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, Sentences, Table, Value
from storeops.reports.layout.shown import shown

MOST_SERVICES = 5
_OPERATORS = ("operator_a", "operator_b", "another_operator", "virtual_operator")


def market(report: Report, language: Language) -> Chapter:
    """Wishes, complaints and leaving customers in a few sentences, and the services they were about.

    One sentence where nothing was written down.
    """
    said = [say(report, language) for say in (_wishes, _complaints, _leaving)]
    sentences = [sentence for sentence in said if sentence]
    blocks: list[Block] = [Sentences("heard", "", sentences)] if sentences else []
    services = _services(report, language)
    if services.rows:
        blocks.append(services)
    if not blocks:
        nothing = N_("Nothing was written down: no wishes, no complaints, no praise, nobody who wanted to leave.")
        blocks.append(Sentences("heard", "", [translate(language, nothing)]))
    return Chapter("market", translate(language, N_("What customers told us")), blocks)


def _wishes(report: Report, language: Language) -> str:
    wishes = (report.get("heard") or {}).get("wishes") or {}
    suggestions, needs = wishes.get("suggestion") or 0, wishes.get("unmet_need") or 0
    if not suggestions + needs:
        return ""
    values = {"suggestions": shown(suggestions, "count", language), "needs": shown(needs, "count", language)}
    rows = (report.get("heard") or {}).get("by_service") or []
    named = [row for row in rows if row.get("service") and _wished(row)]
    if not named:
        sentence = N_("Customers made %(suggestions)s suggestions and named %(needs)s unmet needs.")
        return translate(language, sentence, values)
    most = max(named, key=_wished)
    sentence = N_(
        "Customers made %(suggestions)s suggestions and named %(needs)s unmet needs; “%(service)s” came up most often"
        " (%(count)s)."
    )
    service = service_name(report, most["service"], language)
    return translate(language, sentence, {**values, "service": service, "count": _wished(most)})


def _wished(row: Mapping[str, Any]) -> int:
    return (row.get("suggestion") or 0) + (row.get("unmet_need") or 0)


def _complaints(report: Report, language: Language) -> str:
    heard = report.get("heard") or {}
    complaints, praise = heard.get("complaints") or 0, heard.get("praise") or 0
    if not complaints + praise:
        return ""
    values = {"complaints": shown(complaints, "count", language), "praise": shown(praise, "count", language)}
    rows = [row for row in heard.get("complaints_by_service") or [] if row.get("service") and row.get("count")]
    if not rows:
        return translate(language, N_("Written down: %(complaints)s complaints, praise %(praise)s times."), values)
    most = max(rows, key=lambda row: int(row["count"]))
    sentence = N_(
        "Written down: %(complaints)s complaints, most often about “%(service)s” (%(count)s); praise %(praise)s times."
    )
    service = service_name(report, most["service"], language)
    return translate(language, sentence, {**values, "service": service, "count": most["count"]})


def _leaving(report: Report, language: Language) -> str:
    leaving = report.get("leaving") or {}
    if not leaving.get("cases"):
        return ""
    cases = {"cases": shown(leaving["cases"], "count", language)}
    stayed = {"kept": shown(leaving.get("kept_share"), "share", language)}
    reason = _most_named(leaving.get("reasons") or [], LEAVING_REASONS)
    goal = _most_named([row for row in leaving.get("going_to") or [] if row.get("code") in _OPERATORS], LEAVING_FOR)
    if not reason or not goal:
        sentence = N_("%(cases)s customers wanted to leave; %(kept)s stayed.")
        return translate(language, sentence, {**cases, **stayed})
    sentence = N_(
        "%(cases)s customers wanted to leave: most for “%(reason)s” (%(reason_count)s), most often to “%(goal)s”"
        " (%(goal_count)s); %(kept)s stayed."
    )
    said = {"reason": translate(language, reason[0]), "goal": translate(language, goal[0])}
    return translate(language, sentence, {**cases, **stayed, **said, "reason_count": reason[1], "goal_count": goal[1]})


def _most_named(rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> tuple[str, int] | None:
    """The most frequent choice in words and its count."""
    if not rows:
        return None
    most = max(rows, key=lambda row: int(row.get("count") or 0))
    return words.get(most["code"], str(most["code"])), most["count"]


def _services(report: Report, language: Language) -> Table:
    heard = report.get("heard") or {}
    counts: dict[str, list[int]] = {}
    for row in heard.get("by_service") or []:
        if row.get("service"):
            counts[row["service"]] = [row.get("suggestion") or 0, row.get("unmet_need") or 0, 0]
    for row in heard.get("complaints_by_service") or []:
        if row.get("service"):
            counts.setdefault(row["service"], [0, 0, 0])[2] = row.get("count") or 0
    ranked = sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))
    columns = [
        Column(translate(language, N_("Service"))),
        Column(translate(language, N_("Suggestions")), "count"),
        Column(translate(language, N_("Unmet needs")), "count"),
        Column(translate(language, N_("Complaints")), "count"),
    ]
    rows: list[list[Value]] = [
        [service_name(report, code, language), *found] for code, found in ranked[:MOST_SERVICES] if sum(found)
    ]
    return Table("heard_by_service", translate(language, N_("What it was about")), columns, rows)
