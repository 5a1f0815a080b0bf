"""WhatsApp: whose the token is, whether the number may send, and where Meta delivers.

Source: WhatsApp Business Platform: Phone numbers, Messaging health status, Webhook overrides.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.doctor.finding import Finding
from bot.doctor.whatsapp_app import look_at_app
from bot.doctor.whatsapp_template import look_at_template
from bot.doctor.whatsapp_token import about_token, look_at_token
from bot.settings import Settings
from bot.whatsapp.client import CloudApi
from bot.whatsapp.errors import CloudApiError, TokenRefused, TooFast, Unreachable
from bot.whatsapp.transport import cloud_http

SECONDS = 5.0
FIELDS = "display_phone_number,verified_name,quality_rating,webhook_configuration,health_status"
WHAT, SENDING, QUALITY = "WhatsApp", "WhatsApp sending", "WhatsApp quality"
DELIVERY, SUBSCRIPTION = "WhatsApp delivery", "WhatsApp subscription"
GUIDE = "docs/whatsapp.md"


async def look_at_whatsapp(settings: Settings) -> list[Finding]:
    """Whether Meta knows the token and the number, and delivers as the settings say."""
    if settings.whatsapp_token is None:
        return [_without(settings)]
    try:
        async with cloud_http() as http:
            http.timeout = httpx.Timeout(SECONDS)
            token, number_id = settings.whatsapp_token.get_secret_value(), settings.whatsapp_phone_number_id
            api = CloudApi(http, settings.whatsapp_api_url, token, number_id)
            number = await api.get(number_id, fields=FIELDS)
            about, ids = await about_token(api, token), _ids(number)
            app_id = str(about.get("app_id") or ids.get("APP", ""))
            return [
                _number(settings, number),
                *look_at_token(about),
                *await look_at_app(settings, api, token, app_id),
                *_quality(number),
                *_health(number),
                _delivery(settings, number),
                *await _subscription(api, ids),
                *await look_at_template(settings, api, ids.get("WABA", "")),
            ]
    except CloudApiError as error:
        return [_refusal(error)]


def _without(settings: Settings) -> Finding:
    """No WhatsApp: because nobody wants it, or because its token was forgotten."""
    beside = ("whatsapp_phone_number_id", "whatsapp_app_secret", "whatsapp_verify_token")
    if given := [name.upper() for name in beside if getattr(settings, name)]:
        return Finding(
            WHAT, "look", f"off, although there is {' and '.join(given)}", "Set WHATSAPP_TOKEN too."
        )
    detail = "the simulator stands in" if settings.simulated else "not set up"
    return Finding(WHAT, "off", detail, f"For the real one, see {GUIDE}.")


def _refusal(error: CloudApiError) -> Finding:
    if isinstance(error, TooFast):
        return Finding(WHAT, "look", f"Meta asks to wait ({error})", "Run bot doctor again in some minutes.")
    mend = f"Look the number up among Meta's error codes; {GUIDE} says where the settings come from."
    if isinstance(error, TokenRefused):
        mend = f"Correct WHATSAPP_TOKEN or WHATSAPP_PHONE_NUMBER_ID; {GUIDE} says where they come from."
    if isinstance(error, Unreachable):
        mend = "Check the way to WHATSAPP_API_URL."
    return Finding(WHAT, "broken", f"Meta does not answer as it should ({error})", mend)


def _number(settings: Settings, number: dict[str, Any]) -> Finding:
    """Whether links that are given out lead to the number that answers."""
    shown = str(number.get("display_phone_number", ""))
    digits = re.sub(r"[^0-9]", "", shown)
    named = f"the number is {shown}, {number.get('verified_name') or 'which has no name yet'}"
    if not settings.whatsapp_number:
        mend = f"Set WHATSAPP_NUMBER={digits}, so that there are links to it."
        return Finding(WHAT, "look", f"{named}; no link leads there", mend)
    if settings.whatsapp_number != digits:
        mend = f"Set WHATSAPP_NUMBER={digits}, or correct WHATSAPP_PHONE_NUMBER_ID."
        return Finding(WHAT, "broken", f"{named}, and links lead to WHATSAPP_NUMBER, another one", mend)
    return Finding(WHAT, "ok", named)


def _quality(number: dict[str, Any]) -> Iterator[Finding]:
    """What people think of the number, where it is not good."""
    rating = number.get("quality_rating")
    if rating in {"YELLOW", "RED"}:
        detail = f"{str(rating).lower()}: people block the number or report it"
        yield Finding(QUALITY, "look", detail, "Look at the number's insights in Meta's WhatsApp Manager.")


def _health(number: dict[str, Any]) -> Iterator[Finding]:
    """What keeps the number from sending, as Meta says it; nothing where Meta says nothing."""
    for entity in _entities(number):
        state = entity.get("can_send_message")
        if state in {"BLOCKED", "LIMITED"}:
            errors = [error for error in entity.get("errors") or [] if isinstance(error, dict)]
            told = [str(error.get("error_description", "")) for error in errors]
            told += [str(info) for info in entity.get("additional_info") or []]
            mends = [str(error.get("possible_solution", "")) for error in errors]
            yield Finding(
                SENDING,
                "broken" if state == "BLOCKED" else "look",
                " ".join([f"{str(state).lower()} by its {_kind(entity)}:", *filter(None, told)]),
                " ".join(filter(None, mends)) or "Look at the account in Meta's WhatsApp Manager.",
            )


def _delivery(settings: Settings, number: dict[str, Any]) -> Finding:
    """Whether messages go where they are taken in: the number's own address comes before the others."""
    told = number.get("webhook_configuration")
    told = told if isinstance(told, dict) else {}
    kinds = ("phone_number", "whatsapp_business_account", "application")
    address = next((str(told[kind]) for kind in kinds if told.get(kind)), "")
    if address == settings.whatsapp_webhook_url:
        return Finding(DELIVERY, "ok", "by webhook")
    # By its host alone: the rest of such an address may be secret.
    to = f"goes to a webhook at {urlsplit(address).hostname}" if address else "goes nowhere"
    mend = f"In Meta's console, enter {settings.whatsapp_webhook_url} as the callback; see {GUIDE}."
    return Finding(DELIVERY, "broken", to, mend)


