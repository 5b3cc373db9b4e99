"""The hall's own key: every hall has one, and another hall's is not taken for it."""

import pytest

from storeops.base.key_file import HallKeys, key_file, new_key, write_keys
from storeops.store.database import HallDatabase, migrate, write_transaction
from storeops.store.refusals import KeyFileLost
from tests.factories import everything, rows


def test_a_hall_gives_each_purpose_its_key_and_always_the_same(db: HallDatabase) -> None:
    assert db.has_its_key
    assert db.subkey("chain") == db.subkey("chain")
    assert db.subkey("chain") != db.subkey("pin")
    assert len(db.subkey("chain")) == 32


def test_the_database_holds_no_key(db: HallDatabase) -> None:
    written = b"".join(path.read_bytes() for path in db.path.parent.glob("hall.db*") if path != key_file(db.path))

    for secret in (db.subkey("chain"), db.subkey("pin")):
        assert secret not in written
        assert secret.hex().encode() not in written


def test_a_hall_from_before_gets_its_key_with_the_schema_and_keeps_it(db: HallDatabase) -> None:
    with write_transaction(db):
        db.execute("DELETE FROM hall_key")
    key_file(db.path).unlink()

    migrate(db)
    first = db.subkey("chain")
    migrate(db)

    assert db.subkey("chain") == first
    assert len(rows(db, "SELECT * FROM hall_key")) == 1


def test_a_lost_key_file_is_said_and_no_other_is_made_by_itself(db: HallDatabase) -> None:
    before = everything(db)
    key_file(db.path).unlink()

    migrate(db)

    assert not db.has_its_key
    with pytest.raises(KeyFileLost, match="storeops key import"):
        db.subkey("chain")
    assert not key_file(db.path).exists()
    assert everything(db) == before


def test_another_hall_s_key_file_is_not_taken(db: HallDatabase) -> None:
    write_keys(key_file(db.path), HallKeys(new_key()))

    assert not db.has_its_key
    with pytest.raises(KeyFileLost):
        db.subkey("chain")
