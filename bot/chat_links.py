"""Links that open a chat with the bot."""

from urllib.parse import quote


def telegram_link(username: str, payload: str) -> str:
    """Opens the bot on Telegram and starts it with a payload; empty where the bot has no name there.

    Args:
        username: the bot's.
        payload: at most 64 characters; ours have 34.

    Source: Bot API, "Deep linking".
    """
    return f"https://t.me/{username}?start={payload}" if username else ""


def whatsapp_link(number: str, text: str) -> str:
    """Opens the bot on WhatsApp with a text that is ready to be sent; empty where it has no number there.

    Args:
        number: digits with the country's code.
        text: the token in it is found anywhere.

    Source: WhatsApp's help, "How to use click to chat".
    """
    return f"https://wa.me/{number}?text={quote(text, safe='')}" if number else ""


def linking_words(token: str) -> str:
    """What somebody sends on WhatsApp to become a person of a reseller."""
    return f"Olá! Sou da revenda: r_{token}"
