"""Who gets a place for a live stream."""

import pytest

from storeops.web.refusals import TooManyStreams
from storeops.web.stream_places import Listener, StreamPlaces

PHONE = Listener("192.168.1.20")
BOARD = Listener("192.168.1.30", is_known=True)
PROGRAM = Listener("192.168.1.40", is_known=True, is_program=True)


def test_an_address_gets_no_more_than_its_share() -> None:
    places = StreamPlaces(cap=30, of_an_address=2)
    for _ in range(2):
        places.take(PHONE)

    with pytest.raises(TooManyStreams):
        places.take(PHONE)
    places.take(Listener("192.168.1.21"))
    assert places.taken == 3


def test_a_place_that_is_given_back_is_free() -> None:
    places = StreamPlaces(cap=30, of_an_address=1)
    places.take(PHONE)

    places.leave(PHONE)

    places.take(PHONE)
    assert places.taken == 1


def test_a_third_of_the_places_is_kept_for_boards_and_desks() -> None:
    places = StreamPlaces(cap=9)
    for number in range(6):  # 9 - 9 / 3
        places.take(Listener(f"192.168.1.{number}"))

    with pytest.raises(TooManyStreams):
        places.take(PHONE)
    for _ in range(3):
        places.take(BOARD)
    with pytest.raises(TooManyStreams):
        places.take(BOARD)


def test_a_program_has_no_limit_but_the_whole() -> None:
    places = StreamPlaces(cap=5, of_an_address=1)
    for _ in range(5):
        places.take(PROGRAM)

    with pytest.raises(TooManyStreams):
        places.take(PROGRAM)


def test_a_board_is_not_counted_with_the_phones_of_its_address() -> None:
    places = StreamPlaces(cap=30, of_an_address=1)
    places.take(PHONE)

    places.take(Listener(PHONE.address, is_known=True))

    assert places.taken == 2
