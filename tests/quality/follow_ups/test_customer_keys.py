"""The key file: made on first use, rotated by the month, never in the database."""

import json
import stat
from pathlib import Path

import pytest

from storeops.base.errors import KeyFileBroken
from storeops.base.key_file import key_file
from storeops.quality.follow_ups.customer_keys import (
    customer_key,
    decrypted,
    encrypted,
    kept_keys,
    keys_with,
    matching_keys,
    without_old_keys,
)
from storeops.quality.follow_ups.refusals import ContactLost

NUMBER = "13812345678"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database would stand."""
    return tmp_path / "hall.db"


def test_without_a_file_there_are_no_keys(database: Path) -> None:
    assert kept_keys(database) == {}
    assert not key_file(database).exists()


def test_the_file_is_made_for_its_owner_alone_and_leaves_nothing_aside(database: Path) -> None:
    keys = keys_with(database, "2026-03")

    assert key_file(database).name == "hall.db.keys"
    assert stat.S_IMODE(key_file(database).stat().st_mode) == 0o600
    assert list(database.parent.iterdir()) == [key_file(database)]
    assert list(json.loads(key_file(database).read_text())) == ["2026-03"]
    assert kept_keys(database) == keys


def test_a_month_keeps_its_key_and_the_next_gets_another(database: Path) -> None:
    march = keys_with(database, "2026-03")["2026-03"]

    april = keys_with(database, "2026-04")

    assert april["2026-03"] == march
    assert april["2026-04"] != march


def test_a_number_is_read_with_the_key_of_its_month_only(database: Path) -> None:
    keys = keys_with(database, "2026-03")
    sealed = encrypted(keys, "2026-03", NUMBER)

    assert NUMBER not in sealed
    assert encrypted(keys, "2026-03", NUMBER) != sealed
    assert decrypted(keys, sealed) == NUMBER
    with pytest.raises(ContactLost):
        decrypted({}, sealed)
    with pytest.raises(ContactLost):
        decrypted({"2026-03": bytes(32)}, sealed)


def test_a_hash_matches_across_one_change_of_month_and_no_further(database: Path) -> None:
    keys_with(database, "2026-02")
    keys_with(database, "2026-03")
    keys = keys_with(database, "2026-04")
    made_in_march = customer_key(keys, "2026-03", NUMBER)

    assert made_in_march in matching_keys(keys, "2026-03", NUMBER)
    assert made_in_march in matching_keys(keys, "2026-04", NUMBER)
    assert customer_key(keys, "2026-02", NUMBER) not in matching_keys(keys, "2026-04", NUMBER)
    assert made_in_march not in matching_keys(keys, "2026-04", "13812345679")


def test_keys_that_nothing_needs_are_dropped(database: Path) -> None:
    keys_with(database, "2026-02")
    keys_with(database, "2026-03")

    without_old_keys(database, frozenset({"2026-03"}))

    assert list(kept_keys(database)) == ["2026-03"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"2026-03": "short"}', '{"2026-03": 7}', "\ufeffä"])
def test_a_broken_file_is_named_and_not_overwritten(database: Path, content: str) -> None:
    key_file(database).write_text(content, encoding="utf-8")

    with pytest.raises(KeyFileBroken):
        keys_with(database, "2026-03")

    assert key_file(database).read_text(encoding="utf-8") == content
