"""WhatsApp's template: whether it can be sent as the settings name it.

Source: WhatsApp Business Management API, /{waba-id}/message_templates; Template status,
Template categorization.
"""

from typing import Any

from bot.doctor.finding import Finding
from bot.settings import Settings
from bot.whatsapp.client import CloudApi
from bot.whatsapp.errors import CloudApiError

WHAT = "WhatsApp template"
FIELDS = "name,language,status,category,components"
MANAGER = "Meta's WhatsApp Manager, Message templates"
GUIDE = "docs/whatsapp.md"


async def look_at_template(settings: Settings, api: CloudApi, account: str) -> list[Finding]:
    """What keeps the template from being sent, or makes it dear.

    Args:
        settings: name the template, if there is one.
        api: asks with the token.
        account: the id of the WhatsApp account, empty where Meta does not tell it.
    """
    if not settings.whatsapp_template:
        detail = "none: what has to be said outside of the 24 hours waits, and nobody is told that it does"
        return [Finding(WHAT, "off", detail, f"To have people told, set WHATSAPP_TEMPLATE; see {GUIDE}.")]
    if not account:
        return []
    name, _, language = settings.whatsapp_template.partition(":")
    try:
        told = await api.get(f"{account}/message_templates", name=name, fields=FIELDS, limit="100")
    except CloudApiError as error:
        mend = "Give the token the permission whatsapp_business_management, to have this looked at."
        return [Finding(WHAT, "look", f"Meta does not tell ({error})", mend)]
    match told:
        case {"data": [*templates]}:
            return [_found([one for one in templates if _is(one, name)], language)]
    return []


def _is(template: object, name: str) -> bool:
    """Whether it has this name; Meta looks for it in other words too."""
    return isinstance(template, dict) and template.get("name") == name


def _found(templates: list[dict[str, Any]], language: str) -> Finding:
    one = next((template for template in templates if template.get("language") == language), None)
    if one is None:
        languages = ", ".join(sorted(str(template.get("language")) for template in templates))
        detail = (
            f"it is there in other languages alone: {languages}" if templates else "there is none so named"
        )
        return Finding(WHAT, "broken", detail, f"Correct WHATSAPP_TEMPLATE, or make it: {GUIDE} says how.")
    status = str(one.get("status", "")).lower().replace("_", " ")
    if status in {"pending", "in appeal"}:
        return Finding(WHAT, "look", f"it is {status}: Meta has not approved it yet", "Wait: up to a day.")
    if status != "approved":
        return Finding(WHAT, "broken", f"it is {status}, so Meta does not send it", f"See why in {MANAGER}.")
    return _as_sent(one)


def _as_sent(template: dict[str, Any]) -> Finding:
    """An approved one: whether it is sent as it is, and at which price."""
    if "{{" in _words(template):
        mend = f"Name one without variables; {GUIDE} has its words."
        return Finding(WHAT, "broken", "it has variables, and nothing is put into them", mend)
    category = str(template.get("category", "")).lower()
    if category != "utility":
        mend = f"See in {MANAGER} whether it can be Utility again."
        return Finding(
            WHAT, "look", f"it is approved as {category}, which costs more and may be held back", mend
        )
    return Finding(WHAT, "ok", "it is approved")


def _words(template: dict[str, Any]) -> str:
    components = template.get("components")
    parts = components if isinstance(components, list) else []
    return " ".join(str(part) for part in parts)
