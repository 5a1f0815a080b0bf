"""The doctor asks each source something that it knows, and says what is wrong with its answer."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.adapters.addresses import SOURCES
from bot.adapters.sources.fetching import TooSlow
from bot.adapters.sources.quota import SharedQuota
from bot.doctor import Finding
from bot.doctor.lookups import finding, look_at_lookups
from bot.inquiry import Said
from bot.settings import LOOKUPS, load_settings
from tests.bot.adapters.sources.canned import fixture
from tests.environment import Env
from tests.serving import serving

NOBODY = "http://127.0.0.1:1"
PRACA_DA_SE = fixture("viacep/found") | {"cep": "01001-000"}


class Service:
    """Answers everything the same."""

    def __init__(self) -> None:
        self.answer: Response = JSONResponse(PRACA_DA_SE)
        self.asked: list[str] = []

    async def __call__(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        return self.answer


@pytest.fixture
async def viacep(env: Env, redis_url: str, redis: Redis) -> AsyncIterator[Service]:
    """The only service that is there."""
    service = Service()
    async with serving(Starlette(routes=[Route("/{path:path}", service.__call__)])) as url:
        env(REDIS_URL=redis_url, SECRET_KEY="s" * 32, TELEGRAM_BOT_TOKEN=f"1:{'a' * 35}")
        env(**{name.upper(): NOBODY for name in LOOKUPS} | {"VIACEP_URL": url})
        yield service


async def found(name: str = "viacep") -> Finding:
    """What there is to say about one source."""
    (one,) = [one for one in await look_at_lookups(load_settings()) if one.what == f"Lookup {name}"]
    return one


async def test_each_source_is_a_finding(viacep: Service) -> None:
    """BrasilAPI twice, since it may know companies and no CEPs."""
    names = [one.what.removeprefix("Lookup ") for one in await look_at_lookups(load_settings())]
    of_companies = ["minhareceita", "opencnpj", "brasilapi", "cnpja", "cnpjws", "receitaws"]
    summary = "Lookups of companies"
    assert [*of_companies, summary, "viacep", "opencep", "brasilapi_cep"] == names


async def test_nobody_left_to_ask_is_said(viacep: Service) -> None:
    """Where none of those that stand in for each other helps, it is not said that others are asked."""
    told = {one.what: one for one in await look_at_lookups(load_settings()) if "Lookups of" in one.what}
    assert ["Lookups of companies"] == list(told)
    assert "typed by hand" in told["Lookups of companies"].detail


async def test_a_source_that_knows_is_fine(viacep: Service) -> None:
    """It is asked once, in its own words."""
    assert ("ok", ["/01001000/json/"]) == ((await found()).state, viacep.asked)


@pytest.mark.parametrize(
    ("answer", "detail", "mend"),
    [
        (JSONResponse({"erro": True}), "says that there is no CEP of Praça da Sé", "It is ill"),
        (HTMLResponse("<h1>Ops</h1>"), "cannot be used: not in its own format", "Check that VIACEP_URL is"),
        (JSONResponse(fixture("viacep/found")), "cannot be used: about another CEP", "VIACEP_URL"),
        (PlainTextResponse("Bad Gateway", 502), "answers with HTTP 502", "Wait"),
        (PlainTextResponse("Not Found", 404), "answers with HTTP 404", "Check the path in VIACEP_URL"),
        (
            PlainTextResponse("Too Many Requests", 429, {"Retry-After": "20"}),
            "asks to be left alone: busy for 20 s",
            "Wait",
        ),
    ],
)
async def test_what_is_wrong_is_named(viacep: Service, answer: Response, detail: str, mend: str) -> None:
    """By what came instead of an answer, and with what to do."""
    viacep.answer = answer
    one = await found()
    assert ("look", True, True) == (one.state, detail in one.detail, mend in one.mend)


def test_one_that_hangs_is_named() -> None:
    """It is given up after as long as a person would wait."""
    one = finding(Said(SOURCES[0], "failed", 3, failure=TooSlow("no answer in time")), "it")
    assert ("look", "does not answer in time") == (one.state, one.detail)


async def test_nobody_there_is_named(viacep: Service) -> None:
    """With the variable that may be wrong."""
    one = await found("opencep")
    assert ("look", "cannot be reached: nobody listens at its address", True) == (
        one.state,
        one.detail,
        "Correct OPENCEP_URL" in one.mend,
    )


async def test_one_switched_off_is_off(viacep: Service, env: Env) -> None:
    """It is not missed."""
    env(OPENCEP_URL="")
    assert "off" == (await found("opencep")).state


async def test_a_resting_one_is_left_in_peace(viacep: Service, redis: Redis) -> None:
    """The doctor keeps to what the workers were told."""
    await SharedQuota(redis, "viacep", NOBODY).hold(60)
    assert ("look", []) == ((await found()).state, viacep.asked)


async def test_a_newcomer_asks_nobody(viacep: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a channel the simulator stands in for what was not set by hand."""
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    monkeypatch.delenv("OPENCEP_URL")
    assert ("off", "ok") == ((await found("opencep")).state, (await found()).state)
