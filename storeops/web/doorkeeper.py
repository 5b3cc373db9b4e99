"""The table of doors at work in a web app: before anything behind an address is done, its door is asked."""

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app, request
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from storeops.people.door_table import DOORS, Door, Site
from storeops.web.request_times import RequestClass, class_of

Answer = Response | str | None


def keep_doors(app: Flask, site: Site, let_in: Callable[[Door], Answer]) -> None:
    """Ask `let_in` at each door of an app. LookupError where an address has no row in the table of doors."""
    rules = list(app.url_map.iter_rules())
    app.extensions["storeops_doors"] = {rule.endpoint: _listed(site, rule) for rule in rules}
    app.extensions["storeops_classes"] = {
        rule.endpoint: class_of(site, rule.rule, is_read="GET" in (rule.methods or ())) for rule in rules
    }

    @app.before_request
    def ask() -> Answer:
        return let_in(door_of(request.endpoint)) if request.endpoint else None


def door_of(endpoint: str) -> Door:
    """The door before an endpoint of the app that answers this request."""
    return cast(dict[str, Door], current_app.extensions["storeops_doors"])[endpoint]


def class_of_endpoint(app: Flask, endpoint: str | None) -> RequestClass:
    """What is asked at an endpoint of an app; None where an address led to none."""
    classes = cast(dict[str | None, RequestClass], app.extensions["storeops_classes"])
    return classes.get(endpoint, RequestClass.NOWHERE)


def _listed(site: Site, rule: Rule) -> Door:
    address = address_of(rule)
    if address not in DOORS[site]:
        raise LookupError(f"{address} of the {site} has no row in storeops/people/door_table.py")
    return DOORS[site][address]


def address_of(rule: Rule) -> str:
    """The method and the pattern of the path, as the table names a door."""
    (method,) = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return f"{method} {rule.rule}"
