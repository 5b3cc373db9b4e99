"""How what was found of a hall's computer is judged: ok, worth a look, or bad, with what to do. Pure.

Each rule is told facts and answers one line. A line is bad where the hall cannot be run safely as it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from storeops.base.clock_trust import TimeDoubt, doubt_at_start
from storeops.base.i18n import N_, Language, translate

MEGABYTE = 10**6


class Condition(StrEnum):
    OK = "ok"
    LOOK = "look"
    BAD = "bad"


VERDICT_WORDS = {Condition.OK: N_("ok"), Condition.LOOK: N_("look"), Condition.BAD: N_("bad")}


@dataclass(frozen=True)
class Diagnosis:
    """What is so of one thing, and what to do about it (empty where nothing is); messages for translation."""

    verdict: Condition
    subject: str
    so: str
    to_do: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def so_in(self, language: Language) -> str:
        """What is so, in `language`."""
        return translate(language, self.so, self.values)

    def to_do_in(self, language: Language) -> str:
        """What to do, in `language`; empty where nothing is."""
        return translate(language, self.to_do, self.values)


_GRAVITY = list(Condition)


def worst_first(found: Iterable[Diagnosis]) -> list[Diagnosis]:
    """What is bad first, then what is worth a look; else in the order in which it was looked at."""
    return sorted(found, key=lambda each: -_GRAVITY.index(each.verdict))


SETTINGS = N_("Settings")
DATABASE = N_("Database")
KEY_FILE = N_("Key file")
SQLITE = N_("SQLite version")
DISK = N_("Disk")
FOLDERS = N_("Folders")
MEMORY = N_("Memory")
CLOCK = N_("Clock")
TIME_ZONE = N_("Time zone")
BACKUP = N_("Backup")
CERTIFICATE = N_("Certificate")
SERVER = N_("Server")
SCREENS = N_("Screens")
FONT = N_("Font")


def of_settings(unused: Sequence[str]) -> Diagnosis:
    """The settings could be read; `unused` are those of ours that nothing asks for."""
    if unused:
        return Diagnosis(
            Condition.LOOK,
            SETTINGS,
            N_("Nothing asks for %(names)s."),
            N_("Look whether the name is written as in docs/operations.md; a mail setting needs STOREOPS_SMTP_HOST."),
            {"names": ", ".join(unused)},
        )
    return Diagnosis(Condition.OK, SETTINGS, N_("All settings can be used."))


def of_database(faults: Sequence[str], size: int) -> Diagnosis:
    """The file has the schema of this version; what a quick look through it found, and its size in bytes."""
    if faults:
        return Diagnosis(
            Condition.BAD,
            DATABASE,
            N_("The file is damaged: %(fault)s."),
            N_("Run storeops check; it names what is hit and what to do."),
            {"fault": faults[0]},
        )
    return Diagnosis(
        Condition.OK,
        DATABASE,
        N_("Sound and of this version, %(megabytes)s MB."),
        values={"megabytes": _megabytes(size)},
    )


def of_unopened(refusal: str) -> Diagnosis:
    """The database could not be opened; the refusal says why and what to do."""
    return Diagnosis(Condition.BAD, DATABASE, "%(refusal)s", values={"refusal": refusal})


def of_key_file(refusal: str | None, readable_by_others: bool) -> Diagnosis:
    """The key file: why it cannot be used, None where it can; whether others than its owner may read it."""
    if refusal:
        return Diagnosis(Condition.BAD, KEY_FILE, "%(refusal)s", values={"refusal": refusal})
    if readable_by_others:
        return Diagnosis(
            Condition.LOOK,
            KEY_FILE,
            N_("It is there, but other people on this computer may read it."),
            N_("Let its owner alone read it: chmod 600 on the file."),
        )
    return Diagnosis(Condition.OK, KEY_FILE, N_("It is there and this hall's."))


def of_sqlite(version: str, is_repaired: bool, needed: str) -> Diagnosis:
    """The version of SQLite that is used here."""
    values: dict[str, object] = {"version": version, "needed": needed}
    if is_repaired:
        return Diagnosis(Condition.OK, SQLITE, N_("It is %(version)s."), values=values)
    return Diagnosis(
        Condition.LOOK,
        SQLITE,
        N_("%(version)s can damage the database in rare cases."),
        N_("Install %(needed)s or newer: pip install --require-hashes -r requirements.lock brings it."),
        values,
    )


LEAST_FREE = 200 * MEGABYTE
"""Below this a day's tickets may not find room any more, with the log that SQLite keeps beside them."""
GOOD_FREE = 2000 * MEGABYTE


def of_disk(free: int, database: int) -> Diagnosis:
    """Free bytes on the hall's disk, and the size of its file: a sealed copy needs twice as much for a moment."""
    good = max(GOOD_FREE, 2 * database)
    values: dict[str, object] = {"free": _megabytes(free), "good": _megabytes(good)}
    if free >= good:
        return Diagnosis(Condition.OK, DISK, N_("%(free)s MB free."), values=values)
    return Diagnosis(
        Condition.BAD if free < LEAST_FREE else Condition.LOOK,
        DISK,
        N_("%(free)s MB free."),
        N_("Make room until %(good)s MB are free: without room no ticket is issued and no report written."),
        values,
    )


