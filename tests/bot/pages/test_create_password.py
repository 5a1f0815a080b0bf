"""A customer creates a password on a one-time page."""

import asyncio

import pytest

from tests.bot.pages.conftest import FORM, GOOD, Pages


async def test_page_says_for_whom(pages: Pages) -> None:
    """The page names the reseller, the company and the login e-mail."""
    html = (await pages.browser.get(await pages.link())).text
    wanted = ["Contábil Sol", "Padaria Pão Quente Ltda", "joao@padaria.example"]
    assert wanted == [text for text in wanted if text in html]


async def test_page_tells_no_more(pages: Pages) -> None:
    """Whoever opens the link sees neither name, phone, tax id nor address."""
    html = (await pages.browser.get(await pages.link())).text
    private = ["João da Silva", "912345678", "11222333000181", "110042490114", "Paulista"]
    assert [] == [text for text in private if text in html]


async def test_opening_changes_nothing(pages_on_both: Pages) -> None:
    """However often previews open the link, it still works."""
    path = await pages_on_both.link()
    for method in ("GET", "HEAD", "GET"):
        assert 200 == (await pages_on_both.browser.request(method, path)).status_code
    assert 200 == (await pages_on_both.browser.post(path, data=FORM)).status_code


async def test_created_password_is_kept_as_its_hash(pages_on_both: Pages) -> None:
    """The customer signs in with it, need not change it, and it is stored nowhere in clear."""
    answer = await pages_on_both.browser.post(await pages_on_both.link(), data=FORM)
    assert "Senha criada" in answer.text
    stored = await pages_on_both.stored()
    assert (True, False) == (await pages_on_both.signs_in_with(GOOD), stored.must_change)
    assert GOOD not in str(vars(stored))


async def test_link_is_good_once(pages_on_both: Pages) -> None:
    """A second password by the same link is refused and the first one stays."""
    path = await pages_on_both.link()
    await pages_on_both.browser.post(path, data=FORM)
    again = await pages_on_both.browser.post(
        path, data=FORM | {"password": "other-73-words", "repeat": "other-73-words"}
    )
    assert (404, True) == (again.status_code, await pages_on_both.signs_in_with(GOOD))


async def test_one_of_two_at_once_wins(pages_on_both: Pages) -> None:
    """Two passwords sent by one link at once: one is created, the other is told."""
    path = await pages_on_both.link()
    words = ["first-73-words", "other-73-words"]
    answers = await asyncio.gather(
        *(pages_on_both.browser.post(path, data={"password": word, "repeat": word}) for word in words)
    )
    assert [200, 404] == sorted(answer.status_code for answer in answers)
    winner = next(word for word, answer in zip(words, answers, strict=True) if answer.status_code == 200)
    assert await pages_on_both.signs_in_with(winner)


async def test_two_links_at_once_both_end(pages_on_both: Pages) -> None:
    """Two links of one customer used at once: one wins and neither waits for ever."""
    paths = [await pages_on_both.link(key="turn1"), await pages_on_both.link(key="turn2")]
    answers = await asyncio.gather(*(pages_on_both.browser.post(path, data=FORM) for path in paths))
    assert [200, 404] == sorted(answer.status_code for answer in answers)


async def test_used_link_closes_the_customers_others(pages_on_both: Pages) -> None:
    """An older link of the customer cannot set the password anew."""
    old, new = await pages_on_both.link(key="turn1"), await pages_on_both.link(key="turn2")
    await pages_on_both.browser.post(new, data=FORM)
    assert 404 == (await pages_on_both.browser.get(old)).status_code


async def test_gone_links_look_alike(pages_on_both: Pages) -> None:
    """Unknown, used and expired links give the very same page."""
    used, expired = await pages_on_both.link(key="turn1"), await pages_on_both.link(key="turn2")
    await pages_on_both.browser.post(used, data=FORM)
    pages_on_both.clock.pass_days(7)
    answers = [await pages_on_both.browser.get(path) for path in (used, expired, "/s/unknown", "/s/%ff%00é")]
    assert {(404, answers[0].text)} == {(answer.status_code, answer.text) for answer in answers}


async def test_link_lasts_less_than_seven_days(pages_on_both: Pages) -> None:
    """On the sixth day it works, on the seventh it does not."""
    path = await pages_on_both.link()
    pages_on_both.clock.pass_days(6)
    sixth = await pages_on_both.browser.get(path)
    pages_on_both.clock.pass_days(1)
    assert (200, 404) == (sixth.status_code, (await pages_on_both.browser.post(path, data=FORM)).status_code)


@pytest.mark.parametrize(
    ("password", "repeat", "said"),
    [
        ("curta-7", "curta-7", "8 caracteres ou mais"),
        ("", "", "8 caracteres ou mais"),
        ("a-b9" * 33, "a-b9" * 33, "até 128 caracteres"),
        ("12345678", "12345678", "fácil de adivinhar"),
        ("Joao@Padaria.example", "Joao@Padaria.example", "fácil de adivinhar"),
        (GOOD, GOOD + "x", "estão diferentes"),
        (GOOD, "", "estão diferentes"),
    ],
)
async def test_unfit_password_is_explained(pages: Pages, password: str, repeat: str, said: str) -> None:
    """The page says what is wrong, tied to its field, and the link stays good."""
    path = await pages.link()
    refused = await pages.browser.post(path, data={"password": password, "repeat": repeat})
    assert (422, True) == (refused.status_code, said in refused.text)
    assert 'aria-describedby="error hint" aria-invalid="true" autofocus' in refused.text
    assert 200 == (await pages.browser.post(path, data=FORM)).status_code


@pytest.mark.parametrize("password", ["12345678", "<b>curta", "lua-trigo-74"])
async def test_refused_password_is_not_sent_back(pages: Pages, password: str) -> None:
    """What was typed does not stand in the answer."""
    refused = await pages.browser.post(await pages.link(), data={"password": password, "repeat": "x"})
    assert password not in refused.text


@pytest.mark.parametrize(
    "password", ["senha com espaços ", "ação-Ünïcode-日本語", "🔑 chave & % + = 🔑", "p" * 64 + "-q9" * 21]
)
async def test_any_characters_are_taken(pages: Pages, password: str) -> None:
    """Spaces, accents, signs and emoji arrive as they were typed."""
    await pages.browser.post(await pages.link(), data={"password": password, "repeat": password})
    assert await pages.signs_in_with(password)


@pytest.mark.parametrize(
    "body",
    [b"password=%ff%fe%fd%fc%fb%fa%f9%f8&repeat=%ff%fe%fd%fc%fb%fa%f9%f8", b"\xff\xfe", b"{}", b"a&" * 50],
)
async def test_rubbish_uses_nothing_up(pages: Pages, body: bytes) -> None:
    """A body that is no form of ours is refused and the link stays good."""
    path = await pages.link()
    assert 422 == (await pages.browser.post(path, content=body)).status_code
    assert 200 == (await pages.browser.get(path)).status_code


async def test_huge_body_is_refused(pages: Pages) -> None:
    """More than a form can hold is not read to its end."""
    path = await pages.link()
    refused = await pages.browser.post(path, content=b"password=" + b"a" * 20_000)
    assert (413, True) == (refused.status_code, "até 128 caracteres" in refused.text)
