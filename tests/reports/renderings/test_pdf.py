"""The print: one page for the hall, an appendix, and nothing lost or taken for markup on the way."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any, cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.layout.blocks import Chapter, Column, ReportLayout, Sentences, Table
from storeops.reports.renderings.pdf import pdf_report
from tests.reports.renderings.sample_layout import MARKUP, sample_layout

CLOSED_AT = "2026-04-08T00:00:00.000Z"
HOSTILE = '#panic() *_[bold]_* $x$ <label> @ref \\ `raw` "quote" -- ... // comment /* = head'


def read(layout: ReportLayout, closed_at: str | None = CLOSED_AT) -> PdfReader:
    return PdfReader(BytesIO(pdf_report(layout, closed_at)))


def text_of(reader: PdfReader) -> str:
    """All words of all pages without white space, which a print sets as it needs."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def reader(language: Language) -> PdfReader:
    return read(sample_layout(language))


def test_the_halls_chapters_stand_on_one_page_and_the_appendix_begins_on_the_next(
    language: Language, reader: PdfReader
) -> None:
    layout = sample_layout(language)

    first, second = (squeezed(page.extract_text()) for page in reader.pages[:2])

    assert [chapter.title for chapter in layout.front if squeezed(chapter.title) not in first] == []
    assert squeezed(layout.front[-1].blocks[-1].items[-1]) in first  # type: ignore[union-attr]
    assert squeezed(layout.appendix[0].blocks[0].title) not in first
    assert squeezed(layout.appendix[0].blocks[0].title) in second


def test_no_title_no_cell_and_no_sentence_is_lost(language: Language, reader: PdfReader) -> None:
    layout = sample_layout(language)
    blocks = [block for chapter in (*layout.front, *layout.appendix) for block in chapter.blocks]
    words = [layout.hall, layout.title, layout.status, layout.front[0].lead, *(block.title for block in blocks)]
    words += [sentence for block in blocks if isinstance(block, Sentences) for sentence in block.items]

    found = text_of(reader)

    assert [word for word in words if squeezed(word) not in found] == []
    assert [value for value in ("84.1%", "1:10:25", "12,345", squeezed(MARKUP), "8:22:05") if value not in found] == []


def test_every_page_says_which_it_is(language: Language, reader: PdfReader) -> None:
    count = len(reader.pages)

    for number, page in enumerate(reader.pages, start=1):
        wanted = f"第{number}页共{count}页" if language == "zh" else f"{number}/{count}"
        assert wanted in squeezed(page.extract_text())


def test_pages_after_the_first_bear_the_hall_the_month_and_the_version(language: Language, reader: PdfReader) -> None:
    layout = sample_layout(language)

    for page in reader.pages[1:]:
        head = squeezed(page.extract_text())
        assert squeezed(layout.hall) in head
        assert squeezed(layout.title) in head
        assert squeezed(layout.status) in head


def test_the_document_names_itself_its_language_and_its_date(language: Language, reader: PdfReader) -> None:
    layout = sample_layout(language)

    assert reader.metadata is not None
    assert reader.metadata.title == f"{layout.hall} {layout.title}"
    assert reader.metadata.author == layout.hall
    assert reader.metadata.creation_date_raw == "D:20260408000000Z"
    assert str(reader.root_object["/Lang"]) == ("zh-CN" if language == "zh" else "en-GB")


def test_it_is_tagged_and_charts_have_words_in_their_place(reader: PdfReader) -> None:
    kinds: set[str | None] = set()
    described: list[str] = []
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            kinds.add(part.get("/S"))
            described += [part["/Alt"]] if "/Alt" in part else []
            waiting += [part["/K"]] if "/K" in part and not isinstance(part["/K"], int) else []

    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Figure"} <= kinds
    assert len(described) == 12  # as many charts as the sample holds


def test_all_letters_are_inside_and_none_is_asked_of_the_machine(reader: PdfReader) -> None:
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in cast(DictionaryObject, page["/Resources"]).get("/Font", {}).items()
    }

    names = {str(font["/BaseFont"]) for font in fonts.values()}
    assert names
    assert all("NotoSansSC" in name for name in names), names
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile3" in descriptor


