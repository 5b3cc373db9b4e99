"""Which rows are taken, beside which others."""

from functools import partial

from storeops.history.cell_values import FileRow
from storeops.history.leg_judgement import judge, read_each
from storeops.history.legs_format import read_leg
from storeops.history.row_judgement import Judgement
from tests.history.legs_files import DAY, SHANGHAI, cells, leg

READ = partial(read_leg, zone=SHANGHAI)

REPEATED = "number repeated"
WITH_ANOTHER = "another leg of the same visit was refused"


def judged(*rows: dict[str, str], today: str = DAY) -> Judgement:
    """The judgement over a file of these rows, the first on line 2, in a hall without history."""
    lines = [FileRow(line, row, True) for line, row in enumerate(rows, start=2)]
    return judge(list(read_each(lines, READ)), {}, set(), today)


def refused(judgement: Judgement) -> list[tuple[int, str]]:
    return [(line, str(reason)) for line, reason in judgement.refused]


def test_the_same_row_again_is_there_already_and_another_under_its_key_is_refused() -> None:
    judgement = judged(cells(), cells(), cells(ended_at="10:09"))

    assert judgement.taken == [leg()]
    assert judgement.already_there == 1
    assert refused(judgement) == [(4, REPEATED)]


def test_a_refused_row_takes_no_key() -> None:
    judgement = judged(cells(started_at="", ended_at=""), cells())

    assert judgement.taken == [leg()]
    assert refused(judgement) == [(2, "served without a start or an end")]


def test_a_refused_leg_takes_the_other_legs_of_its_visit_with_it() -> None:
    judgement = judged(cells("A001", 0, "transferred"), cells("A001", 1, ended_at=""), cells("A001", 2), cells("A002"))

    assert [row.ticket for row in judgement.taken] == ["A002"]
    assert refused(judgement) == [
        (2, WITH_ANOTHER),
        (3, "served without a start or an end"),
        (4, WITH_ANOTHER),
    ]


def test_a_row_that_repeats_the_refused_legs_key_is_judged_alone() -> None:
    judgement = judged(cells("A001", 0, "transferred"), cells("A001", 1, ended_at=""), cells("A001", 1))

    assert judgement.taken == [leg("A001", 1)]
    assert refused(judgement) == [(2, WITH_ANOTHER), (3, "served without a start or an end")]


def test_a_repeated_number_refuses_no_other_leg() -> None:
    judgement = judged(cells("A001", 0, "transferred"), cells("A001", 0, "held"), cells("A001", 1, issued_at="10:04"))

    assert [row.leg for row in judgement.taken] == [0, 1]
    assert refused(judgement) == [(3, REPEATED)]


def test_a_row_that_names_its_visit_but_no_leg_refuses_the_whole_visit() -> None:
    judgement = judged(cells("A001", 0), cells("A001", "one"))

    assert judgement.taken == []
    assert refused(judgement) == [(2, WITH_ANOTHER), (3, "leg is not a whole number from 0")]


def test_a_row_with_too_few_cells_is_refused_with_the_rest_of_its_visit() -> None:
    torn = FileRow(3, {"business_day": DAY, "ticket": "A001", "leg": "1"}, False)

    judgement = judge(list(read_each([FileRow(2, cells(), True), torn], READ)), {}, set(), DAY)

    assert refused(judgement) == [(2, WITH_ANOTHER), (3, "wrong number of cells")]


def test_tomorrow_is_refused() -> None:
    judgement = judged(cells(), cells(business_day="2026-03-02"))

    assert len(judgement.taken) == 1
    assert refused(judgement) == [(3, "business_day is in the future")]


def test_a_visit_that_goes_on_keeps_its_number_and_one_of_the_halls_own_gets_no_legs() -> None:
    lines = [FileRow(2, cells(), True), FileRow(3, cells("A001", 1), True)]

    judgement = judge(list(read_each(lines, READ)), {leg().key: None}, {leg().visit}, DAY)

    assert refused(judgement) == [(2, REPEATED), (3, "the hall recorded this visit itself")]
