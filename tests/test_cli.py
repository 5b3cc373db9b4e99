"""The command line as an owner uses it: exit codes, one-line refusals, and nothing changed by them."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

from storeops.base.actor import SYSTEM
from storeops.base.clock import SystemClock
from storeops.base.key_file import key_file
from storeops.people.devices import DeviceKind
from storeops.people.devices_view import shown_code
from storeops.people.pairing_actions import WaitingScreen, show_code
from storeops.store.database import connect
from tests.served_hall import ServedHall, storeops
from tests.test_migrations import STEPS, a_hall_from_before

REAL_HEADER = (
    "business_day,ticket,leg,service,segment,issued_at,called_at,started_at,ended_at,counter,employee,outcome\n"
)
ONE_LEG = (
    "1999-02-01,A001,0,payment,standard,1999-02-01T09:00:00,1999-02-01T09:01:00,1999-02-01T09:01:10,"
    "1999-02-01T09:03:00,W1,S01,served\n"
)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "hall.db"
    assert storeops("--db", str(path), "init", "--sample", "--counters", "2").returncode == 0
    return path


def assert_refused(done: object, code: int, words: str) -> None:
    """One line on stderr, no trace, nothing on stdout."""
    assert done.returncode == code, done  # type: ignore[attr-defined]
    lines = done.stderr.strip().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1, lines
    assert words in lines[0]


def test_init_makes_an_empty_hall_with_one_administrator(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"

    done = storeops("--db", str(path), "init", "--zone", "Europe/Berlin")

    assert done.returncode == 0
    assert re.fullmatch(r"9001  PIN \d{6}  administrator  \S+\n", done.stdout)
    db = sqlite3.connect(path)
    assert db.execute("SELECT zone FROM hall").fetchone() == ("Europe/Berlin",)
    assert db.execute("SELECT count(*) FROM service").fetchone() == (0,)
    db.close()


def test_the_sample_hall_has_its_people_counters_and_nine_categories(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"

    done = storeops("--db", str(path), "init", "--sample", "--counters", "4")

    codes = re.findall(r"^(\d+)  PIN \d{6}", done.stdout, re.MULTILINE)
    assert codes == ["9001", "1001", "1002", "1003", "1004", "3001", "4001", "5001", "5002", "7001"]
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM category").fetchone() == (9,)
    assert db.execute("SELECT group_concat(code) FROM counter").fetchone() == ("1,2,3,4",)
    assert db.execute("SELECT count(*) FROM service WHERE code = 'payment'").fetchone() == (1,)
    db.close()


def test_init_leaves_an_existing_file_as_it_is(sample: Path) -> None:
    before = sample.read_bytes()

    done = storeops("--db", str(sample), "init", "--sample")

    assert_refused(done, 1, "exists already")
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--zone", "Mars/Base"), "There is no time zone Mars/Base; give one such as Asia/Shanghai."),
        (("--sample", "--counters", "0"), "A sample hall has 1 to 99 counters."),
    ],
)
def test_init_with_a_bad_value_leaves_no_file(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    path = tmp_path / "hall.db"

    done = storeops("--db", str(path), "init", *arguments)

    assert_refused(done, 1, sentence)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("check",), ("migrate",), ("device", "add", "x", "--kind", "kiosk")])
def test_a_missing_database_is_named_with_what_to_do(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert_refused(storeops("--db", str(tmp_path / "no.db"), *command), 3, "init")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear customer, " * 500)

    for command in ("check", "serve", "migrate"):
        assert_refused(storeops("--db", str(path), command), 3, "not a StoreOps database")


def test_an_old_schema_is_refused_with_the_command_to_run(sample: Path) -> None:
    db = sqlite3.connect(sample)
    db.execute("DELETE FROM _sqlite_migrations WHERE id = (SELECT max(id) FROM _sqlite_migrations)")
    db.commit()
    db.close()

    assert_refused(storeops("--db", str(sample), "serve"), 3, "migrate")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    assert_refused(storeops("--db", str(tmp_path / "file" / "hall.db"), "init"), 3, "cannot be opened for writing")


def test_wrong_usage_exits_with_2(sample: Path) -> None:
    assert storeops("--db", str(sample), "device", "add", "x", "--kind", "toaster").returncode == 2
    assert storeops("frobnicate").returncode == 2


def test_a_broken_setting_is_named(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREOPS_STREAM_CAP", "many")

    assert_refused(storeops("--db", str(sample), "check"), 3, "STOREOPS_STREAM_CAP")


def test_the_database_may_be_named_by_the_environment(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOREOPS_DB", str(sample))

    assert storeops("check").stdout == "clean\n"


def test_device_add_prints_the_token_alone(sample: Path) -> None:
    done = storeops("--db", str(sample), "device", "add", "front", "--kind", "kiosk")

    assert re.fullmatch(r"[\w-]{43}\n", done.stdout)
    assert_refused(storeops("--db", str(sample), "device", "add", "front", "--kind", "kiosk"), 1, "front")


def test_a_program_gets_the_scopes_that_it_is_given(sample: Path) -> None:
    def device(*arguments: str) -> CompletedProcess[str]:
        return storeops("--db", str(sample), "device", "add", *arguments)

    assert device("survey", "--kind", "integration", "--allow", "read, rate").returncode == 0
    assert device("odd", "--kind", "integration", "--allow", "read,fly").returncode == 2
    assert_refused(device("door", "--kind", "kiosk", "--allow", "issue"), 1, "kind decides")
    with sqlite3.connect(sample) as db:
        given = db.execute("SELECT name, scope FROM device_scope JOIN device ON device.id = device_id").fetchall()
        names = db.execute("SELECT name FROM device WHERE name IN ('odd', 'door')").fetchall()
    assert [scope for name, scope in given if name == "survey"] == ["rate", "read"]
    assert names == []


def test_screens_are_paired_listed_and_revoked(sample: Path) -> None:
    def device(*arguments: str) -> CompletedProcess[str]:
        return storeops("--db", str(sample), "device", *arguments)

    with closing(connect(sample)) as db:
        screen = WaitingScreen(DeviceKind.PAD, "2", "10.0.0.7", "Chrome, Android")
        shown = shown_code(db, show_code(db, SystemClock(), SYSTEM, None, screen), SystemClock().now())
    assert shown is not None

    assert device("pair", shown.code).stdout == "pad 1 is enrolled as pad\n"
    assert_refused(device("pair", shown.code), 1, "No screen shows this code")
    lines = [line.split("\t") for line in device("list").stdout.splitlines()]
    assert lines[0] == ["name", "kind", "counter", "last_seen_at", "address", "expires_at", "scopes"]
    assert [lines[1][column] for column in (0, 1, 2, 4, 6)] == ["pad 1", "pad", "2", "10.0.0.7", "-"]
    assert device("revoke", "pad 1").stdout == "pad 1 is revoked\n"
    assert_refused(device("revoke", "pad 1"), 1, "no enrolled device pad 1")
    assert len(device("list").stdout.splitlines()) == 1


def test_a_real_hall_enrols_its_screens_and_the_sample_hall_does_not(sample: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    storeops("--db", str(real), "init")

    asked = []
    for path in (real, sample):
        with closing(sqlite3.connect(path)) as db:
            asked.append(db.execute("SELECT enrols_screens FROM hall").fetchone()[0])
    assert asked == [1, 0]


def test_employees_are_added_given_pins_and_let_go(sample: Path) -> None:
    def employee(*arguments: str) -> object:
        return storeops("--db", str(sample), "employee", *arguments)

    assert re.fullmatch(r"1010  PIN \d{6}\n", employee("add", "1010", "李明").stdout)  # type: ignore[attr-defined]
    assert_refused(employee("add", "1010", "李明"), 1, "exists already")
    assert employee("pin", "1010", "--pin", "135790").returncode == 2  # type: ignore[attr-defined]
    assert re.fullmatch(r"1010  PIN \d{6}\n", employee("pin", "1010").stdout)  # type: ignore[attr-defined]
    assert employee("deactivate", "1010").returncode == 0  # type: ignore[attr-defined]
    assert_refused(employee("deactivate", "9001"), 1, "last active administrator")
    assert_refused(employee("pin", "4711"), 1, "4711")


def test_the_key_file_is_copied_put_back_and_made_anew(sample: Path, tmp_path: Path) -> None:
    def key(*arguments: str) -> CompletedProcess[str]:
        return storeops("--db", str(sample), "key", *arguments)

    copy = tmp_path / "stick.keys"
    assert key("export", str(copy)).returncode == 0
    assert_refused(key("export", str(copy)), 1, "stands there already")
    assert_refused(key("new"), 1, "move it away first")

    key_file(sample).unlink()
    assert_refused(key("export", str(tmp_path / "more")), 3, "storeops key import")
    assert key("import", str(copy)).returncode == 0
    assert_refused(key("import", str(sample)), 3, "cannot be used")

    key_file(sample).unlink()
    renewed = key("new")
    assert re.search(r"^9001  PIN \d{6}  管理员$", renewed.stdout, re.MULTILINE)
    assert "cannot be read any more" in renewed.stderr
    assert_refused(key("import", str(copy)), 1, "no key of this hall")
    checked = storeops("--db", str(sample), "check").stdout.splitlines()
    assert [line.rpartition(": ")[2] for line in checked if line.startswith("note: a chain begins")] == [
        "it cannot be verified",  # that of the founding
        "a new key file was made",
    ]


def test_without_its_key_file_a_hall_goes_on_and_says_so(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path, counters=1)
    key_file(hall.path).unlink()
    hall.start()
    try:
        assert hall.ask("POST", "/tickets", {"service": "payment"}).status == 201
        refused = hall.ask("POST", "/session", {"employee": "9001", "pin": hall.pins["9001"]}, token=None)
        assert (refused.status, refused.body["type"]) == (503, "urn:storeops:problem:key-file-lost")
    finally:
        assert hall.process is not None
        hall.process.terminate()
        _, said = hall.process.communicate(timeout=20)
    assert "storeops key import" in said
    assert not key_file(hall.path).exists()


def test_a_restored_copy_asks_for_its_key_file(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "backup", str(tmp_path / "copy.db"))

    restored = storeops("--db", str(tmp_path / "hall2.db"), "restore", str(tmp_path / "copy.db"))

    assert restored.returncode == 0
    assert "storeops key import" in restored.stderr


def test_a_copy_of_an_older_version_is_known_as_of_its_own_newest_event(tmp_path: Path) -> None:
    older, back = tmp_path / "older.db", tmp_path / "back.db"
    a_hall_from_before(older, STEPS[20]).conn.close()  # its only event is of 2 March, 09:00

    restored = storeops("--db", str(back), "restore", str(older))

    assert "as it stood at 2026-03-02 09:00:00+08:00" in restored.stdout


def test_check_says_what_is_wrong(sample: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(sample.parent)))
    db = sqlite3.connect(sample)
    db.execute("UPDATE stored_ticket SET state = 'cancelled'")
    db.execute("DELETE FROM event WHERE seq = (SELECT min(seq) + 1 FROM event)")
    db.commit()
    db.close()

    done = storeops("--db", str(sample), "check")

    assert done.returncode == 1
    assert "is cancelled, but its events lead to" in done.stdout
    assert "the journal lacks 1 of its numbers" in done.stdout


def test_a_backup_is_whole_and_comes_back(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"

    assert storeops("--db", str(sample), "backup", str(copy)).returncode == 0
    assert_refused(storeops("--db", str(sample), "backup", str(copy)), 1, "exists already")
    assert_refused(storeops("--db", str(sample), "restore", str(copy)), 1, "exists already")
    back = tmp_path / "back.db"
    assert storeops("--db", str(back), "restore", str(copy)).returncode == 0

    assert "cannot be verified: the key file is missing" in storeops("--db", str(back), "check").stdout
    shutil.copy(key_file(sample), key_file(back))
    assert storeops("--db", str(back), "check").stdout == "clean\n"


def test_a_backup_into_its_folder_is_drilled_and_so_is_one_of_an_older_version(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    assert_refused(storeops("--db", str(sample), "backup"), 3, "STOREOPS_BACKUPS")
    monkeypatch.setenv("STOREOPS_BACKUPS", str(stick))
    assert_refused(storeops("--db", str(sample), "backup"), 1, "is not there")
    assert_refused(storeops("--db", str(sample), "backup-drill"), 1, "is not there")
    stick.mkdir()
    assert_refused(storeops("--db", str(sample), "backup-drill"), 1, "no copy of this hall")

    made = storeops("--db", str(sample), "backup")
    drilled = storeops("--db", str(sample), "backup-drill")

    [copy] = stick.iterdir()
    assert (made.returncode, made.stdout) == (0, f"wrote {copy} and checked it; let 0 older ones go\n")
    assert drilled.returncode == 0
    assert drilled.stdout.startswith(f"{copy} holds the hall as of ")
    assert "every difference in what bears a figure is told by an event since" in drilled.stdout
    assert drilled.stdout.endswith("the drill went well\n")
    assert_refused(storeops("--db", str(sample), "backup-drill", str(tmp_path / "none.db")), 3, "no database at")

    old, hall = tmp_path / "old.db", tmp_path / "upgraded.db"
    a_hall_from_before(hall, "0039_numbered_imports").conn.close()
    shutil.copy(hall, old)
    assert storeops("--db", str(hall), "migrate").returncode == 0
    told = storeops("--db", str(hall), "backup-drill", str(old)).stdout
    assert "every difference in what bears a figure is told by an event since" in told
    assert " tables are the same in the hall" in told


def _legs_file(folder: Path, *rows: str) -> Path:
    path = folder / "legs.csv"
    path.write_text(REAL_HEADER + "".join(rows or (ONE_LEG,)))
    return path


def test_import_counts_what_it_took_and_names_each_refusal(sample: Path, tmp_path: Path) -> None:
    broken = ONE_LEG.replace("A001", "A002").replace("T09:03:00", "T08:00:00")
    path = _legs_file(tmp_path, ONE_LEG, broken)

    first = storeops("--db", str(sample), "import-history", str(path))
    again = storeops("--db", str(sample), "import-history", str(path))

    assert first.returncode == 0
    assert first.stdout.splitlines()[0] == "taken 1, already there 0, refused 1"
    assert re.match(r"3: .+", first.stdout.splitlines()[1])
    assert again.stdout.splitlines()[0] == "taken 0, already there 1, refused 1"
    assert storeops("--db", str(sample), "check").stdout == "clean\n"


def test_a_strict_import_takes_all_or_nothing(sample: Path, tmp_path: Path) -> None:
    broken = ONE_LEG.replace("A001", "A002").replace("T09:03:00", "T08:00:00")

    done = storeops("--db", str(sample), "import-history", "--strict", str(_legs_file(tmp_path, ONE_LEG, broken)))

    assert_refused(done, 1, "nothing was taken")


def test_a_file_of_another_kind_is_refused_whole(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")

    assert_refused(storeops("--db", str(sample), "import-history", str(path)), 1, "nothing was taken")
    assert_refused(storeops("--db", str(sample), "import-history", str(tmp_path / "no.csv")), 1, "nothing was taken")


def test_an_export_is_csv_alone_and_can_be_imported_elsewhere(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))
    elsewhere = tmp_path / "elsewhere.db"
    storeops("--db", str(elsewhere), "init", "--sample")
    days = ("--from", "1999-02-01", "--to", "1999-02-01")

    printed = storeops("--db", str(sample), "export", "--kind", "legs", *days)
    written = tmp_path / "out.csv"
    storeops("--db", str(sample), "export", "--kind", "legs", *days, "--out", str(written))
    imported = storeops("--db", str(elsewhere), "import-history", str(written))

    assert printed.stdout == written.read_text()
    assert printed.stdout.startswith("\ufeffbusiness_day,ticket,leg,")
    assert imported.stdout.startswith("taken 1, already there 0, refused 0")
    assert storeops("--db", str(elsewhere), "export", "--kind", "legs", *days).stdout == printed.stdout


def test_what_is_written_at_the_machine_and_put_back_is_traced(sample: Path, tmp_path: Path) -> None:
    days = ("--from", "1999-02-01", "--to", "1999-02-02")
    back = tmp_path / "back.db"
    storeops("--db", str(sample), "export", "--kind", "ratings", *days, "--out", str(tmp_path / "out.csv"))
    storeops("--db", str(sample), "export", *days)
    storeops("--db", str(sample), "report", "--month", "1999-02", "--format", "json", "--out", str(tmp_path / "paper"))
    storeops("--db", str(sample), "backup", str(tmp_path / "copy.db"))
    shutil.copy(key_file(sample), key_file(back))
    storeops("--db", str(back), "restore", str(tmp_path / "copy.db"))

    def told(path: Path, kind: str) -> list[tuple[str, dict[str, str]]]:
        with closing(sqlite3.connect(path)) as db:
            found = db.execute("SELECT actor, data FROM event WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
        return [
            (actor, {name: value for name, value in json.loads(data).items() if value is not None})
            for actor, data in found
        ]

    of_days = {"first_day": "1999-02-01", "last_day": "1999-02-02"}
    assert told(sample, "file_written") == [
        ("command_line", {"what": "ratings", "file": "out.csv", **of_days}),
        ("command_line", {"what": "legs", "file": "-", **of_days}),
        ("command_line", {"what": "report", "file": "report-1999-02.json", "month": "1999-02"}),
        ("command_line", {"what": "backup", "file": "copy.db"}),
    ]
    assert told(sample, "database_restored") == []
    [(who, what)] = told(back, "database_restored")
    assert (who, what["file"]) == ("command_line", "copy.db")
    assert str(tmp_path) not in str(told(sample, "file_written") + told(back, "database_restored"))


def test_report_writes_one_json_file_for_the_month(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))
    folder = tmp_path / "reports" / "february"

    done = storeops("--db", str(sample), "report", "--month", "1999-02", "--out", str(folder), "--format", "json")

    assert done.returncode == 0
    assert [path.name for path in folder.iterdir()] == ["report-1999-02.json"]
    text = (folder / "report-1999-02.json").read_text()
    assert '"issued"' in text
    assert_refused(
        storeops("--db", str(sample), "report", "--month", "1999-13", "--out", str(folder), "--format", "json"),
        1,
        "1999-13",
    )


def report(hall: Path, folder: Path, *options: str, month: str = "1999-02") -> CompletedProcess[str]:
    """The command `report` for a month, into a folder."""
    return storeops("--db", str(hall), "report", "--month", month, "--out", str(folder), *options)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_report_of_a_past_month_is_closed_and_written_in_four_formats(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))
    folder = tmp_path / "reports"

    done = report(sample, folder)

    names = [f"report-1999-02.{ending}" for ending in ("html", "pdf", "xlsx", "json")]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(folder / name) for name in names]
    assert sorted(contents(folder)) == sorted(names)
    told = json.loads((folder / "report-1999-02.json").read_text())
    assert (told["version"], told["provisional"], told["correction"]) == (1, False, None)
    assert (folder / "report-1999-02.pdf").read_bytes().startswith(b"%PDF-")
    assert storeops("--db", str(sample), "check").stdout == "clean\n"


def test_a_further_import_makes_version_2_and_version_1_keeps_its_bytes(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))
    report(sample, tmp_path / "first")
    late = ONE_LEG.replace("A001", "A002")
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path, late)))

    report(sample, tmp_path / "second", "--format", "json")
    again = report(sample, tmp_path / "again", "--version", "1")

    told = json.loads((tmp_path / "second" / "report-1999-02.json").read_text())
    changed = {each["metric"]: (each["before"], each["after"]) for each in told["correction"]["changed"]}
    assert (told["version"], told["correction"]["of_version"]) == (2, 1)
    assert told["correction"]["reason"] == "history was imported"
    assert changed["issued"] == (1, 2)
    assert again.returncode == 0
    first, kept = contents(tmp_path / "first"), contents(tmp_path / "again")
    workbooks = first.pop("report-1999-02.xlsx"), kept.pop("report-1999-02.xlsx")
    assert kept == first
    # The visits that version 1 was counted from are no longer all there is: its workbook goes without them.
    sheets = [load_workbook(BytesIO(workbook)).sheetnames for workbook in workbooks]
    assert [name for name in sheets[0] if name != "visits"] == sheets[1]


def test_a_report_may_be_compared_with_a_chosen_month(sample: Path, tmp_path: Path) -> None:
    for day in ("1999-02-01", "1998-06-01"):
        storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path, ONE_LEG.replace("1999-02-01", day))))

    done = report(sample, tmp_path / "reports", "--format", "json", "--base", "1998-06")

    assert done.returncode == 0
    told = json.loads((tmp_path / "reports" / "report-1999-02.json").read_text())
    assert told["comparisons"]["base"]["month"] == "1998-06"
    assert told["comparisons"]["base"]["metrics"]["wait_mean"] == 60


def test_the_running_month_is_written_as_provisional(sample: Path, tmp_path: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"

    done = report(sample, tmp_path / "reports", "--format", "json", month=month)

    assert done.returncode == 0
    told = json.loads((tmp_path / "reports" / f"report-{month}.json").read_text())
    assert (told["version"], told["provisional"], told["metrics"]["issued"]["value"]) == (0, True, 0)


def test_a_past_month_without_records_has_an_empty_report_that_is_not_kept(sample: Path, tmp_path: Path) -> None:
    done = report(sample, tmp_path / "reports", month="1998-12")

    told = json.loads((tmp_path / "reports" / "report-1998-12.json").read_text())
    figures = {metric: figure["value"] for metric, figure in told["metrics"].items()}
    assert done.returncode == 0
    assert "1998-12 has no tickets, checks or cases" in done.stderr
    assert (told["version"], told["provisional"], figures["issued"], figures["wait_mean"]) == (0, False, 0, None)
    assert sorted(contents(tmp_path / "reports")) == [
        f"report-1998-12.{end}" for end in ("html", "json", "pdf", "xlsx")
    ]
    with sqlite3.connect(sample) as db:
        assert db.execute("SELECT count(*) FROM report_month").fetchone() == (0,)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--month", "2999-01"), 1, "2999-01"),
        (("--version", "3"), 1, "no version 3"),
        (("--base", "1998-12"), 1, "has no tickets to compare with"),
        (("--base", "2999-01"), 1, "2999-01"),
    ],
)
def test_a_report_that_cannot_be_made_is_refused_and_leaves_no_folder(
    sample: Path, tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))

    assert_refused(report(sample, tmp_path / "reports", *options), code, words)

    assert not (tmp_path / "reports").exists()


def test_an_unknown_format_is_wrong_usage(sample: Path, tmp_path: Path) -> None:
    done = report(sample, tmp_path / "reports", "--format", "json,doc")

    assert done.returncode == 2
    assert "html, pdf, xlsx, json" in done.stderr
    assert not (tmp_path / "reports").exists()


def test_a_folder_that_cannot_be_written_is_refused_and_nothing_is_left(sample: Path, tmp_path: Path) -> None:
    storeops("--db", str(sample), "import-history", str(_legs_file(tmp_path)))
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "folder" / "report-1999-02.json").mkdir(parents=True)

    assert_refused(report(sample, tmp_path / "taken"), 1, "Nothing could be written")
    assert_refused(report(sample, tmp_path / "folder"), 1, "Nothing could be written")

    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["report-1999-02.json"]


def test_serve_says_where_it_listens_and_ends_politely(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path).start()

    issued = hall.ask("POST", "/tickets", {"service": "payment"})

    assert issued.status == 201
    assert hall.stop() == 0
    assert hall.check().stdout == "clean\n"


def test_serve_makes_a_missing_database(tmp_path: Path) -> None:
    hall = ServedHall(tmp_path / "new.db", token="", pins={}).start()

    assert hall.ask("GET", "/board", token=None).status == 200

    hall.stop()


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path).start()

    done = storeops("--db", str(hall.path), "serve", "--port", str(hall.port))

    assert_refused(done, 1, str(hall.port))
    hall.stop()


def test_a_hall_from_before_is_sealed_from_its_migration_on(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    a_hall_from_before(path, "0011_enrolled_screens").conn.close()

    assert storeops("--db", str(path), "migrate").returncode == 0
    done = storeops("--db", str(path), "check")

    # Event 1 issued a ticket; event 2, written as the schema was brought up to date, bound Ana's PIN to her.
    assert "note: events 1 to 2 are from before the chain: a change of them does not show" in done.stdout
    assert "note: a chain begins at event 3" in done.stdout
    assert "the chain breaks" not in done.stdout
    assert storeops("--db", str(path), "migrate").stdout == "nothing to do\n"
