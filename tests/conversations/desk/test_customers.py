"""The list: whatever is typed or forged, it is answered, and by what is there."""

from dataclasses import replace

import pytest

from conversations.desk import texts
from tests.conversations.people import Office
from tests.kit.given import PADARIA


@pytest.fixture
async def office() -> Office:
    """With ten customers, the list open."""
    office = Office()
    for number in range(10):
        await office.stores.customers.register(
            replace(
                PADARIA,
                key=str(number),
                email=f"c{number}@x.example",
                state_registration=str(number),
                trade_name=f"Loja {number}",
            )
        )
        office.pass_time(minutes=1)
    await office.ana.chooses("customers", "menu")
    return office


@pytest.mark.parametrize(
    "typed",
    ["100% certo", "l_ja", "lo*ja", "' or 1=1", "🎉 festa", "a" * 10_000, "\x00nada", "{nada}", "<i>"],
)
async def test_what_nobody_is_called_finds_nobody(office: Office, typed: str) -> None:
    """Signs that mean something to a database or a pattern mean nothing here; a long text is cut."""
    await office.ana.types(typed)
    assert (texts.LIST_NOT_FOUND, True) == (office.ana.prompt.text, len(office.ana.said()) < 4096)


@pytest.mark.parametrize("typed", ["loja 7", "LOJA, 7!", "c7@x", "7 lojá"])
async def test_a_name_is_found_however_it_is_typed(office: Office, typed: str) -> None:
    """Accents, capitals, signs and order aside."""
    await office.ana.types(typed)
    assert ["1. Loja 7"] == office.ana.labels()[:1]


@pytest.mark.parametrize("typed", ["???", "🎉", " . "])
async def test_signs_alone_look_for_nobody(office: Office, typed: str) -> None:
    """Neither for everybody: what is shown stays, and it is said what can be looked for."""
    await office.ana.types("loja 7")
    await office.ana.types(typed)
    assert (True, "1. Loja 7", True) == (
        texts.NOTHING_TO_SEARCH in office.ana.said(),
        office.ana.labels()[0],
        "Procura: “loja 7”" in office.ana.said(),
    )


@pytest.mark.parametrize("typed", ["2", "2.", " 2) "])
async def test_a_number_of_the_list_opens_the_customer_shown_with_it(office: Office, typed: str) -> None:
    """As it was shown: somebody who registers meanwhile moves nobody."""
    await office.stores.customers.register(replace(PADARIA, key="new", email="new@x.example"))
    await office.ana.types(typed)
    assert "Loja 8" == office.ana.prompt.heading


@pytest.mark.parametrize("typed", ["9", "12", "123", "12345678"])
async def test_other_numbers_are_looked_for(office: Office, typed: str) -> None:
    """Nobody is shown with them, or they are longer: a CNPJ, or part of a phone."""
    await office.ana.types(typed)
    assert f"Procura: “{typed}”" in office.ana.said()


async def test_back_to_the_list_as_it_was(office: Office) -> None:
    """On its page, with what was looked for and its filter, also after the customer was corrected."""
    await office.ana.types("loja")
    await office.ana.taps("Filtrar")
    await office.ana.taps("Em teste")
    await office.ana.taps("Mais antigos")
    shown = office.ana.said()
    await office.ana.taps("1. Loja 1")
    await office.ana.taps("Suspender")
    await office.ana.taps("Corrigir Contato e acesso")
    await office.ana.taps("Nome")
    await office.ana.types("Rita Souza")
    await office.ana.taps("Voltar à lista")
    assert shown.replace("Loja 1", "Loja 1 (suspenso)") == office.ana.said()


async def test_from_the_menu_the_list_is_whole(office: Office) -> None:
    """Whoever begins again looks for nothing yet."""
    await office.ana.types("loja 7")
    await office.ana.taps("Menu")
    await office.ana.taps("Clientes")
    assert "Procura" not in office.ana.said()


async def test_what_is_typed_on_the_filters_keeps_the_filter(office: Office) -> None:
    """It looks for somebody among those."""
    await office.ana.chooses("only:ended")
    await office.ana.taps("Filtrar")
    await office.ana.types("loja 7")
    assert ("Filtro: Teste terminou" in office.ana.said(), texts.LIST_NOT_FOUND) == (
        True,
        office.ana.prompt.text,
    )


async def test_back_from_the_filters(office: Office) -> None:
    """By its button or its word, to the list as it was."""
    await office.ana.types("loja 7")
    for way in ("Voltar", "voltar"):
        await office.ana.taps("Filtrar")
        await (office.ana.taps(way) if way == "Voltar" else office.ana.types(way))
        assert "Procura: “loja 7”" in office.ana.said()


@pytest.mark.parametrize(
    "value", ["page:-1", "page:x", "page:", "page:1e3", "page:99999999999999999999", "page:²"]
)
async def test_a_page_that_is_no_number_is_the_first(office: Office, value: str) -> None:
    """A forged button shows the list."""
    await office.ana.chooses(value)
    assert "1. Loja 9" == office.ana.labels()[0]


async def test_a_page_beyond_the_end_is_the_first(office: Office) -> None:
    """Whatever was on it was removed meanwhile."""
    await office.ana.chooses("page:99999")
    assert (texts.LIST, "1. Loja 9") == (office.ana.prompt.text, office.ana.labels()[0])


@pytest.mark.parametrize("value", ["only:", "only:everything", "only:all' --", "x", "", "open"])
async def test_what_no_button_says_shows_the_list_or_nothing_there(office: Office, value: str) -> None:
    """A forged filter is none."""
    await office.ana.chooses(value)
    assert office.ana.prompt.text in (texts.LIST, texts.GONE)


async def test_a_search_is_kept_from_page_to_page(office: Office) -> None:
    """Older ones of what was looked for, not of all."""
    await office.ana.types("loja")
    await office.ana.chooses("page:1")
    assert (["1. Loja 1", "2. Loja 0"], True) == (
        office.ana.labels()[:2],
        "Procura: “loja”" in office.ana.said(),
    )
