"""What is found on the hall's computer, line by line: what `storeops doctor` and its page tell."""

import http.client
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from ssl import SSLContext, create_default_context
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.x509 import load_pem_x509_certificate
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.backups.backup_trouble import TROUBLE_WORDS
from storeops.backups.backup_view import backups_now
from storeops.base import settings
from storeops.base.errors import KeyFileBroken, StoreOpsError
from storeops.base.i18n import Language, translate
from storeops.base.key_file import key_file
from storeops.base.settings import Settings
from storeops.hall import hall_rows
from storeops.people import devices_view
from storeops.running import doctor_rows, doctor_rules
from storeops.running.doctor_rules import VERDICT_WORDS, Diagnosis, Health, ScreenBrowser
from storeops.running.local_authority import AuthorityFiles
from storeops.store import database, journal
from storeops.store.database import HallDatabase
from storeops.store.file_check_rows import quick_faults
from storeops.store.refusals import KeyFileLost
from storeops.store.serving_files import serving_processes
from storeops.store.sqlite_version import REPAIRED_SQLITE, is_repaired
from storeops.web.asked_doctor import AskedDoctor, DoctorLine

ANSWERS_WITHIN_SECONDS = 5


class DoctorAsked(NamedTuple):
    """What the doctor is told: where a server should answer, and its certificate; None: the one beside the hall."""

    address: str = "http://127.0.0.1:8000"
    certificate: Path | None = None


def lines(own: Settings, now: datetime, language: Language, asked: DoctorAsked) -> Iterator[Diagnosis]:
    """Everything that was looked at, each thing once. `language` is of what refusals say in it."""
    yield from _of_hall_and_computer(own, now, language)
    yield _of_certificate(own, now, asked.certificate)
    yield _of_server(own, asked)


def told_by_server(own: Settings, now: datetime, asked: AskedDoctor) -> list[DoctorLine]:
    """The same for a page, worst first. That it is shown tells that the server answers; and where it came over TLS
    without a certificate beside the hall, the server was handed one that nobody here knows of."""
    found = list(_of_hall_and_computer(own, now, asked.language))
    if not asked.is_secured or _own_certificate(own).exists():
        found.append(_of_certificate(own, now, None))
    return [
        DoctorLine(
            each.verdict.value,
            translate(asked.language, VERDICT_WORDS[each.verdict]),
            translate(asked.language, each.subject),
            each.so_in(asked.language),
            each.to_do_in(asked.language),
        )
        for each in doctor_rules.worst_first(found)
    ]


def _of_hall_and_computer(own: Settings, now: datetime, language: Language) -> Iterator[Diagnosis]:
    yield doctor_rules.of_settings(_unused_settings(os.environ))
    try:
        with closing(database.connect(own.database)) as db:
            yield from _of_hall(db, own, now, language)
    except StoreOpsError as refusal:
        yield doctor_rules.of_unopened(refusal.in_language(language))
    except (sqlite3.Error, ValueError, LookupError) as error:  # what stands on a damaged page may be anything
        yield doctor_rules.of_database([str(error)], 0)
    yield doctor_rules.of_sqlite(
        sqlite3.sqlite_version, is_repaired(sqlite3.sqlite_version_info), ".".join(map(str, REPAIRED_SQLITE))
    )
    yield _of_disk(own)
    yield _of_folders(own)
    yield doctor_rules.of_memory(_available_memory())
    yield doctor_rules.of_font(files("pylopdf_fonts_zh_cn").joinpath("NotoSansSC-Regular.otf").is_file())


def _of_hall(db: HallDatabase, own: Settings, now: datetime, language: Language) -> Iterator[Diagnosis]:
    """What the open database tells."""
    yield doctor_rules.of_database(quick_faults(db), own.database.stat().st_size)
    yield _of_key_file(db, own.database, language)
    zone = doctor_rows.zone_name(db)
    try:
        shown_in = ZoneInfo(zone)
        closure = hall_rows.planned_closure(db, now)
        yield doctor_rules.of_time_zone(zone, is_known=True)
    except (ZoneInfoNotFoundError, ValueError):
        shown_in = ZoneInfo("UTC")
        yield doctor_rules.of_time_zone(zone, is_known=False)
        closure = timedelta(0)
    last = journal.latest_at(db)
    yield doctor_rules.of_clock(now.astimezone(shown_in), last.astimezone(shown_in) if last else None, closure)
    screens = [
        ScreenBrowser(line.device.name, line.seen.browser, line.seen.browser_version)
        for line in devices_view.devices(db, now)
        if line.device.browser and line.seen
    ]
    yield doctor_rules.of_screens(screens)
    yield _of_backup(db, own, now)


