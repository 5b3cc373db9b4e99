"""What a proxy forwards is believed of trusted addresses alone."""

from typing import Any

import pytest

from storeops.running.proxies import behind, networks, stands_in
from storeops.running.refusals import NoAddress

FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "10.1.1.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "hall.example",
}


def asked_from(address: str, *proxies: str) -> tuple[str, str, str]:
    """Who asks, how, and for which host, as an app behind these proxies sees a request from an address."""
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {"REMOTE_ADDR": address, "wsgi.url_scheme": "http", "HTTP_HOST": "192.168.1.10", **FORWARDED}
    behind(app, networks(proxies))(environ, lambda *_: None)
    return seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]


def test_nobody_is_believed_unless_named() -> None:
    assert asked_from("127.0.0.1") == ("127.0.0.1", "http", "192.168.1.10")


@pytest.mark.parametrize("address", ["192.168.1.2", "::ffff:192.168.1.2"])
def test_a_trusted_proxy_tells_who_asks(address: str) -> None:
    assert asked_from(address, "192.168.1.2") == ("10.1.1.9", "https", "hall.example")


def test_its_neighbour_is_not_believed() -> None:
    assert asked_from("192.168.1.3", "192.168.1.2") == ("192.168.1.3", "http", "192.168.1.10")


def test_a_network_may_be_trusted() -> None:
    assert asked_from("192.168.1.77", "10.0.0.1", "192.168.1.0/24")[0] == "10.1.1.9"


def test_what_is_no_address_is_refused_by_name() -> None:
    with pytest.raises(NoAddress):
        networks(["proxy.local"])


def test_a_socket_without_an_address_stands_nowhere() -> None:
    assert not stands_in("", networks(["192.168.1.2"]))
