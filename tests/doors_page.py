"""docs/doors.md: every door and to whom it opens. `python -m tests.doors_page` writes it anew."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from storeops.people.devices import DEVICES, DeviceKind
from storeops.people.door_table import DOORS, Door, Open, Site
from storeops.people.roles import ROLES, Permission
from storeops.people.scopes import SCOPES
from tests.source_code import ROOT, modules

PAGE = ROOT / "docs" / "doors.md"

SITES = {
    Site.SCREENS: ("The public screens", "/"),
    Site.CONSOLE: ("The staff's console", "/console"),
    Site.API: ("The API for programs", "/api/v1"),
    Site.MONITOR: ("What watches the hall", "/"),
}


_OPEN = {
    Open.TO_ALL: "everybody",
    Open.TO_NEWCOMERS: "whoever is signed in, before a PIN was chosen too",
    Open.TO_STAFF: "whoever is signed in",
}


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def meanings() -> dict[str, str]:
    """What stands below each permission in the source, by its value."""
    tree = modules()["storeops.people.roles"].tree
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Permission")
    found = {}
    for given, told in pairwise(body):
        if isinstance(given, ast.Assign) and isinstance(told, ast.Expr):
            found[ast.literal_eval(given.value)] = ast.literal_eval(told.value)
    return found


def _lines() -> Iterator[str]:
    yield "# The doors"
    yield ""
    yield "Made by `python -m tests.doors_page` from `storeops/people/door_table.py`, which routes, buttons and the API"
    yield "ask; tests keep it true, and walk every address as everybody who is named here. What is not listed is not"
    yield "served."
    yield ""
    yield "A door says who comes in. Behind it more may be asked: whose sheet, whose case, which counter, which state."
    yield "A screen is asked for its kind where the hall enrols its screens."
    yield ""
    yield "## What each may do"
    yield ""
    yield "| permission | opens | roles | devices | a program's scopes |"
    yield "|---|---|---|---|---|"
    told = meanings()
    for permission in Permission:
        holders = (_roles(permission), _devices(permission), _scopes(permission))
        yield f"| {permission} | {told[permission]} | {' | '.join(holders)} |"
    for site, (heading, base) in SITES.items():
        yield ""
        yield f"## {heading}"
        yield ""
        yield f"Addresses below `{base}`."
        yield ""
        yield "| address | opens to | that is |"
        yield "|---|---|---|"
        for address, door in DOORS[site].items():
            yield f"| `{address}` | {_opens_to(door)} | {_that_is(site, door)} |"
    yield ""


def _opens_to(door: Door) -> str:
    if isinstance(door, DeviceKind):
        return f"screens: {door}"
    return _OPEN[door] if isinstance(door, Open) else door


def _that_is(site: Site, door: Door) -> str:
    if not isinstance(door, Permission):
        return ""
    named = [_roles(door)] + ([_devices(door), _scopes(door, "program: ")] if site is Site.API else [])
    return "; ".join(each for each in named if each)


def _roles(permission: Permission) -> str:
    return ", ".join(role.value.replace("_", " ") for role, row in ROLES.items() if permission in row.permissions)


def _devices(permission: Permission) -> str:
    return ", ".join(kind for kind, row in DEVICES.items() if permission in row.permissions)


def _scopes(permission: Permission, before: str = "") -> str:
    found = ", ".join(scope for scope, permissions in SCOPES.items() if permission in permissions)
    return f"{before}{found}" if found else ""


if __name__ == "__main__":
    print(page(), end="")
