"""What a turn says is one message on WhatsApp, and nothing of it is lost."""

from dataclasses import replace

import pytest

from bot.channel import Channel
from bot.outgoing import Message, News, Outgoing, Tapped, Typing
from bot.whatsapp.channel import WhatsAppChannel
from bot.whatsapp.formatting import text_of
from conversations.prompt import Choice, Erase, Event, Picture, Prompt, Section

HEARD, TYPING = Tapped("wamid.ONE"), Typing()
SAID = Message(Prompt("Guardei.", heading="Etapa 1 de 4", notice="Nome: Ana", sections=(Section("A", "b"),)))
ASKED = Message(
    Prompt("Qual é o CNPJ?", id="r:tax", heading="Etapa 2 de 4", choices=((Choice("Voltar", ".back"),),)),
    tapped="wamid.TWO",
)
PHONE = Message(Prompt("Qual é o telefone?", id="r:phone", asks_contact="📱 Usar meu telefone"))
LINK = Message(Prompt("https://a.br/s/x", forward=True))
GONE = Erase("wamid.THREE", done="Apaguei.", failed="Apague a mensagem.")
PICTURE = Picture("https://wa.me/1", "Convite", "Aponte a câmera.")
NEWS = News("whatsapp:rui", "news:1", Event("x", {}, "found"))


@pytest.fixture
def channel() -> Channel:
    """The channel; composing needs nothing of it."""
    return WhatsAppChannel.__new__(WhatsAppChannel)


def words_of(outgoing: Outgoing) -> str:
    assert isinstance(outgoing, Message)
    return text_of(outgoing.prompt)


def test_what_leads_to_a_question_stands_in_its_message(channel: Channel) -> None:
    """Two prompts are one message, with all words in their order, and with the question's choices."""
    (one,) = channel.compose([SAID, ASKED])
    assert isinstance(one, Message)
    words = ["Etapa 1 de 4", "Nome: Ana", "A", "b", "Guardei.", "Etapa 2 de 4", "Qual é o CNPJ?"]
    places = [text_of(one.prompt).index(word) for word in words]
    assert (sorted(places), ASKED.prompt.choices, "r:tax", "wamid.TWO") == (
        places,
        one.prompt.choices,
        one.prompt.id,
        one.tapped,
    )


def test_many_are_one(channel: Channel) -> None:
    """However much is said before a question, it is one message."""
    (one,) = channel.compose([SAID, SAID, SAID, ASKED])
    assert 3 == words_of(one).count("Guardei.")


def test_word_on_a_secret_stands_above_the_question(channel: Channel) -> None:
    """That a message cannot be deleted is said with what is asked next."""
    (one,) = channel.compose([GONE, ASKED])
    assert words_of(one).index("Apague a mensagem.") < words_of(one).index("Qual é o CNPJ?")


@pytest.mark.parametrize(
    "told",
    [
        [ASKED, SAID],  # a question keeps its choices below it
        [PHONE, SAID],
        [PHONE, ASKED],
        [LINK, ASKED],  # what is sent on has nothing else in it
        [SAID, LINK],
        [SAID, PICTURE, ASKED],
        [HEARD, ASKED],
        [SAID, TYPING],
        [SAID, NEWS, ASKED],
        [],
    ],
    ids=range(10),
)
def test_what_stays_apart(channel: Channel, told: list[Outgoing]) -> None:
    """What has something to tap or is to be sent on stays as it is, and so does what is no message."""
    assert told == channel.compose(told)


def test_question_for_the_number_is_led_to_like_any_other(channel: Channel) -> None:
    """Its button stays when something is said before."""
    (one,) = channel.compose([SAID, PHONE])
    assert isinstance(one, Message)
    assert PHONE.prompt.asks_contact == one.prompt.asks_contact


def test_nothing_else_of_the_question_is_lost(channel: Channel) -> None:
    """But for its words, which are sections then, the joined prompt is the question."""
    (one,) = channel.compose([SAID, ASKED])
    assert isinstance(one, Message)
    plain = replace(one.prompt, heading="", notice="", sections=())
    assert replace(ASKED.prompt, heading="", notice="", sections=()) == plain
