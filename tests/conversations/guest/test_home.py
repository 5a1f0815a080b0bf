"""What a customer finds who comes back."""

import pytest

from conversations.registration.texts import reachable
from tests.conversations.people import Office
from tests.kit.given import SOL
from tests.kit.two_resellers import registers_alone


@pytest.mark.parametrize(
    ("days", "line", "ask"),
    [
        (0, "Teste grátis até 01/12/2026 (faltam 7 dias)", "Dúvidas? Fale com"),
        (7, "Teste grátis até 01/12/2026 (termina hoje)", "Dúvidas? Fale com"),
        (8, "O teste grátis terminou em 01/12/2026", "Para continuar usando o emissor, fale com"),
    ],
)
async def test_how_the_trial_stands(days: int, line: str, ask: str) -> None:
    """Until when it goes, or that it is over and whom to ask."""
    office = Office()
    joao = office.comes("João")
    await registers_alone(joao, await office.invite())
    office.pass_time(days=days)
    await joao.commands("start")
    assert (True, True) == (line in joao.said(), f"{ask} {reachable(SOL)}." in joao.said())


async def test_suspended() -> None:
    """It says so, whatever the trial does."""
    office = Office()
    joao = office.comes("João")
    await registers_alone(joao, await office.invite())
    (customer_id,) = office.stores.customers.kept
    await office.stores.customers.suspend("sol", customer_id, suspended=True)
    await joao.types("oi")
    sentence = "Seu acesso está suspenso. Para voltar a usar o emissor, fale com"
    assert f"{sentence} {reachable(SOL)}." in joao.said()


@pytest.mark.parametrize("typed", ["pronto", "2", "pronto para emitir"])
async def test_typed(typed: str) -> None:
    """What is offered there is picked by typing too, and "voltar" leads back."""
    office = Office()
    joao = office.comes("João")
    await registers_alone(joao, await office.invite())
    await joao.commands("start")
    home = joao.prompt.id
    await joao.types(typed)
    there = joao.prompt.heading
    await joao.types("voltar")
    assert (True, home) == (there.startswith("Pronto para emitir?"), joao.prompt.id)
