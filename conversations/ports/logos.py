"""The logos that customers want on their documents. They are checked and kept by a task, not in a turn."""

from dataclasses import dataclass
from typing import Literal, Protocol

MOST_BYTES = 5 * 2**20
"""Of a picture as it is sent.

Source: Cloud API, Media, Supported media types: images to 5 MB. Telegram lets bots fetch 20 MB.
"""
LEAST_PIXELS = 50
MOST_PIXELS = 4096
"""Of each side of a picture as it is sent: a telephone's has 4032. Drawn, the largest takes some 60 MB."""

MOST_WAITING = 3
"""Logos that wait to be named: a person sends another while the first is still looked at."""

Kind = Literal["JPEG", "PNG"]
Fault = Literal["kind", "broken", "small", "large"]


@dataclass(frozen=True, slots=True)
class Logo:
    """What is known of a logo; not the picture.

    Args:
        id: ours.
        kind: of the picture as it is kept.
        width, height: of the picture as it is kept, in pixels.
    """

    id: str
    kind: Kind
    width: int
    height: int


class NoLogo(Exception):  # noqa: N818 - a fact about the file
    """The file is no logo.

    Args:
        fault: `kind`, neither JPEG nor PNG; `broken`, it cannot be drawn; `small` or `large`.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


class Logos(Protocol):
    """The logos of all customers."""

    async def keep(self, reseller_id: str, customer_id: str, key: str, content: bytes) -> Logo:
        """Keeps a picture beside the customer's logo, until a configuration says that it is the one; of those
        that wait like it, only the last MOST_WAITING are kept. The same key keeps it once.

        Args:
            reseller_id: whose customer it must be.
            customer_id: whose logo.
            key: names what was sent.
            content: the file, whatever it is.

        Raises:
            NoLogo: it is none.
            conversations.ports.customers.Gone: the reseller has no such customer.
        """

    async def current(self, reseller_id: str, customer_id: str) -> Logo | None:
        """The logo that a configuration named; none if none did, or the reseller has no such customer."""
