"""/healthz and /metrics: whether the hall can issue tickets, and figures for Prometheus. No sign-in."""

from typing import cast

from flask import Response, current_app, jsonify
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose
from werkzeug.wrappers import Response as AnyResponse

from storeops.backups.backup_view import BackupsNow, backups_now
from storeops.base.business_time import stamp_or_none
from storeops.base.errors import StoreOpsError
from storeops.measuring.level_today_view import level_today
from storeops.people.door_table import Site
from storeops.queueing import figures_view
from storeops.running import health
from storeops.running.health import HealthReason, WriteProbe
from storeops.running.prometheus import HallMetrics
from storeops.store import clock_rows
from storeops.store.sqlite_version import is_repaired
from storeops.web import attach
from storeops.web import request as web
from storeops.web.doorkeeper import keep_doors
from storeops.web.faults import HallApp


def create_app(runtime: web.Runtime) -> HallApp:
    """A WSGI app that answers just the two addresses of ADDRESSES."""
    app = HallApp(__name__, static_folder=None)
    attach.attach(app, runtime, _unwell)
    app.extensions["storeops_write_probe"] = WriteProbe(runtime.pool)
    for address, answer in ADDRESSES.items():
        app.add_url_rule(address, address, answer)
    app.after_request(attach.keep_out_of_caches)
    keep_doors(app, Site.MONITOR, lambda _: None)
    return app


def _healthz() -> AnyResponse:
    """200 whenever the hall can issue tickets, else 503; `reasons` tells of all that is not as it should be."""
    running = web.runtime()
    feed = running.live.state
    write_trouble = _probe().trouble()
    found = health.reasons(write_trouble, running.issuing.failure, feed)
    backed_up_at = clock = None
    if write_trouble is None:  # else nothing is asked of the database: it might not answer
        backups = _backups()
        backed_up_at = backups.good_at
        clock = _clock_words()
        found += [HealthReason(trouble.value, f"backups: {trouble.value}") for trouble in backups.troubles]
    can_issue = not any(reason.stops_issuing for reason in found)
    answer = {
        "status": "cannot issue" if not can_issue else "degraded" if found else "ok",
        "reasons": [{"what": reason.what, "says": reason.says} for reason in found],
        "feed": {"lag_seconds": round(feed.lag_seconds, 1), "last_error": feed.last_error},
        "last_backup_at": stamp_or_none(backed_up_at),
        "sqlite": sqlite3.sqlite_version,
        "sqlite_is_repaired": is_repaired(sqlite3.sqlite_version_info),
        "open_streams": running.live.open_streams,
        "clock": clock,
    }
    return _answer(jsonify(answer), 200 if can_issue else 503)


def _probe() -> WriteProbe:
    return cast(WriteProbe, current_app.extensions["storeops_write_probe"])


def _backups() -> BackupsNow:
    return backups_now(web.db(), web.runtime().settings, web.clock().now())


def _clock_words() -> str:
    """What monitors read of the clock: a doubt holds up what is done for good, and no customer."""
    doubt = clock_rows.open_doubt(web.db())
    if doubt is None:
        return "ok"
    return f"in doubt ({doubt.doubt}): set it right, or confirm the time with: storeops clock confirm"


def _metrics() -> AnyResponse:
    running, now, doubt = web.runtime(), web.clock().now(), clock_rows.open_doubt(web.db())
    metrics = HallMetrics(
        figures_view.figures(web.db(), web.hall(), now),
        level_today(web.db(), now),
        _backups(),
        running.times,
        running.jobs,
        running.settings.database,
        now,
        (
            ("storeops_open_streams", "Live screens connected", running.live.open_streams),
            (
                "storeops_feed_lag_seconds",
                "Seconds since the live feed last read the journal to its end; above 3 it stands still",
                running.live.state.lag_seconds,
            ),
            ("storeops_clock_in_doubt", "1 while the time is in doubt", int(doubt is not None)),
            ("storeops_clock_steps", "How often somebody was seen to set the clock", clock_rows.count(web.db())),
        ),
    )
    return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)


def _unwell(error: StoreOpsError) -> AnyResponse:
    return _answer(jsonify({"status": str(error)}), error.status)


def _answer(response: Response, status: int) -> Response:
    response.status_code = status
    return response


ADDRESSES = {"/healthz": _healthz, "/metrics": _metrics}
