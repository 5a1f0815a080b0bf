"""What a value from outside has to look like, whichever setting it is of."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from phonenumbers import NumberParseException, is_valid_number, parse


def is_phone_number(digits: str) -> bool:
    """Whether somebody could be called by it: the country's code and the rest, digits alone."""
    if not re.fullmatch(r"[0-9]{7,15}", digits):  # what E.164 can hold; ASCII only
        return False
    if digits.startswith("1555"):  # Meta lends such numbers for trying WhatsApp out; no plan knows them
        return True
    try:
        return is_valid_number(parse(f"+{digits}"))
    except NumberParseException:
        return False


def parts_of(url: str) -> SplitResult:
    """An address in its parts.

    Raises:
        ValueError: it cannot be read; the message does not hold it.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it is read, and refused, only here
    except ValueError:  # whose message may hold a password
        raise ValueError("is no address that can be read") from None
    return parts


def web_address(url: str) -> SplitResult:
    """The address of something on the web in its parts.

    Raises:
        ValueError: it is none.
    """
    parts = parts_of(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a web address that begins with https:// or http://")
    return parts


def is_this_machine(host: str) -> bool:
    """Whether a host is where we run."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
