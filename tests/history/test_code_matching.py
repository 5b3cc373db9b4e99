"""Whom the codes and names of a file stand for, and what is never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.history.code_folding import folded
from storeops.history.code_matching import (
    NO_HINTS,
    CodeKind,
    CodeMatch,
    CodeMatcher,
    FileHints,
    KnownCode,
    Newcomer,
)
from storeops.history.refusal import RowRefused

EMPLOYEE, SERVICE, COUNTER, ITEM = CodeKind

HALL = {
    EMPLOYEE: [
        KnownCode("1001", ("王芳",)),
        KnownCode("1002", ("李娜",)),
        KnownCode("1003", ("李娜",)),
        KnownCode("0101", ("Ada Chen",)),
        KnownCode("S01", ("陈静",)),
    ],
    SERVICE: [KnownCode("payment", ("缴费", "Payment")), KnownCode("plan_change", ("套餐变更", "Change of plan"))],
    COUNTER: [KnownCode("1"), KnownCode("A1"), KnownCode("a2"), KnownCode("A2")],
    ITEM: [KnownCode("smile", ("微笑服务", "Smiles"))],
}


@dataclass(frozen=True)
class Told:
    """What a row told, matched."""

    employee: str
    service: str = ""
    counter: str = ""
    item: str = ""


def read(cells: Mapping[str, str]) -> Told:
    told = Told(**{column: cells.get(column, "").strip() for column in ("employee", "service", "counter", "item")})
    if told.item == "broken":
        raise RowRefused("broken")
    return told


class File:
    """A file that is read row by row."""

    def __init__(self, hints: FileHints = NO_HINTS, hall: Mapping[CodeKind, list[KnownCode]] = HALL) -> None:
        self.matcher = CodeMatcher(hall, ("employee", "service", "counter", "item"), hints)
        self._read = self.matcher.reading(read)

    def row(self, **cells: str) -> Told:
        return self._read(cells)

    def refused(self, **cells: str) -> str:
        with pytest.raises(RowRefused) as refused:
            self._read(cells)
        return str(refused.value.reason)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("1001.0", "1001"),
        ("1001.00", "1001"),
        ("１００１", "1001"),
        (" 10 01 ", "1001"),
        ("s01", "S01"),
        ("Ｓ０１", "S01"),
        ("S\u300001", "S01"),
        ("王芳", "1001"),
        ("王 芳", "1001"),
        ("ada chen", "0101"),
    ],
)
def test_a_code_that_was_bent_and_a_name_are_matched_and_named(told: str, code: str) -> None:
    file = File()

    assert file.row(employee=told) == Told(code)
    assert file.matcher.matches == [CodeMatch(EMPLOYEE, " ".join(told.split()), code)]


def test_services_are_matched_by_their_names_in_both_languages_and_items_by_theirs() -> None:
    file = File()

    assert file.row(service="缴费", item="Smiles").service == "payment"
    assert file.row(service="CHANGE OF PLAN", item="微笑服务") == Told("", "plan_change", "", "smile")
    assert [match.code for match in file.matcher.matches] == ["payment", "smile", "plan_change", "smile"]


def test_an_exact_code_always_wins() -> None:
    file = File()

    assert [file.row(counter=told).counter for told in ("a2", "A2", "1")] == ["a2", "A2", "1"]
    assert file.matcher.matches == []


def test_where_several_fit_the_row_is_refused_and_they_are_named() -> None:
    file = File()

    assert file.refused(counter="Ａ２") == "counter Ａ２ may be any of A2, a2; write its code"
    assert file.refused(employee="李娜") == "employee 李娜 may be any of 1002, 1003; write its code"


def test_a_code_of_one_and_the_name_of_another_are_several() -> None:
    file = File(hall=HALL | {EMPLOYEE: [KnownCode("ANA"), KnownCode("1004", ("Ana",))]})

    assert file.refused(employee="ana") == "employee ana may be any of 1004, ANA; write its code"
    assert file.row(employee="ANA") == Told("ANA")


def test_lost_zeros_are_not_put_back_unasked() -> None:
    file = File()

    for told in ("101", "101.0", "１０１"):
        assert file.refused(employee=told) == (
            f"employee {told} is not known, but 0101 is; if zeros were lost, say so in the preview or with --map"
        )
    assert file.row(employee="00101") == Told("00101")
    assert file.matcher.lost_zeros == [CodeMatch(EMPLOYEE, told, "0101") for told in ("101", "101.0", "１０１")]


def test_a_map_puts_zeros_back_or_takes_the_code_as_it_is() -> None:
    file = File(FileHints(codes={(EMPLOYEE, "101"): "0101"}))
    assert file.row(employee="101") == Told("0101")
    assert file.matcher.matches == [CodeMatch(EMPLOYEE, "101", "0101")]

    file = File(FileHints(codes={(EMPLOYEE, "101"): "101"}))
    assert file.row(employee="101") == Told("101")
    assert file.matcher.matches == []


def test_a_map_holds_for_a_code_in_another_form_unless_it_is_somebodys() -> None:
    hints = FileHints(codes={(EMPLOYEE, "101"): "0101", (EMPLOYEE, "s1"): "1002", (COUNTER, "a2"): "1"})
    file = File(hints)

    assert [file.row(employee=told).employee for told in ("101.0", "１０１", "S1")] == ["0101", "0101", "1002"]
    # A2 is a counter of its own; that a2 is another was said of a2.
    assert [file.row(counter=told).counter for told in ("a2", "A2")] == ["1", "A2"]


def test_a_map_is_of_one_kind_of_code() -> None:
    file = File(FileHints(codes={(COUNTER, "101"): "1"}))

    assert file.row(counter="101").counter == "1"
    assert "lost" in file.refused(employee="101")


def test_strangers_are_taken_as_they_are_and_known_from_then_on() -> None:
    file = File()
    rows = [file.row(employee="2001"), file.row(employee="2001.0", counter="9"), file.row(employee="1001")]

    assert [row.employee for row in rows] == ["2001", "2001", "1001"]
    assert file.matcher.matches == [CodeMatch(EMPLOYEE, "2001.0", "2001")]
    assert file.matcher.newcomers(rows) == [Newcomer(COUNTER, "9"), Newcomer(EMPLOYEE, "2001")]


def test_a_row_that_cannot_be_read_makes_nobody_known() -> None:
    file = File()
    file.refused(employee="２００１", item="broken")

    assert file.row(employee="2001") == Told("2001")
    assert file.matcher.matches == []


def test_an_item_that_nobody_knows_is_no_newcomer() -> None:
    file = File()

    assert file.matcher.newcomers([file.row(item="wave")]) == []


def test_only_known_codes_are_taken_where_that_was_asked() -> None:
    file = File(FileHints(codes={(EMPLOYEE, "101"): "0101", (EMPLOYEE, "7"): "7"}, known_only=True))

    assert file.row(employee="1001.0", service="", counter="1") == Told("1001", "", "1")
    assert file.row(employee="101") == Told("0101")
    assert file.refused(employee="2001") == "employee 2001 is not known"
    assert file.refused(employee="2001") == "employee 2001 is not known"
    assert file.refused(employee="7") == "employee 7 is not known"
    assert file.refused(counter="9") == "counter 9 is not known"


CODES = st.text("0１1aAa .", min_size=1, max_size=5).map(str.strip).filter(bool)


@given(st.lists(CODES, unique=True), st.lists(CODES))
def test_whatever_a_file_tells_nobody_is_made_twice(known: list[str], told: list[str]) -> None:
    file = File(hall=HALL | {EMPLOYEE: [KnownCode(code) for code in known]})
    rows = []
    for text in told:
        try:
            rows.append(file.row(employee=text))
        except RowRefused:
            # The codes that stand alone are never refused, and neither is an exact one.
            assert text not in known
        else:
            assert rows[-1].employee == text if text in known else folded(rows[-1].employee) == folded(text)
    new = [newcomer.code for newcomer in file.matcher.newcomers(rows)]

    assert len({folded(code) for code in [*new]}) == len(new)
    assert not {folded(code) for code in new} & {folded(code) for code in known}