def test_what_people_typed_stays_text() -> None:
    layout = sample_layout("en")
    hostile = Chapter(HOSTILE, HOSTILE, [Sentences("a", HOSTILE, [HOSTILE])], lead=HOSTILE)
    whole = replace(layout, hall=HOSTILE, title=HOSTILE, status=HOSTILE, front=[hostile], appendix=[hostile])

    reader = read(whole)

    assert squeezed(HOSTILE) in text_of(reader)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{HOSTILE} {HOSTILE}"


def test_letters_that_the_font_lacks_stop_nothing() -> None:
    layout = replace(sample_layout("zh"), hall="😀 營業廳 \u0001\ufffe אב")

    assert len(read(layout).pages) > 1


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf_report(sample_layout("zh"), CLOSED_AT) == pdf_report(sample_layout("zh"), CLOSED_AT)


def test_a_month_that_is_not_closed_bears_no_date_and_also_stays_the_same() -> None:
    layout = sample_layout("zh")

    first = pdf_report(layout, None)

    assert first == pdf_report(layout, None)
    metadata = PdfReader(BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date is None


def test_a_fuller_front_is_set_smaller_so_that_it_still_fits_one_page() -> None:
    layout = sample_layout("zh")
    more = Chapter("more", "更多内容", [Sentences("more", "说明", [f"第 {n} 句。" for n in range(18)])])
    full = replace(layout, front=[*layout.front, more])

    pages = [squeezed(page.extract_text()) for page in read(full).pages]

    assert "第17句。" in pages[0]
    assert squeezed(layout.appendix[0].title) in pages[1]


def test_a_front_too_long_for_any_page_goes_on_overleaf_and_loses_nothing() -> None:
    layout = sample_layout("zh")
    more = Chapter("more", "更多内容", [Sentences("more", "说明", [f"第 {n} 句。" for n in range(300)])])
    full = replace(layout, front=[*layout.front, more])

    found = text_of(read(full))

    assert [n for n in range(300) if f"第{n}句。" not in found] == []


def test_a_report_without_front_or_appendix_is_still_a_document() -> None:
    layout = sample_layout("en")

    assert len(read(replace(layout, appendix=[])).pages) == 1
    assert len(read(replace(layout, front=[])).pages) >= 2
    assert len(read(replace(layout, front=[], appendix=[])).pages) == 1
    assert len(read(replace(layout, appendix=layout.appendix[:1])).pages) == 2


def test_a_long_table_repeats_its_head_and_keeps_its_rows_in_order() -> None:
    layout = sample_layout("en")
    edges = layout.appendix[2]
    table = next(block for block in edges.blocks if block.id == "long_table")
    alone = replace(layout, front=[], appendix=[replace(edges, blocks=[table])])

    pages = [squeezed(page.extract_text()) for page in read(alone).pages]

    with_rows = [page for page in pages if "Service" in page.replace("Servicereport", "")]
    assert len(with_rows) > 1
    assert all("OvertargetChange" in page for page in with_rows)
    places = ["".join(pages).index(f"Service{n}{n}") for n in range(1, 61)]
    assert all(before < after for before, after in pairwise(places))


def test_words_and_notes_longer_than_any_line_or_page_are_broken_not_cut() -> None:
    word, note = "x" * 400, "。".join(str(n) for n in range(1500))
    columns = [Column("a"), Column("b"), Column("c")]
    table = Table("notes", "Notes", columns, [["kind", word, note], ["kind", note, "-"]])
    layout = replace(sample_layout("en"), front=[], appendix=[Chapter("c", "c", [table])])

    reader = read(layout)

    heights: list[float] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: heights.append(cm[5] + cm[3] * tm[5]))
    assert text_of(reader).count("x" * 20) > 0
    assert len(reader.pages) > 2
    assert all(0 <= height <= 842 for height in heights)
