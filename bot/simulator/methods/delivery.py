"""How updates reach the bot: getUpdates or a webhook.

Source: https://core.telegram.org/bots/api#getting-updates
"""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.chats import Json
from bot.simulator.errors import OTHER_POLLER, WEBHOOK_IS_SET, ApiError, bad_request
from bot.simulator.params import Params
from bot.simulator.updates import Webhook
from bot.simulator.world import World

LOCAL = {"localhost", "127.0.0.1", "::1"}


async def get_updates(world: World, params: Params) -> list[Json]:
    """Confirms what came before `offset`, and gives what is pending, waiting for it if asked."""
    updates = world.updates
    if updates.webhook:
        raise ApiError(*WEBHOOK_IS_SET)
    _set_allowed(world, params)
    if (offset := params.integer("offset")) and updates.confirm_before(offset):
        world.changed()
    limit = params.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    updates.poll += 1
    poll = updates.poll
    world.signal.wake()  # an older getUpdates must end now
    try:
        await world.signal.wait(
            lambda: updates.pending or updates.poll != poll or updates.webhook or world.closed,
            min(max(params.integer("timeout"), 0), 50),
        )
    except TimeoutError:
        return []
    if updates.poll != poll or updates.webhook:
        raise ApiError(*OTHER_POLLER)
    return [update.to_api() for update in list(updates.pending.values())[:limit]]


async def set_webhook(world: World, params: Params) -> bool:
    """Delivers updates to an address from now on; an empty one is as deleteWebhook."""
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    address = urlsplit(url)
    # The real service insists on HTTPS; on this machine there is nobody to listen in.
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOCAL):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    most = params.integer("max_connections", 40)
    await world.courier.close()
    _set_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    world.updates.webhook = Webhook(url, secret, most if 1 <= most <= 100 else 40)
    world.changed()
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Back to getUpdates."""
    await world.courier.close()
    world.updates.webhook = None
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    world.changed()
    return True


async def get_webhook_info(world: World, params: Params) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    webhook = world.updates.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error_date:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error_message
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def _set_allowed(world: World, params: Params) -> None:
    allowed = params.object("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed]
