"""What is looked up is kept: sealed, and for as long as it stays true."""

from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.adapters.lookup_cache import ADDRESS, COMPANY, REGISTER, Kind, LookupCache
from bot.adapters.lookup_once import Once
from bot.adapters.sources.chain import Lookup
from bot.redis_client import once as nobody_there
from bot.sealing import Seal
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, StateRegistration, Unavailable
from tests.fakes.addresses import FakeAddresses
from tests.fakes.companies import FakeCompanies

CNPJ, CEP = "12345678000195", "01001000"
PADARIA = Company(
    tax_id=CNPJ,
    legal_name="PADARIA EXEMPLO LTDA",
    city="SÃO PAULO",
    registrations=(StateRegistration(number="111222330112", state="SP", active=True),),
)
PRACA = Address(
    cep=CEP, street="Praça da Sé", district="Sé", city="São Paulo", state="SP", city_code="3550308"
)
SEAL = Seal("a secret of the tests")


def companies(redis: Redis, inner: Lookup[Company], seal: Seal = SEAL) -> Lookup[Company]:
    return Once(inner, redis, LookupCache(redis, seal, COMPANY))


def addresses(redis: Redis, inner: Lookup[Address]) -> Lookup[Address]:
    return Once(inner, redis, LookupCache(redis, SEAL, ADDRESS))


async def seconds_kept(redis: Redis) -> int:
    """How long the only entry stays."""
    (key,) = await redis.keys()
    return int(await redis.ttl(key))


def about(stays: timedelta) -> range:
    """Up to a few seconds may have passed."""
    whole = int(stays.total_seconds())
    return range(whole - 5, whole + 1)


async def test_a_company_is_asked_once(redis: Redis) -> None:
    """The second time it comes from the cache, the same in every field."""
    inner = FakeCompanies([PADARIA])
    cached = companies(redis, inner)
    assert [PADARIA, PADARIA] == [await cached.find(CNPJ), await cached.find(CNPJ)]
    assert [CNPJ] == inner.asked


async def test_an_address_is_asked_once(redis: Redis) -> None:
    """The second time it comes from the cache, the same in every field."""
    inner = FakeAddresses([PRACA])
    cached = addresses(redis, inner)
    assert [PRACA, PRACA] == [await cached.find(CEP), await cached.find(CEP)]
    assert [CEP] == inner.asked


async def test_companies_stay_a_month(redis: Redis) -> None:
    """An old answer is better than none: it is kept beyond the 7 days in which it needs no asking again."""
    await companies(redis, FakeCompanies([PADARIA])).find(CNPJ)
    assert await seconds_kept(redis) in about(timedelta(days=30))


async def test_addresses_stay_a_year(redis: Redis) -> None:
    """Likewise, beyond 90 days."""
    await addresses(redis, FakeAddresses([PRACA])).find(CEP)
    assert await seconds_kept(redis) in about(timedelta(days=365))


@pytest.mark.parametrize(
    ("kind", "days"), [(COMPANY, 7), (REGISTER, 7), (ADDRESS, 90)], ids=lambda value: str(value)[:40]
)
def test_how_long_answers_are_fresh(kind: Kind[Any], days: int) -> None:
    """As long as the registers hardly change."""
    assert timedelta(days=days) == kind.fresh


async def test_not_found_is_remembered(redis: Redis) -> None:
    """A company that nobody knows is not asked again at once."""
    inner = FakeCompanies()
    cached = companies(redis, inner)
    for _ in range(2):
        with pytest.raises(NotFound):
            await cached.find(CNPJ)
    assert [CNPJ] == inner.asked


async def test_not_found_stays_ten_minutes(redis: Redis) -> None:
    """A CEP that nobody knows may be known soon."""
    with pytest.raises(NotFound):
        await addresses(redis, FakeAddresses()).find(CEP)
    assert await seconds_kept(redis) in about(timedelta(minutes=10))


async def test_failures_are_not_kept(redis: Redis) -> None:
    """Who could not be asked is asked again the next time."""
    inner = FakeCompanies([PADARIA])
    inner.down = True
    cached = companies(redis, inner)
    with pytest.raises(Unavailable):
        await cached.find(CNPJ)
    inner.down = False
    assert PADARIA == await cached.find(CNPJ)


async def test_redis_holds_nothing_readable(redis: Redis) -> None:
    """Neither key nor value shows the CNPJ or anything of the company."""
    await companies(redis, FakeCompanies([PADARIA])).find(CNPJ)
    (key,) = await redis.keys()
    stored = f"{key!r} {await redis.get(key)!r}"
    assert [] == [secret for secret in (CNPJ, "PADARIA", "111222330112") if secret in stored]


async def test_a_key_tells_nothing_without_the_secret(redis: Redis) -> None:
    """Another secret makes another key: CNPJs are few enough to try them all against a plain digest."""
    for secret in ("one secret of the tests", "another secret of the tests"):
        await companies(redis, FakeCompanies([PADARIA]), Seal(secret)).find(CNPJ)
    assert 2 == len(await redis.keys())


async def test_a_register_has_entries_of_its_own(redis: Redis) -> None:
    """What describes a company may be known where its registrations are not."""
    described, register = FakeCompanies([PADARIA]), FakeCompanies([PADARIA])
    await companies(redis, described).find(CNPJ)
    await Once(register, redis, LookupCache(redis, SEAL, REGISTER)).find(CNPJ)
    assert [[CNPJ], [CNPJ]] == [described.asked, register.asked]


async def test_kinds_do_not_meet(redis: Redis) -> None:
    """A company and an address of the same digits have entries of their own."""
    await companies(redis, FakeCompanies([Company(tax_id=CEP)])).find(CEP)
    assert PRACA == await addresses(redis, FakeAddresses([PRACA])).find(CEP)


@pytest.mark.parametrize(
    "entry",
    [
        b"rubbish",
        Seal("another secret").close({"found": None}),
        SEAL.close({"found": {"cep": 1}}),
        SEAL.close({"found": None}),
        SEAL.close(1),
    ],
    ids=["unsealed", "of another secret", "of another form", "of an older form", "no record"],
)
async def test_an_unreadable_entry_is_left_out(redis: Redis, entry: bytes) -> None:
    """An entry that cannot be read is asked anew, and replaced."""
    await addresses(redis, FakeAddresses([PRACA])).find(CEP)
    (key,) = await redis.keys()
    await redis.set(key, entry)
    inner = FakeAddresses([PRACA])
    cached = addresses(redis, inner)
    assert [PRACA, PRACA] == [await cached.find(CEP), await cached.find(CEP)]
    assert [CEP] == inner.asked


async def test_redis_away_is_no_failure() -> None:
    """Without Redis every lookup asks, and answers."""
    away = nobody_there("redis://127.0.0.1:1")
    assert PADARIA == await companies(away, FakeCompanies([PADARIA])).find(CNPJ)
    await away.aclose()
