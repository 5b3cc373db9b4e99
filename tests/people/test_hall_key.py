"""The key file of a hall: copied, put back, and made anew where it is lost for good."""

import stat
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import FolderUnwritable
from storeops.base.key_file import HallKeys, key_file, new_key, read_keys, write_keys
from storeops.people.hall_key_actions import export_key, import_key
from storeops.people.origin import SessionPlace
from storeops.people.refusals import KeyCopyExists, KeyFileForeign, KeyFileStands, SignInRefused
from storeops.people.sign_in_actions import sign_in
from storeops.quality.follow_ups import customer_keys
from storeops.quality.follow_ups.refusals import ContactLost
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyFileLost
from storeops.tracing.chain_actions import renew_hall_key
from tests.factories import ANA, AT_DESK, CAST, LARS, PIN, event_names, everything, last_event, rows, whose_session
from tests.quality.follow_ups.cases import a_case


def test_a_copy_is_whole_and_for_its_owner_alone(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    copy = tmp_path / "stick.keys"

    export_key(db, clock, SYSTEM, copy)

    assert read_keys(copy) == read_keys(key_file(db.path))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert last_event(db)["kind"] == "hall_key_copied"


def test_a_copy_is_written_over_nothing(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a letter")
    before = everything(db)

    with pytest.raises(KeyCopyExists):
        export_key(db, clock, SYSTEM, tmp_path / "letter")
    with pytest.raises(FolderUnwritable):
        export_key(db, clock, SYSTEM, tmp_path / "no folder" / "copy")

    assert (tmp_path / "letter").read_text() == "a letter"
    assert everything(db) == before


def test_a_lost_file_is_put_back_and_everything_is_as_before(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_case(db, clock, phone="13812345678")
    export_key(db, clock, SYSTEM, tmp_path / "copy")
    kept = read_keys(key_file(db.path))
    key_file(db.path).unlink()
    with pytest.raises(KeyFileLost):
        export_key(db, clock, SYSTEM, tmp_path / "another")

    import_key(db, clock, SYSTEM, tmp_path / "copy")

    assert read_keys(key_file(db.path)) == kept
    assert last_event(db)["kind"] == "hall_key_put_back"
    assert sign_in(db, clock, SYSTEM, ANA.code, PIN, AT_DESK).employee.code == ANA.code


def test_a_broken_file_is_mended_by_a_copy(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    export_key(db, clock, SYSTEM, tmp_path / "copy")
    key_file(db.path).write_text("half a fi")

    import_key(db, clock, SYSTEM, tmp_path / "copy")

    assert db.has_its_key


def test_an_older_copy_takes_no_newer_month_away(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    export_key(db, clock, SYSTEM, tmp_path / "copy")
    a_case(db, clock, phone="13812345678")

    import_key(db, clock, SYSTEM, tmp_path / "copy")

    assert list(customer_keys.kept_keys(db.path)) == ["2026-03"]


def test_another_hall_s_copy_and_a_missing_one_are_refused(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    write_keys(tmp_path / "another", HallKeys(new_key()))
    before, kept = everything(db), read_keys(key_file(db.path))

    for copy in ("another", "missing"):
        with pytest.raises(KeyFileForeign, match=copy):
            import_key(db, clock, SYSTEM, tmp_path / copy)

    assert everything(db) == before
    assert read_keys(key_file(db.path)) == kept


def test_a_key_that_is_there_is_never_replaced(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(KeyFileStands):
        renew_hall_key(db, clock, SYSTEM)
    write_keys(key_file(db.path), HallKeys(new_key()))  # another hall's
    with pytest.raises(KeyFileStands):
        renew_hall_key(db, clock, SYSTEM)

    assert everything(db) == before


def test_a_lost_key_gives_everybody_a_pin_for_one_time(db: HallDatabase, clock: FrozenClock) -> None:
    signed_in = sign_in(db, clock, SYSTEM, ANA.code, PIN, AT_DESK)
    key_file(db.path).unlink()

    given = {pin.code: pin.pin for pin in renew_hall_key(db, clock, SYSTEM)}

    working = {person.code for person in CAST if person != LARS}
    assert given.keys() == working
    assert not any(pin in str(everything(db)) for pin in given.values())
    assert event_names(db)[-len(working) - 2 :] == ["chain_begun", "hall_key_renewed", *["pin_set"] * len(working)]
    assert whose_session(db, signed_in.token, SessionPlace.CONSOLE, clock.now()) is None
    with pytest.raises(SignInRefused):
        sign_in(db, clock, SYSTEM, ANA.code, PIN, AT_DESK)
    assert sign_in(db, clock, SYSTEM, ANA.code, given[ANA.code], AT_DESK).employee.pin_is_one_time
    assert rows(db, "SELECT pin_hash FROM employee WHERE code = ?", LARS.code) == [{"pin_hash": None}]


def test_after_that_numbers_are_kept_again_and_old_ones_stay_unreadable(db: HallDatabase, clock: FrozenClock) -> None:
    a_case(db, clock, phone="13812345678")
    key_file(db.path).unlink()

    renew_hall_key(db, clock, SYSTEM)
    a_case(db, clock, phone="13912345678")

    old, new = rows(db, "SELECT phone_encrypted FROM customer_contact ORDER BY id")
    keys = customer_keys.kept_keys(db.path)
    assert customer_keys.decrypted(keys, new["phone_encrypted"]) == "13912345678"
    with pytest.raises(ContactLost):
        customer_keys.decrypted(keys, old["phone_encrypted"])