def _of_backup(db: HallDatabase, own: Settings, now: datetime) -> Diagnosis:
    """The newest copy, made by hand or by itself."""
    backups = backups_now(db, own, now)
    copied_at = max(filter(None, (backups.good_at, doctor_rows.last_copy_at(db))), default=None)
    trouble = TROUBLE_WORDS[backups.troubles[0]] if backups.troubles else None
    return doctor_rules.of_backup(now, copied_at, doctor_rows.is_sample(db), trouble)


def _unused_settings(environment: Mapping[str, str]) -> list[str]:
    """The settings of ours in the environment that reading the settings does not ask for."""
    asked: set[str] = set()

    class Listened(dict[str, str]):
        def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
            asked.add(name)
            return super().get(name, default)

    settings.read(Listened(environment))
    return sorted(name for name in environment if name.startswith("STOREOPS_") and name not in asked)


def _of_key_file(db: HallDatabase, path: Path, language: Language) -> Diagnosis:
    try:
        refusal = None if db.has_its_key else KeyFileLost().in_language(language)
    except KeyFileBroken as broken:
        refusal = broken.in_language(language)
    return doctor_rules.of_key_file(refusal, readable_by_others=_is_open_to_others(key_file(path)))


def _is_open_to_others(path: Path) -> bool:
    """Whether others than its owner may read a file; not told on systems that know no such rights."""
    if os.name != "posix" or not path.exists():
        return False
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH))


def _folder(own: Settings) -> Path:
    """The hall's folder; the next above it that is there, where it is not."""
    return next(folder for folder in own.database.absolute().parents if folder.is_dir())


def _of_disk(own: Settings) -> Diagnosis:
    size = own.database.stat().st_size if own.database.is_file() else 0
    return doctor_rules.of_disk(shutil.disk_usage(_folder(own)).free, size)


def _of_folders(own: Settings) -> Diagnosis:
    folders = [_folder(own)]
    if own.reports_folder.exists():
        folders.append(own.reports_folder)
    unwritable = [str(path) for path in folders if not _may_write(path)]
    if own.database.is_file() and not _may_write(own.database):
        unwritable.append(str(own.database))
    return doctor_rules.of_folders(unwritable, [str(own.database)] if _is_open_to_others(own.database) else [])


def _may_write(path: Path) -> bool:
    """Whether this account may write there, and the medium can be written."""
    if not os.access(path, os.W_OK):
        return False
    is_read_only = hasattr(os, "statvfs") and os.statvfs(path).f_flag & getattr(os, "ST_RDONLY", 0)
    return not is_read_only


def _available_memory() -> int | None:
    """Bytes that programs can have without anything being pushed out; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _own_certificate(own: Settings) -> Path:
    """Where the certificate stands that was made beside the hall, if there is one."""
    return AuthorityFiles(own.database.with_name(f"{own.database.name}.tls")).server.certificate


def _of_certificate(own: Settings, now: datetime, named: Path | None) -> Diagnosis:
    path = named or _own_certificate(own)
    if named is None and not path.exists():
        return doctor_rules.of_certificate(now, None)
    try:
        ends_at = load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        return doctor_rules.of_certificate(now, None, problem=str(error))
    return doctor_rules.of_certificate(now, ends_at)


def _of_server(own: Settings, asked: DoctorAsked) -> Diagnosis:
    serving = [each.process for each in serving_processes(own.database)]
    return doctor_rules.of_server(serving, asked.address, _health(own, asked) if serving else Health(None, ""))


def _health(own: Settings, asked: DoctorAsked) -> Health:
    """What /healthz answers at an address; nobody is trusted but the hall's own authority and those of the system."""
    where = urlsplit(asked.address)
    secured = _trusting(own) if where.scheme == "https" else None
    try:
        if secured:
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                where.hostname or "", where.port, timeout=ANSWERS_WITHIN_SECONDS, context=secured
            )
        else:
            connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=ANSWERS_WITHIN_SECONDS)
        with closing(connection):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return Health(answer.status, _said(answer.read(10_000)))
    except (OSError, http.client.HTTPException, ValueError):
        return Health(None, "")


def _trusting(own: Settings) -> SSLContext:
    trusting = create_default_context()
    authority = AuthorityFiles(own.database.with_name(f"{own.database.name}.tls")).authority
    if authority.is_file():
        trusting.load_verify_locations(authority)
    return trusting


def _said(body: bytes) -> str:
    """The reasons in an answer of /healthz, or its status."""
    try:
        told = json.loads(body)
        reasons = [str(reason["says"]) for reason in told.get("reasons", [])]
        return "; ".join(reasons) or str(told["status"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return "?"
