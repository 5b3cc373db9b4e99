"""`storeops doctor` on real halls: a sound one, one that is served, and some with much wrong in them."""

import re
from pathlib import Path

import pytest

from storeops.base.key_file import key_file
from tests.served_hall import ServedHall, storeops


def verdicts(told: str) -> dict[str, str]:
    """What was said of each thing: the verdict by its name."""
    return {subject: verdict for verdict, subject in re.findall(r"^(ok|look|bad)  ([^:]+): ", told, re.MULTILINE)}


def test_a_sound_hall_has_nothing_bad(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path)
    storeops("--db", str(hall.path), "backup", str(tmp_path / "copy.db"))

    done = storeops("--db", str(hall.path), "doctor", "--lang", "en")

    told = verdicts(done.stdout)
    assert set(told) == {
        *("Settings", "Database", "Key file", "Time zone", "Clock", "Backup", "SQLite version"),
        *("Disk", "Folders", "Memory", "Screens", "Font", "Certificate", "Server"),
    }
    own = {
        name: told[name]
        for name in ("Settings", "Database", "Key file", "Time zone", "Clock", "Backup", "Screens", "Font")
    }
    assert own == dict.fromkeys(own, "ok")
    assert (told["Certificate"], told["Server"]) == ("look", "look")
    assert "bad" not in {told[name] for name in told if name not in {"Disk", "Memory"}}  # of this machine, not the hall
    assert len(done.stdout.splitlines()) == len(told)


def test_what_is_wrong_is_bad_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = tmp_path / "hall.db"
    storeops("--db", str(hall), "init")
    key_file(hall).write_text("{")
    hall.chmod(0o600)
    (tmp_path / "hall.db.tls").mkdir()
    (tmp_path / "hall.db.tls" / "hall.crt").write_text("no certificate")
    monkeypatch.setenv("STOREOPS_PUBLICURL", "http://hall.local")

    done = storeops("--db", str(hall), "doctor", "--lang", "en")

    told = verdicts(done.stdout)
    assert done.returncode == 1
    assert {name for name, verdict in told.items() if verdict == "bad"} >= {"Key file", "Backup", "Certificate"}
    assert "look  Settings: Nothing asks for STOREOPS_PUBLICURL." in done.stdout
    assert "put it back from the backup or move it away" in done.stdout


def test_a_hall_that_is_not_there_or_damaged_is_one_line_of_many(tmp_path: Path) -> None:
    missing = storeops("--db", str(tmp_path / "nowhere" / "hall.db"), "doctor", "--lang", "en")
    storeops("--db", str(tmp_path / "hall.db"), "init", "--sample")
    with (tmp_path / "hall.db").open("r+b") as file:
        file.write(bytes(4096))
    damaged = storeops("--db", str(tmp_path / "hall.db"), "doctor", "--lang", "zh")

    assert (missing.returncode, damaged.returncode) == (1, 1)
    assert "bad  Database: There is no database at" in missing.stdout
    assert (verdicts(missing.stdout)["Server"], missing.stderr) == ("look", "")  # it goes on to the end
    assert re.search("^有问题  数据库: .*已损坏", damaged.stdout, re.MULTILINE)


def test_a_server_that_answers_is_seen(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path).start()

    found = storeops("--db", str(hall.path), "doctor", "--lang", "en", "--address", hall.url)
    elsewhere = storeops("--db", str(hall.path), "doctor", "--lang", "en", "--address", "http://127.0.0.1:1")
    hall.stop()

    assert verdicts(found.stdout)["Server"] == "ok"
    assert verdicts(elsewhere.stdout)["Server"] == "look"
    assert "nobody answers at http://127.0.0.1:1" in elsewhere.stdout
