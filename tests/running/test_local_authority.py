"""The hall's own authority and the server's certificate: whom it names, who vouches, who may read the files."""

import stat
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from storeops.running import tls
from storeops.running.local_authority import AuthorityFiles, make_certificate
from storeops.running.refusals import AuthorityUnusable, CertificateUnusable, NameUnusable
from storeops.running.tls import Identity

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> AuthorityFiles:
    return AuthorityFiles(tmp_path / "hall.db.tls")


def certificate_at(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates(path.read_bytes())[0]


def test_the_certificate_names_the_hall_and_holds_before_its_authority(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local", "192.168.1.10"], NOW)

    server, authority = certificate_at(files.server.certificate), certificate_at(files.authority)
    for name in (x509.DNSName("hall.local"), x509.IPAddress(ip_address("192.168.1.10"))):
        verifier = PolicyBuilder().store(Store([authority])).time(NOW).build_server_verifier(name)
        verifier.verify(server, [])


def test_phones_take_no_certificate_for_longer_than_825_days(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local"], NOW)

    server = certificate_at(files.server.certificate)
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=825)


def test_nobody_else_reads_the_files(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local"], NOW)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files.folder.iterdir()}
    assert modes == dict.fromkeys(("authority.crt", "authority.key", "hall.crt", "hall.key"), 0o600)
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700


def test_a_new_certificate_is_vouched_for_by_the_authority_that_devices_know(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local"], NOW)
    known, first = files.authority.read_bytes(), files.server.certificate.read_bytes()

    make_certificate(files, ["hall.local", "counter.local"], NOW + timedelta(days=700))

    assert files.authority.read_bytes() == known
    assert files.server.certificate.read_bytes() != first


@pytest.mark.parametrize("name", ["hall local", "", "-" * 300, "hall/x", "厅.local"])
def test_what_is_no_name_makes_nothing(files: AuthorityFiles, name: str) -> None:
    with pytest.raises(NameUnusable):
        make_certificate(files, [name], NOW)

    assert not files.folder.exists()


def test_an_authority_without_its_own_key_is_refused(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local"], NOW)
    files.authority_key.write_bytes(files.server.key.read_bytes())

    with pytest.raises(AuthorityUnusable):
        make_certificate(files, ["hall.local"], NOW)


def test_a_certificate_with_another_key_is_not_served(files: AuthorityFiles) -> None:
    make_certificate(files, ["hall.local"], NOW)

    with pytest.raises(CertificateUnusable):
        tls.context(Identity(files.server.certificate, files.authority_key))
    with pytest.raises(CertificateUnusable):
        tls.context(Identity(files.folder / "none.crt", files.server.key))
