"""The address of the machine for itself, for everybody, and for others."""

import pytest

from storeops.web.own_address import in_the_network, is_any, is_inner


@pytest.mark.parametrize(
    ("host", "inner"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("127.1.2.3", True), ("::1", True)),
        *(("192.168.1.10", False), ("hall.local", False), ("localhost.example", False), ("", False), (None, False)),
    ],
)
def test_inner_addresses_are_known(host: str | None, inner: bool) -> None:
    assert is_inner(host) is inner


@pytest.mark.parametrize(("host", "every"), [("0.0.0.0", True), ("::", True), ("127.0.0.1", False), ("hall", False)])
def test_a_server_may_listen_everywhere(host: str, every: bool) -> None:
    assert is_any(host) is every


def test_what_others_are_told_is_never_an_inner_address() -> None:
    assert not is_inner(in_the_network())
