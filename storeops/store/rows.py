"""Rows read by name: columns into the fields of frozen dataclasses and named tuples, values as their annotations say.

A column fills the field of its name; a column named `leg.id` fills the field `id` of the dataclass in the field `leg`,
and a dataclass that may be None is None where all its columns are NULL. What SQLite holds becomes what the annotation
says: instants, days, times, durations (seconds), zones, flags, enumerations and dictionaries (JSON). NULL stays None;
all else stays as it is. A field with a default may have no column; a column without a field is an error.

What bounds an answer stands in its statement as `LIMIT +?`: of a bare parameter there SQLite looks at the value when it
plans, and so plans the statement anew each time that one is given. For the board that cost 130 us of 160.
"""

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import partial
from itertools import starmap
from operator import itemgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import instant

Values = Sequence[Any] | dict[str, Any]
"""What a statement's question marks or names stand for."""

Fact = TypeVar("Fact")
Make = Callable[[Sequence[Any]], Any]
MakeAll = Callable[[Iterable[Sequence[Any]]], Iterator[Any]]
Build = Callable[[Sequence[Any]], Any]
"""Makes a fact of the values of its fields."""
Convert = Callable[[Any], Any]


def one(db: Database, into: type[Fact], sql: str, values: Values = ()) -> Fact | None:
    """The first row of an answer; None if there is none."""
    return next(each(db, into, sql, values), None)


def many(db: Database, into: type[Fact], sql: str, values: Values = ()) -> list[Fact]:
    """All rows of an answer, in its order."""
    return list(each(db, into, sql, values))


def each(db: Database, into: type[Fact], sql: str, values: Values = ()) -> Iterator[Fact]:
    """The rows of an answer one at a time, for those that are too many to hold."""
    found = db.execute(sql, values)
    make_all = _makers.get((into, sql))
    if make_all is None:
        make_all = _remember(into, sql, [column[0] for column in found.description])
    return make_all(found)


def scalar(db: Database, sql: str, values: Values = ()) -> Any:
    """The first column of the first row, as SQLite holds it; None if there is no row."""
    return next(iter(db.execute(sql, values).fetchone() or ()), None)


def column(db: Database, sql: str, values: Values = ()) -> list[Any]:
    """The first column of all rows, as SQLite holds it."""
    return [value for value, *_ in db.execute(sql, values)]


_makers: dict[tuple[Any, str], MakeAll] = {}
"""What makes facts of a statement's rows, by fact and statement: comparing the names of the columns of a ticket each
time would make its reading a quarter slower."""
MOST_MAKERS = 1000
"""Statements with lists of any length in them are different every time: they may not fill the memory."""


def _remember(into: Any, sql: str, columns: Sequence[str]) -> MakeAll:
    """What makes facts of rows with these columns. TypeError where they and the fields do not fit."""
    if twice := {name for name in columns if columns.count(name) > 1}:
        raise TypeError(f"{into.__name__} has two columns for: {', '.join(sorted(twice))}")
    make = _make(into, {name: place for place, name in enumerate(columns)})
    make_all: MakeAll = partial(map, make)
    if _fit_as_they_stand(into, columns):
        make_all = partial(map, _of_values(into)) if _is_whole_tuple(into, columns) else partial(starmap, into)
    if len(_makers) >= MOST_MAKERS:
        _makers.clear()
    _makers[into, sql] = make_all
    return make_all


def _fit_as_they_stand(into: Any, columns: Sequence[str]) -> bool:
    """Whether these columns are the fields, in their order, with nothing to be made of their values."""
    hints = typing.get_type_hints(into)
    return list(hints)[: len(columns)] == columns and not any(_conversion(hints[name]) for name in columns)


