"""The logo: what comes of a picture that is sent, whenever the answer comes."""

import pytest

from conversations.first_access import texts
from conversations.ports.logos import MOST_BYTES
from conversations.prompt import Reply, SentFile
from tests.conversations.people import Office
from tests.kit.drawings import bomb, drawing


@pytest.fixture
async def office() -> Office:
    """Ana is asked for the logo of a customer."""
    office = Office()
    customer = await office.customer()
    await office.ana.chooses("first_access", f"ready:{customer}")
    for value in ("yes", ".none", "A1"):
        await office.ana.chooses(value)
    return office


async def sends(office: Office, content: bytes = drawing(), name: str = "logo") -> None:
    file = office.stores.sends(name, content)
    await office.ana.reply(Reply(media="document", file=file, ref="1"))


async def saved(office: Office) -> str:
    """What the configuration names, from where the numbers are asked for."""
    await office.ana.chooses("no")
    await office.ana.taps(texts.FINISH)
    return next(iter(office.stores.first_access.configured.values())).logo


async def test_a_logo_is_kept(office: Office) -> None:
    """And named when the configuration is saved."""
    await sends(office)
    await office.ana.arrives()
    logo = await saved(office)
    (kept,) = office.stores.first_access.logos.kept
    assert (logo, True) == (kept.logo.id, kept.current)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF", "kind"),
        (drawing("GIF"), "kind"),
        (drawing()[:60], "broken"),
        (drawing(size=(10, 10)), "small"),
        (bomb(), "large"),
        (bytes(MOST_BYTES + 1), "large"),
    ],
)
async def test_what_is_none_is_asked_for_again(office: Office, content: bytes, fault: str) -> None:
    """With what is wrong with it, also where the channel did not tell how large it is."""
    office.stores.sends("logo", content)
    await office.ana.reply(Reply(media="document", file=SentFile("logo"), ref="1"))
    await office.ana.arrives()
    assert ("logo.file", True) == (office.ana.at, texts.LOGO_REFUSED[fault] in office.ana.said())


async def test_what_is_known_to_be_too_large_is_not_fetched(office: Office) -> None:
    """The channel told its size."""
    await office.ana.reply(Reply(media="photo", file=SentFile("logo", MOST_BYTES + 1), ref="1"))
    assert (texts.LOGO_REFUSED["large"], []) == (office.ana.prompt.notice, office.ana.tasks)


async def test_what_cannot_be_fetched_is_asked_for_again(office: Office) -> None:
    """The channel has it no more, or is away."""
    await office.ana.reply(Reply(media="photo", file=SentFile("gone"), ref="1"))
    await office.ana.arrives()
    assert texts.LOGO_REFUSED["unavailable"] in office.ana.said()


async def test_whoever_does_not_wait_has_none(office: Office) -> None:
    """Though the picture was kept meanwhile: it is forgotten."""
    await sends(office)
    await office.ana.taps(texts.GO_ON_WITHOUT)
    await office.ana.arrives()
    assert ("", []) == (await saved(office), office.stores.first_access.logos.kept)


async def test_what_is_wrong_is_said_to_who_comes_back(office: Office) -> None:
    """They looked at the menu while the picture was looked at."""
    await sends(office, b"%PDF")
    await office.ana.commands("menu")
    await office.ana.arrives()
    await office.ana.chooses("first_access", "ready:customer1")
    assert texts.LOGO_REFUSED["kind"] in office.ana.said()


async def test_a_second_picture_counts(office: Office) -> None:
    """Sent while the first was looked at: what comes of the first is late."""
    await sends(office)
    await office.ana.taps("Voltar")
    await sends(office, drawing("JPEG"), "other")
    first, second = office.ana.tasks
    await office.ana.arrives(second)
    await office.ana.arrives(first)
    office.ana.tasks.clear()
    logo = await saved(office)
    assert "JPEG" == next(k.logo.kind for k in office.stores.first_access.logos.kept if k.logo.id == logo)


async def test_a_picture_elsewhere_is_no_answer(office: Office) -> None:
    """It is read where it is asked for."""
    await office.ana.chooses(".none")
    await sends(office)
    assert ("numbers.nfe.before", []) == (office.ana.at, office.ana.tasks)


async def test_a_customer_removed_meanwhile_keeps_nothing(office: Office) -> None:
    """The task finds nobody whose it would be."""
    await sends(office)
    await office.stores.customers.remove("sol", "customer1")
    await office.ana.arrives()
    assert [] == office.stores.first_access.logos.kept
