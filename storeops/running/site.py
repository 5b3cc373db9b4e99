"""The web apps put together as sites."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base import request_mark
from storeops.base.errors import StoreOpsError
from storeops.running import monitor, server, unread_request
from storeops.running.proxies import Network, behind
from storeops.running.refusals import HostUnreadable
from storeops.web import request as web
from storeops.web.refusals import NoSuchPage
from storeops.web.security_headers import SECURITY_HEADERS


@dataclass(frozen=True)
class Sites:
    """The public screens, the staff's console with the API, all of it in one, and what only watches the hall."""

    kiosk: server.Wsgi
    console: server.Wsgi
    whole: server.Wsgi
    watch: server.Wsgi


def on_ports(runtime: web.Runtime, ports: Mapping[str, int], proxies: Collection[Network]) -> server.Wsgi:
    """One WSGI app for all ports; `ports` tells which site, by its name in Sites, each of them serves."""
    made = sites(runtime)
    nameless = _refusing(HostUnreadable())

    def reached(site: server.Wsgi) -> server.Wsgi:
        return behind(server.staying_on_tls(server.asked_by_name(site, nameless)), proxies)

    return server.by_port({port: reached(getattr(made, name)) for name, port in ports.items()})


def _refusing(error: StoreOpsError, path: str | None = None) -> server.Wsgi:
    """An app that refuses whatever is asked; `path` is where its page leads from, unsaid the address that was asked."""

    @Request.application
    def refuse(request: Request) -> Response:
        headers = {"Cache-Control": "no-store", request_mark.HEADER: request_mark.begin(), **SECURITY_HEADERS}
        kind, body = unread_request.body(path or request.path, error)
        return Response(body, error.status, headers, content_type=f"{kind}; charset=utf-8")

    return refuse


def sites(runtime: web.Runtime) -> Sites:
    """The web apps of a runtime, mounted where the contract says."""
    kiosk_app = kiosk.app.create_app(runtime)
    staff: dict[str, server.Wsgi] = {
        "/console": staff_console.app.create_app(runtime),
        "/api/v1": storeops.api.app.create_app(runtime),
    }
    watch = monitor.create_app(runtime)

    def watched(site: server.Wsgi) -> server.Wsgi:
        return server.with_exact(site, watch, monitor.ADDRESSES)

    return Sites(
        kiosk=watched(kiosk_app),
        console=watched(
            DispatcherMiddleware(
                server.with_exact(_refusing(NoSuchPage(), "/console"), redirect("/console/"), {"/"}), staff
            )
        ),
        whole=watched(DispatcherMiddleware(kiosk_app, staff)),
        watch=watch,
    )
