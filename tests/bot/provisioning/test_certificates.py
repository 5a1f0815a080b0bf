"""The emitter fetches a customer's certificate, says that it has it, and then it is not here any more."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.adapters.certificates_kept import Taken, put_certificate
from bot.db.database import Database
from bot.db.models import CertificateRow
from bot.icp_brasil.safe import sealed
from bot.provisioning.certificates import certificate_routes
from bot.provisioning.secret import Signer
from bot.sealing import Seal
from conversations.ports.customers import Customer
from tests.contracts.world import SqlWorld, linked
from tests.kit.emitter import SECRET

OTHER = "whsec_" + base64.b64encode(b"another secret, of 32 bytes here").decode()
SEAL = Seal("s" * 32)
FILE = b"a PKCS #12 file"


@dataclass
class Case:
    """A customer whose certificate lies here, and an emitter that asks for it."""

    world: SqlWorld
    customer: Customer
    certificate: str
    http: httpx.AsyncClient

    @property
    def path(self) -> str:
        return f"/provisioning/certificates/{self.certificate}"

    async def ask(
        self, method: str = "GET", path: str = "", *, signed: str = "", secret: str = SECRET
    ) -> httpx.Response:
        path = path or self.path
        headers = Signer(secret).headers("req_1", signed or f"{method} {path}", datetime.now(UTC))
        return await self.http.request(method, path, headers=headers)

    async def row(self) -> CertificateRow:
        async with self.world.database.transaction() as tx:
            return await tx.session.get_one(CertificateRow, self.certificate)

    async def replace(self) -> str:
        """The customer sends another one."""
        self.certificate = await kept(self.world, self.customer.id)
        return self.certificate


async def kept(world: SqlWorld, customer_id: str, seal: Seal = SEAL) -> str:
    taken = Taken(
        holder="PADARIA PAO QUENTE LTDA",
        tax_id="11222333000181",
        serial="0A1B",
        not_after=world.clock.now + timedelta(days=365),
        sealed=sealed(seal, FILE, "opens it"),
    )
    async with world.database.transaction() as tx:
        return await put_certificate(tx.session, customer_id, taken, world.clock.now)


@pytest.fixture
async def case(database: Database) -> AsyncIterator[Case]:
    world = SqlWorld(database)
    shop = await linked(world)
    async with world.turn() as ports:
        customer = await ports.customers.register(shop.registration())
    signer = Signer(f"{SECRET},{OTHER}")
    app = Starlette(routes=certificate_routes(database, SEAL, signer, clock=world.clock))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example") as http:
        yield Case(world, customer, await kept(world, customer.id), http)


async def test_certificate_is_given(case: Case) -> None:
    """With what opens it and whose it is, to be kept by nobody on the way."""
    answer = await case.ask()
    assert (200, "no-store") == (answer.status_code, answer.headers["cache-control"])
    assert {
        "id": case.certificate,
        "customer_id": case.customer.id,
        "kind": "A1",
        "holder": "PADARIA PAO QUENTE LTDA",
        "tax_id": "11222333000181",
        "serial": "0A1B",
        "not_after": "2027-11-24T12:00:00Z",
        "file": base64.b64encode(FILE).decode(),
        "passphrase": "opens it",
    } == answer.json()


async def test_it_is_given_until_it_is_acknowledged(case: Case) -> None:
    """An emitter that crashed with it in hand asks again."""
    assert [200, 200, 204, 410] == [
        (await case.ask(method)).status_code for method in ("GET", "GET", "DELETE", "GET")
    ]


async def test_acknowledged_is_not_kept(case: Case) -> None:
    """What is known of it stays; that it was fetched, and when, is known too."""
    await case.ask("DELETE")
    row = await case.row()
    assert (None, case.world.clock.now, "0A1B") == (row.sealed, row.fetched_at, row.serial)


async def test_acknowledged_twice_is_as_good_as_once(case: Case) -> None:
    """The time of the first stays."""
    first = case.world.clock.now
    await case.ask("DELETE")
    case.world.clock.pass_days(1)
    assert (204, first) == ((await case.ask("DELETE")).status_code, (await case.row()).fetched_at)


async def test_old_acknowledgement_does_not_touch_a_new_one(case: Case) -> None:
    """A customer who sent another one meanwhile is fetched from anew."""
    old = case.path
    await case.replace()
    assert [404, 404, 200] == [
        (await case.ask("DELETE", old)).status_code,
        (await case.ask("GET", old)).status_code,
        (await case.ask()).status_code,
    ]


@pytest.mark.parametrize("secret", [SECRET, OTHER])
async def test_old_and_new_secret_are_good(case: Case, secret: str) -> None:
    """While the secret is changed."""
    assert 200 == (await case.ask(secret=secret)).status_code


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_who_does_not_sign_gets_nothing(case: Case, method: str) -> None:
    """And changes nothing."""
    answer = await case.http.request(method, case.path)
    assert (401, b"opens it") == (answer.status_code, b"opens it" if b"opens" not in answer.content else b"")
    assert (await case.row()).sealed


@pytest.mark.parametrize(
    "signed", ["", "GET /provisioning/certificates/other", "DELETE {path}", "{}", "get {path}"]
)
async def test_signature_is_for_one_request(case: Case, signed: str) -> None:
    """Of another certificate, of another method, of an event or of nothing, it opens nothing."""
    answer = await case.ask(signed=signed.replace("{path}", case.path) or " ")
    assert 401 == answer.status_code


async def test_foreign_secret_opens_nothing(case: Case) -> None:
    """Whoever made up a secret gets nothing."""
    assert 401 == (await case.ask(secret="whsec_" + "a" * 44)).status_code


@pytest.mark.parametrize("id_", ["nobody", "%00", "%ED%A0%80", "a%2Fb"])
async def test_unknown_certificate(case: Case, id_: str) -> None:
    """Nothing of that name, however strange it is."""
    path = f"/provisioning/certificates/{id_}"
    answer = await case.http.get(
        path, headers=Signer(SECRET).headers("req_1", f"GET {path}", datetime.now(UTC))
    )
    assert answer.status_code in {401, 404}


async def test_certificate_that_no_key_opens_is_kept(case: Case) -> None:
    """After a change of SECRET_KEY that forgot the old one: it is asked for later, and not lost."""
    case.certificate = await kept(case.world, case.customer.id, Seal("o" * 32))
    answer = await case.ask()
    assert (503, "60") == (answer.status_code, answer.headers["retry-after"])
    assert (await case.row()).sealed


async def test_database_out_of_reach_asks_for_patience() -> None:
    """The emitter asks again later."""
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    app = Starlette(
        routes=certificate_routes(database, SEAL, Signer(SECRET), clock=lambda: datetime.now(UTC))
    )
    path = "/provisioning/certificates/abc"
    headers = Signer(SECRET).headers("req_1", f"GET {path}", datetime.now(UTC))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example") as http:
        assert 503 == (await http.get(path, headers=headers)).status_code
    await database.close()
