"""A person of a reseller goes through a one-time page into a customer's emitter."""

import asyncio
from datetime import timedelta
from typing import Any

import jwt
import pytest
from sqlalchemy import update

from bot.access.keys import AccessKeys
from bot.db.models import CustomerRow
from tests.bot.pages.conftest import FORM, KEYS, Pages
from tests.contracts.world import RUI, linked

EMITTER = "https://emitter.example/in?token={token}"


def claims(address: str, keys: AccessKeys = KEYS) -> dict[str, Any]:
    """What the token in an address says, its signature checked and nothing else."""
    key = jwt.PyJWK(keys.public()["keys"][0])
    options: Any = {"verify_aud": False, "verify_exp": False, "verify_iat": False}
    return jwt.decode(address.rpartition("token=")[2], key, algorithms=["EdDSA"], options=options)


async def test_page_says_who_enters_where(pages: Pages) -> None:
    """The page names the reseller, the customer, the environment and the person, and nothing of the key."""
    html = (await pages.browser.get(await pages.access())).text
    wanted = ["Contábil Sol", "Padaria Pão Quente Ltda", "Homologação", "Ana", "Entrar no emissor"]
    assert wanted == [text for text in wanted if text in html]
    assert "eyJ" not in html


async def test_page_tells_no_more(pages: Pages) -> None:
    """Whoever opens the link sees neither e-mail, phone, tax id nor address."""
    html = (await pages.browser.get(await pages.access())).text
    private = ["joao@", "João da Silva", "912345678", "11222333000181", "110042490114", "Paulista"]
    assert [] == [text for text in private if text in html]


async def test_production_is_called_so(pages: Pages) -> None:
    """Nobody takes a customer in production for a test."""
    async with pages.world.database.transaction() as tx:
        await tx.session.execute(update(CustomerRow).values(environment="producao"))
    assert "<dd>Produção</dd>" in (await pages.browser.get(await pages.access())).text


async def test_opening_changes_nothing(pages_on_both: Pages) -> None:
    """However often previews open the link, it still works."""
    path = await pages_on_both.access()
    for method in ("GET", "HEAD", "GET"):
        assert 200 == (await pages_on_both.browser.request(method, path)).status_code
    assert 303 == (await pages_on_both.browser.post(path)).status_code


async def test_confirming_leads_into_the_emitter(pages_on_both: Pages) -> None:
    """The address has a token for this customer, reseller, person and emitter, made now."""
    async with pages_on_both.browse(pages_on_both.app(access_url=EMITTER)) as browser:
        answer = await browser.post(await pages_on_both.access())
    address = answer.headers["location"]
    said, now = claims(address), int(pages_on_both.clock().timestamp())
    assert (303, "https://emitter.example/in?token") == (answer.status_code, address.partition("=")[0])
    assert {
        "iss": "https://bot.example",
        "aud": "https://emitter.example",
        "sub": pages_on_both.customer.id,
        "reseller": pages_on_both.shop.reseller.id,
        "person": pages_on_both.shop.person_id,
        "purpose": "access",
        "iat": now,
        "exp": now + 60,
    } == {name: value for name, value in said.items() if name != "jti"}


async def test_answer_leaves_no_trace(pages: Pages) -> None:
    """The redirect is kept nowhere and tells the emitter no referrer."""
    headers = (await pages.browser.post(await pages.access())).headers
    assert ("no-store", "no-referrer") == (headers["cache-control"], headers["referrer-policy"])


async def test_form_may_lead_to_the_emitter_alone(pages: Pages) -> None:
    """The policy names the emitter's origin on this page, and on no other."""
    async with pages.browse(pages.app(access_url=EMITTER)) as browser:
        paths = [await pages.access(), await pages.link()]
        policies = [(await browser.get(path)).headers["content-security-policy"] for path in paths]
    assert ["form-action 'self' https://emitter.example", "form-action 'self'"] == [
        next(part.strip() for part in policy.split(";") if "form-action" in part) for policy in policies
    ]


async def test_link_is_good_once(pages_on_both: Pages) -> None:
    """A second confirmation, and a second look, find it gone."""
    path = await pages_on_both.access()
    await pages_on_both.browser.post(path)
    answers = [await pages_on_both.browser.post(path), await pages_on_both.browser.get(path)]
    assert [404, 404] == [answer.status_code for answer in answers]


async def test_one_of_two_at_once_enters(pages_on_both: Pages) -> None:
    """Two confirmations at the same moment: one token is made."""
    path = await pages_on_both.access()
    answers = await asyncio.gather(*(pages_on_both.browser.post(path) for _ in range(2)))
    assert [303, 404] == sorted(answer.status_code for answer in answers)


async def test_link_lasts_ten_minutes(pages: Pages) -> None:
    """After that there is the same page as for any other link that is gone."""
    path = await pages.access()
    pages.clock.now += timedelta(minutes=10)
    late, unknown = await pages.browser.post(path), await pages.browser.get("/s/unknown")
    assert (404, unknown.text) == (late.status_code, late.text)


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
async def test_only_our_page_may_confirm(pages: Pages, headers: dict[str, str]) -> None:
    """Somebody else's form makes no token, and the link stays good."""
    path = await pages.access()
    assert 403 == (await pages.browser.post(path, headers=headers)).status_code
    assert 303 == (await pages.browser.post(path)).status_code


async def test_entering_leaves_the_password_links(pages_on_both: Pages) -> None:
    """The customer can still create the password by the link sent before."""
    password = await pages_on_both.link()
    await pages_on_both.browser.post(await pages_on_both.access())
    assert 200 == (await pages_on_both.browser.post(password, data=FORM)).status_code


async def test_creating_a_password_leaves_the_way_in(pages_on_both: Pages) -> None:
    """What the customer does closes no link of the reseller."""
    path = await pages_on_both.access()
    await pages_on_both.browser.post(await pages_on_both.link(), data=FORM)
    assert 303 == (await pages_on_both.browser.post(path)).status_code


async def test_person_of_another_reseller_does_not_enter(pages_on_both: Pages) -> None:
    """Even with a link that the program should never have made."""
    other = await linked(pages_on_both.world, "Lua Sistemas", RUI)
    path = await pages_on_both.access(person_id=other.person_id)
    assert 404 == (await pages_on_both.browser.post(path)).status_code


async def test_password_is_not_set_by_a_link_to_enter(pages: Pages) -> None:
    """Whatever is posted to it."""
    before = (await pages.stored()).password_hash
    await pages.browser.post(await pages.access(), data=FORM)
    assert before == (await pages.stored()).password_hash