def _make(into: Any, places: Mapping[str, int]) -> Make:
    """What makes a fact of a row in which its columns stand at these places.

    It runs for every row that is read: values are taken in the order of the fields, and only those are touched again
    that become something else.
    """
    hints = typing.get_type_hints(into)
    filled = {name.split(".")[0] for name in places}
    _refuse_misfits(into, hints, filled)
    names = [name for name in hints if name in filled]
    taken = _taken([places[name] if name in places else min(_within(name, places).values()) for name in names])
    parts = [(at, _part(hints[name], _within(name, places))) for at, name in enumerate(names) if name not in places]
    conversions = [
        (at, conversion)
        for at, name in enumerate(names)
        if name in places and (conversion := _conversion(hints[name])) is not None
    ]
    if _is_whole_tuple(into, names):
        build = _of_values(into)
    elif names == list(hints)[: len(names)]:
        build = partial(_spread, into)
    else:
        build = _by_keyword(into, names)
    if not conversions and not parts:
        return lambda row: build(taken(row))

    def make(row: Sequence[Any]) -> Any:
        values = list(taken(row))
        for at, conversion in conversions:
            if values[at] is not None:
                values[at] = conversion(values[at])
        for at, part in parts:
            values[at] = part(row)
        return build(values)

    return make


def _is_whole_tuple(into: Any, names: Sequence[str]) -> bool:
    """Whether these are all fields of a named tuple, in their order."""
    return issubclass(into, tuple) and list(names) == list(into._fields)


def _of_values(into: Any) -> Build:
    """Fills a named tuple: its own constructor, written in Python, takes twice as long as the tuple's."""
    return partial(tuple.__new__, into)


def _spread(into: Any, values: Sequence[Any]) -> Any:
    """A fact of the values of its first fields."""
    return into(*values)


def _taken(order: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What takes the values at these places of a row, in this order."""
    first = order[0]
    if list(order) == list(range(first, first + len(order))):
        return itemgetter(slice(first, first + len(order)))
    return itemgetter(*order)


def _within(field: str, places: Mapping[str, int]) -> dict[str, int]:
    """The places of the columns that are named after the field of a dataclass, by field of that dataclass."""
    return {name.removeprefix(f"{field}."): place for name, place in places.items() if name.startswith(f"{field}.")}


def _part(hint: Any, places: Mapping[str, int]) -> Make:
    """What makes the dataclass in one field, of the columns at these places."""
    kind = _without_none(hint)
    make = _make(kind, places)
    if kind is hint:
        return make
    held = list(places.values())
    return lambda row: None if all(row[place] is None for place in held) else make(row)


def _by_keyword(into: Any, names: Sequence[str]) -> Build:
    """Fills a fact in whose middle a field is left to its default."""
    return lambda values: into(**dict(zip(names, values, strict=True)))


def _refuse_misfits(into: Any, hints: Mapping[str, Any], filled: set[str]) -> None:
    if unknown := filled - hints.keys():
        raise TypeError(f"{into.__name__} has no field for: {', '.join(sorted(unknown))}")
    if is_dataclass(into):
        defaults = {
            field.name for field in fields(into) if (field.default, field.default_factory) != (MISSING, MISSING)
        }
    else:
        defaults = set(getattr(into, "_field_defaults", ()))
    if gaps := hints.keys() - filled - defaults:
        raise TypeError(f"{into.__name__} lacks columns for: {', '.join(sorted(gaps))}")


def _without_none(hint: Any) -> Any:
    """The one kind of value that an annotation allows besides None; the annotation itself where that is not so."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else hint
    return hint


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


_CONVERSIONS: Mapping[Any, Convert] = {
    datetime: instant,
    date: date.fromisoformat,
    time: time.fromisoformat,
    timedelta: _seconds,
    ZoneInfo: ZoneInfo,
    bool: bool,
    dict: json.loads,
}


def _conversion(hint: Any) -> Convert | None:
    """What makes a value of this annotation of what SQLite holds; None where that is the value itself."""
    kind = _without_none(hint)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return _CONVERSIONS.get(typing.get_origin(kind) or kind)
