"""The workbook, read back: every number is the report's, and nothing in it is a formula or a link to elsewhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as Writer

from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.layout.blocks import Chapter, Column, ReportLayout, Sentences, Table
from storeops.reports.renderings.raw_sheets import in_parts, visits_sheets
from storeops.reports.renderings.workbook_sheet import Looks
from storeops.reports.renderings.xlsx import sheet_names, xlsx_report
from tests.reports.renderings.sample_layout import LONG_EN, MARKUP, sample_layout
from tests.reports.renderings.sample_report import FORMULA, VISITS, sample_figures, sample_report
from tests.reports.told_reports import told

RAW = ["metrics", "by_service", "by_half_hour", "by_weekday", "days"]


def book(language: Language = "en", visits: list[list[str]] | None = None) -> Workbook:
    return load_workbook(BytesIO(xlsx_report(sample_layout(language), sample_report(), visits)))


@pytest.fixture(scope="module")
def english() -> Workbook:
    return book()


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def by_first_cell(sheet: Worksheet) -> dict[Any, dict[str, Any]]:
    head, *lines = rows(sheet)
    return {line[0]: dict(zip(head, line, strict=True)) for line in lines}


def below(sheet: Worksheet, title: str) -> list[list[Any]]:
    """The rows after the one that holds a block's title."""
    found = rows(sheet)
    return found[[row[0] for row in found].index(title) + 1 :]


