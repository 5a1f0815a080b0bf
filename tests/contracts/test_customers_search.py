"""What `Customers` promises of its search."""

from dataclasses import replace

from tests.contracts.world import Shop, World, linked

BAKERY = {
    "name": "João D'Ávila Júnior",
    "phone": "+5511912345678",
    "email": "joao.avila_42@padaria-sul.example",
    "tax_id": "11222333000181",
    "legal_name": "PADARIA PÃO QUENTE S/A",
    "trade_name": "Pão-de-Mel & Cia.",
}
FOUND_BY = (
    "padaria", "PADARIA", "pad", "p", "pão", "pao", "PÃO", "Páo", "quente padaria", "mel joao", "ju",
    "s/a", "sa", "d'avila", "davila", "avila", "pão-de-mel", "paodemel", "cia", "& cia",
    "11 222 333 0001 81", "11 222 333/0001-81", " 11 222  333 ", "11 222", "11222333 0001 81", "11.222 5678",
    "11222333000181", "11.222.333/0001-81", "11.222", "11.2", "11222", "11.222.333/", "11.222.333/0001 - 81",
    "joao.avila_42@padaria-sul.example", "joao.avila_42@", "padaria-sul", "JOAO.AVILA",
    "912345678", "91234-5678", "91234", "9123", "(11) 91234-5678", "11 91234-5678", "11912345678",
    "+55 11 91234-5678", "5511912345678", "(11)91234-5678", "12345678", "1234-5678", "5678", "11 91234 5678",
    "padaria 11.222 5678 joao", "  padaria   quente ", "padaria padaria", "p%", "pad_",
    "", "   ", ".", "%", "_", "***", "?!", "\\", "🙂", "日本",
)  # fmt: skip
NOT_FOUND_BY = (
    "adaria", "padarias", "padaria mercado", "22333000181", "11.223", "11.222.333/0002", "21 91234-5678",
    "11 222 334", "11 222 333 0002",
    "345678", "91234-5679", "pad%ria", "pa_aria", "%adaria", "joao.silva",
    "' OR 1=1 --", " ".join(f"palavra{number}" for number in range(900)), "x" * 4000, "\x00z", "z\ud83d",
)  # fmt: skip


async def _finds(world: World, *queries: str) -> list[str]:
    """Those of the queries that find the bakery, the only customer."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(**BAKERY))
    return await _those_that_find(world, shop, *queries)


async def _those_that_find(world: World, shop: Shop, *queries: str) -> list[str]:
    async with world.turn() as ports:
        pages = [(query, await ports.customers.page(shop.reseller.id, query=query)) for query in queries]
    return [query for query, page in pages if page.customers]


async def test_found_by_beginnings(world: World) -> None:
    """By the beginnings of words, however they are written; a query that says nothing finds all."""
    assert list(FOUND_BY) == await _finds(world, *FOUND_BY)


async def test_not_found_by_anything_else(world: World) -> None:
    """By the middle of a word, by a word too many, by what a database might take for more than text."""
    assert [] == await _finds(world, *NOT_FOUND_BY)


async def test_letters_in_a_tax_id(world: World) -> None:
    """A CNPJ with letters is found as it is printed and bare, in small letters too."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(tax_id="12ABC34501DE35"))
    queries = ["12.ABC.345/01DE-35", "12.abc", "12.a", "12abc34501de35", "12abc"]
    assert queries == await _those_that_find(world, shop, *queries, "12.abd", "abc")


async def test_two_words_of_one_beginning_show_one_customer(world: World) -> None:
    """A customer who has the searched beginning twice is listed once."""
    shop = await linked(world)
    async with world.turn() as ports:
        await ports.customers.register(shop.registration(trade_name="Padaria Padre Pad Padilha"))
        for query in ("pad", "pa", "padr pad", "padaria padr"):
            assert 1 == len((await ports.customers.page(shop.reseller.id, query=query)).customers)


async def test_corrected_is_found_by_its_new_answers(world: World) -> None:
    """A changed tax id, e-mail and name are searched from then on, the old ones no more."""
    shop = await linked(world)
    async with world.turn() as ports:
        made = await ports.customers.register(shop.registration(**BAKERY))
        record = await ports.customers.record(shop.reseller.id, made.id)
        changed = {"tax_id": "11444777000161", "email": "rui@lua.example", "trade_name": "Lua"}
        await ports.customers.correct(made.id, record.version, replace(record.answers, **changed))
    old, new = ("11222333", "mel", "avila_42"), ("11444777", "rui@lua", "lua", "padaria")
    assert list(new) == await _those_that_find(world, shop, *old, *new)
