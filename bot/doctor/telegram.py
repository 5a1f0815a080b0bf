"""Telegram: whose the token is, and where messages go."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.bot_name import telegram_bot, telegram_says
from bot.doctor.finding import Finding
from bot.settings import Settings

SECONDS = 5.0
RECENT = timedelta(hours=1)
WHAT = "Telegram delivery"


async def look_at_telegram(settings: Settings) -> list[Finding]:
    """Whether Telegram knows the bot, and delivers as the settings say."""
    if settings.telegram_bot_token is None:
        detail = "the simulator stands in" if settings.simulated else "not set up"
        return [Finding("Telegram", "off", detail, "For the real one, set TELEGRAM_BOT_TOKEN.")]
    try:
        async with telegram_bot(settings, SECONDS) as bot:
            delivery = _delivery(settings, await bot.get_webhook_info())
            return [Finding("Telegram", "ok", f"the bot is @{bot.username}"), delivery]
    except TelegramError as error:
        mend = "Correct TELEGRAM_BOT_TOKEN, or the way to TELEGRAM_API_URL."
        return [Finding("Telegram", "broken", telegram_says(error), mend)]


def _delivery(settings: Settings, webhook: WebhookInfo) -> Finding:
    """Whether messages go where they are taken in; the program sees to it at its start."""
    waiting = f"{webhook.pending_update_count} waiting"
    if webhook.url != (settings.webhook_url or ""):
        # By its host alone: the rest of such an address may be secret.
        to = (
            f"goes to a webhook at {urlsplit(webhook.url).hostname}" if webhook.url else "waits to be fetched"
        )
        mend = "Start bot run again (or bot web, or bot poll): it takes delivery over."
        return Finding(WHAT, "look", f"{to}; {waiting}", mend)
    if trouble := _trouble(webhook):
        return Finding(
            WHAT, "look", f"fails: {trouble}; {waiting}", "Check the way to PUBLIC_URL from outside."
        )
    return Finding(WHAT, "ok", f"{'by webhook' if webhook.url else 'by polling'}; {waiting}")


def _trouble(webhook: WebhookInfo) -> str:
    """What went wrong with the last deliveries, if it went wrong lately."""
    since = webhook.last_error_date
    return (webhook.last_error_message or "") if since and datetime.now(UTC) - since < RECENT else ""
