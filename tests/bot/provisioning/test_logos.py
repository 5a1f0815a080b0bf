"""The emitter fetches the logo that a configuration names."""

from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette

from bot.adapters.logos import StoredLogos
from bot.db.database import Database
from bot.provisioning.logos import logo_route
from bot.provisioning.secret import Signer
from bot.sealing import Seal
from tests.contracts.test_first_access import configuration
from tests.contracts.world import SqlWorld, linked
from tests.kit.drawings import drawing
from tests.kit.emitter import SECRET

SEAL = Seal("s" * 32)


async def asked(
    database: Database, id_: str, *, signed: str = "", seal: Seal = SEAL, secret: str = SECRET
) -> httpx.Response:
    """What the emitter is answered."""
    path = f"/provisioning/logos/{id_}"
    headers = Signer(secret).headers("req_1", signed or f"GET {path}", datetime.now(UTC))
    transport = httpx.ASGITransport(Starlette(routes=[logo_route(database, seal, Signer(SECRET))]))
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example") as http:
        return await http.get(path, headers=headers)


async def logo_of(database: Database, *, named: bool = True) -> str:
    """The id of a logo that was sent, and maybe named by a configuration."""
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    kept = await StoredLogos(database, SEAL, world.clock).keep(
        shop.reseller.id, customer.id, "a", drawing(size=(100, 100))
    )
    if named:
        async with world.turn() as ports:
            await ports.first_access.configure(configuration(shop, customer, logo=kept.id))
    return kept.id


async def test_logo_is_given(database: Database) -> None:
    """As a picture, as often as it is asked for."""
    id_ = await logo_of(database)
    for _ in range(2):
        answer = await asked(database, id_)
        assert (200, "image/png", b"\x89PNG") == (
            answer.status_code,
            answer.headers["content-type"],
            answer.content[:4],
        )


async def test_logo_that_nobody_named_is_not_given(database: Database) -> None:
    """It was sent, and may yet be taken back."""
    assert 404 == (await asked(database, await logo_of(database, named=False))).status_code


async def test_who_does_not_sign_gets_no_logo(database: Database) -> None:
    """Nor does a signature for something else do."""
    id_ = await logo_of(database)
    assert [401, 401] == [
        (await asked(database, id_, signed=f"GET /provisioning/certificates/{id_}")).status_code,
        (await asked(database, id_, secret="whsec_" + "a" * 44)).status_code,
    ]


@pytest.mark.parametrize("id_", ["nobody", "a-b"])
async def test_unknown_logo(database: Database, id_: str) -> None:
    """Nothing of that name."""
    assert 404 == (await asked(database, id_)).status_code


async def test_logo_that_no_key_opens(database: Database) -> None:
    """After a change of SECRET_KEY that forgot the old one it is asked for later."""
    id_ = await logo_of(database)
    assert 503 == (await asked(database, id_, seal=Seal("o" * 32))).status_code
