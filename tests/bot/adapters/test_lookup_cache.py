from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.adapters.companies import PartialCompany
from bot.adapters.lookup_cache import CachedAddresses, CachedCompanies
from bot.sealing import Seal
from conversations.ports.addresses import Address
from conversations.ports.companies import Company, NotFound, StateRegistration, Unavailable
from tests.fakes.addresses import FakeAddresses
from tests.fakes.companies import FakeCompanies

CNPJ, CEP = "12345678000195", "01001000"
COMPANY = Company(
    tax_id=CNPJ,
    legal_name="PADARIA EXEMPLO LTDA",
    city="SÃO PAULO",
    registrations=(StateRegistration(number="111222330112", state="SP", active=True),),
)
ADDRESS = Address(
    cep=CEP, street="Praça da Sé", district="Sé", city="São Paulo", state="SP", city_code="3550308"
)
SEAL = Seal("a secret of the tests")


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
    inner = FakeCompanies([COMPANY])
    cached = CachedCompanies(inner, redis, SEAL)
    assert [COMPANY, COMPANY] == [await cached.find(CNPJ), await cached.find(CNPJ)]
    assert [CNPJ] == inner.asked


async def test_an_address_is_asked_once(redis: Redis) -> None:
    """The second time it comes from the cache, the same in every field."""
    inner = FakeAddresses([ADDRESS])
    cached = CachedAddresses(inner, redis, SEAL)
    assert [ADDRESS, ADDRESS] == [await cached.find(CEP), await cached.find(CEP)]
    assert [CEP] == inner.asked


async def test_companies_stay_a_week(redis: Redis) -> None:
    """What the registers say of a company is kept for 7 days."""
    await CachedCompanies(FakeCompanies([COMPANY]), redis, SEAL).find(CNPJ)
    assert await seconds_kept(redis) in about(timedelta(days=7))


async def test_addresses_stay_a_quarter(redis: Redis) -> None:
    """A CEP is kept for 90 days."""
    await CachedAddresses(FakeAddresses([ADDRESS]), redis, SEAL).find(CEP)
    assert await seconds_kept(redis) in about(timedelta(days=90))


async def test_a_partial_company_is_asked_again_soon(redis: Redis) -> None:
    """A company whose IEs could not be asked is kept for 10 minutes only."""
    partial = PartialCompany(tax_id=CNPJ, legal_name="PADARIA EXEMPLO LTDA")
    await CachedCompanies(FakeCompanies([partial]), redis, SEAL).find(CNPJ)
    assert await seconds_kept(redis) in about(timedelta(minutes=10))


async def test_not_found_is_remembered(redis: Redis) -> None:
    """A company that nobody knows is not asked again at once."""
    inner = FakeCompanies()
    cached = CachedCompanies(inner, redis, SEAL)
    for _ in range(2):
        with pytest.raises(NotFound):
            await cached.find(CNPJ)
    assert [CNPJ] == inner.asked


async def test_not_found_stays_ten_minutes(redis: Redis) -> None:
    """A CEP that nobody knows may be known soon."""
    with pytest.raises(NotFound):
        await CachedAddresses(FakeAddresses(), redis, SEAL).find(CEP)
    assert await seconds_kept(redis) in about(timedelta(minutes=10))


async def test_failures_are_not_kept(redis: Redis) -> None:
    """Who could not be asked is asked again the next time."""
    inner = FakeCompanies([COMPANY])
    inner.down = True
    cached = CachedCompanies(inner, redis, SEAL)
    with pytest.raises(Unavailable):
        await cached.find(CNPJ)
    inner.down = False
    assert COMPANY == await cached.find(CNPJ)


async def test_redis_holds_nothing_readable(redis: Redis) -> None:
    """Neither key nor value shows the CNPJ or anything of the company."""
    await CachedCompanies(FakeCompanies([COMPANY]), redis, SEAL).find(CNPJ)
    (key,) = await redis.keys()
    stored = f"{key!r} {await redis.get(key)!r}"
    assert [] == [secret for secret in (CNPJ, "PADARIA", "111222330112") if secret in stored]


async def test_a_key_tells_nothing_without_the_secret(redis: Redis) -> None:
    """Another secret makes another key: CNPJs are few enough to try them all against a plain digest."""
    for secret in ("one secret of the tests", "another secret of the tests"):
        await CachedCompanies(FakeCompanies([COMPANY]), redis, Seal(secret)).find(CNPJ)
    assert 2 == len(await redis.keys())


async def test_kinds_do_not_meet(redis: Redis) -> None:
    """A company and an address of the same digits have entries of their own."""
    await CachedCompanies(FakeCompanies([Company(tax_id=CEP)]), redis, SEAL).find(CEP)
    assert ADDRESS == await CachedAddresses(FakeAddresses([ADDRESS]), redis, SEAL).find(CEP)


@pytest.mark.parametrize(
    "entry",
    [
        b"rubbish",
        Seal("another secret").close({"found": None}),
        SEAL.close({"found": {"cep": 1}}),
        SEAL.close(1),
    ],
    ids=["unsealed", "of another secret", "of another form", "no record"],
)
async def test_an_unreadable_entry_is_left_out(redis: Redis, entry: bytes) -> None:
    """An entry that cannot be read is asked anew, and replaced."""
    await CachedAddresses(FakeAddresses([ADDRESS]), redis, SEAL).find(CEP)
    (key,) = await redis.keys()
    await redis.set(key, entry)
    inner = FakeAddresses([ADDRESS])
    cached = CachedAddresses(inner, redis, SEAL)
    assert [ADDRESS, ADDRESS] == [await cached.find(CEP), await cached.find(CEP)]
    assert [CEP] == inner.asked


async def test_redis_away_is_no_failure() -> None:
    """Without Redis every lookup asks, and answers."""
    away = Redis(port=1)
    assert COMPANY == await CachedCompanies(FakeCompanies([COMPANY]), away, SEAL).find(CNPJ)
    await away.aclose()
