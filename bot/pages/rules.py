"""Which password a customer may create, and how a generated one looks."""

import secrets

from conversations.ports.passwords import Passwords

SHORTEST, LONGEST = 8, 128
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper: i l 1, o 0
GROUPS, GROUP = 3, 5  # 15 of 31 letters: 74 bits


async def problem(password: str, repeated: str, about: tuple[str, ...], passwords: Passwords) -> str:
    """What is wrong with a password typed twice: `short`, `long`, `common`, `differs`, or empty.

    Length and list are all that is asked, no mixture of letters and signs.
    Source: NIST SP 800-63B-4, 3.1.1.2.

    Args:
        password: as typed first.
        repeated: as typed again.
        about: what anybody knows of the customer, such as the e-mail: none of it is a password.
        passwords: knows which ones are common.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if password.casefold() in {known.casefold() for known in about} or await passwords.is_common(password):
        return "common"
    return "differs" if password != repeated else ""


def generated_password() -> str:
    """A password that can be read out and typed from paper, such as `kq7mp-2xwzt-9hnfa`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
