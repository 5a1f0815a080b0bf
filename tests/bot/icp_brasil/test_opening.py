"""What opens, and what is said to what does not."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import PBES

from bot.icp_brasil.opening import opened, repacked
from bot.icp_brasil.refusal import Refused
from tests.kit.certificates import PASSWORD, ROOT, SEAL, Sample, key

OLD = Path(__file__).parents[2] / "fixtures" / "icp_brasil"
SAMPLE = Sample()


def reason(file: bytes, password: str = PASSWORD) -> str:
    """Why a file is refused; empty if it is not."""
    try:
        opened(file, password)
    except Refused as refused:
        return refused.reason
    return ""


def test_key_and_certificates_are_found() -> None:
    """The key's own certificate, and those of the authorities."""
    found = opened(SAMPLE.file(), PASSWORD)
    assert SAMPLE.certificate == found.certificate
    assert key("holder").private_numbers() == found.key.private_numbers()
    assert {SEAL.certificate, ROOT.certificate} == set(found.others)


@pytest.mark.parametrize("name", ["rc2-40.pfx", "rc2-128.pfx"])
def test_rc2_opens(name: str) -> None:
    """A file of an old program, whose certificates are closed with RC2 and its key with 3DES."""
    found = opened((OLD / name).read_bytes(), PASSWORD)
    assert found.certificate.public_key() == found.key.public_key()
    assert 2 == len(found.others)


def test_3des_opens() -> None:
    """As Windows exports it unless asked for better."""
    builder = PrivateFormat.PKCS12.encryption_builder().key_cert_algorithm(PBES.PBESv1SHA1And3KeyTripleDESCBC)
    old: KeySerializationEncryption = builder.hmac_hash(SHA1()).build(PASSWORD.encode())
    assert SAMPLE.certificate == opened(SAMPLE.file(encryption=old), PASSWORD).certificate


@pytest.mark.parametrize("name", ["rc2-40.pfx", "rc2-128.pfx"])
def test_wrong_password_of_an_old_file(name: str) -> None:
    """It is told as what it is."""
    assert "password" == reason((OLD / name).read_bytes(), "another")


@pytest.mark.parametrize("password", ["another", "", PASSWORD.upper(), "senhã", "\ud800", "x" * 5000])
def test_wrong_password(password: str) -> None:
    """Whatever it looks like."""
    assert "password" == reason(SAMPLE.file(), password)


def test_blanks_around_a_password_do_no_harm() -> None:
    """A password copied out of an e-mail brings them along; one that has them itself opens too."""
    assert ("", "") == (reason(SAMPLE.file(), f" {PASSWORD} "), reason(SAMPLE.file(" a b "), " a b "))


def test_password_with_accents() -> None:
    """As people write them."""
    assert "" == reason(SAMPLE.file("maçã-é-ótima"), "maçã-é-ótima")


def test_file_without_a_password() -> None:
    """Its password is left empty."""
    assert "" == reason(SAMPLE.file(encryption=NoEncryption()), "")


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"not a certificate at all",
        b"\x30\x82\xff\xff" + b"\0" * 100,
        SAMPLE.file()[:1000],
        SAMPLE.certificate.public_bytes(Encoding.PEM),
        SAMPLE.certificate.public_bytes(Encoding.DER),
        key("holder").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    ],
    ids=["empty", "text", "junk", "cut", "pem", "cer", "key"],
)
def test_what_is_no_such_file(file: bytes) -> None:
    """Nothing, anything, half of one, and certificates and keys in other files."""
    assert "unreadable" == reason(file)


def test_file_without_a_key() -> None:
    """A certificate that was exported without its key."""
    assert "no_key" == reason(SAMPLE.file(with_key=False))


def test_key_of_another_certificate() -> None:
    """A key alone, or beside certificates that it does not belong to."""
    others = [SEAL.certificate, SAMPLE.certificate]
    stray = pkcs12.serialize_key_and_certificates(None, key("stray"), None, others, NoEncryption())
    assert "no_key" == reason(stray, "")


def test_repacked_file_opens_with_the_passphrase_alone() -> None:
    """Everything in it is as it was, and the owner's password is good for nothing any more."""
    before = opened((OLD / "rc2-40.pfx").read_bytes(), PASSWORD)
    file = repacked(before, "a passphrase")
    after = opened(file, "a passphrase")
    assert (before.certificate, set(before.others)) == (after.certificate, set(after.others))
    assert "password" == reason(file)
