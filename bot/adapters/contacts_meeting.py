"""Strangers: all of a webhook's are given their ids together, in two statements."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert

from bot.adapters.contacts_known import Known
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models.contacts import PHONE, AliasRow, ContactRow


async def meet(tx: Transaction, strangers: Iterable[Known], now: datetime) -> dict[Known, str]:
    """The ids of people who write for the first time, without those who share a name with another of them.

    Args:
        tx: in which all of it happens.
        strangers: whose names lead to nobody.
        now: what time it is.

    Raises:
        sqlalchemy.exc.IntegrityError: one of them is none any more; nobody is kept.
    """
    all_ = dict.fromkeys(strangers)
    shared = Counter(name for one in all_ for name in one.names)
    met = {one: new_id() for one in all_ if all(shared[name] == 1 for name in one.names)}
    if met:
        await tx.session.execute(insert(ContactRow), [{"id": id_, "created_at": now} for id_ in met.values()])
        aliases = [
            _alias(one, kind, value, id_, now) for one, id_ in met.items() for kind, value in one.names
        ]
        # In one order everywhere: two who keep the same names at once must not wait for each other.
        await tx.session.execute(
            insert(AliasRow), sorted(aliases, key=lambda row: (row["kind"], row["value"]))
        )
    return met


def _alias(one: Known, kind: str, value: str, id_: str, now: datetime) -> dict[str, str | datetime]:
    spelled = one.phone if kind == PHONE else value
    return {"kind": kind, "value": value, "spelled": spelled, "contact_id": id_, "seen_at": now}
