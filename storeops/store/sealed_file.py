"""Files sealed for a public key: whoever has the file alone, or made it, reads nothing in it again. A door to the disk.

A key is drawn for each file (X25519 with a key pair that is thrown away, HKDF-SHA-256), and the content goes in chunks
under ChaCha20-Poly1305. A chunk's nonce is its number and whether it is the last one: a file that was cut off, or whose
chunks were changed about, is refused.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storeops.base.durable_files import put_in_place, write_new
from storeops.store.refusals import CopyUnreadable, SealKeyUnusable

MAGIC = b"storeops sealed 1\n"
CHUNK = 1 << 20
_KEY, _TAG, _NONCE = 32, 16, 12


class Taker(Protocol):
    """What is written to."""

    def write(self, content: bytes, /) -> object: ...


class _Marked:
    """Hands on what is written to it, and marks it."""

    def __init__(self, into: Taker) -> None:
        self._into = into
        self.mark = hashlib.sha256()

    def write(self, content: bytes, /) -> None:
        self.mark.update(content)
        self._into.write(content)


def is_sealed(path: Path) -> bool:
    """Whether a file is a sealed one. OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def new_pair(private: Path, public: Path) -> None:
    """Write a new pair of keys: the public one stays at the hall, the private one goes elsewhere. OSError."""
    key = X25519PrivateKey.generate()
    plain = serialization.NoEncryption()
    write_new(private, key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    write_new(
        public,
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
    )


def refuse_unusable_key(public: Path) -> None:
    """SealKeyUnusable where no public key stands."""
    _public(public)


def seal_into_place(plain: Path, destination: Path, public: Path) -> None:
    """Seal a file to a path, and read what was written there. SealKeyUnusable; OSError, also if it reads otherwise."""
    with plain.open("rb") as source, put_in_place(destination) as into:
        marked = _Marked(into)
        seal(source, marked, public)
    with destination.open("rb") as sealed:
        is_as_written = hashlib.file_digest(sealed, "sha256").digest() == marked.mark.digest()
    if not is_as_written:
        destination.unlink()
        raise OSError(f"{destination} does not read as it was written")


def seal(source: BinaryIO, into: Taker, public: Path) -> None:
    """Write all of `source` for the holder of the private key. SealKeyUnusable, OSError."""
    theirs = _public(public)
    ours = X25519PrivateKey.generate()
    shown = ours.public_key().public_bytes_raw()
    cipher = _cipher(ours.exchange(theirs), shown, theirs.public_bytes_raw())
    into.write(MAGIC + shown)
    for number, chunk, is_last in _chunks(source, CHUNK):
        into.write(cipher.encrypt(_nonce(number, is_last), chunk, MAGIC))


def unseal(source: BinaryIO, into: BinaryIO, private: Path) -> None:
    """Write what was sealed. CopyUnreadable: it was cut off, changed or sealed for another key. SealKeyUnusable."""
    key = _private(private)
    if source.read(len(MAGIC)) != MAGIC:
        raise CopyUnreadable
    shown = source.read(_KEY)
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(shown))
        cipher = _cipher(shared, shown, key.public_key().public_bytes_raw())
        for number, chunk, is_last in _chunks(source, CHUNK + _TAG):
            into.write(cipher.decrypt(_nonce(number, is_last), chunk, MAGIC))
    except (InvalidTag, ValueError) as error:
        raise CopyUnreadable from error


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """The chunks with their numbers, and whether each is the last; at least one, which may be empty."""
    number, chunk = 0, source.read(size)
    while True:
        following = source.read(size) if len(chunk) == size else b""
        yield number, chunk, not following
        if not following:
            return
        number, chunk = number + 1, following


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([is_last])


def _cipher(shared: bytes, shown: bytes, theirs: bytes) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=SHA256(), length=_KEY, salt=shown + theirs, info=MAGIC).derive(shared)
    return ChaCha20Poly1305(derived)


def _public(path: Path) -> X25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SealKeyUnusable(path=path, cause=error) from error
    if not isinstance(key, X25519PublicKey):
        raise SealKeyUnusable(path=path, cause="it is no X25519 public key")
    return key


def _private(path: Path) -> X25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise SealKeyUnusable(path=path, cause=error) from error
    if not isinstance(key, X25519PrivateKey):
        raise SealKeyUnusable(path=path, cause="it is no X25519 private key")
    return key
