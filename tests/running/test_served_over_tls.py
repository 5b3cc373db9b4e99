"""The hall over TLS: its certificate, its cookies, and where it can be reached."""

import contextlib
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from storeops.running.listening import Ports, served
from tests.served_hall import ServedHall, storeops


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHall]:
    hall = ServedHall.founded(tmp_path_factory.mktemp("tls"))
    made = storeops("--db", str(hall.path), "certificate", "hall.local", "127.0.0.1")
    assert made.returncode == 0, made.stderr
    folder = hall.path.with_name("hall.db.tls")
    hall.options = ("--certificate", str(folder / "hall.crt"), "--key", str(folder / "hall.key"))
    hall.start()
    yield hall
    assert hall.stop() == 0


def asked(hall: ServedHall, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
    """The answer to somebody whose device has taken over the hall's authority."""
    trust = ssl.create_default_context(cafile=str(hall.path.with_name("hall.db.tls") / "authority.crt"))
    connection = http.client.HTTPSConnection("127.0.0.1", hall.port, timeout=20, context=trust)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def test_a_device_that_took_the_authority_over_is_served(hall: ServedHall) -> None:
    answer = asked(hall, "GET", "/healthz")

    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_any_other_device_warns(hall: ServedHall) -> None:
    stranger = ssl.create_default_context()
    with socket.create_connection(("127.0.0.1", hall.port), 20) as sock, pytest.raises(ssl.SSLCertVerificationError):
        stranger.wrap_socket(sock, server_hostname="127.0.0.1")


def spoken_with(hall: ServedHall, client: ssl.SSLContext) -> str | None:
    """The cipher on which a client and the hall agree; ssl.SSLError where they find none."""
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", hall.port), 20) as sock,
        client.wrap_socket(sock, server_hostname="127.0.0.1") as spoken,
    ):
        return f"{spoken.version()} {(spoken.cipher() or ('',))[0]}"


def test_only_today_s_tls_and_ciphers_are_spoken_the_newest_first(hall: ServedHall) -> None:
    assert (spoken_with(hall, ssl.create_default_context()) or "").startswith("TLSv1.3 ")
    older = ssl.create_default_context()
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    assert "GCM" in (spoken_with(hall, older) or "")

    # Without a MAC of their own (CBC), or readable for whoever steals the key later (RSA): OpenSSL alone takes them.
    for ciphers in ("ECDHE+AES+SHA256:ECDHE+AES+SHA:!AESGCM", "RSA+AESGCM"):
        older.set_ciphers(ciphers)
        with pytest.raises((ssl.SSLError, ConnectionError)):
            spoken_with(hall, older)
    oldest = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    oldest.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        oldest.minimum_version = oldest.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        spoken_with(hall, oldest)


def test_every_cookie_is_secure_and_of_this_host_alone(hall: ServedHall) -> None:
    pages = [asked(hall, "GET", path) for path in ("/services/payment?lang=en", "/console/sign-in?lang=zh")]

    cookies = [cookie for page in pages for cookie in page.headers.get_all("Set-Cookie", [])]
    assert {cookie.split("=")[0] for cookie in cookies} >= {"__Host-lang", "__Host-storeops_kiosk"}
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_three_hundred_that_never_greet_delay_nobody(hall: ServedHall) -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(300):
            sock = opened.enter_context(socket.create_connection(("127.0.0.1", hall.port), 20))
            sock.sendall(b"\x16\x03\x01")
        began = monotonic()

        assert asked(hall, "GET", "/healthz").status == 200
        assert monotonic() - began < 1


def test_plain_http_is_not_answered_there(hall: ServedHall) -> None:
    with socket.create_connection(("127.0.0.1", hall.port), 20) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: hall\r\n\r\n")

        with contextlib.suppress(ConnectionResetError):
            assert not sock.recv(100).startswith(b"HTTP/")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--certificate", "none.crt", "--key", "none.key"), 3, "storeops certificate"),
        (("--certificate", "none.crt"), 2, "belong together"),
        (("--trusted-proxy", "proxy.local"), 2, "192.168.1.0/24"),
    ],
)
def test_what_cannot_be_served_is_refused_at_the_start(
    hall: ServedHall, options: tuple[str, ...], code: int, words: str
) -> None:
    refused = storeops("--db", str(hall.path), "serve", "--port", "0", *options)

    assert (refused.returncode, refused.stdout) == (code, "")
    assert words in refused.stderr


# Proxies

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "hall.example", "X-Forwarded-For": "10.1.1.9"}


@pytest.mark.parametrize(
    ("options", "address"),
    [((), "http://127.0.0.1"), (("--trusted-proxy", "127.0.0.0/8"), "https://hall.example")],
    ids=["nobody is trusted", "this computer is trusted"],
)
def test_what_is_forwarded_counts_from_a_trusted_proxy_alone(
    tmp_path: Path, options: tuple[str, ...], address: str
) -> None:
    hall = ServedHall.founded(tmp_path, options=options).start()

    answer = hall.ask("POST", "/tickets", {"service": "payment"}, headers=FORWARDED)

    assert answer.body["url"].startswith(address)
    assert ("Strict-Transport-Security" in answer.headers) == address.startswith("https")
    assert hall.stop() == 0


# Ports


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        (Ports(1), {"whole": 1}),
        (Ports(1, kiosk=2), {"console": 1, "kiosk": 2}),
        (Ports(1, console=3), {"kiosk": 1, "console": 3}),
        (Ports(1, kiosk=2, console=3), {"watch": 1, "kiosk": 2, "console": 3}),
    ],
)
def test_what_has_a_port_of_its_own_is_served_there_alone(ports: Ports, expected: dict[str, int]) -> None:
    assert served(ports) == expected


def test_every_port_is_printed_and_the_main_port_serves_what_has_not_moved(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path, options=("--kiosk-port", "0")).start()
    assert hall.process is not None
    assert hall.process.stdout is not None
    line = hall.process.stdout.readline().strip()
    moved = re.fullmatch(r"kiosk, board, pads and phones on http://127\.0\.0\.1:(\d+)", line)
    assert moved
    kiosk_port = int(moved.group(1))

    def status(port: int, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path)
        return connection.getresponse().status

    paths = ("/services/payment", "/console/sign-in", "/healthz")
    assert [status(kiosk_port, path) for path in paths] == [200, 404, 200]
    assert [status(hall.port, path) for path in paths] == [404, 200, 200]
    issued = hall.ask("POST", "/tickets", {"service": "payment"}).body
    assert issued["url"] == f"http://127.0.0.1:{kiosk_port}/t/{issued['token']}"
    assert hall.stop() == 0
