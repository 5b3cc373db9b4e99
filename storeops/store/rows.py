"""Rows read by name: columns into the fields of frozen dataclasses and named tuples, values as their annotations say.

A column fills the field of its name; a column named `leg.id` fills the field `id` of the dataclass in the field `leg`.
Instants, days, times, flags and enumerations are made of what SQLite holds; NULL stays None; all else stays as it is.
A field with a default may have no column; a column without a field is an error.
"""

import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from sqlite_utils import Database

from storeops.base.business_time import instant

Values = Sequence[Any] | dict[str, Any]
"""What a statement's question marks or names stand for."""

Fact = TypeVar("Fact")
Make = Callable[[Sequence[Any]], Any]


def one(db: Database, into: type[Fact], sql: str, values: Values = ()) -> Fact | None:
    """The first row of an answer; None if there is none."""
    return next(each(db, into, sql, values), None)


def many(db: Database, into: type[Fact], sql: str, values: Values = ()) -> list[Fact]:
    """All rows of an answer, in its order."""
    return list(each(db, into, sql, values))


def each(db: Database, into: type[Fact], sql: str, values: Values = ()) -> Iterator[Fact]:
    """The rows of an answer one at a time, for those that are too many to hold."""
    found = db.execute(sql, values)
    return map(_maker(cast(Any, into), tuple(column[0] for column in found.description)), found)


def scalar(db: Database, sql: str, values: Values = ()) -> Any:
    """The first column of the first row, as SQLite holds it; None if there is no row."""
    return next(iter(db.execute(sql, values).fetchone() or ()), None)


def column(db: Database, sql: str, values: Values = ()) -> list[Any]:
    """The first column of all rows, as SQLite holds it."""
    return [value for value, *_ in db.execute(sql, values)]


@cache
def _maker(into: Any, columns: tuple[str, ...]) -> Make:
    """What makes a fact of a row with these columns. TypeError where they and its fields do not fit."""
    hints = typing.get_type_hints(into)
    inner = {name.split(".")[0] for name in columns if "." in name}
    if unknown := {name.split(".")[0] for name in columns} - hints.keys():
        raise TypeError(f"{into.__name__} has no field for: {', '.join(sorted(unknown))}")
    parts: dict[str, Make] = {}
    for name in hints:
        if name in inner:
            parts[name] = _part(hints[name], name, columns)
        elif name in columns:
            parts[name] = _value(columns.index(name), _conversion(hints[name]))
    _refuse_gaps(into, hints, parts)
    if list(parts) == list(columns) and not any(_conversion(hints[name]) for name in parts):
        return lambda row: into(*row)
    names, makes = list(parts), list(parts.values())
    if names == list(hints)[: len(names)]:
        return lambda row: into(*[make(row) for make in makes])
    return lambda row: into(**{name: make(row) for name, make in zip(names, makes, strict=True)})


def _part(into: type, field: str, columns: tuple[str, ...]) -> Make:
    """What makes the dataclass of one field of the columns that are named after it."""
    places = [place for place, name in enumerate(columns) if name.startswith(f"{field}.")]
    make = _maker(into, tuple(columns[place].removeprefix(f"{field}.") for place in places))
    return lambda row: make([row[place] for place in places])


def _refuse_gaps(into: type, hints: Mapping[str, Any], parts: Mapping[str, Make]) -> None:
    if is_dataclass(into):
        defaults = {
            field.name for field in fields(into) if (field.default, field.default_factory) != (MISSING, MISSING)
        }
    else:
        defaults = set(getattr(into, "_field_defaults", ()))
    if gaps := hints.keys() - parts.keys() - defaults:
        raise TypeError(f"{into.__name__} lacks columns for: {', '.join(sorted(gaps))}")


def _value(place: int, conversion: Callable[[Any], Any] | None) -> Make:
    if conversion is None:
        return lambda row: row[place]
    return lambda row: None if row[place] is None else conversion(row[place])


def _conversion(hint: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this annotation of what SQLite holds; None where that is the value itself."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        return _conversion(kinds[0]) if len(kinds) == 1 else None
    if not isinstance(hint, type):
        return None
    if issubclass(hint, datetime):
        return instant
    if issubclass(hint, date):
        return date.fromisoformat
    if issubclass(hint, time):
        return time.fromisoformat
    if hint is bool or issubclass(hint, Enum):
        return hint
    return None
