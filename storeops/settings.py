"""What the machine's owner may set, read from the environment once and checked at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storeops.errors import BrokenSetting

DEFAULT_DATABASE = Path("storeops.db")


@dataclass(frozen=True)
class Settings:
    """One frozen object for the life of the process.

    `public_url` is the address that phones reach (it goes into the QR code); None: the address of the request.
    `stream_cap` bounds live connections; `threads` serve them and everything else, so it must be well above.
    """

    database: Path
    public_url: str | None
    stream_cap: int
    threads: int
    max_body_bytes: int = 65536


def read(environment: Mapping[str, str] = os.environ, database: Path | None = None) -> Settings:
    """The settings of this process; `database` (the --db option) wins over STOREOPS_DB. BrokenSetting if one is bad."""
    stream_cap = _whole_number(environment, "STOREOPS_STREAM_CAP", 240, 1, 2000)
    return Settings(
        database=database or Path(environment.get("STOREOPS_DB") or DEFAULT_DATABASE),
        public_url=_web_address(environment, "STOREOPS_PUBLIC_URL"),
        stream_cap=stream_cap,
        threads=stream_cap + _whole_number(environment, "STOREOPS_THREADS", 48, 4, 500),
    )


def _whole_number(environment: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    if not text.isdecimal() or not low <= int(text) <= high:
        raise BrokenSetting(name=name, value=repr(text), rule=f"a whole number from {low} to {high}")
    return int(text)


def _web_address(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name)
    if not text:
        return None
    if not text.startswith(("http://", "https://")):
        raise BrokenSetting(name=name, value=repr(text), rule="an address that starts with http:// or https://")
    return text.rstrip("/")
