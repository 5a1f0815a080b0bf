"""The page in the emitter's place: who enters sees the customer, everybody else one clear page."""

import logging
from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest
import structlog
from redis.exceptions import RedisError
from sqlalchemy import update
from starlette.applications import Starlette

from bot.access.checking import AccessCheck
from bot.access.entrance import Entrance, Visit
from bot.access.keys import AccessKeys
from bot.adapters.certificates_kept import Taken, put_certificate
from bot.db.models import CustomerRow
from bot.pages.emitter import COOKIE, emitter_route
from bot.sealing import Seal
from tests.bot.pages.conftest import KEYS, OURS, Pages
from tests.contracts.test_first_access import configuration


async def way_in(pages: Pages, key: str = "turn1") -> str:
    """The address with a fresh token, as the one-time page leads to it."""
    return str((await pages.browser.post(await pages.access(key))).headers["location"])


async def entered(pages: Pages) -> httpx.Response:
    """What somebody sees who went all the way."""
    return await pages.browser.get(await way_in(pages), follow_redirects=True)


def texts(html: str) -> list[str]:
    """What the page says, tags and spaces apart."""
    plain = html.partition("<main>")[2].replace(">", "<").split("<")[::2]
    return [" ".join(text.split()) for text in plain if text.strip()]


async def test_visitor_sees_the_customer(pages_on_both: Pages) -> None:
    """Company, environment, e-mail, trial, whether it is suspended, the password, and who entered."""
    said = texts((await entered(pages_on_both)).text)
    wanted = [
        "Esta página está no lugar do emissor.",
        "Ana, Contábil Sol",
        "Padaria Pão Quente Ltda",
        "Homologação (testes)",
        "joao@padaria.example",
        "até 01/12/2026",
        "Ativo",
        "ainda não criada",
    ]
    assert wanted == [text for text in said if text in wanted]


async def test_visitor_sees_what_is_missing(pages_on_both: Pages) -> None:
    """By the list that the chat shows, too."""
    said = texts((await entered(pages_on_both)).text)
    assert [
        "Série e número: por onde começa a contar NF-e e NFC-e",
        "Certificado digital: saber se é A1 ou A3",
        "Senha: o cliente ainda não criou",
    ] == said[said.index("O que falta para emitir") + 1 :]


async def test_a_certificate_that_is_kept_is_not_missing(pages: Pages) -> None:
    """Once it was sent."""
    until = pages.clock() + timedelta(days=1)
    taken = Taken(
        holder="PADARIA", tax_id=pages.customer.tax_id, serial="0a", not_after=until, sealed=b"sealed"
    )
    async with pages.world.database.transaction() as tx:
        await put_certificate(tx.session, pages.customer.id, taken, pages.clock())
    assert "Certificado digital: saber se é A1 ou A3" not in texts((await entered(pages)).text)


async def test_with_nothing_missing_it_says_so(pages: Pages) -> None:
    """Whatever the customer needs is there."""
    async with pages.world.turn() as ports:
        await ports.first_access.configure(configuration(pages.shop, pages.customer))
    async with pages.world.database.transaction() as tx:
        await tx.session.execute(update(CustomerRow).values(password_hash="hash", must_change=False))
    assert "Nada falta para emitir." == texts((await entered(pages)).text)[-1]


async def test_visitor_sees_how_the_customer_is_now(pages: Pages) -> None:
    """Production, the trial over, suspended: what has changed since is shown."""
    async with pages.world.database.transaction() as tx:
        await tx.session.execute(
            update(CustomerRow).values(environment="producao", trial_ends_at=pages.clock())
        )
    async with pages.world.turn() as ports:
        await ports.customers.suspend(pages.shop.reseller.id, pages.customer.id, suspended=True)
    said = texts((await entered(pages)).text)
    wanted = ["Produção", "terminou em 24/11/2026", "Suspenso"]
    assert wanted == [text for text in said if text in wanted]


async def test_token_does_not_stay_in_the_address(pages: Pages) -> None:
    """Whoever enters ends at the bare address, by an answer that is kept nowhere."""
    answer = await entered(pages)
    (led_on,) = answer.history
    assert (f"{OURS}/emitter", 303, "no-store", "no-referrer") == (
        answer.url,
        led_on.status_code,
        led_on.headers["cache-control"],
        led_on.headers["referrer-policy"],
    )


@pytest.mark.parametrize(("public_url", "secure"), [(OURS, True), ("http://127.0.0.1:8080", False)])
async def test_cookie_is_closed(pages: Pages, public_url: str, secure: bool) -> None:
    """Scripts cannot read it, other sites cannot send it, and it lasts ten minutes."""
    app = pages.app(public_url)
    async with pages.browse(app) as browser:
        way = (await browser.post(await pages.access())).headers["location"]
        set_cookie = (await browser.get(way.removeprefix(public_url))).headers["set-cookie"]
    cookie = SimpleCookie(set_cookie)[COOKIE]
    assert (True, "strict", "/emitter", "600", secure) == (
        cookie["httponly"],
        cookie["samesite"],
        cookie["path"],
        cookie["max-age"],
        bool(cookie["secure"]),
    )
    assert pages.customer.id not in set_cookie


