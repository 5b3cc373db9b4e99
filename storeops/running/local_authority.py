"""A certificate authority of the hall's own, and the certificate that it gives the server. A door to the disk.

No public authority vouches for a name such as `hall.local` or for 192.168.1.10. The hall's own does; each kiosk PC and
each phone of the staff takes it over once, and the server's certificate may then be made anew without touching them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from storeops.base.durable_files import replace_file
from storeops.base.errors import FolderUnwritable
from storeops.running.refusals import AuthorityUnusable, NameUnusable
from storeops.running.tls import Identity

AUTHORITY_LASTS = timedelta(days=3650)
SERVER_LASTS = timedelta(days=800)
"""Phones refuse certificates that are good for more than 825 days."""
BACKDATED = timedelta(days=1)
"""A kiosk PC whose clock is a little behind takes the certificate all the same."""

_LONGEST_NAME = 253


@dataclass(frozen=True)
class AuthorityFiles:
    """The folder of the hall's authority: what is taken over by devices, and what the server shows."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.crt"

    @property
    def authority_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def server(self) -> Identity:
        return Identity(self.folder / "hall.crt", self.folder / "hall.key")


def make_certificate(files: AuthorityFiles, names: Sequence[str], now: datetime) -> None:
    """Write a new server certificate for these names and addresses, by the folder's authority; that is made if missing.

    NameUnusable, AuthorityUnusable, FolderUnwritable.
    """
    subjects = [_subject(name) for name in names]
    try:
        files.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not files.authority.exists():
            _make_authority(files, now)
        authority, authority_key = _authority(files)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _begun(names[0], authority.subject, key, now, min(now + SERVER_LASTS, authority.not_valid_after_utc))
            .add_extension(x509.SubjectAlternativeName(subjects), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_uses(signs_others=False), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
            .sign(authority_key, hashes.SHA256())
        )
        _write(files.server.key, _private(key))
        _write(files.server.certificate, _public(certificate) + _public(authority))
    except OSError as error:
        raise FolderUnwritable(path=files.folder, cause=error.strerror) from error


def _subject(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        pass
    labels = name.split(".")
    if len(name) > _LONGEST_NAME or not all(_is_label(label) for label in labels):
        raise NameUnusable(value=name[:40])
    return x509.DNSName(name)


def _is_label(label: str) -> bool:
    return bool(label) and len(label) <= 63 and label.isascii() and label.replace("-", "").isalnum()


def _make_authority(files: AuthorityFiles, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = f"StoreOps {now:%Y-%m-%d}"
    certificate = (
        _begun(name, _named(name), key, now, now + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_uses(signs_others=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(files.authority_key, _private(key))
    _write(files.authority, _public(certificate))


def _authority(files: AuthorityFiles) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The authority and its key. AuthorityUnusable."""
    try:
        certificate = x509.load_pem_x509_certificate(files.authority.read_bytes())
        key = serialization.load_pem_private_key(files.authority_key.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise AuthorityUnusable(folder=files.folder, cause=error) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise AuthorityUnusable(folder=files.folder, cause="the key belongs to another certificate")
    return certificate, key


def _begun(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _uses(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        encipher_only=False,
        decipher_only=False,
    )


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    replace_file(path, content)