def values(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {id_: figure["value"] for id_, figure in figures.items()}


def test_every_metric_is_the_reports_to_the_last_digit(english: Workbook) -> None:
    read = by_first_cell(english["metrics"])

    assert {id_: row["value"] for id_, row in read.items()} == values(sample_figures()["metrics"])
    assert {id_: row["unit"] for id_, row in read.items()} == {
        id_: figure["unit"] for id_, figure in sample_figures()["metrics"].items()
    }
    assert read["issued"]["name"] == "Tickets issued"
    assert read["issued"]["definition"] == "Tickets less void ones."


@pytest.mark.parametrize(("sheet", "convert"), [("by_service", str), ("by_half_hour", str), ("by_weekday", str)])
def test_every_group_has_its_row_with_its_metrics(english: Workbook, sheet: str, convert: type) -> None:
    read = {convert(key): row for key, row in by_first_cell(english[sheet]).items()}

    wanted = {key: values(figures) for key, figures in sample_figures()[sheet].items()}
    assert {key: {id_: row[id_] for id_ in wanted[key]} for key, row in read.items()} == wanted


def test_days_are_dates(english: Workbook) -> None:
    read = by_first_cell(english["days"])

    assert list(read) == [datetime(2026, 3, 2), datetime(2026, 3, 3)]
    assert read[datetime(2026, 3, 2)]["wait_mean"] == 123456789.12345679


def test_what_did_not_happen_is_an_empty_cell(english: Workbook) -> None:
    assert by_first_cell(english["metrics"])["served"]["value"] is None
    assert by_first_cell(english["by_service"])["007"]["served"] is None  # this group does not have the metric


def test_codes_keep_their_zeros_and_names_are_given_in_the_readers_language(english: Workbook) -> None:
    assert by_first_cell(english["by_service"])["007"]["name"] == "Recharge"
    assert by_first_cell(book("zh")["by_service"])["007"]["name"] == "充值缴费"
    assert by_first_cell(english["by_weekday"])[1]["name"] == "Monday"


def test_nothing_is_a_formula_nor_leads_out_of_the_book() -> None:
    layout = sample_layout("en")
    typed = [FORMULA, "+1", "-1+1", "@SUM(A1)", "http://example.org", "mailto:a@example.org", "external:c:\\x.xlsx"]
    chapter = Chapter(
        "typed",
        FORMULA,
        [
            Table("typed", FORMULA, [Column(FORMULA), Column("n", "count")], [[text, 1] for text in typed], FORMULA),
            Sentences("said", FORMULA, typed),
        ],
        lead=FORMULA,
    )
    layout = replace(layout, hall=FORMULA, status=FORMULA, front=[chapter])

    content = xlsx_report(layout, sample_report(), [["ticket", "service"], [FORMULA, "+1"]])

    read = load_workbook(BytesIO(content))
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s", "inlineStr", "d"}
    assert {cell.value for cell in cells} >= set(typed)
    assert [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target] == []
    with ZipFile(BytesIO(content)) as parts:
        assert [name for name in parts.namelist() if b"<f>" in parts.read(name) and "worksheets" in name] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chapter_has_a_sheet_of_its_name_after_the_overview(language: Language) -> None:
    layout = sample_layout(language)

    names = book(language).sheetnames

    titles = [chapter.title for chapter in (*layout.front, *layout.appendix)]
    assert names == ["总览" if language == "zh" else "Overview", *titles, *RAW]


def test_the_overview_holds_the_key_figures_with_what_they_are_compared_with(english: Workbook) -> None:
    sheet = english["Overview"]

    head, first, second, third, *_ = below(sheet, "Key figures")

    assert sheet["A1"].value == "Sample hall, Renmin Road Service report of March 2026"
    assert head == [
        "Figure",
        "Value",
        "Unit",
        "Month before",
        "Change on month before",
        "What that change says",
        "Same month last year",
        "Change on last year",
        "What the change on last year says",
        "Base",
        "Change on base",
        "What the change on base says",
        "Year's target",
        "Year to date",
        "Target reached",
        "Year gone",
        "Definition",
    ]
    assert first[:5] == ["Service level", 0.8412, "share of 1", 0.7931, 0.0481]
    assert first[12:16] == [0.85, 0.8255, None, 0.2466]
    assert second[:5] == ["Wait, mean", 312.4, "seconds", 290.0, 0.0772]
    assert third[6:8] == [0, None]


def test_the_overview_leads_to_every_sheet(english: Workbook) -> None:
    sheet = english["Overview"]

    places = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [place.replace("'", "") for place in places] == [f"{name}!A1" for name in english.sheetnames[1:]]


def test_durations_are_seconds_and_their_head_says_so(english: Workbook) -> None:
    head, first, second, third, note, *_ = below(english["Problems"], "Transactions over their target time")

    assert head[:4] == ["Service", "Over target", "Share", "Time over target (seconds)"]
    assert first[:4] == [LONG_EN, 148, 0.3126, 30125]
    assert second[:4] == [MARKUP, 12, 0.05, 61]
    assert third[:4] == ["Recharge", 0, None, None]
    assert note[0] == "Services with fewer than 5 transactions are left out."


def test_a_cells_format_rounds_and_its_value_does_not(english: Workbook) -> None:
    cells = {cell.value: cell.number_format for row in english["metrics"].iter_rows() for cell in row}

    assert cells[1 / 3] == "0.0%"
    assert cells[2 / 3 * 1000] == "#,##0"
    assert cells[5e-324] == "#,##0.0"


def test_charts_are_the_spreadsheets_own_and_drawn_from_cells() -> None:
    content = xlsx_report(sample_layout("en"), sample_report(), None)
    main = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    drawn = []
    with ZipFile(BytesIO(content)) as parts:
        for name in sorted(parts.namelist()):
            if name.startswith("xl/charts/chart"):
                chart = ElementTree.fromstring(parts.read(name))
                drawn.append([cells.text for cells in chart.iter(f"{main}f")])

    assert len(drawn) == 10  # line and bar charts of the sample; heat maps are coloured cells
    read = load_workbook(BytesIO(content))
    tracking = [reference for chart in drawn for reference in chart if reference and reference.startswith("Tracking!")]
    assert len(tracking) == 6  # name, categories and values of the series and of the target
    values_of = read["Tracking"][tracking[2].split("!")[1].replace("$", "")]
    assert [cell.value for (cell,) in values_of][-2:] == [0.7931, 0.8412]
    targets_of = read["Tracking"][tracking[5].split("!")[1].replace("$", "")]
    assert {cell.value for (cell,) in targets_of} == {0.8}


def test_heat_maps_are_cells_coloured_from_bad_to_good(english: Workbook) -> None:
    sheet = english["Days and parts of the day"]
    scales = {str(area.sqref): rule.colorScale for area in sheet.conditional_formatting for rule in area.rules}

    (share, share_scale), (wait, wait_scale) = scales.items()

    assert [float(limit.val) for limit in share_scale.cfvo] == [0.6, 0.7, 0.8]
    assert [float(limit.val) for limit in wait_scale.cfvo] == [300, 600, 900]
    assert share_scale.color[0].rgb == wait_scale.color[2].rgb  # more is better here, less is better there
    assert len(list(sheet[share])) == len(list(sheet[wait])) == 7


def test_visits_keep_their_kinds() -> None:
    sheet = book(visits=VISITS)["visits"]

    head, first, second = rows(sheet)

    assert head == VISITS[0]
    assert first == [
        datetime(2026, 3, 2),
        "A001",
        "normal",
        "007",
        datetime(2026, 3, 2, 9, 0, 1),
        1,
        61,
        85.74,
        90,
        1,
    ]
    assert second == [
        datetime(2026, 3, 2),
        "A002",
        "normal",
        "007",
        datetime(2026, 3, 2, 23, 59, 59, 250000),
        2,
        None,
        None,
        None,
        0,
    ]


def test_visits_beyond_what_a_sheet_holds_go_on_in_the_next() -> None:
    header, first, *_ = VISITS
    buffer = BytesIO()
    with Writer(buffer, {"constant_memory": True}) as writer:
        # Two rows a sheet: five visits fill two and begin a third.
        visits_sheets(writer, Looks(writer, "en"), [header, *[first] * 5], most=2)

    book = load_workbook(buffer)

    assert {sheet.title: len(rows(sheet)) for sheet in book} == {"visits": 3, "visits_2": 3, "visits_3": 2}
    assert all(rows(sheet)[0] == header for sheet in book)


def test_a_full_sheet_begins_no_empty_one() -> None:
    assert [list(part) for part in in_parts(iter("abcd"), 2)] == [["a", "b"], ["c", "d"]]
    assert [list(part) for part in in_parts(iter(""), 2)] == [[]]


def test_visits_may_come_one_by_one_and_may_be_none() -> None:
    layout, report = sample_layout("en"), sample_report()

    flowing = load_workbook(BytesIO(xlsx_report(layout, report, iter(VISITS))))
    none = load_workbook(BytesIO(xlsx_report(layout, report, VISITS[:1])))

    assert len(rows(flowing["visits"])) == 3
    assert rows(none["visits"]) == [VISITS[0]]


def test_raw_sheets_can_be_filtered_and_keep_their_heads_in_sight(english: Workbook) -> None:
    sheet = english["metrics"]

    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:E7"
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("name", ["Overview", "Waiting", "metrics"])
def test_sheets_print_on_a4_as_wide_as_the_page(english: Workbook, name: str) -> None:
    sheet = english[name]

    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes is not None


def test_the_same_report_gives_the_same_bytes_and_bears_the_date_of_its_close() -> None:
    layout, report = sample_layout("zh"), sample_report()

    content = xlsx_report(layout, report, VISITS)

    assert content == xlsx_report(layout, report, VISITS)
    properties = load_workbook(BytesIO(content)).properties
    assert properties.created == datetime(2026, 4, 8)
    assert properties.title == layout.title
    assert properties.creator == layout.hall


def test_a_month_that_is_not_closed_bears_its_first_day() -> None:
    content = xlsx_report(sample_layout("zh"), replace(sample_report(), closed_at=None), None)

    assert load_workbook(BytesIO(content)).properties.created == datetime(2026, 3, 1)


def test_an_empty_report_is_still_a_workbook() -> None:
    layout = replace(sample_layout("en"), front=[], appendix=[])
    kept = {"month": "2026-03", "metrics": {}, "by_service": {}, "by_half_hour": {}, "names": {"services": {}}}

    names = load_workbook(BytesIO(xlsx_report(layout, replace(told(kept), kept=kept), None))).sheetnames

    assert names == ["Overview", "metrics", "by_service", "by_half_hour"]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Waiting", "waiting", "WAITING"], ["Waiting", "waiting 2", "WAITING 3"]),
        (["a[b]:c*d?e/f\\g"], ["a b c d e f g"]),
        (["'quoted'"], ["quoted"]),
        (["History", "metrics"], ["History 2", "metrics 2"]),
        (["", "?"], ["-", "- 2"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 29 + " 2"]),
        (["满" * 40], ["满" * 31]),
    ],
)
def test_names_of_sheets_are_such_as_excel_allows(titles: list[str], names: list[str]) -> None:
    assert sheet_names(titles, taken=["metrics"]) == names
    assert all(len(name) <= 31 for name in names)


def test_a_chapter_with_a_forbidden_name_still_has_its_sheet_and_chart() -> None:
    layout: ReportLayout = sample_layout("en")
    chapter = replace(layout.front[0], title="What's [new]: 100%/2026?")

    read = load_workbook(BytesIO(xlsx_report(replace(layout, front=[chapter]), sample_report(), None)))

    assert "What's new 100% 2026" in read.sheetnames
    assert len(read["What's new 100% 2026"]._charts) == 1
