"""What Meta took and could not deliver goes again where that makes sense, alone, once, and in time."""

import pytest

from bot import metrics
from bot.adapters.contacts_known import Known
from bot.channel import SendLater
from bot.simulator.whatsapp.errors import CloudError, pair_limit, undeliverable, window_closed
from bot.whatsapp.failures import TRIES
from tests.bot.whatsapp.office import LONG, NEWS, Office

TROUBLE = CloudError(500, 131000, "Something went wrong")
EXPERIMENT = CloudError(400, 130472, "User's number is part of an experiment")
UNWANTED = CloudError(400, 131049, "This message was not delivered to maintain healthy ecosystem engagement.")
NOT_REACHED = [undeliverable(), EXPERIMENT, UNWANTED]


def failed() -> float:
    return (
        metrics.registry.get_sample_value("bot_sends_total", {"channel": "whatsapp", "outcome": "failed"})
        or 0
    )


@pytest.mark.parametrize("error", [TROUBLE, pair_limit()], ids=["trouble", "too fast"])
async def test_trouble_for_a_while(office: Office, error: CloudError) -> None:
    """What failed for a while arrives."""
    await office.fail(error, "um")
    await office.settle()
    assert ["um"] == office.said


async def test_trouble_for_good(office: Office) -> None:
    """What fails each time is given up, and counted each time."""
    before = failed()
    office.world.failures = [TROUBLE] * 10
    await office.post("um")
    await office.settle()
    assert (["um"] * TRIES, TRIES) == (office.asked, failed() - before)


async def test_same_answer_many_times(office: Office) -> None:
    """Each message has its own tries: whoever is given the same answer often gets it each time."""
    for _ in range(4):
        await office.fail(TROUBLE, "Este CNPJ tem 13 dígitos.")
        await office.settle()
    assert ["Este CNPJ tem 13 dígitos."] * 4 == office.said


async def test_patience_is_not_in_the_turn(office: Office) -> None:
    """The 6 s of Meta's pair rate are waited for by who sends: the turn ends at once."""
    await office.fail(pair_limit(), "um")
    (status,) = office.statuses
    before = office.clock.now
    (again,) = await office.failures.settle(office.chat, status)
    with pytest.raises(SendLater) as later:
        await office.sender.send(office.chat, again, {})
    assert (True, 6) == (office.clock.now - before < 0.1, round(later.value.seconds))


async def test_only_what_failed_goes_again(office: Office) -> None:
    """Of a long answer the letters that failed go again, each once, and not the whole."""
    office.world.failures = [TROUBLE, TROUBLE]
    await office.post(LONG)
    await office.settle()
    assert ["a", "b", "c", "a", "b"] == [text[0] for text in office.asked]


async def test_late_word_of_the_closed_window(office: Office) -> None:
    """What failed as the 24 hours were over waits, and the person is told once that something is there."""
    office.day_is_over()
    await office.post("um", "dois")
    await office.settle()
    waited = list(office.said)
    await office.hear()
    await office.post("três")
    assert ([NEWS], [NEWS, "um", "dois", "três"]) == (waited, office.said)


async def test_window_that_was_opened_since(office: Office) -> None:
    """Who wrote after the message that failed gets it at once, and is not taken for silent."""
    office.day_is_over()
    await office.post("um")
    await office.hear()
    await office.settle()
    assert (["um"], True) == (office.said, await office.window.open(office.mailbox))


@pytest.mark.parametrize("error", NOT_REACHED, ids=lambda error: error.code)
async def test_other_name(office: Office, error: CloudError) -> None:
    """Who is not reached by their number is tried by the business-scoped id."""
    await office.fail(error, "um")
    await office.settle()
    sent = [message.to_number for message in office.ana.chat.messages.values() if message.from_bot]
    assert (["um"], [True, False]) == (office.said, sent)


@pytest.mark.parametrize("error", NOT_REACHED, ids=lambda error: error.code)
async def test_not_reached_at_all(office: Office, error: CloudError) -> None:
    """Who is reached by neither name gets the message when they write the next time."""
    office.world.templates.clear()
    office.world.failures = [error, error]
    await office.post("um")
    await office.settle()
    before = list(office.said)
    await office.hear()
    await office.post("dois")
    assert ([], ["um", "dois"]) == (before, office.said)


async def test_who_has_one_name_alone(office: Office) -> None:
    """Where there is no other name the message is kept."""
    office.world.templates.clear()
    rui = office.world.add_phone("Visitante", first_name="Rui", phone_number="+5521912345678")
    await office.turn_to(rui, Known(rui.person.wa_id))
    await office.fail(undeliverable(), "um")
    await office.settle()
    before = list(office.said)
    await office.hear()
    await office.post("dois")
    assert ([], ["um", "dois"]) == (before, office.said)


async def test_failure_is_settled_twice_alike(office: Office) -> None:
    """A turn that is played again after a crash has the same sent again."""
    await office.fail(window_closed(), "um")
    (status,) = office.statuses
    first = await office.failures.settle(office.chat, status)
    assert first == await office.failures.settle(office.chat, status) != ()


async def test_refused_for_good(office: Office) -> None:
    """What would be refused again is given up."""
    await office.fail(CloudError(400, 131053, "Media upload error"), "um")
    await office.settle()
    assert ["um"] == office.asked


@pytest.mark.parametrize("errors", [None, [], [{}], [{"code": "131047"}], "131047", [None]], ids=repr)
async def test_failure_without_a_reason(office: Office, errors: object) -> None:
    """A failure whose reason cannot be read is given up, and is no error of ours."""
    await office.post("um")
    (wamid,) = [m.wamid for m in office.ana.chat.messages.values() if m.from_bot]
    status = {"id": wamid, "status": "failed", "errors": errors}
    office.world.deliveries.pending.clear()
    assert () == await office.failures.settle(office.chat, status)
