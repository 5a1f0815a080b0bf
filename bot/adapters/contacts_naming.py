"""Whose a name is: found, taken over, or given to somebody new."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.orm.exc import StaleDataError

from bot.adapters.contacts_known import Known
from bot.adapters.contacts_merging import merge
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models.contacts import PHONE, USER_ID, AliasRow, ContactRow


async def settle(tx: Transaction, known: Known, now: datetime, before: Known | None = None) -> str:
    """Lets all names lead to one person, to somebody new where they lead to nobody; gives their id.

    Args:
        tx: in which all of it happens.
        known: the names.
        now: what time it is.
        before: the names they had until now, if they have others; of somebody new nothing is kept then, and
            the id is empty.

    Raises:
        sqlalchemy.exc.IntegrityError, sqlalchemy.orm.exc.StaleDataError: somebody does the same at this
            moment; looking again finds it done.
    """
    was = await _led(tx, before) if before else {}
    led = await _led(tx, known)
    id_ = await _whose(tx, known, was.get(USER_ID) or was.get(PHONE, ""), led, now)
    if not id_ and before:
        return ""
    id_ = id_ or await _new(tx, now)
    if known.phone:
        await _forget_numbers(tx, id_, but=known.number)
    for kind, value in known.names:
        changed = {"contact_id": id_, "spelled": known.phone if kind == PHONE else value, "seen_at": now}
        await _lead(tx, (kind, value), led.get(kind, ""), changed)
    return id_


async def _led(tx: Transaction, known: Known) -> dict[str, str]:
    """To whom each name leads, by its kind."""
    query = select(AliasRow.kind, AliasRow.contact_id)
    found = await tx.session.execute(query.where(tuple_(AliasRow.kind, AliasRow.value).in_(known.names)))
    return {row.kind: row.contact_id for row in found}


async def _whose(tx: Transaction, known: Known, id_: str, led: dict[str, str], now: datetime) -> str:
    """To whom the names lead; where they lead to several, it is found out whether these are one."""
    by_phone, by_id = led.get(PHONE, ""), led.get(USER_ID, "")
    if by_id and id_ and by_id != id_:  # they wrote by the new id before we were told of it
        if not known.phone and await _has_number(tx, by_id):  # and from the number they have now
            await _forget_numbers(tx, id_)
        kept = await merge(tx, by_id, id_, now)
        by_phone = kept if by_phone in (by_id, id_) else by_phone
        id_ = kept
    id_ = id_ or by_id
    if not (id_ and by_phone) or id_ == by_phone:
        return id_ or by_phone
    if await _is_of_another(tx, by_phone, known.user_id):  # the number was given away
        return id_
    return await merge(tx, by_phone, id_, now)


async def _is_of_another(tx: Transaction, id_: str, user_id: str) -> bool:
    """Whether somebody has a business-scoped user id, and another one."""
    others = select(AliasRow.value).where(
        AliasRow.contact_id == id_, AliasRow.kind == USER_ID, AliasRow.value != user_id
    )
    return await tx.session.scalar(others.limit(1)) is not None


async def _new(tx: Transaction, now: datetime) -> str:
    row = ContactRow(id=new_id(), created_at=now)
    tx.session.add(row)
    await tx.session.flush()
    return row.id


async def _has_number(tx: Transaction, id_: str) -> bool:
    query = select(AliasRow.value).where(AliasRow.contact_id == id_, AliasRow.kind == PHONE)
    return await tx.session.scalar(query.limit(1)) is not None


async def _forget_numbers(tx: Transaction, id_: str, but: str = "") -> None:
    """Somebody has one number at most."""
    await tx.session.execute(
        delete(AliasRow).where(AliasRow.contact_id == id_, AliasRow.kind == PHONE, AliasRow.value != but)
    )


async def _lead(tx: Transaction, name: tuple[str, str], led: str, changed: dict[str, Any]) -> None:
    """Lets a name lead to somebody, unless it leads elsewhere than it did when we looked."""
    if not led:
        await tx.session.execute(insert(AliasRow).values(kind=name[0], value=name[1], **changed))
        return
    updated = await tx.session.execute(
        update(AliasRow)
        .where(AliasRow.kind == name[0], AliasRow.value == name[1])
        .where(AliasRow.contact_id.in_([led, changed["contact_id"]]))  # where it was merged
        .values(**changed)
        .returning(AliasRow.value)
    )
    if updated.first() is None:
        raise StaleDataError("a name leads elsewhere")
