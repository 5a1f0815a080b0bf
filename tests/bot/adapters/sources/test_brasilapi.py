import pytest

from bot.adapters.sources.brasilapi import BrasilApi
from bot.adapters.sources.minhareceita import MinhaReceita
from conversations.ports.companies import Unavailable
from tests.bot.adapters.sources.canned import CNPJ, answering, fixture


async def test_reads_minha_receitas_answer() -> None:
    """What it passes on is read as Minha Receita's own."""
    expected = await MinhaReceita(answering(fixture("minhareceita/found"))).find(CNPJ)
    assert expected == await BrasilApi(answering(fixture("brasilapi/found"))).find(CNPJ)


@pytest.mark.parametrize(("told", "status"), [("nobody_behind_it", 500), ("other_words_behind_it", 404)])
async def test_an_illness_of_minha_receita_is_unavailable(told: str, status: int) -> None:
    """Where Minha Receita does not answer, or not in its own words, nothing is known, 404 or not."""
    with pytest.raises(Unavailable):
        await BrasilApi(answering(fixture(f"brasilapi/{told}"), status)).find(CNPJ)
