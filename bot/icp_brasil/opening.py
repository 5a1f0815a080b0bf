"""Opening a .pfx or .p12 file (PKCS #12, RFC 7292), however old its ciphers are."""

import warnings
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from bot.icp_brasil.refusal import Refused

WRONG = "Invalid password or PKCS12 data"
"""What the library says where the structure is right and the content does not open."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in a file.

    Args:
        key: the private key.
        certificate: the one that the key belongs to.
        others: of the authorities, in no order.
    """

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]


def opened(file: bytes, password: str) -> Opened:
    """What is in a file.

    RC2 and 3DES, in which old programs write, open too: the library's wheels bring OpenSSL's legacy provider.

    Raises:
        Refused: `unreadable`, `password` or `no_key`.
    """
    found = _loaded(file, password)
    held = [found.cert, *found.additional_certs]
    certificates = [one.certificate for one in held if one]
    if not isinstance(found.key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused("no_key")
    public = found.key.public_key()
    own = next((one for one in certificates if one.public_key() == public), None)
    if own is None:
        raise Refused("no_key")
    return Opened(found.key, own, tuple(one for one in certificates if one != own))


def repacked(content: Opened, passphrase: str) -> bytes:
    """The same key and certificates in a file of today's ciphers (AES-256, PBKDF2 with SHA-256)."""
    encryption = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(
        None, content.key, content.certificate, content.others or None, encryption
    )


def _loaded(file: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates:
    wrong = False
    for text in dict.fromkeys([password, password.strip()]):  # a copied password brings a blank along
        try:
            with warnings.catch_warnings():
                # Some programs write BER, which the library reads by another way and says so.
                warnings.filterwarnings("ignore", "PKCS#12 bundle could not be parsed as DER", UserWarning)
                return pkcs12.load_pkcs12(file, text.encode(errors="replace"))
        except ValueError as error:
            wrong = wrong or str(error) == WRONG
        except (UnsupportedAlgorithm, TypeError):
            break
    raise Refused("password" if wrong else "unreadable")
