"""The stock python-telegram-bot, polling, and a phone on the other side."""

from collections.abc import AsyncIterator

import pytest

from bot.simulator.handset import NotThere
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.small_bot import small_bot


@pytest.fixture
async def talk(ana: Phone, world: World, url: str) -> AsyncIterator[Phone]:
    async with small_bot(world, url):
        yield ana


async def test_start_is_answered_in_bold(talk: Phone) -> None:
    """What the bot sends as HTML is seen with its form and its buttons."""
    await talk.open_link("https://t.me/cadastro_simulado_bot?start=r_abc")
    seen = await talk.see("Olá")
    assert ("Olá, <b>Ana</b>! r_abc", [["Avançar", "Ler"], ["Avisar"]]) == (seen.html, seen.labels)


async def test_tap_edits_in_place(talk: Phone) -> None:
    """A tap reaches the bot, its toast is shown, and the message changes where it is."""
    await talk.start()
    before = await talk.see("Olá")
    await talk.tap("Avan")
    after = await talk.see("Recebi go")
    assert (before.id, True, [], ["Feito"]) == (after.id, after.edited, after.labels, talk.toasts)


async def test_old_button_still_reaches_the_bot(talk: Phone) -> None:
    """A button that was edited away can be tapped by somebody who still sees it."""
    await talk.start()
    before = await talk.see("Olá")
    await talk.tap("Avançar")
    await talk.see("Recebi")
    await talk.tap("Avançar", message=before)
    assert ["Feito", "Feito"] == await talk.wait(lambda: len(talk.toasts) == 2 and talk.toasts)


async def test_forged_data_reaches_the_bot(talk: Phone) -> None:
    """A changed app can send data that no button has."""
    await talk.start()
    await talk.see("Olá")
    await talk.forge("../outro")
    assert "Recebi ../outro" == (await talk.see("Recebi")).text


async def test_reply_keyboard_shares_the_contact(talk: Phone) -> None:
    """The key below the input sends the owner's own card, and the bot takes the keyboard away."""
    await talk.command("/contato")
    await talk.wait(lambda: talk.keyboard)
    await talk.tap("Enviar meu contato")
    assert "Ana: +5511987654321" == (await talk.see("Ana:")).text
    assert [] == talk.keyboard


async def test_deleted_message_is_gone_from_the_phone(talk: Phone) -> None:
    """What the bot deletes is no longer among what is visible."""
    await talk.type("minha senha")
    await talk.see("Apaguei")
    assert ["Apaguei."] == [message.text for message in talk.messages]


async def test_waiting_in_vain_tells_what_came(ana: Phone) -> None:
    """A wait that ends without success says what it waited for and what the phone shows."""
    await ana.type("oi")
    with pytest.raises(NotThere, match=r"“Olá” did not come(.|\n)*eu: oi"):
        await ana.see("Olá", deadline=0.01)


async def test_missing_button_tells_what_is_there(ana: Phone, world: World) -> None:
    """A tap in vain says what the phone shows, so that the test explains itself."""
    await ana.type("oi")
    with pytest.raises(NotThere, match=r"no button \[Nada\](.|\n)*eu: oi"):
        await ana.tap("Nada")


async def test_long_text_goes_out_in_parts(ana: Phone) -> None:
    """A phone splits what is too long for one message."""
    await ana.type("x" * 10_000)
    assert [4096, 4096, 1808] == [len(message.text) for message in ana.messages]
