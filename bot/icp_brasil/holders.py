"""Whose a certificate of ICP-Brasil is."""

import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.x509.oid import ExtensionOID, NameOID, ObjectIdentifier

CNPJ = ObjectIdentifier("2.16.76.1.3.3")
PERSON = ObjectIdentifier("2.16.76.1.3.1")
"""Source: ICP-Brasil, DOC-ICP-04, Subject Alternative Name: the otherName fields of a certificate, each an
OCTET STRING or a PrintableString. CNPJ: its 14 signs. PERSON: date of birth (8), CPF (11), NIS, RG and so on.
"""

ROOT = 8
"""How many signs of a CNPJ are the company's own; the others tell head office and branches apart."""

_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}", re.ASCII)
_PERSON = re.compile(r"[0-9]{8}([0-9]{11})", re.ASCII)
_NUMBER_AT_THE_END = re.compile(r"\s*:\s*[0-9A-Z]{11,14}$")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a certificate is.

    Args:
        name: without the number that authorities put behind it.
        tax_id: CNPJ or CPF, bare; empty where the certificate has neither.
    """

    name: str
    tax_id: str

    def is_of(self, tax_id: str) -> bool:
        """Whether it is good for a customer: of the same number, or of the same company's CNPJ.

        Head office and branches sign with the same certificate: SEFAZ compares the root alone.
        Source: NF-e, Manual de Orientação do Contribuinte, rules F03 and F03A (rejections 213 and 227).
        """
        if len(tax_id) == len(self.tax_id) == 14:
            return tax_id[:ROOT] == self.tax_id[:ROOT]
        return bool(tax_id) and tax_id == self.tax_id


def holder_of(certificate: x509.Certificate) -> Holder:
    """Whose it is; of a company that is the company, and not who answers for it."""
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = "".join(sign for one in common[-1:] for sign in str(one.value) if sign.isprintable())
    return Holder(_NUMBER_AT_THE_END.sub("", name)[:LONGEST_NAME], _tax_id(certificate))


def _tax_id(certificate: x509.Certificate) -> str:
    fields = _fields(certificate)
    if found := _CNPJ.fullmatch(fields.get(CNPJ, "")):
        return found[0]
    found = _PERSON.match(fields.get(PERSON, ""))
    return found[1] if found and found[1].strip("0") else ""


def _fields(certificate: x509.Certificate) -> dict[ObjectIdentifier, str]:
    try:
        found = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return {}
    if not isinstance(found, x509.SubjectAlternativeName):
        return {}
    return {name.type_id: _text(name.value) for name in found.get_values_for_type(x509.OtherName)}


def _text(value: bytes) -> str:
    """The signs in a field, whatever kind of string it is; empty where it is none."""
    try:
        return bytes(asn1.decode_der(asn1.TLV, value).data).decode("ascii").strip()
    except ValueError:
        return ""
