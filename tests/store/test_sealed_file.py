"""Copies that are sealed for a public key: only the private one opens them, and only whole and unchanged ones."""

from io import BytesIO
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.people import session_rows
from storeops.store.backup import restore, restore_sealed, sealed_backup
from storeops.store.database import HallDatabase, connect
from storeops.store.refusals import CopySealed, CopyUnreadable, HallExists, SealKeyUnusable
from storeops.store.sealed_file import CHUNK, MAGIC, new_pair, seal, unseal
from tests.factories import a_waiting_ticket, everything

HEAD, TAG = len(MAGIC) + 32, 16


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    new_pair(private, public)
    return private, public


def sealed(content: bytes, public: Path) -> bytes:
    into = BytesIO()
    seal(BytesIO(content), into, public)
    return into.getvalue()


def unsealed(content: bytes, private: Path) -> bytes:
    into = BytesIO()
    unseal(BytesIO(content), into, private)
    return into.getvalue()


def _is_opened(content: bytes, private: Path) -> bool:
    try:
        unsealed(content, private)
    except CopyUnreadable:
        return False
    return True


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_was_sealed_is_opened_the_same(size: int, pair: tuple[Path, Path]) -> None:
    content = bytes(number % 251 for number in range(size))

    assert unsealed(sealed(content, pair[1]), pair[0]) == content


def test_no_two_sealed_files_are_alike(pair: tuple[Path, Path]) -> None:
    assert sealed(b"the same", pair[1]) != sealed(b"the same", pair[1])


def test_a_file_that_was_cut_off_changed_or_mixed_up_is_refused(pair: tuple[Path, Path]) -> None:
    private, public = pair
    whole = sealed(b"a" * CHUNK + b"b" * CHUNK + b"c", public)
    first, second = whole[HEAD : HEAD + CHUNK + TAG], whole[HEAD + CHUNK + TAG : HEAD + 2 * (CHUNK + TAG)]
    broken = {
        "nothing": b"",
        "head alone": whole[:HEAD],
        "within the head": whole[: HEAD - 5],
        "at a chunk's end": whole[: HEAD + CHUNK + TAG],
        "within a chunk": whole[:-3],
        "two chunks changed about": whole[:HEAD] + second + first + whole[HEAD + 2 * (CHUNK + TAG) :],
        "a byte of it": whole[:HEAD] + bytes([whole[HEAD] ^ 1]) + whole[HEAD + 1 :],
        "something behind it": whole + b"x",
    }

    opened = {what for what, content in broken.items() if _is_opened(content, private)}

    assert opened == set()


def test_another_key_opens_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    new_pair(tmp_path / "other", tmp_path / "other.pub")

    with pytest.raises(CopyUnreadable):
        unsealed(sealed(b"a", pair[1]), tmp_path / "other")


def test_a_file_that_is_no_such_key_is_named(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "note").write_text("no key")

    for wrong in (tmp_path / "note", tmp_path / "missing", pair[0]):
        with pytest.raises(SealKeyUnusable):
            sealed(b"a", wrong)
    with pytest.raises(SealKeyUnusable):
        unsealed(sealed(b"a", pair[1]), pair[1])


def test_a_sealed_copy_of_a_hall_comes_back_whole(
    db: HallDatabase, clock: FrozenClock, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)
    copy, path = tmp_path / "copy.sealed", tmp_path / "back.db"

    sealed_backup(db.path, copy, pair[1])

    assert b"SQLite format" not in copy.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CopySealed):
        restore(copy, path, session_rows.forget_all)
    restore_sealed(copy, path, pair[0], session_rows.forget_all)
    back = connect(path)
    was, now = everything(db), everything(back)
    back.conn.close()
    assert now == was
    names = {file.name for file in tmp_path.iterdir()}
    assert {name for name in names if "part" in name or "plain" in name} == set(), "no open copy is left behind"


def test_a_copy_that_was_cut_off_leaves_no_hall(db: HallDatabase, pair: tuple[Path, Path], tmp_path: Path) -> None:
    copy, path = tmp_path / "copy.sealed", tmp_path / "back.db"
    sealed_backup(db.path, copy, pair[1])
    with pytest.raises(HallExists):
        sealed_backup(db.path, copy, pair[1])
    copy.write_bytes(copy.read_bytes()[:-100])
    before = sorted(file.name for file in tmp_path.iterdir())

    with pytest.raises(CopyUnreadable):
        restore_sealed(copy, path, pair[0], session_rows.forget_all)

    assert sorted(file.name for file in tmp_path.iterdir()) == before
