"""Resellers and the one-time tokens that link their accounts."""

from sqlalchemy import select

from bot.adapters.people import LONGEST_NAME, LONGEST_SUPPORT, reseller_of
from bot.adapters.team import LIFE, PURPOSE
from bot.db.clock import Clock, utc_now
from bot.db.database import Transaction
from bot.db.ids import new_id
from bot.db.models import ResellerRow, ResellerTokenRow
from bot.sealing import TokenMaker, token_digest
from conversations.ports.people import Reseller


class UnknownReseller(LookupError):  # noqa: N818 - an answer, not a failure
    """No reseller has this id."""


async def add_reseller(
    tx: Transaction, name: str, support: str, tokens: TokenMaker, *, clock: Clock = utc_now
) -> tuple[Reseller, str]:
    """A new reseller and a fresh token for its first link (`r_<token>`).

    Args:
        tx: where it is kept.
        name: as its customers know it, 2 to 60 characters.
        support: how its customers reach it, at most 500 characters; may be empty.
        tokens: makes the token.
        clock: what time it is.

    Raises:
        ValueError: the name or the support text is too short or too long.
    """
    name, support = " ".join(name.split()), support.strip()
    if not 2 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"a reseller's name has 2 to {LONGEST_NAME} characters, this one {len(name)}")
    if len(support) > LONGEST_SUPPORT:
        raise ValueError(f"a support text has at most {LONGEST_SUPPORT} characters, this one {len(support)}")
    row = ResellerRow(id=new_id(), name=name, support=support, created_at=clock())
    tx.session.add(row)
    await tx.session.flush()
    return reseller_of(row), await new_reseller_token(tx, row.id, tokens, clock=clock)


async def list_resellers(tx: Transaction) -> list[Reseller]:
    """All resellers, the oldest first."""
    rows = await tx.session.scalars(select(ResellerRow).order_by(ResellerRow.created_at, ResellerRow.id))
    return [reseller_of(row) for row in rows]


async def new_reseller_token(
    tx: Transaction, reseller_id: str, tokens: TokenMaker, *, clock: Clock = utc_now
) -> str:
    """A fresh token by which one account becomes a person of the reseller: 7 days, one use.

    Raises:
        UnknownReseller: there is none of this id.
    """
    await known_reseller(tx, reseller_id)
    made_from = new_id() + new_id()  # nothing replays a command: a key of its own
    token = tokens.token(PURPOSE, made_from)
    tx.session.add(
        ResellerTokenRow(
            digest=token_digest(token),
            reseller_id=reseller_id,
            made_from=made_from,
            expires_at=clock() + LIFE,
        )
    )
    await tx.session.flush()
    return token


async def open_reseller_token(
    tx: Transaction, reseller_id: str, tokens: TokenMaker, *, clock: Clock = utc_now
) -> str:
    """The reseller's newest token that nobody has used yet, or a fresh one.

    Raises:
        UnknownReseller: there is none of this id.
    """
    query = (
        select(ResellerTokenRow)
        .where(
            ResellerTokenRow.reseller_id == reseller_id,
            ResellerTokenRow.used_by_account.is_(None),
            ResellerTokenRow.expires_at > clock(),
        )
        .order_by(ResellerTokenRow.expires_at.desc())
    )
    for row in await tx.session.scalars(query):
        token = tokens.token(PURPOSE, row.made_from)
        if token_digest(token) == row.digest:  # else it was made with an older SECRET_KEY
            return token
    return await new_reseller_token(tx, reseller_id, tokens, clock=clock)


async def known_reseller(tx: Transaction, reseller_id: str) -> ResellerRow:
    """The reseller of an id.

    Raises:
        UnknownReseller: there is none.
    """
    row = await tx.session.get(ResellerRow, reseller_id)
    if row is None:
        raise UnknownReseller(reseller_id)
    return row
