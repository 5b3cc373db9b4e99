"""Whether anybody hears the calls, from what the boards say of their voices."""

from storeops.queueing.board_voices import BOARD_STANDS, BoardVoices, Voice


def test_a_hall_without_a_board_is_not_said_to_be_silent() -> None:
    assert BoardVoices().silence(0.0) is None


def test_a_board_without_a_voice_makes_the_hall_silent_and_one_that_speaks_ends_it() -> None:
    voices = BoardVoices()

    assert voices.take("device:Board", Voice.NO_VOICE, 0.0)
    assert voices.silence(1.0) is Voice.NO_VOICE
    assert voices.take("device:Second board", Voice.SPEAKS, 2.0)
    assert voices.silence(3.0) is None


def test_saying_the_same_again_is_no_news() -> None:
    voices = BoardVoices()
    voices.take("device:Board", Voice.REFUSED, 0.0)

    assert not voices.take("device:Board", Voice.REFUSED, 10.0)
    assert not BoardVoices().take("device:Board", Voice.SPEAKS, 0.0)


def test_what_one_touch_mends_is_said_first() -> None:
    voices = BoardVoices()
    voices.take("device:Board", Voice.REFUSED, 0.0)

    assert not voices.take("device:Second board", Voice.NO_VOICE, 1.0)
    assert voices.silence(2.0) is Voice.REFUSED


def test_a_board_that_is_switched_off_says_nothing_any_more() -> None:
    voices = BoardVoices()
    voices.take("device:Board", Voice.SPEAKS, 0.0)
    voices.take("device:Second board", Voice.NO_VOICE, 20.0)

    assert voices.silence(BOARD_STANDS) is None
    assert voices.silence(BOARD_STANDS + 0.1) is Voice.NO_VOICE
    assert voices.silence(20.0 + BOARD_STANDS + 0.1) is None
