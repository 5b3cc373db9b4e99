"""What the machine's owner may set, read from the environment once and checked at once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Literal, TypeVar, get_args

from storeops.base.errors import BrokenSetting
from storeops.base.i18n import LANGUAGES, Language

DEFAULT_DATABASE = Path("storeops.db")

Security = Literal["none", "starttls", "tls"]
PORTS: dict[Security, int] = {"none": 25, "starttls": 587, "tls": 465}
"""Where a mail server listens unless told."""

Choice = TypeVar("Choice", bound=str)

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_STORE = re.compile(
    r"(?P<endpoint>https?://[^/?#@\s]+)/(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>/[^?#\s]*)?"
)
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


@dataclass(frozen=True)
class MailSettings:
    """The mail server that takes the reports, and to whom they go. `user` None: it asks for no name."""

    host: str
    port: int
    security: Security
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    recipients: tuple[str, ...]


LogFormat = Literal["text", "json"]
LogLevel = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class LogSettings:
    """Where and how is logged: to a file, or to standard error where `file` is None.

    A file is turned over each day and beyond `most_bytes`; `files` of them are kept, of the last `days`.
    """

    file: Path | None = None
    format: LogFormat = "text"
    level: LogLevel = "info"
    most_bytes: int = 10_000_000
    files: int = 10
    days: int = 30


@dataclass(frozen=True)
class BackupSettings:
    """Into which folder the hall is copied by itself, an absolute path, and at which times of its day.

    `public_key`: for whom the copies are sealed; None: they lie open.
    """

    folder: Path
    times: tuple[time, ...]
    public_key: Path | None


@dataclass(frozen=True)
class BackupStore:
    """Where sealed copies of the hall are sent: a folder of a bucket in a store that speaks S3.

    `endpoint` is the store's own address, `prefix` is empty or ends with a slash. `region` None: the store's own. The
    keys to it are no settings: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are read where they are used.
    """

    endpoint: str
    bucket: str
    prefix: str
    region: str | None

    @property
    def address(self) -> str:
        """As people write it, and as it is noted."""
        return f"{self.endpoint}/{self.bucket}/{self.prefix}".rstrip("/")


@dataclass(frozen=True)
class Settings:
    """One frozen object for the life of the process.

    `public_url` is the address that phones reach (it goes into the QR code); None: the address of the request.
    `stream_cap` bounds live connections, which have threads of their own; `threads` serve everything else.
    `streams_of_an_address` of the live connections may come from one address.
    `reports` is where the reports of closed months are put; None: beside the database. `mail` None: nothing is mailed.
    `backups` None: the hall is copied by hand only. `backup_store` None: the copies stay in their folder.
    `time_server` is asked for the time where the clock is in doubt; None: nobody is.
    """

    database: Path
    public_url: str | None
    stream_cap: int
    threads: int
    streams_of_an_address: int = 60
    max_body_bytes: int = 65536
    reports: Path | None = None
    report_language: Language = "zh"
    mail: MailSettings | None = None
    backups: BackupSettings | None = None
    backup_store: BackupStore | None = None
    time_server: str | None = None
    log: LogSettings = LogSettings()

    @property
    def reports_folder(self) -> Path:
        """The folder of the reports; it need not be there yet."""
        return self.reports or self.database.with_name(f"{self.database.name}.reports")


def read(environment: Mapping[str, str] = os.environ, database: Path | None = None) -> Settings:
    """The settings of this process; `database` (the --db option) wins over STOREOPS_DB. BrokenSetting if one is bad."""
    reports = environment.get("STOREOPS_REPORTS")
    return Settings(
        database=database or Path(environment.get("STOREOPS_DB") or DEFAULT_DATABASE),
        public_url=_web_address(environment, "STOREOPS_PUBLIC_URL"),
        stream_cap=_whole_number(environment, "STOREOPS_STREAM_CAP", 240, 1, 2000),
        threads=_whole_number(environment, "STOREOPS_THREADS", 48, 4, 500),
        streams_of_an_address=_whole_number(environment, "STOREOPS_STREAMS_OF_AN_ADDRESS", 60, 1, 2000),
        reports=Path(reports) if reports else None,
        report_language=_one_of(environment, "STOREOPS_REPORT_LANGUAGE", LANGUAGES),
        mail=_mail(environment),
        backups=_backups(environment),
        backup_store=_backup_store(environment),
        time_server=environment.get("STOREOPS_TIME_SERVER") or None,
        log=_log(environment),
    )


def _log(environment: Mapping[str, str]) -> LogSettings:
    file = environment.get("STOREOPS_LOG")
    return LogSettings(
        file=Path(file) if file else None,
        format=_one_of(environment, "STOREOPS_LOG_FORMAT", get_args(LogFormat)),
        level=_one_of(environment, "STOREOPS_LOG_LEVEL", get_args(LogLevel)),
        most_bytes=_whole_number(environment, "STOREOPS_LOG_MEGABYTES", 10, 1, 1000) * 1_000_000,
        files=_whole_number(environment, "STOREOPS_LOG_FILES", 10, 1, 1000),
        days=_whole_number(environment, "STOREOPS_LOG_DAYS", 30, 1, 3650),
    )


def _backups(environment: Mapping[str, str]) -> BackupSettings | None:
    folder, key = environment.get("STOREOPS_BACKUPS"), environment.get("STOREOPS_BACKUP_KEY")
    if not folder:
        return None
    text = environment.get("STOREOPS_BACKUP_TIMES") or "04:30"
    times = sorted({part.strip() for part in text.split(",") if part.strip()})
    if not times or not all(_TIME.fullmatch(each) for each in times):
        rule = "times of the day such as 04:30, separated by commas"
        raise BrokenSetting(name="STOREOPS_BACKUP_TIMES", value=repr(text), rule=rule)
    return BackupSettings(Path(folder).absolute(), tuple(map(time.fromisoformat, times)), Path(key) if key else None)


def _backup_store(environment: Mapping[str, str]) -> BackupStore | None:
    name = "STOREOPS_BACKUP_STORE"
    address = environment.get(name)
    if not address:
        return None
    found = _STORE.fullmatch(address)
    if not found:
        rule = "an address such as https://HOST/BUCKET or https://HOST/BUCKET/FOLDER"
        raise BrokenSetting(name=name, value=repr(address), rule=rule)
    if environment.get("STOREOPS_BACKUPS") and not environment.get("STOREOPS_BACKUP_KEY"):
        rule = f"a public key where {name} is set: only sealed copies leave the machine"
        raise BrokenSetting(name="STOREOPS_BACKUP_KEY", value="missing", rule=rule)
    prefix = (found["prefix"] or "").strip("/")
    return BackupStore(
        endpoint=found["endpoint"],
        bucket=found["bucket"],
        prefix=f"{prefix}/" if prefix else "",
        region=environment.get("STOREOPS_BACKUP_STORE_REGION") or None,
    )


def _mail(environment: Mapping[str, str]) -> MailSettings | None:
    host = environment.get("STOREOPS_SMTP_HOST")
    if not host:
        if environment.get("STOREOPS_REPORT_TO"):
            rule = "the name of a mail server where STOREOPS_REPORT_TO is set"
            raise BrokenSetting(name="STOREOPS_SMTP_HOST", value="missing", rule=rule)
        return None
    security = _one_of(environment, "STOREOPS_SMTP_SECURITY", get_args(Security))
    recipients = _addresses(environment, "STOREOPS_REPORT_TO")
    user, password = environment.get("STOREOPS_SMTP_USER") or None, environment.get("STOREOPS_SMTP_PASSWORD") or None
    if (user is None) != (password is None):
        missing = "STOREOPS_SMTP_USER" if user is None else "STOREOPS_SMTP_PASSWORD"
        raise BrokenSetting(name=missing, value="missing", rule="set where the other one of user and password is")
    return MailSettings(
        host=host,
        port=_whole_number(environment, "STOREOPS_SMTP_PORT", PORTS[security], 1, 65535),
        security=security,
        user=user,
        password=password,
        sender=_addresses(environment, "STOREOPS_SMTP_FROM")[0],
        recipients=recipients,
    )


def _addresses(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    text = environment.get(name)
    addresses = tuple(part.strip() for part in (text or "").split(",") if part.strip())
    if not addresses or not all(_ADDRESS.fullmatch(address) for address in addresses):
        rule = "mail addresses such as supervisor@example.com, separated by commas"
        raise BrokenSetting(name=name, value=repr(text) if text else "missing", rule=rule)
    return addresses


def _one_of(environment: Mapping[str, str], name: str, choices: tuple[Choice, ...]) -> Choice:
    """The choice that is set; the first one unless told."""
    text = environment.get(name)
    if not text:
        return choices[0]
    for choice in choices:
        if choice == text:
            return choice
    raise BrokenSetting(name=name, value=repr(text), rule=f"one of {', '.join(choices)}")


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
