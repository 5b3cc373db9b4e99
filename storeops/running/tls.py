"""TLS: the certificate that the hall shows, checked before it listens. A door to two files."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from storeops.running.refusals import CertificateUnusable

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2: what was recorded stays unreadable when the key is stolen later, and what was changed is refused.

TLS 1.3, which goes before it, has no others.
"""


@dataclass(frozen=True)
class Identity:
    """The files of a certificate, with those that vouch for it, and of its private key."""

    certificate: Path
    key: Path


def context(identity: Identity) -> ssl.SSLContext:
    """What wraps each connection. CertificateUnusable."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers(CIPHERS)
    try:
        made.load_cert_chain(identity.certificate, identity.key)
    except (OSError, ValueError) as error:
        cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise CertificateUnusable(certificate=identity.certificate, key=identity.key, cause=cause) from error
    return made
