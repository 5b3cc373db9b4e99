"""Who stands on the board: the called, then the being served, and the served where place is left."""

from datetime import UTC, datetime

from storeops.queueing.announcement import AnnouncedCall
from storeops.queueing.board_places import PLACES, in_largest_place, on_board
from storeops.queueing.ticket import State

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def calls(state: State, *seqs: int) -> list[AnnouncedCall]:
    return [AnnouncedCall(seq, NINE, f"A{seq:03d}", str(seq), state, True, True) for seq in seqs]


def shown(*groups: list[AnnouncedCall]) -> list[int]:
    return [call.seq for call in on_board(call for group in groups for call in group)]


def test_an_empty_hall_has_nobody_on_the_board() -> None:
    assert on_board([]) == []
    assert in_largest_place([]) is None


def test_called_before_serving_before_served_each_the_newest_first() -> None:
    found = shown(calls(State.SERVED, 9, 2), calls(State.CALLED, 1, 4), calls(State.SERVING, 3, 8))

    # Two called and two served now leave one of five places to the newest who was served.
    assert found == [4, 1, 8, 3, 9]


def test_twelve_counters_are_all_shown_and_nobody_who_was_served() -> None:
    found = shown(calls(State.CALLED, *range(1, 8)), calls(State.SERVING, *range(8, 14)), calls(State.SERVED, 20))

    # Seven called and six being served are thirteen for twelve places: the one served for longest gives way.
    assert found == [7, 6, 5, 4, 3, 2, 1, 13, 12, 11, 10, 9]
    assert len(found) == PLACES


def test_more_called_than_places_push_out_all_others_but_one_another() -> None:
    assert shown(calls(State.CALLED, *range(1, 15)), calls(State.SERVING, 15)) == list(range(14, 0, -1))
    assert len(shown(calls(State.CALLED, *range(1, 40)))) == 39


def test_the_largest_place_is_for_somebody_who_is_expected() -> None:
    serving = on_board([*calls(State.SERVED, 9), *calls(State.SERVING, 3)])

    assert in_largest_place(serving) == calls(State.SERVING, 3)[0]
    assert in_largest_place(on_board(calls(State.SERVED, 9))) is None
