"""The key file: whole or not at all, for its owner alone, and one key for each purpose."""

import json
import stat
from pathlib import Path

import pytest

from storeops.base.errors import KeyFileBroken
from storeops.base.key_file import HallKeys, derived_key, key_file, new_key, read_keys, with_hall_key, write_keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the keys of a database stand."""
    return key_file(tmp_path / "hall.db")


def test_the_hall_s_key_is_made_once_and_stands_beside_the_database(path: Path) -> None:
    made = with_hall_key(path)

    assert path.name == "hall.db.keys"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert len(made) == 32
    assert with_hall_key(path) == made


def test_a_file_from_before_keeps_its_months_and_gets_a_key(path: Path) -> None:
    march = new_key()
    write_keys(path, HallKeys(None, {"2026-03": march}))
    assert list(json.loads(path.read_text())) == ["2026-03"]

    made = with_hall_key(path)

    assert read_keys(path) == HallKeys(made, {"2026-03": march})
    assert list(json.loads(path.read_text())) == ["hall", "2026-03"]


def test_each_purpose_has_its_key() -> None:
    """Computed with another HKDF: PRK = HMAC(32 zero bytes, key), key = HMAC(PRK, info + byte 1)."""
    hall_key = bytes(range(32))

    assert derived_key(hall_key, "chain").hex() == "cffd4478d04ba1f3d187fa73ae41f7fb098b0400717b7f38af3f50a4ac5635ad"
    assert derived_key(hall_key, "pin") != derived_key(hall_key, "chain")
    assert derived_key(bytes(32), "chain") != derived_key(hall_key, "chain")


def test_a_file_that_was_changed_is_read_again(path: Path) -> None:
    first = with_hall_key(path)

    write_keys(path, HallKeys(new_key()))

    assert read_keys(path).hall != first


def test_keys_do_not_show_where_something_is_printed(path: Path) -> None:
    with_hall_key(path)

    assert repr(read_keys(path)) == "HallKeys()"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"hall": "short"}', '{"hall": 7}', "\ufeffä"])
def test_a_broken_file_is_named_and_not_overwritten(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")

    with pytest.raises(KeyFileBroken, match=r"hall\.db\.keys"):
        with_hall_key(path)

    assert path.read_text(encoding="utf-8") == content


def test_a_file_that_cannot_be_read_is_named(path: Path) -> None:
    path.mkdir()

    with pytest.raises(KeyFileBroken, match=r"hall\.db\.keys"):
        read_keys(path)
