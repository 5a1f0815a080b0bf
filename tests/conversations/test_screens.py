"""What every screen does alike: one tap is one deed, and a tap on what is not there leaves a line."""

import pytest
from structlog.testing import capture_logs

from tests.conversations.people import Office

LINE = {"event": "callback for what is not there", "log_level": "info"}


@pytest.fixture
def office() -> Office:
    return Office()


async def test_a_line_has_ids_alone(office: Office) -> None:
    """Of the chat, the prompt, and what the tap was about."""
    with capture_logs() as logs:
        await office.bruno.chooses("open:customer1", "customers")
    assert [LINE | {"chat": "telegram:3", "prompt": "customers", "id": "customer1"}] == logs


@pytest.mark.parametrize("forged", ["Rita Souza", "rita@x.example", "12.345.678/0001-95", "a\nb", "é"])
async def test_a_line_quotes_nothing_else(office: Office, forged: str) -> None:
    """Whatever somebody forges into a button, what is no id is not logged."""
    with capture_logs() as logs:
        await office.bruno.chooses(f"open:{forged}", "customers")
        await office.comes("Nina").chooses("show", f"x:{forged}")
    assert ["?", "?"] == [logs[0]["id"], logs[1]["prompt"]]


async def test_an_option_that_is_gone_leaves_a_line_without_it(office: Office) -> None:
    """It may be an answer, such as a name."""
    await office.ana.types("Novo cadastro")
    with capture_logs() as logs:
        await office.ana.chooses("Rita")
    assert [("", False)] == [(line["id"], "Rita" in str(line)) for line in logs]


async def test_ones_own_old_button_leaves_none(office: Office) -> None:
    """Somebody scrolled up, no more."""
    await office.ana.types("Novo cadastro")
    asked = office.ana.prompt
    await office.ana.taps("Emissores Fiscais")
    with capture_logs() as logs:
        await office.ana.chooses(".cancel", asked)
    assert [] == logs


async def test_a_guest_who_begins_again_leaves_none(office: Office) -> None:
    """After Cancelar, "Novo cadastro" is their own button."""
    gil = office.comes("Gil")
    await gil.commands("start", await office.invite())
    await gil.taps("Cancelar")
    await gil.taps("Sim, cancelar")
    with capture_logs() as logs:
        await gil.taps("Novo cadastro")
    assert ([], "consent.version") == (logs, gil.at)


async def test_the_same_tap_at_once_is_passed_over(office: Office) -> None:
    """A finger that taps twice means it once."""
    await office.ana.commands("menu")
    first = await office.ana.chooses("customers")
    assert (1, []) == (len(first), await office.ana.chooses("customers", "menu"))


@pytest.mark.parametrize("between", ["a word", "another button", "a while"])
async def test_the_same_tap_later_is_answered(office: Office, between: str) -> None:
    """Whoever did something else meanwhile means it again."""
    await office.ana.chooses("customers", "menu")
    if between == "a word":
        await office.ana.types("padaria")
    elif between == "another button":
        await office.ana.taps("Menu")
    else:
        office.pass_time(seconds=4)
    assert 1 == len(await office.ana.chooses("customers", "menu"))
