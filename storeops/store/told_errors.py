"""Errors as they are told to whoever watches the hall."""

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.errors import StoreOpsError


def described(error: BaseException) -> str:
    """What stood in the way: the kind of error, and what SQLite or a refusal says, but no value of the hall's."""
    kind = type(error).__name__
    return f"{kind}: {error}" if isinstance(error, sqlite3.Error | StoreOpsError) else kind