async def _subscription(api: CloudApi, ids: dict[str, str]) -> list[Finding]:
    """Whether the app is told of what happens in the account; nothing where Meta does not name it."""
    if not ids.get("WABA"):
        return []
    try:
        subscribed = await api.get(f"{ids['WABA']}/subscribed_apps")
    except CloudApiError as error:
        mend = "Give the token the permission whatsapp_business_management, to have this looked at."
        return [Finding(SUBSCRIPTION, "look", f"Meta does not tell ({error})", mend)]
    match subscribed:
        case {"data": [*apps]}:
            found = {app["whatsapp_business_api_data"]["id"] for app in apps if _is_app(app)}
        case _:
            found = set()
    if ids.get("APP") in found or (found and not ids.get("APP")):
        return [Finding(SUBSCRIPTION, "ok", "the app is told of what people write")]
    mend = f"POST /{ids['WABA']}/subscribed_apps with the token; {GUIDE} has the command."
    return [Finding(SUBSCRIPTION, "broken", "the app is not subscribed to the account", mend)]


def _is_app(app: object) -> bool:
    match app:
        case {"whatsapp_business_api_data": {"id": str()}}:
            return True
    return False


def _entities(number: dict[str, Any]) -> list[dict[str, Any]]:
    """The number, its account, the business and the app, with whether each may send."""
    match number:
        case {"health_status": {"entities": [*entities]}}:
            return [entity for entity in entities if isinstance(entity, dict)]
    return []


def _ids(number: dict[str, Any]) -> dict[str, str]:
    """The ids of these, by what they are of."""
    return {_kind(entity): str(entity.get("id", "")) for entity in _entities(number)}


def _kind(entity: dict[str, Any]) -> str:
    return str(entity.get("entity_type", "?"))
