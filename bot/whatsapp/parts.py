"""The WhatsApp channel, and its webhook, built from the program's parts."""

import httpx
from starlette.routing import Route

from bot.adapters.contacts import Contacts
from bot.inbox import Inbox
from bot.limiter import Pace
from bot.parts import Parts, files_of
from bot.settings import Settings
from bot.whatsapp.channel import WhatsAppChannel
from bot.whatsapp.client import CloudApi
from bot.whatsapp.delivering import Delivery
from bot.whatsapp.failures import Failures
from bot.whatsapp.messages import Template
from bot.whatsapp.receipts import Receipts
from bot.whatsapp.sending import Sender
from bot.whatsapp.waiting import Waiting
from bot.whatsapp.webhook import webhook_routes
from bot.whatsapp.window import Window


def whatsapp_channel(parts: Parts, http: httpx.AsyncClient, pace: Pace) -> WhatsAppChannel:
    """The channel.

    Args:
        parts: what it is built from.
        http: carries its requests.
        pace: how fast it may be written to.
    """
    api = _api(parts.settings, http)
    window, waiting = Window(parts.redis), Waiting(parts.redis, parts.seal)
    receipts = Receipts(parts.redis, parts.seal)
    delivery = Delivery(
        api=api,
        window=window,
        waiting=waiting,
        receipts=receipts,
        pace=pace,
        template=_template(parts.settings),
    )
    sender = Sender(delivery, Contacts(parts.database), parts.seal, files=files_of(parts))
    return WhatsAppChannel(sender, Failures(receipts, window, waiting), api)


def whatsapp_routes(parts: Parts, inbox: Inbox) -> list[Route]:
    """Where Meta delivers; none without WhatsApp."""
    settings = parts.settings
    if settings.whatsapp_token is None:
        return []
    return webhook_routes(
        inbox,
        Contacts(parts.database),
        Window(parts.redis),
        Receipts(parts.redis, parts.seal),
        parts.seal,
        app_secret=settings.whatsapp_app_secret.get_secret_value(),
        verify_token=settings.whatsapp_verify_token.get_secret_value(),
        phone_number_id=settings.whatsapp_phone_number_id,
    )


def _api(settings: Settings, http: httpx.AsyncClient) -> CloudApi:
    token = settings.whatsapp_token.get_secret_value() if settings.whatsapp_token else ""
    return CloudApi(http, settings.whatsapp_api_url, token, settings.whatsapp_phone_number_id)


def _template(settings: Settings) -> Template | None:
    name, _, language = settings.whatsapp_template.partition(":")
    return Template(name, language) if name else None
