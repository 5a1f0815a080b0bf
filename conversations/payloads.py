"""What the bot's own links carry, found in whatever somebody writes around it."""

import re
from urllib.parse import unquote

INVITED, LINKED = "c_", "r_"
"""What a payload begins with: an invite for a customer, a way into a reseller's team."""

MOST = 5  # of one message; each that is tried is a question to the database
_PAYLOAD = re.compile(r"(?<![\w-])[*_~`]*([cr]_[A-Za-z0-9_-]{32})(?=[*_~`]*(?![\w@-]))", re.ASCII)
"""A token has 32 characters. It may be made bold or slanted, or be part of an address; it is none of an
e-mail address.
"""


def found_in(text: str) -> tuple[str, ...]:
    """The payloads in a text, in order, each once: as they stand there, or in the address of a link."""
    found = (payload for written in (text, unquote(text)) for payload in _PAYLOAD.findall(written))
    return tuple(dict.fromkeys(found))[:MOST]
