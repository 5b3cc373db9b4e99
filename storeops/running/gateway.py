"""Between the bytes of a request and a web app: what was asked, as PEP 3333 has it, and the answer as the wire has it.

llhttp (httptools), the parser of Node, reads a request in a tenth of the time that one written in Python takes: of a
ticket's issue that is as much as five statements to the database.
"""

import io
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from http import HTTPMethod, HTTPStatus
from typing import Any, NoReturn, Protocol
from urllib.parse import unquote_to_bytes
from wsgiref.handlers import format_date_time

import httptools

from storeops.base.errors import StoreOpsError
from storeops.running.refusals import AddressTooLong, CodingUnknown, HeadersTooLarge, RequestUnreadable

LONGEST_LINE_BYTES = 4094
"""Of the line that names method and address."""
LONGEST_HEADER_BYTES = 8190
MOST_HEADERS = 100
VERSIONS = frozenset({"1.0", "1.1"})
WITHOUT_BODY = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})

_BESIDE = {
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
    "SCRIPT_NAME": "",
}
_NOT_PREFIXED = {"CONTENT-TYPE": "CONTENT_TYPE", "CONTENT-LENGTH": "CONTENT_LENGTH"}


class Sink(Protocol):
    """Where an answer goes."""

    def sendall(self, data: bytes) -> None: ...


class WholeRequest:
    """One whole request, read by llhttp. AddressTooLong, HeadersTooLarge, CodingUnknown, RequestUnreadable."""

    def __init__(self, request: bytes) -> None:
        self._address = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._is_whole = False
        self._refused: StoreOpsError | None = None
        parser = httptools.HttpRequestParser(self)
        try:
            parser.feed_data(request)
        except httptools.HttpParserUpgrade as upgrade:
            # Nobody is followed to another protocol here; what else was asked is answered in this one.
            self._body, self._is_whole = [request[upgrade.args[0] :]], True
        except httptools.HttpParserError as error:
            self._refuse(error)
        self.version = parser.get_http_version()
        if not self._is_whole or self.version not in VERSIONS:
            raise RequestUnreadable
        self.method = parser.get_method().decode("ascii")
        self.stays_open: bool = parser.should_keep_alive()

    # What llhttp tells

    def on_url(self, part: bytes) -> None:
        self._address += part
        if len(self._address) > LONGEST_LINE_BYTES:
            self._stop(AddressTooLong())

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))
        if len(name) + len(value) > LONGEST_HEADER_BYTES or len(self._headers) > MOST_HEADERS:
            self._stop(HeadersTooLarge())

    def on_body(self, part: bytes) -> None:
        self._body.append(part)

    def on_message_complete(self) -> None:
        self._is_whole = True

    def _stop(self, refused: StoreOpsError) -> NoReturn:
        self._refused = refused
        raise refused

    def _refuse(self, error: Exception) -> NoReturn:
        codings = [value.strip().lower() for name, value in self._headers if name.lower() == b"transfer-encoding"]
        if self._refused is None and any(coding != b"chunked" for coding in codings):
            raise CodingUnknown from error
        raise self._refused or RequestUnreadable() from error

    # What the app is given

    def environ(self, scheme: str, client: tuple[Any, ...], server: tuple[Any, ...]) -> dict[str, Any]:
        """The request as PEP 3333 describes it, from a client's address to one of the server's."""
        path, query = self._split()
        environ = {
            **_BESIDE,
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(b"".join(self._body)),
            "REQUEST_METHOD": self.method,
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1") if b"%" in path else path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "REMOTE_ADDR": str(client[0]),
            "REMOTE_PORT": str(client[1]),
            "SERVER_NAME": str(server[0]),
            "SERVER_PORT": str(server[1]),
        }
        for name, value in self._headers:
            # With an underscore one header could pass for another, which an app believes.
            if b"_" not in name:
                key = _key(name)
                said = value.decode("latin-1")
                environ[key] = f"{environ[key]},{said}" if key in environ else said
        return environ

    def _split(self) -> tuple[bytes, bytes]:
        """The path and what follows its question mark. RequestUnreadable."""
        if self._address.startswith((b"/", b"*")):
            path, _, query = self._address.partition(b"#")[0].partition(b"?")
            return path, query
        try:
            url = httptools.parse_url(self._address)
        except httptools.HttpParserInvalidURLError as error:
            raise RequestUnreadable from error
        return url.path or b"/", url.query or b""


@lru_cache(maxsize=256)
def _key(name: bytes) -> str:
    """The name of a header as an app knows it."""
    upper = name.decode("latin-1").upper()
    return _NOT_PREFIXED.get(upper) or f"HTTP_{upper.replace('-', '_')}"


class Answering:
    """The answer of a web app to one request, on its way at `now`. `stays_open`: whether another may follow it."""

    def __init__(self, asked: WholeRequest, sink: Sink, now: datetime, *, stays_open: bool) -> None:
        self._asked = asked
        self._sink = sink
        self._now = now
        self.stays_open = stays_open and asked.stays_open
        self._head: bytes | None = None
        self._has_body = True
        self._is_chunked = False
        self.has_begun = False

    def start_response(self, status: str, headers: list[tuple[str, str]], fault: Any = None) -> Callable[..., None]:
        """Take status and headers; they leave with the first piece. ValueError for a header that would be two."""
        if self.has_begun and fault:
            raise fault[1].with_traceback(fault[2])
        code = int(status[:3])
        names = {name.lower() for name, _ in headers}
        self._has_body = self._asked.method != HTTPMethod.HEAD and code not in WITHOUT_BODY
        has_length = "content-length" in names
        self._is_chunked = self._has_body and not has_length and self._asked.version == "1.1"
        if self._has_body and not has_length and not self._is_chunked:
            self.stays_open = False
        lines = [
            f"HTTP/1.1 {status}",
            f"Date: {_date(int(self._now.timestamp()))}",
            f"Connection: {'keep-alive' if self.stays_open else 'close'}",
            *(f"{name}: {value}" for name, value in headers),
        ]
        if self._is_chunked:
            lines.append("Transfer-Encoding: chunked")
        head = "\r\n".join([*lines, "", ""])
        if head.count("\r") != len(lines) + 1 or head.count("\n") != len(lines) + 1 or "\0" in head:
            raise ValueError("a header with a line break in it")
        self._head = head.encode("latin-1")
        return self.write

    def write(self, piece: bytes) -> None:
        """Send a piece of the body. OSError."""
        self._begin()
        if piece and self._has_body:
            self._sink.sendall(b"%x\r\n%b\r\n" % (len(piece), piece) if self._is_chunked else piece)

    def send(self, pieces: Iterable[bytes]) -> None:
        """Send all of the body, and what ends it. OSError."""
        for piece in pieces:
            self.write(piece)
        self._begin()
        if self._is_chunked:
            self._sink.sendall(b"0\r\n\r\n")

    def _begin(self) -> None:
        if not self.has_begun:
            if self._head is None:
                raise RuntimeError("the app has not begun its answer")
            self.has_begun = True
            self._sink.sendall(self._head)


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return format_date_time(second)
