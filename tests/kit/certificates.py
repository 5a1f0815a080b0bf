"""Certificates in the form of ICP-Brasil's: a root, an authority below it, and those it issues."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    KeySerializationEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier

PASSWORD = "padaria-1234"
CNPJ, CPF = "11222333000181", "12345678909"
BRANCH = "11222333000262"
"""Of the same root as CNPJ."""
OTHER = "99888777000166"
SINCE, UNTIL = datetime(2026, 6, 1, 3, tzinfo=UTC), datetime(2027, 6, 1, 2, 59, 59, tzinfo=UTC)
OCTETS, PRINTABLE = 0x04, 0x13
"""The tags of an OCTET STRING and a PrintableString."""
COMPANY_FIELD, PERSON_FIELD = "2.16.76.1.3.3", "2.16.76.1.3.1"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """The key of whoever is called so: made once, since each takes its time."""
    return rsa.generate_private_key(65537, 2048)


def name_of(common: str, organisation: str = "ICP-Brasil") -> x509.Name:
    """A name as authorities write it."""
    parts = [
        (NameOID.COUNTRY_NAME, "BR"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.COMMON_NAME, common),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def other_name(oid: str, text: str, tag: int = OCTETS) -> x509.OtherName:
    """An otherName field of ICP-Brasil."""
    return x509.OtherName(ObjectIdentifier(oid), bytes([tag, len(text)]) + text.encode())


def company(tax_id: str, tag: int = OCTETS) -> tuple[x509.OtherName, ...]:
    """The fields of an e-CNPJ: who answers for it, with their own data, and the company's CNPJ."""
    return (
        other_name("2.16.76.1.3.4", "01011980" + "98765432100" + "0" * 11 + "0" * 15, tag),
        other_name("2.16.76.1.3.2", "RITA DE TAL", tag),
        other_name(COMPANY_FIELD, tax_id, tag),
        other_name("2.16.76.1.3.7", "0" * 12, tag),
    )


def person(tax_id: str, tag: int = OCTETS) -> tuple[x509.OtherName, ...]:
    """The fields of an e-CPF."""
    return (
        other_name(PERSON_FIELD, "01011980" + tax_id + "0" * 11 + "0" * 15, tag),
        other_name("2.16.76.1.3.6", "0" * 12, tag),
    )


@dataclass(frozen=True)
class Authority:
    """Who issues certificates.

    Args:
        common: its name.
        above: who issued its own; none of a root.
        organisation: as written in its name.
    """

    common: str
    above: "Authority | None" = None
    organisation: str = "ICP-Brasil"

    @property
    def name(self) -> x509.Name:
        return name_of(self.common, self.organisation)

    @cached_property
    def certificate(self) -> x509.Certificate:
        """Its own."""
        issuer = self.above or self
        builder = _builder(self.name, issuer.name, key(self.common), datetime(2020, 1, 1, tzinfo=UTC))
        builder = builder.not_valid_after(datetime(2035, 1, 1, tzinfo=UTC))
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        return builder.sign(key(issuer.common), SHA512())


ROOT = Authority("Autoridade Certificadora Raiz Brasileira de Teste")
SEAL = Authority("AC Teste Multipla", ROOT)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A certificate with its key, and the file that it is sent in.

    Args:
        common: the holder's name.
        fields: of who it is.
        by: who issued it.
        since, until: when it is good.
        signed_with: the name of the key that really signed it, if not the issuer's.
        chain: what else is in the file.
    """

    common: str = f"PADARIA PAO QUENTE LTDA:{CNPJ}"
    fields: Sequence[x509.GeneralName] = field(default_factory=lambda: company(CNPJ))
    by: Authority = SEAL
    since: datetime = SINCE
    until: datetime = UNTIL
    signed_with: str = ""
    chain: tuple[Authority, ...] = (SEAL, ROOT)

    @cached_property
    def certificate(self) -> x509.Certificate:
        builder = _builder(name_of(self.common), self.by.name, key("holder"), self.since)
        builder = builder.not_valid_after(self.until)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        if self.fields:
            builder = builder.add_extension(x509.SubjectAlternativeName(self.fields), critical=False)
        return builder.sign(key(self.signed_with or self.by.common), SHA256())

    def file(
        self,
        password: str = PASSWORD,
        *,
        with_key: bool = True,
        encryption: KeySerializationEncryption | None = None,
    ) -> bytes:
        """The .pfx of it."""
        others = [authority.certificate for authority in self.chain]
        return pkcs12.serialize_key_and_certificates(
            b"padaria",
            key("holder") if with_key else None,
            self.certificate if with_key else None,
            others if with_key else [self.certificate, *others],
            encryption or BestAvailableEncryption(password.encode()),
        )


@cache
def pfx(kind: str = "good") -> bytes:
    """A file of each kind, made once; its password is PASSWORD."""
    samples = {
        "good": Sample(),
        "branch": Sample(fields=company(BRANCH)),
        "other": Sample(common=f"OUTRA EMPRESA LTDA:{OTHER}", fields=company(OTHER)),
        "expired": Sample(since=datetime(2025, 1, 1, tzinfo=UTC), until=datetime(2026, 1, 1, tzinfo=UTC)),
        "not_yet": Sample(since=datetime(2026, 12, 25, tzinfo=UTC)),
        "forged": Sample(signed_with="a forger"),
        "nobodys": Sample(common="SERVIDOR DE ALGUEM", fields=()),
        "foreign": Sample(by=Authority("AC Qualquer", organisation="Qualquer Ltda"), chain=()),
    }
    return Sample().file(with_key=False) if kind == "no_key" else samples[kind].file()


def _builder(
    name: x509.Name, issuer: x509.Name, private: rsa.RSAPrivateKey, since: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
    )
