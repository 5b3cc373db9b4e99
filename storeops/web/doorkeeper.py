"""The table of doors at work in a web app: before anything behind an address is done, its door is asked."""

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app, request
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from storeops.people.door_table import DOORS, Door, Site

Answer = Response | str | None


def keep_doors(app: Flask, site: Site, let_in: Callable[[Door], Answer]) -> None:
    """Ask `let_in` at each door of an app. LookupError where an address has no row in the table of doors."""
    app.extensions["storeops_doors"] = {rule.endpoint: _listed(site, rule) for rule in app.url_map.iter_rules()}

    @app.before_request
    def ask() -> Answer:
        return let_in(door_of(request.endpoint)) if request.endpoint else None


def door_of(endpoint: str) -> Door:
    """The door before an endpoint of the app that answers this request."""
    return cast(dict[str, Door], current_app.extensions["storeops_doors"])[endpoint]


def _listed(site: Site, rule: Rule) -> Door:
    address = address_of(rule)
    if address not in DOORS[site]:
        raise LookupError(f"{address} of the {site} has no row in storeops/people/door_table.py")
    return DOORS[site][address]


def address_of(rule: Rule) -> str:
    """The method and the pattern of the path, as the table names a door."""
    (method,) = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return f"{method} {rule.rule}"
