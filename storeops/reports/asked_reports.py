"""What is asked of a report that is made apart from the server, and what is handed back of it. Pure.

Light on purpose: the server knows these alone, and never loads what counts, lays out and typesets.
"""

from dataclasses import dataclass

from storeops.base.i18n import N_, Language

COUNTING = N_("The figures of the month are being put together.")
WRITING = N_("The report is being written.")


@dataclass(frozen=True)
class AskedFile:
    """A file of a month's report: of a version, or None for the one in force; `ending` is one of MEDIA_TYPES."""

    month: str
    version: int | None
    ending: str
    language: Language


@dataclass(frozen=True)
class AskedPage:
    """A month's report as a page, with a chosen month beside it or None."""

    month: str
    version: int | None
    base: str | None
    language: Language


@dataclass(frozen=True)
class AskedDocument:
    """Some fields of a month's report, by their names in the report's JSON, for a program."""

    month: str
    version: int | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class ChapterTitle:
    """A chapter as the contents name it; its place on the page is `chapter-<id>`."""

    id: str
    title: str


@dataclass(frozen=True)
class ChangedFigure:
    """A figure of the month before and after a correction, as shown."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ReportPage:
    """A month's report in one language, ready for a page: `body` is one `<article>` that holds the `<h1>`.

    `version` is 0 while the month is not closed; `changed` is what that version corrected in the one before it.
    """

    title: str
    version: int
    body: str
    front: tuple[ChapterTitle, ...]
    appendix: tuple[ChapterTitle, ...]
    changed: tuple[ChangedFigure, ...]
    has_base: bool
