"""The store of sealed copies, over a real line: what is sent stands there whole, and each way to fail has its name."""

import random
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storeops.backups import copy_store
from storeops.backups.copy_store import open_store
from storeops.backups.kept_copies import Grade, KeptCopy
from storeops.backups.refusals import NoBackupStore, StoreAway, StoreRefused
from storeops.base.settings import Settings, read
from storeops.running.local_authority import AuthorityFiles, make_certificate
from tests.backups.s3_server import BUCKET, KEY, SECRET, S3Store, Stored, s3_store

NAME = "hall-3fa9c1-20260302T010000Z.sealed"


@pytest.fixture
def store() -> Iterator[S3Store]:
    with s3_store() as reached:
        yield reached


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


def of(store: S3Store) -> Settings:
    return read({"STOREOPS_BACKUP_STORE": store.address})


def a_file(folder: Path, size: int = 1000) -> Path:
    path = folder / NAME
    path.write_bytes(random.Random(size).randbytes(size))
    return path


def test_what_is_sent_stands_there_and_comes_back(store: S3Store, tmp_path: Path) -> None:
    there, sent = open_store(of(store)), a_file(tmp_path)
    store.objects["halls/one/somebody's notes.txt"] = store.objects["halls/two/x"] = Stored(b"x", {})

    there.send(sent)

    assert store.objects[f"halls/one/{NAME}"].content == sent.read_bytes()
    assert there.files() == [NAME, "somebody's notes.txt"]
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    assert there.copies("hall-3fa9c1") == [KeptCopy(NAME, at, Grade.CLEAN)]
    assert there.copies("hall-000000") == []
    there.fetch(NAME, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == sent.read_bytes()
    there.drop(there.copies("hall-3fa9c1")[0])
    assert there.copies("hall-3fa9c1") == []


def test_a_large_copy_goes_in_parts(store: S3Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_store, "PART_BYTES", 5 * 2**20)
    sent = a_file(tmp_path, 11 * 2**20)

    open_store(of(store)).send(sent)

    assert store.objects[f"halls/one/{NAME}"].content == sent.read_bytes()
    assert len(store.parts[f"halls/one/{NAME}"]) == 3  # 5 + 5 + 1 MB


def test_a_store_that_fails_for_a_moment_is_asked_again(store: S3Store, tmp_path: Path) -> None:
    store.fails = [503, 500]

    open_store(of(store)).send(a_file(tmp_path))

    assert store.objects.keys() == {f"halls/one/{NAME}"}


def test_what_stands_there_otherwise_than_it_was_sent_does_not_count(store: S3Store, tmp_path: Path) -> None:
    store.spoils = True

    with pytest.raises(StoreAway, match="what stands there is not what was sent"):
        open_store(of(store)).send(a_file(tmp_path))


def test_a_store_that_is_down_or_whose_line_breaks_is_away(
    store: S3Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_store, "TRIES", 1)
    there, sent = open_store(of(store)), a_file(tmp_path)

    store.cuts = True
    with pytest.raises(StoreAway):
        there.send(sent)
    store.cuts = False
    store.fails = [503]
    with pytest.raises(StoreAway):
        there.send(sent)
    with pytest.raises(StoreAway):
        open_store(read({"STOREOPS_BACKUP_STORE": f"http://127.0.0.1:1/{BUCKET}"})).files()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("AWS_SECRET_ACCESS_KEY", "another", "SignatureDoesNotMatch"),
        ("AWS_ACCESS_KEY_ID", "AKIDOTHER", "InvalidAccessKeyId"),
        ("AWS_ACCESS_KEY_ID", "", "AWS_ACCESS_KEY_ID"),
    ],
)
def test_wrong_keys_are_told_and_never_shown(
    store: S3Store, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(StoreRefused, match=told) as refusal:
        open_store(of(store)).files()

    assert SECRET not in str(refusal.value)


def test_a_bucket_that_is_not_there_is_told(store: S3Store) -> None:
    with pytest.raises(StoreRefused, match="NoSuchBucket"):
        open_store(read({"STOREOPS_BACKUP_STORE": f"{store.endpoint}/elsewhere"})).files()


def test_over_tls_the_authority_of_the_house_vouches_for_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = AuthorityFiles(tmp_path / "tls")
    make_certificate(files, ["127.0.0.1"], datetime.now(UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.server.certificate, files.server.key)
    monkeypatch.setattr(copy_store, "TRIES", 1)
    with s3_store(context) as store:
        with pytest.raises(StoreAway):
            open_store(of(store)).files()
        monkeypatch.setenv("SSL_CERT_FILE", str(files.authority))

        open_store(of(store)).send(a_file(tmp_path))

        assert store.objects.keys() == {f"halls/one/{NAME}"}


def test_without_a_store_in_the_settings_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoBackupStore, match="STOREOPS_BACKUP_STORE"):
        open_store(read({}, tmp_path / "hall.db"))
