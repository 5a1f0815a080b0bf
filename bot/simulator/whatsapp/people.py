"""Who writes to the bot on WhatsApp, and by which names Meta tells of them."""

import hashlib
import re
from dataclasses import dataclass

from bot.simulator.chats import Json

BRAZILIAN_MOBILE = re.compile(r"55([1-9]{2})(9?)([6-9]\d{7})")


@dataclass(slots=True)
class Person:
    """A WhatsApp account.

    Args:
        id: of the phone in this world; Meta never tells it.
        first_name: of the owner.
        last_name: of the owner.
        phone_number: in E.164, as its owner says it.
        wa_id: the number as Meta spells it, digits alone; the Brazilian 9 may be missing.
        user_id: the business-scoped user id.
        shows_number: whether Meta tells the number: not of somebody with a user name who is new to the bot.
        shows_user_id: whether Meta tells the business-scoped id: it did not before April of 2026.

    Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
    """

    id: int
    first_name: str
    last_name: str
    phone_number: str
    wa_id: str
    user_id: str
    shows_number: bool = True
    shows_user_id: bool = True

    @property
    def name(self) -> str:
        """The profile's name."""
        return f"{self.first_name} {self.last_name}".strip()

    def contact(self) -> Json:
        """The entry of a webhook's `contacts`."""
        told: Json = {"profile": {"name": self.name}}
        if self.shows_number:
            told["wa_id"] = self.wa_id
        if self.shows_user_id:
            told["user_id"] = self.user_id
        return told

    def sender(self) -> Json:
        """The fields of a webhook's message that say who wrote it."""
        told = {}
        if self.shows_number:
            told["from"] = self.wa_id
        if self.shows_user_id:
            told["from_user_id"] = self.user_id
        return told


def digits(number: str) -> str:
    """The digits of a phone number, however it is written."""
    return re.sub(r"\D", "", number)


def same_number(one: str, other: str) -> bool:
    """Whether two numbers reach the same phone: in Brazil with or without the 9 before eight digits."""
    return _without_nine(digits(one)) == _without_nine(digits(other))


def made_user_id(seed: str) -> str:
    """A business-scoped user id that is the same for the same seed: a country, a point, digits."""
    return f"BR.{int(hashlib.sha256(seed.encode()).hexdigest()[:16], 16)}"


def _without_nine(number: str) -> str:
    mobile = BRAZILIAN_MOBILE.fullmatch(number)
    return f"55{mobile[1]}{mobile[3]}" if mobile else number
