"""A request as it arrives: when it is whole, and when it is longer than any that is taken."""

import pytest

from storeops.running.arriving import MOST_HEAD_BYTES, Arrived, Arriving

HEAD = b"GET /board HTTP/1.1\r\nHost: hall\r\n\r\n"
FORM = b"POST /tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: 11\r\n\r\nservice=fax"
IN_CHUNKS = b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6;a=b\r\npedia!\r\n0\r\n\r\n"
WITH_TRAILER = IN_CHUNKS[:-2] + b"Digest: x\r\n\r\n"


def known(proof: bytes) -> bool:
    return proof == b"Bearer good"


@pytest.mark.parametrize("request_bytes", [HEAD, FORM, IN_CHUNKS, WITH_TRAILER])
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_bytes: bytes) -> None:
    arriving = Arriving(1000, 2000, known)

    told = [arriving.take(request_bytes[at : at + 1]) for at in range(len(request_bytes))]

    assert told == [Arrived.PART] * (len(request_bytes) - 1) + [Arrived.WHOLE]
    assert arriving.request() == request_bytes


def test_what_follows_a_request_waits_for_its_turn() -> None:
    arriving = Arriving(1000, 2000, known)

    assert arriving.take(FORM + HEAD + HEAD[:9]) is Arrived.WHOLE
    assert arriving.request() == FORM
    assert arriving.how_far() is Arrived.WHOLE
    assert arriving.request() == HEAD
    assert arriving.how_far() is Arrived.PART
    assert arriving.size == 9


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST /x HTTP/1.1\r\nContent-Length: 1001\r\n\r\n",
        b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + b"x" * 1001,
        b"GET /" + b"x" * MOST_HEAD_BYTES,
    ],
    ids=["told", "in chunks", "head"],
)
def test_a_request_that_is_too_long_is_not_waited_for(request_bytes: bytes) -> None:
    arriving = Arriving(1000, 2000, known)

    assert arriving.take(request_bytes) is Arrived.CUT


def test_a_body_may_be_as_long_as_its_sender_may_send() -> None:
    long = b"POST /x HTTP/1.1\r\nAuthorization: Bearer %b\r\nContent-Length: 1500\r\n\r\n"

    assert Arriving(1000, 2000, known).take(long % b"good") is Arrived.PART
    assert Arriving(1000, 2000, known).take(long % b"none") is Arrived.CUT


def test_what_is_no_chunk_is_left_to_the_parser() -> None:
    arriving = Arriving(1000, 2000, known)

    assert arriving.take(b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") is Arrived.WHOLE


def test_a_head_tells_who_asks_for_what() -> None:
    arriving = Arriving(1000, 2000, known)

    arriving.take(
        b"GET /events HTTP/1.1\r\nAccept: text/event-stream\r\nCookie: a=1; b=2\r\nauthorization:  Bearer x \r\n\r\n"
    )

    assert arriving.wants_stream
    assert arriving.proofs == [b"a=1; b=2", b"Bearer x"]
    assert not arriving.asks_to_continue


def test_a_sender_may_wait_for_a_word_before_the_body() -> None:
    arriving = Arriving(1000, 2000, known)

    arriving.take(b"POST /x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")

    assert arriving.has_head
    assert arriving.asks_to_continue
    assert arriving.take(b"abc") is Arrived.WHOLE
