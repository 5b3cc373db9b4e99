"""Charts as SVG: sound for any page, file and print, and true to what happened."""

import itertools
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.charts.charts import draw
from storeops.reports.charts.svg import WIDTH, width_of
from storeops.reports.layout.blocks import BarChart, Chart, HeatMap, LineChart, Series
from tests.reports.renderings.sample_layout import LONG_ZH, MARKUP, half_hours, sample_layout

SVG = "{http://www.w3.org/2000/svg}"


def sample_charts(language: Language) -> Iterator[Chart]:
    layout = sample_layout(language)
    for chapter in (*layout.front, *layout.appendix):
        for block in chapter.blocks:
            if isinstance(block, LineChart | BarChart | HeatMap):
                yield block


EVERY = [
    pytest.param(chart, language, id=f"{chart.id}-{language}")
    for language in LANGUAGES
    for chart in sample_charts(language)
]


def drawn(chart: Chart, language: Language = "en") -> ElementTree.Element:
    return ElementTree.fromstring(draw(chart, language))


def texts(drawing: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text")]


def line(values: list[float | None], target: float | None = None, labels: list[str] | None = None) -> LineChart:
    told = labels or [str(place) for place, _ in enumerate(values)]
    return LineChart("a", "A", "", "Day", told, [Series("S", values)], "count", target)


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_a_chart_holds_nothing_that_a_strict_page_refuses(chart: Chart, language: Language) -> None:
    for element in drawn(chart, language).iter():
        assert element.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image", "a"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_a_chart_has_a_name_and_a_description_that_exist(chart: Chart, language: Language) -> None:
    drawing = drawn(chart, language)
    by_id = {element.get("id"): element for element in drawing.iter() if element.get("id")}

    assert drawing.get("role") == "img"
    assert by_id[drawing.get("aria-labelledby")].text == chart.title
    if chart.description:
        assert by_id[drawing.get("aria-describedby")].text == chart.description
    else:
        assert drawing.get("aria-describedby") is None


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_a_chart_fills_what_it_stands_in(chart: Chart, language: Language) -> None:
    drawing = drawn(chart, language)

    assert drawing.get("viewBox", "").startswith(f"0 0 {WIDTH} ")
    assert drawing.get("width") is None
    assert drawing.get("height") is None


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_no_word_runs_over_the_edge(chart: Chart, language: Language) -> None:
    drawing = drawn(chart, language)
    parents = {child: parent for parent in drawing.iter() for child in parent}
    height = float(drawing.get("viewBox", "").split()[3])

    for text in drawing.iter(f"{SVG}text"):
        assert parents[text] is drawing
        width = width_of(text.text or "", float(text.get("font-size", "0")))
        left = float(text.get("x", "nan")) - {"middle": width / 2, "end": width}.get(text.get("text-anchor", ""), 0)
        assert left >= 0, text.text
        assert left + width <= WIDTH, text.text
        assert 0 < float(text.get("y", "nan")) <= height


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_the_same_chart_is_the_same_text(chart: Chart, language: Language) -> None:
    assert draw(chart, language) == draw(chart, language)


@pytest.mark.parametrize(("chart", "language"), EVERY)
def test_a_chart_speaks_one_language(chart: Chart, language: Language) -> None:
    ours = {"Target", "No data", "Good", "Bad", "Between"}

    if language == "zh":
        assert not [text for text in texts(drawn(chart, language)) if text.split(":")[0].split(" ")[0] in ours]


def test_all_ids_of_a_report_differ() -> None:
    ids = [each.get("id") for chart in sample_charts("zh") for each in drawn(chart).iter() if each.get("id")]

    assert len(set(ids)) == len(ids)


def test_names_that_users_typed_are_words_and_nothing_else() -> None:
    chart = BarChart("x", MARKUP, MARKUP, MARKUP, [MARKUP], [Series(MARKUP, [1])], "count")

    assert "<script" not in draw(chart, "en")
    assert MARKUP in texts(drawn(chart))


def test_what_xml_cannot_hold_is_a_space() -> None:
    chart = line([1], labels=["a\x00b\x1b\ud800c"])

    assert "a b  c" in texts(drawn(chart))


def test_an_id_is_made_safe_for_references() -> None:
    drawing = drawn(BarChart("by service \"'(x)", "T", "", "", ["a"], [Series("S", [1]), Series("T", [2])], "count"))
    pattern = next(drawing.iter(f"{SVG}pattern")).get("id")

    assert pattern == "by-service----x--bars-2"
    assert f"url(#{pattern})" in {each.get("fill") for each in drawing.iter(f"{SVG}rect")}


def test_what_did_not_happen_is_a_gap_in_the_line() -> None:
    drawing = drawn(line([1, 2, None, 3, None, 4, 5]))

    # 1-2 and 4-5 are lines, 3 stands alone; the legend's sample is one more line with one more mark.
    lines = [each.get("points", "").split() for each in drawing.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2, 2, 2]
    assert len(list(drawing.iter(f"{SVG}circle"))) == 5 + 1


def test_zero_is_drawn() -> None:
    drawing = drawn(line([0, 0]))

    assert len(list(drawing.iter(f"{SVG}circle"))) == 2 + 1
    assert "No data" not in texts(drawing)


def test_a_chart_of_nothing_says_so() -> None:
    assert "No data" in texts(drawn(line([None, None])))
    assert "无数据" in texts(drawn(line([]), "zh"))
    assert "No data" in texts(drawn(BarChart("b", "B", "", "", [], [], "s")))
    assert "No data" in texts(drawn(HeatMap("h", "H", "", [], [], [], "share", 0.8, 0.6)))


def test_a_target_is_named() -> None:
    chart = LineChart("t", "T", "", "", ["a"], [Series("S", [60])], "s", target=300)

    assert "Target: 5:00" in texts(drawn(chart))
    assert "目标：5:00" in texts(drawn(chart, "zh"))


def test_lines_differ_without_colour() -> None:
    chart = LineChart("t", "T", "", "", ["a", "b"], [Series(str(each), [each, each]) for each in range(4)], "count")
    drawing = drawn(chart)

    assert len({each.get("stroke-dasharray") for each in drawing.iter(f"{SVG}polyline")}) == 4
    marks = [each.tag for each in drawing if each.tag in {f"{SVG}circle", f"{SVG}rect", f"{SVG}polygon"}]
    assert set(marks) == {f"{SVG}circle", f"{SVG}rect", f"{SVG}polygon"}


def test_sets_of_bars_differ_without_colour() -> None:
    chart = BarChart("t", "T", "", "", ["a"], [Series(str(each), [each]) for each in range(5)], "count")

    hatchings = [
        [each.get("d") for each in pattern.iter(f"{SVG}path")] for pattern in drawn(chart).iter(f"{SVG}pattern")
    ]
    # The first set is plain; the others are plain areas too, with the lines of their hatching over them.
    assert len({str(each) for each in hatchings}) == len(hatchings) == 4
    assert all(each.find(f"{SVG}rect") is None for each in drawn(chart).iter(f"{SVG}pattern"))


@pytest.mark.parametrize("count", [12, 19, 31, 48])
def test_labels_leave_each_other_room(count: int) -> None:
    drawing = drawn(line([1.0] * count, labels=half_hours(count)))
    labels = [each for each in drawing.iter(f"{SVG}text") if each.text in half_hours(count)]
    places = [float(each.get("x", "nan")) for each in labels]

    assert len(labels) >= 10
    assert all(later - earlier > width_of("00:00", 11) for earlier, later in itertools.pairwise(places))


def test_bars_with_long_names_lie_and_long_names_are_cut() -> None:
    told = texts(drawn(BarChart("t", "T", "", "", [LONG_ZH, "B"], [Series("S", [60, None])], "s"), "zh"))

    (cut,) = [text for text in told if text.endswith("…")]
    assert LONG_ZH.startswith(cut[:-1])
    assert len(cut) > 10
    assert "1:00" in told
    assert "-" in told


def test_a_bar_is_as_long_as_its_value() -> None:
    drawing = drawn(BarChart("t", "T", "", "", ["a", "b"], [Series("S", [50, 100])], "count"))
    half, whole = [each for each in drawing if each.tag == f"{SVG}rect"]

    assert float(whole.get("height", "0")) == 2 * float(half.get("height", "0"))


def test_bars_below_zero_hang_from_it() -> None:
    drawing = drawn(BarChart("t", "T", "", "", ["a", "b"], [Series("S", [-0.1, 0.1])], "relative"))
    below, above = [each for each in drawing if each.tag == f"{SVG}rect"]

    assert float(below.get("y", "0")) == float(above.get("y", "0")) + float(above.get("height", "0"))


@pytest.mark.parametrize(
    ("good", "bad", "is_bad"),
    [
        (0.8, 0.6, {"59%"}),
        (0.6, 0.8, {"81%"}),
    ],
)
def test_bad_cells_are_told_apart_by_weight_and_shape(good: float, bad: float, is_bad: set[str]) -> None:
    cells = [[0.59, 0.6, 0.7, 0.8, 0.81, None]]
    chart = HeatMap("h", "H", "", ["Mon"], list("abcdef"), cells, "share", good, bad)
    drawing = drawn(chart)

    assert {each.text for each in drawing.iter(f"{SVG}text") if each.get("font-weight") == "700"} == is_bad
    assert len([each for each in drawing if each.tag == f"{SVG}polygon"]) == len(is_bad)
    assert "-" in texts(drawing)


def test_a_whole_day_of_cells_stands_in_bands_with_every_value() -> None:
    values: list[float | None] = [float(60 * each) for each in range(48)]
    chart = HeatMap("h", "H", "", ["Mon"], half_hours(48), [values], "s", 300, 900)
    told = texts(drawn(chart))

    assert told.count("Mon") == 3
    assert set(half_hours(48)) <= set(told)
    assert "47:00" in told
