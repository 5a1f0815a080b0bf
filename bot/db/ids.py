"""Identifiers of our own rows."""

import secrets
import string

ALPHABET = string.ascii_lowercase + string.digits
LENGTH = 12  # 62 bits: unguessable enough for a name that opens nothing, short enough for button data


def new_id() -> str:
    """A random id of 12 lower-case letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
