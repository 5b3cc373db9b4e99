"""A store that speaks S3, for tests: strict about signatures and digests, and it can fail as real ones do.

Written from the public description of the protocol (AWS Signature Version 4, and the few requests that copies need).
"""

import hashlib
import hmac
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

KEY, SECRET, BUCKET = "AKIDHALL", "a secret of the hall", "copies"
NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


@dataclass
class Stored:
    """What stands under one name."""

    content: bytes
    meta: dict[str, str]


@dataclass
class S3Store:
    """What the store holds and how it behaves.

    `fails`: so many of the next requests are answered with this status; `refuses`: requests of these methods are not
    allowed; `spoils`: what is stored lacks its last byte; `cuts`: the line breaks before an answer.
    """

    objects: dict[str, Stored] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fails: list[int] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    spoils: bool = False
    cuts: bool = False
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    begun: dict[str, dict[str, str]] = field(default_factory=dict)
    endpoint: str = ""

    @property
    def address(self) -> str:
        return f"{self.endpoint}/{BUCKET}/halls/one"


@contextmanager
def s3_store(tls: ssl.SSLContext | None = None) -> Iterator[S3Store]:
    """A store that is reached for the block."""
    store = S3Store()
    handler = type("Handler", (_Handler,), {"store": store})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        store.endpoint = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    store: ClassVar[S3Store]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.store.asked.append(self.command)
        if self.store.cuts:
            self.close_connection = True
            return
        if self.store.fails:
            self._say(self.store.fails.pop(0), _error("ServiceUnavailable"))
            return
        fault = self._fault(body)
        if fault:
            self._say(403, _error(fault))
            return
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        if bucket != BUCKET:
            self._say(404, _error("NoSuchBucket"))
        elif name:
            self._object(name, query, body)
        else:
            self._bucket(query)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _take  # noqa: N815 - as the library names them

    # What is asked

    def _bucket(self, query: dict[str, str]) -> None:
        if "location" in query:
            self._say(200, f'<LocationConstraint xmlns="{NAMESPACE}"></LocationConstraint>')
            return
        prefix = query.get("prefix", "")
        found = sorted(
            name for name in self.store.objects if name.startswith(prefix) and "/" not in name.removeprefix(prefix)
        )
        rows = "".join(
            f"<Contents><Key>{escape(quote(name))}</Key><LastModified>2026-03-02T01:00:00.000Z</LastModified>"
            f'<ETag>"e"</ETag><Size>{len(self.store.objects[name].content)}</Size></Contents>'
            for name in found
        )
        self._say(
            200,
            f'<ListBucketResult xmlns="{NAMESPACE}"><Name>{BUCKET}</Name><EncodingType>url</EncodingType>'
            f"<IsTruncated>false</IsTruncated>{rows}</ListBucketResult>",
        )

    def _object(self, name: str, query: dict[str, str], body: bytes) -> None:
        match self.command:
            case "PUT" if "partNumber" in query:
                self.store.parts[query["uploadId"]][int(query["partNumber"])] = body
                self._say(200, "", {"ETag": f'"{_md5(body)}"'})
            case "PUT":
                self._keep(name, body, self._meta())
                self._say(200, "", {"ETag": f'"{_md5(body)}"'})
            case "POST" if "uploads" in query:
                self.store.parts[name], self.store.begun[name] = {}, self._meta()
                self._say(
                    200,
                    f'<InitiateMultipartUploadResult xmlns="{NAMESPACE}"><Bucket>{BUCKET}</Bucket><Key>{name}</Key>'
                    f"<UploadId>{name}</UploadId></InitiateMultipartUploadResult>",
                )
            case "POST":
                told = ElementTree.fromstring(body).iter(f"{{{NAMESPACE}}}PartNumber")
                numbers = [int(each.text or 0) for each in told]
                whole = b"".join(self.store.parts[name][number] for number in numbers)
                self._keep(name, whole, self.store.begun[name])
                self._say(
                    200,
                    f'<CompleteMultipartUploadResult xmlns="{NAMESPACE}"><Bucket>{BUCKET}</Bucket><Key>{name}</Key>'
                    f'<Location>x</Location><ETag>"e-2"</ETag></CompleteMultipartUploadResult>',
                )
            case "DELETE":
                self.store.objects.pop(name, None)
                self._say(204, "")
            case _:
                self._give(name)

    def _give(self, name: str) -> None:
        stored = self.store.objects.get(name)
        if stored is None:
            self._say(404, _error("NoSuchKey"))
            return
        head = {"ETag": '"e"', "Last-Modified": "Mon, 02 Mar 2026 01:00:00 GMT", **stored.meta}
        self._say(200, stored.content, head)

    def _keep(self, name: str, content: bytes, meta: dict[str, str]) -> None:
        self.store.objects[name] = Stored(content[:-1] if self.store.spoils else content, meta)

    def _meta(self) -> dict[str, str]:
        return {name: value for name, value in self.headers.items() if name.lower().startswith("x-amz-meta-")}

    def _say(self, status: int, content: str | bytes, head: dict[str, str] | None = None) -> None:
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        for name, value in (head or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/xml")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

    # Who asks

    def _fault(self, body: bytes) -> str | None:
        """Why a request is not let in; None where it is."""
        if self.command in self.store.refuses:
            return "AccessDenied"
        told = dict(
            part.strip().split("=", 1)
            for part in self.headers["Authorization"].removeprefix("AWS4-HMAC-SHA256 ").split(",")
        )
        access, date, region, service, ends = told["Credential"].split("/")
        if access != KEY:
            return "InvalidAccessKeyId"
        digest = self.headers["x-amz-content-sha256"]
        if digest not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
            return "XAmzContentSHA256Mismatch"
        parts = urlsplit(self.path)
        query = sorted(parse_qsl(parts.query, keep_blank_values=True))
        signed = told["SignedHeaders"].split(";")
        asked = "\n".join(
            [
                self.command,
                parts.path,
                "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in query),
                *[f"{name}:{' '.join(self.headers[name].split())}" for name in signed],
                "",
                told["SignedHeaders"],
                digest,
            ]
        )
        scope = f"{date}/{region}/{service}/{ends}"
        mark = hashlib.sha256(asked.encode()).hexdigest()
        to_sign = f"AWS4-HMAC-SHA256\n{self.headers['x-amz-date']}\n{scope}\n{mark}"
        key = f"AWS4{SECRET}".encode()
        for step in (date, region, service, ends):
            key = hmac.digest(key, step.encode(), "sha256")
        is_ours = hmac.compare_digest(hmac.digest(key, to_sign.encode(), "sha256").hex(), told["Signature"])
        return None if is_ours else "SignatureDoesNotMatch"


def _md5(body: bytes) -> str:
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _error(code: str) -> str:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>"
