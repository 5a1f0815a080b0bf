"""What holds of every source, whatever it knows."""

import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from conversations.ports.companies import Company, NotFound, Unavailable
from tests.bot.adapters.sources.canned import BASE, SERVICES, Service, answering

pytestmark = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)

TROUBLES: dict[str, Callable[[Any], httpx.AsyncClient]] = {
    "a page with a 200": lambda _: answering("<html><body>Em manutenção</body></html>"),
    "a page with a 404": lambda _: answering("<html><body>404 Not Found</body></html>", 404),
    "a 404 of somebody else": lambda _: answering({"detail": "Not Found"}, 404),
    "plain text with a 503": lambda _: answering("Service Unavailable", 503),
    "plain text with a 429": lambda _: answering("Too Many Requests\ngru1::dwwv2", 429),
    "an error of its own": lambda _: answering({"message": "unexpected error"}, 500),
    "what it found, with a 404": lambda found: answering(found, 404),
    "what it found, with a 500": lambda found: answering(found, 500),
    "half of what it found": lambda found: answering(json.dumps(found)[: len(json.dumps(found)) // 2]),
    "nothing at all": lambda _: answering(""),
    "null": lambda _: answering(None),
    "a list": lambda found: answering([found]),
    "an empty record": lambda _: answering({}),
    "numbers for texts": lambda found: answering(dict.fromkeys(found, 1.5)),
    "records for texts": lambda found: answering({key: {"text": "?"} for key in found}),
    "no UTF-8": lambda found: answering(json.dumps(found, ensure_ascii=False).encode("utf-16")),
    "a hundred thousand brackets": lambda _: answering("[" * 100_000),
    "more than a megabyte": lambda found: answering(json.dumps(found) + " " * 1_000_000),
    "five megabytes": lambda found: answering(found | {"more": "x" * 5_000_000}),
    "what is no gzip": lambda found: answering(found, headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_anything_but_its_own_words_is_unavailable(service: Service, trouble: str) -> None:
    """Whatever is not in the service's own format says nothing about the company or the CEP."""
    source = service.over(TROUBLES[trouble](service.fixture("found")))
    with pytest.raises(Unavailable):
        await source.find(service.key)


@pytest.mark.parametrize("nothing", [None, ""])
async def test_an_answer_that_tells_nothing_is_unavailable(service: Service, nothing: str | None) -> None:
    """A register that is being loaded knows the number and nothing else: the next one is asked, and nothing
    of it is kept.
    """
    told = emptied(service.fixture("found"), service.key, nothing)
    with pytest.raises(Unavailable):
        await service.over(answering(told)).find(service.key)


def emptied(record: Any, key: str, nothing: str | None) -> Any:
    """A record with the number that was asked for, and with nothing where it tells something of it."""
    if isinstance(record, dict):
        return {name: emptied(value, key, nothing) for name, value in record.items()}
    if isinstance(record, list):
        return []
    stays = record == "OK" or re.sub(r"[^0-9A-Z]", "", str(record)) == key
    return record if stays else nothing


async def test_finds_what_it_was_asked(service: Service) -> None:
    """What is found is about the company or the CEP that was asked."""
    found = await service.over(answering(service.fixture("found"))).find(service.key)
    assert service.key == (found.tax_id if isinstance(found, Company) else found.cep)


async def test_says_not_found_in_its_own_words(service: Service) -> None:
    """The service's own "there is none" is NotFound."""
    source = service.over(answering(service.fixture("not_found"), service.not_found))
    with pytest.raises(NotFound):
        await source.find(service.key)


async def test_not_found_with_a_failure_is_a_failure(service: Service) -> None:
    """The words for "there is none" count only with the status they come with."""
    with pytest.raises(Unavailable):
        await service.over(answering(service.fixture("not_found"), 500)).find(service.key)


async def test_asks_the_real_path(service: Service) -> None:
    """The question goes to the service's own path below its address, slash at the end or not."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=service.fixture("found"))

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    await service.make(http, BASE).find(service.key)
    await service.make(http, f"{BASE}/").find(service.key)
    assert [service.path, service.path] == asked


async def test_follows_no_redirect(service: Service) -> None:
    """A redirect leads away from the service that was chosen: it is asked once and counts as away."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://elsewhere.test/"})

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer), follow_redirects=True)
    with pytest.raises(Unavailable):
        await service.over(http).find(service.key)
    assert ["service.test"] == asked


async def test_an_answer_about_another_is_unavailable(service: Service) -> None:
    """A good answer about another company or CEP is not taken for the one that was asked."""
    other = "0" * len(service.key)
    with pytest.raises(Unavailable):
        await service.over(answering(service.fixture("found"))).find(other)


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
async def test_a_broken_line_is_unavailable(service: Service, error: type[httpx.TransportError]) -> None:
    """No connection, no answer and half an answer are all Unavailable."""

    def fail(_: httpx.Request) -> httpx.Response:
        raise error("broken")

    with pytest.raises(Unavailable):
        await service.over(httpx.AsyncClient(transport=httpx.MockTransport(fail))).find(service.key)


async def test_failures_quote_nothing(service: Service) -> None:
    """What is said about an unreadable answer holds nothing of the answer: it may be logged."""
    found = {key: ["SEGREDO 12345678909"] for key in service.fixture("found")}
    with pytest.raises(Unavailable) as caught:
        await service.over(answering(found)).find(service.key)
    assert "SEGREDO" not in f"{caught.value} {caught.value.__cause__}"
