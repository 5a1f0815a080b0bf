"""How a certificate is kept."""

import pytest

from bot.icp_brasil.safe import Unsealed, sealed, unsealed
from bot.sealing import InvalidToken, Seal


def test_what_is_stored_opens_again() -> None:
    """With the program's own key, and only with it."""
    stored = sealed(Seal("secret"), b"\x30file", "passphrase")
    assert Unsealed(b"\x30file", "passphrase") == unsealed(Seal("new,secret"), stored)
    with pytest.raises(InvalidToken):
        unsealed(Seal("another"), stored)


def test_nothing_of_it_is_in_clear() -> None:
    """Neither the file nor what opens it."""
    stored = sealed(Seal("secret"), b"PADARIA", "passphrase")
    assert [False, False] == [part in stored for part in (b"PADARIA", b"passphrase")]


@pytest.mark.parametrize("other", [{"cookie": "emitter"}, "text", ["certificate"], {"certificate": "A9"}])
def test_what_else_was_sealed_is_no_certificate(other: object) -> None:
    """The same seal closes much else."""
    with pytest.raises(InvalidToken):
        unsealed(Seal("secret"), Seal("secret").close(other))
