"""The secret that the emitter and we share, and what is signed with it."""

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes. Source: https://github.com/standard-webhooks/standard-webhooks, "Signature scheme"."""


def good_secrets(secrets: str) -> bool:
    """Whether each of the secrets, parted by commas, is as the specification wants it."""
    return all(map(_is_good, secrets.split(",")))


class Signer:
    """Signs with every secret there is, so that whoever verifies may already or still know only one of them.

    Args:
        secrets: of `good_secrets`.
    """

    def __init__(self, secrets: str) -> None:
        self._webhooks = [Webhook(secret) for secret in secrets.split(",")]

    def headers(self, id_: str, text: str, now: datetime) -> dict[str, str]:
        """What is sent beside a text.

        Args:
            id_: of what is told, the same over all tries.
            text: the body, to the letter.
            now: UTC, aware; the other side takes nothing that is five minutes old.
        """
        return {
            "webhook-id": id_,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(one.sign(id_, now, text) for one in self._webhooks),
        }

    def is_signed(self, text: str, headers: Mapping[str, str]) -> bool:
        """Whether a text was signed with one of the secrets, less than five minutes ago."""
        for one in self._webhooks:
            # Beside its own error the library lets out what a malformed signature comes to.
            with suppress(WebhookVerificationError, ValueError):
                one.verify(text, dict(headers), json_parse=False)
                return True
        return False


def _is_good(secret: str) -> bool:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return SHORTEST <= len(key) <= LONGEST
