"""An authority that nobody trusts: certificates in ICP-Brasil's form, to try the page that takes them."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier

PASSWORD = "1234"  # noqa: S105 - the page says it
GOOD_FOR = timedelta(days=365)  # as an A1
ISSUER = "AC do Simulador"
COMPANY, PERSON = "2.16.76.1.3.3", "2.16.76.1.3.1"
"""The fields with a CNPJ, and with somebody's date of birth, CPF and so on: see `bot.icp_brasil.holders`."""


def sample_certificate(name: str, tax_id: str) -> bytes:
    """A .pfx file with the certificate of a company or a person, good from today; its password is PASSWORD.

    Args:
        name: of the holder.
        tax_id: CNPJ or CPF, bare.
    """
    now = datetime.now(UTC)
    authority, holder = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    of_company = len(tax_id) == 14
    field = _field(COMPANY, tax_id) if of_company else _field(PERSON, f"01011980{tax_id}{'0' * 26}")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name(f"{name}:{tax_id}"))
        .issuer_name(_name(ISSUER))
        .public_key(holder.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([field]), critical=False)
        .sign(authority, SHA256())
    )
    encryption = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), holder, certificate, None, encryption)


def _name(common: str) -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "BR",
        NameOID.ORGANIZATION_NAME: "ICP-Brasil",
        NameOID.COMMON_NAME: common[:64],  # as long as it may be
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])


def _field(oid: str, text: str) -> x509.OtherName:
    """An otherName with an OCTET STRING in it."""
    return x509.OtherName(ObjectIdentifier(oid), bytes([0x04, len(text)]) + text.encode("ascii"))
