"""Files that hold a certificate's key are known before they are fetched."""

import pytest

from bot.key_files import kind_of_document
from conversations.prompt import KEY_FILE


@pytest.mark.parametrize(
    ("name", "mime_type"),
    [
        ("padaria.pfx", ""),
        ("PADARIA 2026.P12 ", "application/octet-stream"),
        ("chave.pem", "application/pdf"),
        ("chave.key", ""),
        ("", "application/x-pkcs12"),
        ("certificado", "Application/X-PKCS12; name=a"),
    ],
)
def test_files_with_a_key(name: str, mime_type: str) -> None:
    """By the end of their name, or by their type, in capitals or not."""
    assert KEY_FILE == kind_of_document(name, mime_type)


@pytest.mark.parametrize(
    ("name", "mime_type"),
    [
        ("contrato.pdf", "application/pdf"),
        ("padaria.pfx.pdf", ""),
        ("", ""),
        ("logo.png", "image/png"),
        ("pfx", ""),
    ],
)
def test_other_files(name: str, mime_type: str) -> None:
    """Documents are documents."""
    assert "document" == kind_of_document(name, mime_type)
