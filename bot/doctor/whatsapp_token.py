"""WhatsApp's token: how long it is good, and for what.

Source: Graph API reference, /debug_token; WhatsApp Business Platform, Access tokens.
"""

from datetime import UTC, datetime
from typing import Any

from bot.doctor.finding import Finding
from bot.whatsapp.client import CloudApi
from bot.whatsapp.errors import CloudApiError

WHAT = "WhatsApp token"
NEEDED = "whatsapp_business_messaging"
LASTING = "Make one of a system user that never expires; docs/whatsapp.md says how."


async def about_token(api: CloudApi, token: str) -> dict[str, Any]:
    """What Meta says of the token; nothing where it does not tell.

    Args:
        api: asks with the token itself.
        token: the token.
    """
    try:
        told = await api.get("debug_token", input_token=token)
    except CloudApiError:  # the token works, or nobody would ask: Meta tells only whom it likes
        return {}
    match told:
        case {"data": dict(about)}:
            return about
    return {}


def look_at_token(about: dict[str, Any]) -> list[Finding]:
    """What will not last, or may not send; nothing where all is well, or where Meta does not tell."""
    return [*_lacks(about), *_ends(about)]


def _lacks(about: dict[str, Any]) -> list[Finding]:
    scopes = about.get("scopes")
    if not isinstance(scopes, list) or NEEDED in scopes:
        return []
    mend = f"Make one with the permission {NEEDED}; docs/whatsapp.md says how."
    return [Finding(WHAT, "broken", "it may not send", mend)]


def _ends(about: dict[str, Any]) -> list[Finding]:
    """When it ends; 0 is never."""
    at = about.get("expires_at")
    if not isinstance(at, int) or not 0 < at < 2**32:
        return []
    return [
        Finding(WHAT, "look", f"it ends on {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC", LASTING)
    ]
