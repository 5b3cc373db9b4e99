"""The mail that brings a closed month's report: plain words, the PDF and the spreadsheet. Pure."""

from collections.abc import Mapping
from email.message import EmailMessage

from storeops.base.i18n import N_, Language, translate
from storeops.measuring.metric_registry import METRIC_OF
from storeops.month_end.corrections import in_language
from storeops.reports.chapters.called import hall_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import ChangedMetric, Report
from storeops.reports.file_kinds import MEDIA_TYPES, file_name
from storeops.reports.layout.shown import shown

ATTACHED = ("pdf", "xlsx")
"""The formats that people read without the product."""

_SUBJECT = N_("%(hall)s: service report of %(month)s, version %(version)s")
_CLOSED = N_(
    "The service report of %(month)s is closed as version %(version)s. It is attached for reading and printing"
    " (PDF) and as a spreadsheet (XLSX)."
)
_REPLACES = N_("It replaces version %(version)s. Reason: %(reason)s.")
_DIFFERS = N_("What differs:")
_NOTHING_DIFFERS = N_("None of the hall's figures differs; the rows behind them or the stars do.")
_BY_ITSELF = N_("StoreOps sent this message by itself.")


def mail_message(
    report: Report, files: Mapping[str, bytes], language: Language, sender: str, recipients: tuple[str, ...]
) -> EmailMessage:
    """The message for a closed report; `files` by ending, with at least those of ATTACHED."""
    message = EmailMessage()
    message["Subject"] = _words(_SUBJECT, report, language)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    # So that no robot answers.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_lines(report, language)) + "\n")
    for ending in ATTACHED:
        maintype, subtype = MEDIA_TYPES[ending].split("/")
        name = file_name(report.month, ending)
        message.add_attachment(files[ending], maintype=maintype, subtype=subtype, filename=name)
    return message


def _lines(report: Report, language: Language) -> list[str]:
    lines = [_words(_CLOSED, report, language), ""]
    correction = report.correction
    if correction:
        values = {"version": correction.of_version, "reason": in_language(correction.reason, language)}
        lines.append(translate(language, _REPLACES, values))
        lines.append(translate(language, _DIFFERS if correction.changed else _NOTHING_DIFFERS))
        lines += [_change(change, report, language) for change in correction.changed]
        lines.append("")
    return [*lines, translate(language, _BY_ITSELF)]


def _change(change: ChangedMetric, report: Report, language: Language) -> str:
    kind = report.metrics[change.metric].unit
    before, after = (shown(value, kind, language) for value in (change.before, change.after))
    return f"- {translate(language, METRIC_OF[change.metric].name)}: {before} -> {after}"


def _words(sentence: str, report: Report, language: Language) -> str:
    values = {"hall": hall_name(report, Words(language)), "month": report.month, "version": report.version}
    return translate(language, sentence, values)