def of_folders(unwritable: Sequence[str], readable_by_others: Sequence[str]) -> Diagnosis:
    """Folders in which the account of the hall cannot write, and files of the hall that others may read."""
    if unwritable:
        return Diagnosis(
            Condition.BAD,
            FOLDERS,
            N_("Nothing can be written to %(paths)s."),
            N_("Give the account that runs the hall the right to write there, or mount it to be written."),
            {"paths": ", ".join(unwritable)},
        )
    if readable_by_others:
        return Diagnosis(
            Condition.LOOK,
            FOLDERS,
            N_("Other people on this computer may read %(paths)s."),
            N_("Let its owner alone read it: chmod 600 on the file."),
            {"paths": ", ".join(readable_by_others)},
        )
    return Diagnosis(Condition.OK, FOLDERS, N_("The account that runs this may write, and nobody else reads."))


LEAST_MEMORY = 300 * MEGABYTE
GOOD_MEMORY = 1200 * MEGABYTE
"""A report is made by a process of its own, of at most 1 GB."""


def of_memory(available: int | None) -> Diagnosis:
    """Bytes of memory that programs can have now; None where the system does not tell."""
    if available is None:
        return Diagnosis(Condition.OK, MEMORY, N_("This system does not tell how much is free."))
    values: dict[str, object] = {"available": _megabytes(available)}
    if available >= GOOD_MEMORY:
        return Diagnosis(Condition.OK, MEMORY, N_("%(available)s MB can be had."), values=values)
    return Diagnosis(
        Condition.BAD if available < LEAST_MEMORY else Condition.LOOK,
        MEMORY,
        N_("%(available)s MB can be had; a large report needs up to 1,000."),
        N_("End other programs on this computer, or give it more memory."),
        values,
    )


def of_clock(now: datetime, last_event: datetime | None, closure: timedelta) -> Diagnosis:
    """What the clock shows, beside the time of the newest event of the hall; None in one where nothing happened yet.

    `closure`: the longest that the hall is planned to be shut. It is judged as a server judges it at its start.
    """
    doubt = doubt_at_start(now, last_event, closure)
    values: dict[str, object] = {
        "now": now.isoformat(sep=" ", timespec="minutes"),
        "last": last_event.isoformat(sep=" ", timespec="minutes") if last_event else "",
    }
    if doubt is TimeDoubt.BEHIND:
        return Diagnosis(
            Condition.BAD,
            CLOCK,
            N_("It shows %(now)s, but the hall has events up to %(last)s."),
            N_("Set the clock, and let the computer take its time from the network."),
            values,
        )
    if doubt is TimeDoubt.AHEAD:
        return Diagnosis(
            Condition.LOOK,
            CLOCK,
            N_("It shows %(now)s; the last event of the hall was long before, at %(last)s."),
            N_("Look whether the date is right before the hall is served: months are closed by it."),
            values,
        )
    return Diagnosis(Condition.OK, CLOCK, N_("It shows %(now)s, after everything that happened here."), values=values)


def of_time_zone(zone: str, is_known: bool) -> Diagnosis:
    """The hall's time zone, and whether its rules are installed."""
    values: dict[str, object] = {"zone": zone}
    if is_known:
        return Diagnosis(Condition.OK, TIME_ZONE, N_("%(zone)s."), values=values)
    return Diagnosis(
        Condition.BAD,
        TIME_ZONE,
        N_("The rules of %(zone)s are not installed."),
        N_("Install the time zones of the system (package tzdata), or: pip install tzdata"),
        values,
    )


RECENT_COPY = timedelta(days=2)
OLD_COPY = timedelta(days=8)


def of_backup(now: datetime, copied_at: datetime | None, is_sample: bool, trouble: str | None = None) -> Diagnosis:
    """When the last copy of the hall was written; None where none ever was. `trouble`: the first one of the copies that
    are made by themselves, in a sentence that says what to do."""
    if trouble is not None:
        return Diagnosis(Condition.BAD, BACKUP, trouble)
    if copied_at is None:
        return Diagnosis(
            Condition.LOOK if is_sample else Condition.BAD,
            BACKUP,
            N_("No copy of this hall was ever made."),
            N_("Make one each day on another disk: storeops backup FILE"),
        )
    age = now - copied_at
    values: dict[str, object] = {"hours": round(age / timedelta(hours=1)), "days": age.days}
    if age <= RECENT_COPY:
        return Diagnosis(Condition.OK, BACKUP, N_("The last copy is %(hours)s hours old."), values=values)
    return Diagnosis(
        Condition.BAD if age > OLD_COPY and not is_sample else Condition.LOOK,
        BACKUP,
        N_("The last copy is %(days)s days old."),
        N_("Make one each day on another disk: storeops backup FILE"),
        values,
    )


