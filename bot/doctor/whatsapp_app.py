"""WhatsApp's app: whether its secret is the one we check deliveries by, and what Meta tells it of.

Source: Graph API, "Secure Graph API Calls" (appsecret_proof) and "Access Tokens" (app access token);
Graph API reference, /{app-id}/subscriptions.
"""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from bot.doctor.finding import Finding
from bot.settings import Settings
from bot.whatsapp.client import CloudApi
from bot.whatsapp.errors import CloudApiError, Refused, TokenRefused

SECRET, FIELD = "WhatsApp app secret", "WhatsApp field"
WRONG_PARAMETER = 100
OF_WHATSAPP, MESSAGES = "whatsapp_business_account", "messages"
GUIDE = "docs/whatsapp.md"
_MEND_SECRET = (
    "Correct WHATSAPP_APP_SECRET (Meta's console: App settings, Basic, App secret); "  # noqa: S105
    "the token has to be of the same app."
)


async def look_at_app(settings: Settings, api: CloudApi, token: str, app_id: str) -> list[Finding]:
    """Whether what Meta delivers will be taken in, and messages are among it.

    Args:
        settings: hold the secret; it is in no finding.
        api: asks with the token itself.
        token: the token.
        app_id: whose the token is, empty where Meta does not tell.
    """
    secret = settings.whatsapp_app_secret.get_secret_value()
    proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    try:
        # What is asked was told already, without a proof: if it is refused now, the proof is wrong.
        await api.get(settings.whatsapp_phone_number_id, fields="id", appsecret_proof=proof)
    except Refused as error:
        if error.code == WRONG_PARAMETER:
            return [Finding(SECRET, "broken", "it is not the secret of the token's app", _MEND_SECRET)]
        return [_untold(SECRET, error)]
    except CloudApiError as error:
        return [_untold(SECRET, error)]
    right = Finding(SECRET, "ok", "it is the one of the token's app")
    return [right, *(await _field(api, app_id, secret) if app_id else [])]


async def _field(api: CloudApi, app_id: str, secret: str) -> list[Finding]:
    try:
        told = await api.get(f"{app_id}/subscriptions", token=f"{app_id}|{secret}")
    except TokenRefused:
        return [Finding(SECRET, "broken", "Meta does not know the app by it", _MEND_SECRET)]
    except CloudApiError as error:
        return [_untold(FIELD, error)]
    match told:
        case {"data": [*subscriptions]}:
            return [_subscribed(subscriptions)]
    return [Finding(FIELD, "look", "Meta does not tell to which the app is subscribed", _where())]


def _subscribed(subscriptions: list[Any]) -> Finding:
    ours = [one for one in subscriptions if isinstance(one, dict) and one.get("object") == OF_WHATSAPP]
    if MESSAGES in {name for one in ours if one.get("active") is not False for name in _fields(one)}:
        return Finding(FIELD, "ok", "the app is subscribed to messages")
    return Finding(FIELD, "broken", "the app is not subscribed to messages: Meta tells it of none", _where())


def _fields(subscription: dict[str, Any]) -> Iterator[str]:
    """The names of the fields, which older versions of the API gave alone."""
    fields = subscription.get("fields")
    for one in fields if isinstance(fields, list) else []:
        match one:
            case {"name": str(name)} | str(name):
                yield name


def _where() -> str:
    return f"In Meta's console, WhatsApp, Configuration, subscribe to the field messages; see {GUIDE}."


def _untold(what: str, error: CloudApiError) -> Finding:
    return Finding(what, "look", f"Meta does not tell ({error})", "Run bot doctor again in some minutes.")
