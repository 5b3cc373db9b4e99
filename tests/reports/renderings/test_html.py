"""The report as HTML: one file that needs nothing, and readable by everybody."""

import itertools
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from storeops.base.i18n import LANGUAGES, Language, translate
from storeops.reports.layout.blocks import Chapter, Column, ReportLayout, Sentences, Table
from storeops.reports.renderings.html import chapters_body, html_report, report_body
from tests.reports.renderings.sample_layout import MARKUP, sample_layout

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Outline(HTMLParser):
    """The elements of a page in order, with their attributes, and its words outside of drawings and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.in_style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.in_style:
            self.words.append(data.strip())

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def outline(language: Language) -> Outline:
    return Outline(html_report(sample_layout(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_loads_nothing_and_runs_nothing(language: Language) -> None:
    text = html_report(sample_layout(language))
    page = Outline(text)

    assert page.all("script", "link", "img", "iframe", "object", "base") == []
    assert "@import" not in text
    assert "@font-face" not in text
    assert [found for found in re.findall(r"url\(([^)]*)\)", text) if not found.startswith("#")] == []
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text) == []
    for _, attributes in page.elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time(language: Language) -> None:
    body = Outline(report_body(sample_layout(language)))
    levels = [int(tag[1]) for tag, _ in body.elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_named_and_every_head_says_what_it_heads(language: Language) -> None:
    page = outline(language)

    assert len(page.all("table")) == len(page.all("caption")) > 10
    assert {head.get("scope") for head in page.all("th")} == {"col", "row"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_its_values_behind_it(language: Language) -> None:
    page = outline(language)

    charts = len(page.all("svg"))
    assert charts == 12
    assert len([each for each in page.all("details") if "report-behind" in (each["class"] or "")]) == charts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_its_definition_one_tap_away(language: Language) -> None:
    page = outline(language)

    assert len([each for each in page.all("details") if each["class"] == "report-definition"]) == 6


def test_a_change_says_better_or_worse_in_words() -> None:
    words = outline("en").words

    assert words.count("better") == 3
    assert words.count("worse") == 3
    assert "unchanged" in " ".join(words)
    assert "-" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_stands_twice(language: Language) -> None:
    ids = Counter(attributes["id"] for _, attributes in outline(language).elements if attributes.get("id"))

    assert [each for each, count in ids.items() if count > 1] == []


def test_what_users_typed_is_words_and_nothing_else() -> None:
    for language in LANGUAGES:
        text = html_report(sample_layout(language))

        assert "<script" not in text
        assert "&lt;script&gt;alert" in text
        assert MARKUP in Outline(text).words


def test_the_english_file_speaks_english_only() -> None:
    page = outline("en")

    assert page.all("html")[0]["lang"] == "en"
    assert [word for word in page.words if CHINESE.search(word)] == []


def test_the_chinese_file_says_its_own_words_in_chinese() -> None:
    page = outline("zh")

    assert page.all("html")[0]["lang"] == "zh-CN"
    for message in ("Contents", "Appendix", "What it means", "The values as a table", "No data"):
        assert translate("zh", message) in page.words
        assert message not in page.words


def test_the_contents_lead_to_every_chapter() -> None:
    page = outline("en")
    targets = {attributes.get("id") for _, attributes in page.elements}

    links = [each["href"] or "" for each in page.all("a")]
    assert len(links) == 7
    assert {link.removeprefix("#") for link in links} <= targets


def test_the_same_layout_is_the_same_file() -> None:
    assert html_report(sample_layout("zh")) == html_report(sample_layout("zh"))


def a_layout(*blocks: Table | Sentences) -> ReportLayout:
    return ReportLayout("en", "Hall", "2026-03", "Report", "Version 1", [Chapter("one", "One", blocks)], [])


def test_narrow_neighbours_in_front_stand_side_by_side() -> None:
    few, many = ([Column(str(each)) for each in range(count)] for count in (4, 5))
    table, wide = Table("a", "A", few, []), Table("b", "B", many, [])
    said, numbered = Sentences("c", "C", ["x"]), Sentences("d", "D", ["x"], is_numbered=True)

    assert report_body(a_layout(table, said)).count("report-pair") == 1
    assert report_body(a_layout(table, said, table, said)).count("report-pair") == 2
    assert "report-pair" not in report_body(a_layout(wide, said))
    assert "report-pair" not in report_body(a_layout(said, numbered))


def test_a_block_without_a_title_has_no_empty_heading() -> None:
    body = report_body(a_layout(Sentences("c", "", ["x"]), Table("b", "", [Column("n")] * 5, [])))

    assert re.findall(r"<h3[^>]*>\s*</h3>", body) == []
    assert "<h3" not in body


def test_chapters_alone_begin_at_the_second_level() -> None:
    layout = sample_layout("zh")
    body = Outline(chapters_body(layout.appendix, "zh"))

    assert "h1" not in dict(body.elements)
    assert len(body.all("h2")) == len(layout.appendix)