async def test_every_page_is_closed(pages: Pages) -> None:
    """The page and the refusal carry the same headers as every page of ours."""
    seen = await entered(pages)
    async with pages.browse(pages.app()) as stranger:
        refused = await stranger.get("/emitter")
    usual = (await pages.browser.get("/s/unknown")).headers
    names = set(usual) - {"content-length"}
    for answer in (seen, refused):
        assert {name: usual[name] for name in names} == {name: answer.headers[name] for name in names}


def token(pages: Pages, keys: AccessKeys = KEYS, emitter: str = "", **other: str) -> str:
    """A token made by hand."""
    ids = {
        "customer_id": pages.customer.id,
        "reseller_id": pages.shop.reseller.id,
        "person_id": pages.shop.person_id,
    }
    address = Entrance(keys, OURS, emitter).address(Visit(**(ids | other)), pages.clock())
    return address.rpartition("=")[2]


async def test_refused_tokens_look_alike(pages_on_both: Pages) -> None:
    """Bad, foreign, of another audience, of another reseller, expired, used: the very same page."""
    pages = pages_on_both
    expired, used = token(pages), token(pages)
    pages.clock.now += timedelta(seconds=65)
    used = token(pages)
    bad = [
        "",
        "rubbish",
        token(pages, AccessKeys("other")),
        token(pages, emitter="https://emitter.example/?t={token}"),
        token(pages, reseller_id="unknown"),
        token(pages, person_id="unknown"),
        token(pages, customer_id="unknown"),
        expired,
        used,
    ]
    async with pages.browse(pages.app()) as browser:
        await browser.get("/emitter", params={"token": used})
        answers = [await browser.get("/emitter", params={"token": one}, follow_redirects=True) for one in bad]
    assert {(403, f"{OURS}/emitter", answers[0].text)} == {
        (answer.status_code, str(answer.url), answer.text) for answer in answers
    }
    assert "Não foi possível entrar" in answers[0].text


async def test_refused_token_ends_the_visit_before(pages: Pages) -> None:
    """Nobody is shown the customer before in place of the one that could not be entered."""
    await entered(pages)
    refused = await pages.browser.get("/emitter?token=rubbish", follow_redirects=True)
    assert 403 == refused.status_code


async def test_token_is_good_once(pages: Pages) -> None:
    """The address opened again, such as from somebody's log, lets nobody in."""
    way = await way_in(pages)
    async with pages.browse(pages.browser._transport.app) as other:  # type: ignore[attr-defined]
        first = await pages.browser.get(way, follow_redirects=True)
        second = await other.get(way, follow_redirects=True)
    assert (200, 403) == (first.status_code, second.status_code)


async def test_visit_lasts_ten_minutes(pages: Pages) -> None:
    """Whoever stays longer is asked to come again by Acessar."""
    await entered(pages)
    pages.clock.now += timedelta(minutes=9, seconds=59)
    before = (await pages.browser.get("/emitter")).status_code
    pages.clock.now += timedelta(seconds=1)
    assert (200, 403) == (before, (await pages.browser.get("/emitter")).status_code)


@pytest.mark.parametrize("sealed", [{"visit": {}}, "text", {"cookie": "other"}, []])
async def test_other_sealed_things_are_no_visit(pages: Pages, sealed: object) -> None:
    """What the same seal closed for something else opens nothing here."""
    pages.browser.cookies.set(COOKIE, Seal("secret").close(sealed).decode())
    assert 403 == (await pages.browser.get("/emitter")).status_code


async def test_removed_customer_is_gone(pages: Pages) -> None:
    """Also for who is in already."""
    await entered(pages)
    async with pages.world.turn() as ports:
        await ports.customers.remove(pages.shop.reseller.id, pages.customer.id)
    assert 403 == (await pages.browser.get("/emitter")).status_code


async def test_log_says_why_and_never_the_token(pages: Pages, caplog: pytest.LogCaptureFixture) -> None:
    """The operator reads who was let in where by ids, and the reason of a refusal."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.ERROR, "httpx")  # the test's own browser
    path = await pages.access()
    with structlog.testing.capture_logs() as lines:
        way = (await pages.browser.post(path)).headers["location"]
        await pages.browser.get(way)
        await pages.browser.get(way)
    given, refused = lines
    assert ("access given", pages.customer.id, "access refused", "again") == (
        given["event"],
        given["customer"],
        refused["event"],
        refused["reason"],
    )
    secrets = [path.removeprefix("/s/"), way.rpartition("=")[2]]
    assert [] == [secret for secret in secrets if secret in caplog.text + str(lines)]


async def test_redis_out_of_reach_asks_for_patience(pages: Pages) -> None:
    """Nobody is let in unless the token is noted as used."""

    async def unreachable(_jti: str, _seconds: int) -> bool:
        raise RedisError

    check = AccessCheck(KEYS.public(), OURS, OURS, unreachable)
    database = pages.world.database
    app = Starlette(routes=[emitter_route(database, check, Seal("secret"), secure=True, clock=pages.clock)])
    async with pages.browse(app) as browser:
        answer = await browser.get("/emitter", params={"token": token(pages)})
    assert (503, False) == (answer.status_code, "set-cookie" in answer.headers)


async def test_there_is_one_emitter(pages: Pages) -> None:
    """Where there is a real one, none stands in for it."""
    async with pages.browse(pages.app(access_url="https://emitter.example/?t={token}")) as browser:
        assert 404 == (await browser.get("/emitter")).status_code
