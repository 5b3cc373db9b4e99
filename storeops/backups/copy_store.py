"""An S3-compatible store in which sealed copies of a hall stand. A door to the network.

minio speaks the protocol; it is loaded by whoever uses a store, and nobody else needs it. What goes there is sealed,
and proven by digests part by part; what was sent counts once the store tells its size and mark.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storeops.backups.kept_copies import KeptCopy, copy_of
from storeops.backups.refusals import NoBackupStore, StoreAway, StoreLibraryMissing, StoreRefused
from storeops.base.durable_files import put_in_place
from storeops.base.settings import BackupStore, Settings

if TYPE_CHECKING:
    from minio import Minio

PART_BYTES = 16 * 2**20
"""So much of a copy is in memory at a time."""
CONNECTS_WITHIN_SECONDS = 10.0
ANSWERS_WITHIN_SECONDS = 60.0
TRIES = 3
_MARK = "x-amz-meta-sha256"


class CopyStore:
    """The store of these settings. Each verb may meet StoreAway and StoreRefused, StoreLibraryMissing at first."""

    def __init__(self, own: BackupStore) -> None:
        self._own = own
        self._client = _client(own)

    @property
    def address(self) -> str:
        """As people write it."""
        return self._own.address

    def files(self) -> list[str]:
        """The names of all files there."""
        with self._told():
            found = self._client.list_objects(self._own.bucket, prefix=self._own.prefix)
            return [str(each.object_name).removeprefix(self._own.prefix) for each in found]

    def copies(self, hall: str) -> list[KeptCopy]:
        """The copies of a hall that stand there."""
        return [copy for file in self.files() if (copy := copy_of(hall, file))]

    def send(self, path: Path) -> None:
        """Let a file stand there too, under its own name, and ask whether it does."""
        with self._told(), path.open("rb") as file:
            mark, size = hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
            file.seek(0)
            name = self._own.prefix + path.name
            self._client.put_object(
                self._own.bucket,
                name,
                file,
                size,
                metadata={_MARK: mark},
                part_size=PART_BYTES,
                num_parallel_uploads=1,
            )
            stands = self._client.stat_object(self._own.bucket, name)
            if stands.size != size or (stands.metadata or {}).get(_MARK) != mark:
                raise StoreAway(store=self._own.address, cause="what stands there is not what was sent")

    def fetch(self, name: str, into: Path) -> None:
        """Write a file from there to a path. OSError."""
        with self._told():
            answer = self._client.get_object(self._own.bucket, self._own.prefix + name)
            try:
                with put_in_place(into) as file:
                    for piece in answer.stream(PART_BYTES):
                        file.write(piece)
            finally:
                answer.close()
                answer.release_conn()

    def drop(self, copy: KeptCopy) -> None:
        """Take a copy away there."""
        with self._told():
            self._client.remove_object(self._own.bucket, self._own.prefix + copy.file)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say by name what the library says of the store and of the line to it."""
        from minio.error import InvalidResponseError, S3Error, ServerError
        from urllib3.exceptions import HTTPError

        try:
            yield
        except S3Error as error:
            if error.response.status >= 500:
                raise StoreAway(store=self._own.address, cause=error.code) from error
            raise StoreRefused(store=self._own.address, cause=error.code) from error
        except (InvalidResponseError, ServerError, HTTPError) as error:
            raise StoreAway(store=self._own.address, cause=type(error).__name__) from error
        except ValueError as error:  # a name that no store takes
            raise StoreRefused(store=self._own.address, cause=error) from error


def open_store(own: Settings) -> CopyStore:
    """The store that is named in the settings. NoBackupStore, StoreRefused without keys, StoreLibraryMissing."""
    if own.backup_store is None:
        raise NoBackupStore
    return CopyStore(own.backup_store)


def _client(own: BackupStore) -> "Minio":
    try:
        import certifi
        import urllib3
        from minio import Minio
    except ImportError as error:
        raise StoreLibraryMissing from error
    key, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not key or not secret:
        raise StoreRefused(store=own.address, cause="AWS_ACCESS_KEY_ID / AWS_SECRET_ACCESS_KEY")
    scheme, _, host = own.endpoint.partition("://")
    lines = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=CONNECTS_WITHIN_SECONDS, read=ANSWERS_WITHIN_SECONDS),
        retries=urllib3.Retry(total=TRIES - 1, backoff_factor=0.5, status_forcelist=[500, 502, 503, 504]),
        cert_reqs="CERT_REQUIRED",
        ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(),
    )
    return Minio(
        host,
        key,
        secret,
        os.environ.get("AWS_SESSION_TOKEN"),
        secure=scheme == "https",
        region=own.region,
        http_client=lines,
    )
