"""One-time pages outside the chat."""

from typing import Literal, Protocol

LinkKind = Literal["create_password", "show_password"]


class Links(Protocol):
    """Makes the addresses of one-time pages."""

    def available(self) -> bool:
        """Whether a page of ours can be opened from outside."""

    async def password(self, customer_id: str, kind: LinkKind, key: str) -> str:
        """The address of the page where a customer creates a password, or sees the generated one.

        It is good for 7 days and one use. The same key makes the same address.

        Args:
            customer_id: whose password.
            kind: what the page does.
            key: names the turn that asks for it.
        """
