"""Who has to go where an address keeps too many connections: the oldest, never the newest."""

from storeops.running.unfinished import Unfinished


def test_the_oldest_of_an_address_goes_for_the_newest() -> None:
    unfinished: Unfinished[str] = Unfinished(most=2)

    assert [unfinished.add(name, "192.168.1.7") for name in ("first", "second")] == [None, None]
    assert unfinished.add("third", "192.168.1.7") == "first"


def test_other_addresses_are_left_alone() -> None:
    unfinished: Unfinished[str] = Unfinished(most=1)
    unfinished.add("patient", "192.168.1.7")

    assert unfinished.add("quick", "192.168.1.8") is None
    assert unfinished.oldest() == "patient"


def test_whoever_finishes_is_no_longer_the_oldest() -> None:
    unfinished: Unfinished[str] = Unfinished(most=2)
    unfinished.add("quick", "192.168.1.7")
    unfinished.add("slow", "192.168.1.7")

    unfinished.remove("quick")

    assert unfinished.add("next", "192.168.1.7") is None
    assert unfinished.oldest() == "slow"
    assert len(unfinished) == 2


def test_whoever_begins_again_is_the_newest() -> None:
    unfinished: Unfinished[str] = Unfinished(most=2)
    unfinished.add("again", "192.168.1.7")
    unfinished.add("slow", "192.168.1.7")
    unfinished.add("again", "192.168.1.7")

    assert unfinished.oldest() == "slow"


def test_an_address_that_stands_for_many_has_no_limit() -> None:
    unfinished: Unfinished[int] = Unfinished(most=1)

    assert [unfinished.add(number, "127.0.0.1", is_limited=False) for number in range(3)] == [None] * 3
