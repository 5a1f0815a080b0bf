"""The JSON Schema for the emitter's developers fits what is really told, and leaves nothing of it out."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from bot.adapters.announcing import Change
from bot.adapters.logos import StoredLogos
from bot.sealing import Seal
from tests.bot.adapters.test_announcing import Case
from tests.contracts.test_first_access import configuration
from tests.kit.drawings import drawing
from tests.kit.watched import Watched

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "examples" / "customer_event.schema.json").read_text()
)
KINDS = {*get_args(Change), "customer.password_set", "customer.configured", "customer.removed"}


def closed(schema: Any) -> Any:
    """The schema as if nothing could come beside what it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    return inner | ({"additionalProperties": False} if "properties" in schema else {})


STRICT = Draft202012Validator(closed(SCHEMA))


@pytest.fixture
async def case(sqlite_url: str) -> AsyncIterator[Case]:
    database = Watched(sqlite_url)
    yield Case(database)
    await database.close()


async def everything(case: Case) -> list[dict[str, Any]]:
    """An event of each kind, with all there is to tell."""
    await case.register(password_by="typed", password_hash="$argon2id$v=19$m=65536,t=3,p=4$…")
    await case.correct()
    seal = Seal("s" * 32)
    logos = StoredLogos(case.world.database, seal, case.world.clock)
    logo = await logos.keep(case.shop.reseller.id, case.customer.id, "a", drawing(size=(100, 100)))
    async with case.world.turn() as ports:
        wanted = configuration(case.shop, case.customer, logo=logo.id, version=2)
        await ports.first_access.configure(wanted)
    await case.send_a_certificate()
    await case.use(await case.link(), "$argon2id$v=19$m=65536,t=3,p=4$another")
    await case.go_live()
    await case.suspend()
    await case.resume()
    await case.remove()
    return await case.told()


async def test_schema_is_one() -> None:
    """By the rules of its own draft."""
    Draft202012Validator.check_schema(SCHEMA)


async def test_everything_told_is_described(case: Case) -> None:
    """Each kind of event is, and nothing in them that is not."""
    events = await everything(case)
    assert KINDS == {event["type"] for event in events}
    assert [] == [error.message for event in events for error in STRICT.iter_errors(event)]


async def test_certificate_and_logo_are_in_it(case: Case) -> None:
    """So that the claim above is one about them too."""
    told = [
        event["data"]["configuration"] for event in await everything(case) if "configuration" in event["data"]
    ]
    assert (True, True) == (bool(told[-1]["logo"]), bool(told[-1]["certificate"]))


async def test_hash_has_no_place_but_one(case: Case) -> None:
    """An event of another kind that carries a password is none by the schema."""
    (registered, password_set, *_) = await everything(case)
    leaking = registered | {"data": password_set["data"]}
    assert not STRICT.is_valid(leaking)


@pytest.mark.parametrize("missing", ["customer", "password"])
async def test_what_must_be_there_is_required(case: Case, missing: str) -> None:
    """Without it an event is none."""
    password_set = (await everything(case))[1]
    del password_set["data"][missing]
    assert not Draft202012Validator(SCHEMA).is_valid(password_set)


async def test_what_is_new_does_not_break_a_receiver(case: Case) -> None:
    """The schema as it is published lets members come that it does not know."""
    registered = (await everything(case))[0]
    registered["data"]["customer"]["later"] = 1
    assert Draft202012Validator(SCHEMA).is_valid(registered)
