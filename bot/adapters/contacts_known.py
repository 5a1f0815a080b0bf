"""What Meta tells of who writes."""

import re
from dataclasses import dataclass

from bot.db.models.contacts import PHONE, USER_ID

_WITHOUT_NINE = re.compile(r"55([1-9][0-9])([6-9][0-9]{7})")


@dataclass(frozen=True, slots=True)
class Known:
    """The names by which somebody is known: at least one of the two.

    Args:
        phone: the digits of a `wa_id`.
        user_id: a business-scoped user id.
    """

    phone: str = ""
    user_id: str = ""

    @property
    def number(self) -> str:
        """The number as it is compared: some Brazilian mobile numbers lack their 9 on WhatsApp.

        Source: Anatel, Resolução 553/2010: mobile numbers of eight digits began with 6 to 9.
        """
        found = _WITHOUT_NINE.fullmatch(self.phone)
        return f"55{found[1]}9{found[2]}" if found else self.phone

    @property
    def names(self) -> list[tuple[str, str]]:
        """The kind and value of each name, as they are compared."""
        return [(kind, value) for kind, value in ((PHONE, self.number), (USER_ID, self.user_id)) if value]