ENDS_SOON = timedelta(days=30)
ENDS_NOW = timedelta(days=3)


def of_certificate(now: datetime, ends_at: datetime | None, problem: str | None = None) -> Diagnosis:
    """When the server's certificate ends; None where there is none. `problem`: why it cannot be read."""
    if problem is not None:
        return Diagnosis(
            Condition.BAD,
            CERTIFICATE,
            N_("It cannot be used: %(problem)s."),
            N_("Make a new one with: storeops certificate NAMES"),
            {"problem": problem},
        )
    if ends_at is None:
        return Diagnosis(
            Condition.LOOK,
            CERTIFICATE,
            N_("There is none beside the hall: whoever listens in the network can read PINs."),
            N_("Make one with: storeops certificate NAMES; name one that stands elsewhere with --certificate."),
        )
    left = ends_at - now
    values: dict[str, object] = {"day": ends_at.date().isoformat(), "days": max(left.days, 0)}
    if left > ENDS_SOON:
        return Diagnosis(Condition.OK, CERTIFICATE, N_("It is good until %(day)s."), values=values)
    return Diagnosis(
        Condition.BAD if left < ENDS_NOW else Condition.LOOK,
        CERTIFICATE,
        N_("It ends on %(day)s.") if left > timedelta(0) else N_("It ended on %(day)s: browsers refuse the hall."),
        N_("Run storeops certificate with the same names again, and start the server anew."),
        values,
    )


@dataclass(frozen=True)
class Health:
    """What /healthz answered: the status of HTTP, None where nobody did, and what it said."""

    status: int | None
    said: str


def of_server(processes: Sequence[int], address: str, health: Health) -> Diagnosis:
    """The processes that serve this hall, and what was answered at an address."""
    values: dict[str, object] = {
        "processes": ", ".join(map(str, processes)),
        "address": address,
        "said": health.said,
    }
    if not processes:
        return Diagnosis(
            Condition.LOOK,
            SERVER,
            N_("No server of this hall runs."),
            N_("Start it with storeops serve, best by the system's service manager, so that it comes back by itself."),
            values,
        )
    if health.status is None:
        return Diagnosis(
            Condition.LOOK,
            SERVER,
            N_("It runs (process %(processes)s), but nobody answers at %(address)s."),
            N_("Name its address with --address, such as https://hall.local:8443; if it is this one, start it anew."),
            values,
        )
    if health.status != 200:
        return Diagnosis(
            Condition.BAD,
            SERVER,
            N_("It runs (process %(processes)s), but cannot issue tickets: %(said)s."),
            N_("See to what it says; the server's log tells more."),
            values,
        )
    return Diagnosis(Condition.OK, SERVER, N_("It answers at %(address)s: it can issue tickets."), values=values)


@dataclass(frozen=True)
class ScreenBrowser:
    """The browser of an enrolled screen when it was last seen, as its mark names it; `version` None: it told none."""

    screen: str
    browser: str
    version: int | None


OLDEST_BROWSER = {"Firefox": 121, "Safari": 16}
"""The first versions in which the pages look as they should (`:has`, `color-mix`, `dvh`)."""
OLDEST_CHROMIUM = 111


def of_screens(browsers: Sequence[ScreenBrowser]) -> Diagnosis:
    """The browsers of the enrolled screens; one that tells no version is not judged."""
    old = [each for each in browsers if each.version is not None and each.version < _oldest(each.browser)]
    if old:
        return Diagnosis(
            Condition.LOOK,
            SCREENS,
            N_("Too old a browser: %(screens)s."),
            N_("Bring it up to date (Chrome or Edge %(chromium)s, Firefox %(firefox)s, Safari %(safari)s or newer)."),
            {
                "screens": "; ".join(f"{each.screen} ({each.browser} {each.version})" for each in old),
                "chromium": OLDEST_CHROMIUM,
                "firefox": OLDEST_BROWSER["Firefox"],
                "safari": OLDEST_BROWSER["Safari"],
            },
        )
    if not browsers:
        return Diagnosis(Condition.OK, SCREENS, N_("No screen is enrolled."))
    return Diagnosis(
        Condition.OK, SCREENS, N_("No browser of %(count)s screens is too old."), values={"count": len(browsers)}
    )


def _oldest(browser: str) -> int:
    return OLDEST_BROWSER.get(browser.partition(",")[0], OLDEST_CHROMIUM)


def of_font(is_there: bool) -> Diagnosis:
    """Whether the font of the printed reports, and of machines that bring none, is installed."""
    if is_there:
        return Diagnosis(Condition.OK, FONT, N_("The Chinese font for screens and reports is there."))
    return Diagnosis(
        Condition.BAD,
        FONT,
        N_("The Chinese font for screens and reports is missing."),
        N_("Install the product again: pip install --require-hashes -r requirements.lock brings it."),
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}"
