"""The list of all values, read back."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.layout.blocks import Chapter, Column, Sentences, Table
from storeops.reports.renderings.long_csv import csv_report
from tests.reports.renderings.sample_layout import MARKUP, sample_layout

Lines = list[list[str]]


def read(content: bytes) -> Lines:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def english() -> Lines:
    return read(csv_report(sample_layout("en")))


def test_excel_is_told_that_it_is_utf_8() -> None:
    content = csv_report(sample_layout("zh"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content)[0] == ["章节", "表", "行", "列", "数值", "单位"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_is_there_and_every_line_is_whole(language: Language) -> None:
    layout = sample_layout(language)

    lines = read(csv_report(layout))

    assert {len(line) for line in lines} == {6}
    wanted = {
        (chapter.title, block.title)
        for chapter in (*layout.front, *layout.appendix)
        for block in chapter.blocks
        if block.id != "empty"
    }
    assert {(line[0], line[1]) for line in lines[1:]} == wanted


def test_a_cell_of_a_table_is_a_line_with_its_row_its_column_and_its_unit(english: Lines) -> None:
    place = ["Problems", "Transactions over their target time"]

    assert [*place, MARKUP, "Time over target", "61", "seconds"] in english
    assert [*place, MARKUP, "Share", "0.05", "share of 1"] in english
    assert [*place, "Recharge", "Share", "", "share of 1"] in english


def test_a_figure_is_given_with_what_it_is_compared_with(english: Lines) -> None:
    place = ["Tracking", "Key figures", "Service level"]

    assert [*place, "Value", "0.8412", "share of 1"] in english
    assert [*place, "Month before", "0.7931", "share of 1"] in english
    assert [*place, "Change on month before", "0.0481", "difference of shares of 1"] in english


def test_charts_give_the_values_that_they_draw(english: Lines) -> None:
    assert ["Waiting", "Wait by half hour of issue", "09:30", "Median", "61", "seconds"] in english
    assert ["Waiting", "Wait by half hour of issue", "09:00", "Median", "", "seconds"] in english
    heat = "Service level by weekday and half hour"
    assert ["Days and parts of the day", heat, "Mon", "09:30", "0.53", "share of 1"] in english


def test_sentences_are_numbered(english: Lines) -> None:
    sentence = "Open one more counter from 10:30 to 12:00 on Mondays."

    assert ["Strategy", "What to do next month", "1", "Sentence", sentence, ""] in english


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_count_out_is_made_inert(typed: str) -> None:
    table = Table("t", typed, [Column("name"), Column(typed)], [[typed, typed]])
    said = Sentences("s", "said", [typed])
    layout = replace(sample_layout("en"), front=[Chapter("c", typed, [table, said])], appendix=[])

    lines = read(csv_report(layout))[1:]

    assert lines == [[f"'{typed}"] * 5 + [""], [f"'{typed}", "said", "1", "Sentence", f"'{typed}", ""]]


def test_a_negative_number_stays_a_number(english: Lines) -> None:
    changes = [line[4] for line in english if line[1] == "A table over two pages" and line[3] == "Change"]

    assert [float(change) for change in changes] == [place / 100 - 0.2 for place in range(1, 61)]


def test_commas_quotes_and_line_breaks_stay_inside_their_cell() -> None:
    typed = 'a, "b"\r\nc'
    layout = replace(sample_layout("en"), front=[Chapter("c", "c", [Sentences("s", "s", [typed])])], appendix=[])

    assert read(csv_report(layout))[1][4] == typed
