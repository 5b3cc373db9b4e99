"""Frozen dataclasses as JSON-ready values, and back: the sections of a report as a closed month keeps them. Pure.

A field stands under its name, or under that of its metadata (KEY); one marked UNTOLD_IF_NONE is left out while it is
None. What an older text lacks is read as nothing: 0, "", False, None, no rows; what it has beyond is passed over.
"""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar

KEY = "key"
UNTOLD_IF_NONE = "untold_if_none"

Section = TypeVar("Section")
Read = Callable[[Any], Any]

_NOTHING: Mapping[Any, Any] = {bool: False, int: 0, float: 0.0, float | int: 0}
"""What stands for a missing value of an annotation; text for every other."""


class _Field(NamedTuple):
    """A field of a dataclass: its name there, its key in JSON, whether a None is left out, and how it is read."""

    name: str
    key: str
    is_untold_if_none: bool
    read: Read


def written(value: Any) -> Any:
    """A section, or rows of them, as dictionaries and lists."""
    if is_dataclass(value):
        kind: Any = type(value)
        told = ((each, getattr(value, each.name)) for each in _plan(kind))
        return {each.key: written(own) for each, own in told if own is not None or not each.is_untold_if_none}
    if isinstance(value, Mapping):
        return {key: written(own) for key, own in value.items()}
    if isinstance(value, list | tuple):
        return [written(own) for own in value]
    return value


def read(kind: type[Section], told: Any) -> Section:
    """The section of this kind that written() made `told` of. TypeError where `told` has another shape."""
    as_any: Any = kind
    section: Section = _reader(as_any)(told)
    return section


@cache
def _plan(kind: Any) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(
        _Field(
            each.name,
            each.metadata.get(KEY, each.name),
            each.metadata.get(UNTOLD_IF_NONE, False),
            _reader(hints[each.name]),
        )
        for each in fields(kind)
    )


@cache
def _reader(kind: Any) -> Read:
    """What makes a value of this annotation of what JSON holds; None there, or nothing at all, is a missing value."""
    if is_dataclass(kind):
        return _section(kind)
    arguments = typing.get_args(kind)
    match typing.get_origin(kind):
        case types.UnionType | typing.Union if types.NoneType in arguments:
            return _or_none([each for each in arguments if each is not types.NoneType])
        case origin if origin is Sequence:
            return _rows(_reader(arguments[0]))
        case origin if origin is Mapping:
            return _by_key(_reader(arguments[1]))
    nothing = None if kind is Any else _NOTHING.get(kind, "")
    return lambda told: nothing if told is None else told


def _section(kind: Any) -> Read:
    def read_section(told: Any) -> Any:
        value_of = _of_shape(told, {}).get
        return kind(**{name: reader(value_of(key)) for name, key, _, reader in _plan(kind)})

    return read_section


def _or_none(kinds: Sequence[Any]) -> Read:
    """Several kinds beside None are numbers, which need no reading."""
    reader = _reader(kinds[0]) if len(kinds) == 1 else lambda told: told
    return lambda told: None if told is None else reader(told)


def _rows(reader: Read) -> Read:
    return lambda told: [reader(row) for row in _of_shape(told, [])]


def _by_key(reader: Read) -> Read:
    return lambda told: {key: reader(own) for key, own in _of_shape(told, {}).items()}


def _of_shape(told: Any, nothing: Any) -> Any:
    """What JSON holds in the place of a section, of rows or of a table; `nothing` where it is missing. TypeError."""
    if told is None:
        return nothing
    if not isinstance(told, type(nothing)):
        raise TypeError(f"not told as a {type(nothing).__name__}: {str(told)[:40]}")
    return told
