"""Whether an opened certificate is one that a customer can sign documents with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import ExtensionOID, NameOID

from bot.icp_brasil.holders import Holder, holder_of
from bot.icp_brasil.opening import Opened, opened, repacked
from bot.icp_brasil.refusal import Refused

ICP_BRASIL = "ICP-Brasil"
"""O of every authority. Source: ICP-Brasil, DOC-ICP-04, 7.1.4, the form of the issuer's name."""
MOST_AUTHORITIES = 10
LONGEST_SERIAL = 64  # 20 octets, 40 digits, by RFC 5280; a false one may have more


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A certificate that is taken.

    Args:
        holder: whose it is.
        serial: its number, hexadecimal.
        not_after: UTC.
        file: key and certificates, packed anew under the passphrase.
    """

    holder: Holder
    serial: str
    not_after: datetime
    file: bytes


def accepted(file: bytes, password: str, *, tax_id: str, passphrase: str, now: datetime) -> Accepted:
    """Opens a file, judges what is in it and packs it anew.

    Args:
        file: as it was sent.
        password: its owner's; it is not kept.
        tax_id: whose certificate it must be, bare.
        passphrase: of the new file.
        now: UTC.

    Raises:
        Refused: with the first thing that is wrong.
    """
    content = opened(file, password)
    holder = judged(content, tax_id, now)
    return Accepted(
        holder=holder,
        serial=f"{content.certificate.serial_number:x}"[:LONGEST_SERIAL],
        not_after=content.certificate.not_valid_after_utc,
        file=repacked(content, passphrase),
    )


def judged(content: Opened, tax_id: str, now: datetime) -> Holder:
    """Whose the certificate is, if it may be taken.

    No list of ICP-Brasil's roots is kept here: SEFAZ checks the chain to its end with every document, and who
    sends a false one deceives nobody but themselves.

    Raises:
        Refused: with the first thing that is wrong.
    """
    certificate = content.certificate
    if not _by_icp_brasil(certificate):
        raise Refused("not_icp_brasil")
    if not _verifies(certificate, content.others):
        raise Refused("forged")
    holder = holder_of(certificate)
    if not holder.tax_id:
        raise Refused("nobodys", holder=holder.name)
    if not holder.is_of(tax_id):
        raise Refused("anothers", holder=holder.name, tax_id=holder.tax_id)
    if now > certificate.not_valid_after_utc:
        raise Refused("expired", day=certificate.not_valid_after_utc.isoformat())
    if now < certificate.not_valid_before_utc:
        raise Refused("not_yet", day=certificate.not_valid_before_utc.isoformat())
    return holder


def _by_icp_brasil(certificate: x509.Certificate) -> bool:
    """Whether an authority of ICP-Brasil is named as its issuer, and it is no authority itself."""
    organisations = certificate.issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    named = [str(one.value).casefold() for one in organisations]
    own = certificate.issuer == certificate.subject or _signs(certificate)
    return ICP_BRASIL.casefold() in named and not own


def _verifies(certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> bool:
    """Whether its signature, and those of the authorities above it, verify as far up as the file goes."""
    for _ in range(MOST_AUTHORITIES):
        named = [one for one in others if one.subject == certificate.issuer]
        if not named:
            return True
        issuer = next((one for one in named if _signs(one) and _is_signed_by(certificate, one)), None)
        if issuer is None:
            return False
        if issuer.subject == issuer.issuer:
            return _is_signed_by(issuer, issuer)
        certificate = issuer
    return False


def _signs(certificate: x509.Certificate) -> bool:
    """Whether it is an authority's."""
    try:
        found = certificate.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return False
    return isinstance(found, x509.BasicConstraints) and found.ca


def _is_signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, TypeError, ValueError):
        return False
    return True
