"""An old server beside a file that was brought to a newer version ends by itself, and writes nothing into it."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

from storeops.tracing.chain_heads import heads_file
from tests.served_hall import ServedHall
from tests.warm_start import WarmCommand

STEP = "migration_set, name, applied_at"


def test_a_server_whose_database_is_of_a_newer_version_ends_with_a_line_and_a_code(tmp_path: Path) -> None:
    hall = replace(ServedHall.founded(tmp_path), options=("--no-jobs",)).start()
    jobs = WarmCommand("--db", str(hall.path), "jobs")
    ends = monotonic() + 20
    while not heads_file(hall.path).exists():  # what the jobs do first
        assert monotonic() < ends
        sleep(0.05)
    assert hall.ask("POST", "/tickets", {"service": "payment"}).status == 201
    with closing(sqlite3.connect(hall.path)) as newer:
        newer.execute("CREATE TABLE of_tomorrow (id INTEGER)")
        newer.execute(f"INSERT INTO _sqlite_migrations ({STEP}) VALUES ('storeops', '9999', '')")
        newer.commit()

    with suppress(OSError):  # it may have ended already
        refused = hall.ask("POST", "/tickets", {"service": "payment"})
        assert refused.status == 503
        assert refused.body["detail"] == "The hall is being brought up to date. Try again in a minute."

    assert hall.process is not None
    _, complained = hall.process.communicate(timeout=20)
    assert hall.process.returncode == 3
    assert len([line for line in complained.splitlines() if "level=info" not in line]) == 1
    assert "the database is another version's by now" in complained
    _, said = jobs.communicate(timeout=20)
    assert jobs.returncode == 3
    assert said.splitlines()[-1] == "stopped"
    with closing(sqlite3.connect(hall.path)) as left:
        assert left.execute("SELECT count(*) FROM ticket").fetchone() == (1,)
