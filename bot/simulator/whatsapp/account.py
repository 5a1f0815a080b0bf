"""What Meta says of the bot's number, its token and its webhook.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers,
https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status,
https://developers.facebook.com/docs/graph-api/reference/debug_token,
https://developers.facebook.com/docs/graph-api/reference/app/subscriptions,
https://developers.facebook.com/docs/graph-api/reference/whats-app-business-hsm and,
for the apps that are subscribed,
https://developers.facebook.com/documentation/business-messaging/whatsapp/solution-providers/manage-webhooks
"""

from typing import TYPE_CHECKING

from phonenumbers import PhoneNumberFormat, format_number, parse

from bot.simulator.chats import Json

if TYPE_CHECKING:
    from bot.simulator.whatsapp.world import WhatsAppWorld

SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"]
USUAL = "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput"


def number(world: "WhatsAppWorld", fields: str) -> Json:
    """The bot's number.

    Args:
        world: whose.
        fields: which fields, parted by commas; empty for the usual ones.
    """
    shown = format_number(parse(f"+{world.number}"), PhoneNumberFormat.INTERNATIONAL)
    known: Json = {
        "verified_name": world.name,
        "code_verification_status": "VERIFIED",
        "display_phone_number": shown,
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "name_status": "APPROVED",
        "status": "CONNECTED",
        "webhook_configuration": {"application": world.deliveries.url} if world.deliveries.url else {},
        "health_status": _health(world),
    }
    asked = (fields or USUAL).split(",")
    return {name: known[name] for name in asked if name in known} | {"id": world.phone_number_id}


def _health(world: "WhatsAppWorld") -> Json:
    parts = {
        "PHONE_NUMBER": world.phone_number_id,
        "WABA": world.business_account_id,
        "APP": world.app_id,
    }
    entities = [
        {"entity_type": kind, "id": id_, "can_send_message": "AVAILABLE"} for kind, id_ in parts.items()
    ]
    return {"can_send_message": "AVAILABLE", "entities": entities}


def token(world: "WhatsAppWorld", asked: str) -> Json:
    """What a token may do."""
    if asked != world.token:
        error = {"code": 190, "message": "Invalid OAuth access token."}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    granular = [{"scope": scope, "target_ids": [world.business_account_id]} for scope in SCOPES]
    return {
        "data": {
            "app_id": world.app_id,
            "type": "SYSTEM_USER",
            "application": world.name,
            "expires_at": 0,
            "is_valid": True,
            "scopes": SCOPES,
            "granular_scopes": granular,
        }
    }


def subscriptions(world: "WhatsAppWorld") -> Json:
    """What the app is told of, and where."""
    fields = [{"name": name, "version": "v26.0"} for name in world.fields]
    about = {"callback_url": world.deliveries.url or "", "active": True, "fields": fields}
    return {"data": [{"object": "whatsapp_business_account", **about}] if fields else []}


def message_templates(world: "WhatsAppWorld", name: str) -> Json:
    """The account's templates, or those with a name."""
    found = [template for template in world.templates if name in template.name]
    return {"data": [template.described(str(number)) for number, template in enumerate(found, 1)]}


def subscribed_apps(world: "WhatsAppWorld") -> Json:
    """The apps that are told what people write."""
    link = f"https://www.facebook.com/games/?app_id={world.app_id}"
    app = {"link": link, "name": world.name, "id": world.app_id}
    return {"data": [{"whatsapp_business_api_data": app}] if world.subscribed else []}
