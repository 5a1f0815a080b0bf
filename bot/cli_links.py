"""The ways in that the command line prints: links, or what is to be sent where there can be none."""

from telegram.error import TelegramError

from bot.bot_name import bot_username, telegram_says, whatsapp_number
from bot.chat_links import linking_words, telegram_link, whatsapp_link
from bot.cli_work import to_person
from bot.settings import Settings
from conversations.ports.invites import InviteLinks


async def bot_name(settings: Settings) -> str:
    """The bot's name for links; empty without Telegram, and where that cannot say it, a place for it."""
    try:
        return await bot_username(settings)
    except TelegramError as error:
        to_person().print(
            f"{telegram_says(error)}, so the link has a place left for the bot's name: put it in by hand.",
            style="yellow",
        )
        return "<bot>"


def reseller_ways(settings: Settings, username: str, token: str) -> list[str]:
    """The ways by which somebody becomes a person of a reseller.

    Args:
        settings: say which channels there are.
        username: the bot's on Telegram, empty if it is not there.
        token: one-time, without its prefix.
    """
    words = linking_words(token)
    telegram = telegram_link(username, f"r_{token}")
    return invite_ways(
        settings, InviteLinks(telegram, whatsapp_link(whatsapp_number(settings), words), words)
    )


def invite_ways(settings: Settings, links: InviteLinks) -> list[str]:
    """The links there are; on WhatsApp, where its number is not known, the words that are sent there."""
    words = links.words if _number_missing(settings) else ""
    return [way for way in (links.telegram, links.whatsapp, words) if way]


def explain_words(settings: Settings) -> None:
    """Says what the words among the ways are for, if there are any, and how they become a link."""
    if _number_missing(settings):
        to_person().print(
            "For WhatsApp there is no link, as WHATSAPP_NUMBER is not set: whoever is to get in sends the "
            "text above to the bot's number.\n  For example: WHATSAPP_NUMBER=+55 11 91234-5678",
            style="yellow",
        )


def _number_missing(settings: Settings) -> bool:
    return settings.whatsapp_token is not None and not settings.whatsapp_number
