"""What the flow promises beyond asking: back, corrections, and no button but the current ones."""

import pytest

from conversations.prompt import BACK
from tests.conversations.chatting import GOOD, Chatting, prompts
from tests.conversations.registration.corrections import correct
from tests.conversations.samples import BEBIDAS, PADARIA, UNKNOWN_CNPJ

ASKED_OF_A_PERSON = [state for state in GOOD if state != "address.confirm"]


@pytest.fixture
def chat() -> Chatting:
    return Chatting()


@pytest.mark.parametrize("state", ASKED_OF_A_PERSON[1:])
async def test_voltar_goes_one_question_back_and_keeps_answers(chat: Chatting, state: str) -> None:
    """Wherever it is said; the answer before stands ready to be kept."""
    password = "Digitar uma senha"
    answers = {"contact__password": password, "address__cep": "99999-999", "address__number": "1000"}
    if state == "company.trade_name":
        answers["company__tax_id"] = UNKNOWN_CNPJ
    await chat.reach(state, **answers)
    before = {id_: chat.draft.get(id_) for id_ in chat.draft.answers}
    asked_before = chat.draft.trail[-1]
    await chat.types("voltar")
    assert (asked_before, before) == (chat.at, {id_: chat.draft.get(id_) for id_ in before})


async def test_voltar_at_the_first_question_says_so(chat: Chatting) -> None:
    """There is nothing before it."""
    await chat.reach("plan.category")
    await chat.types("voltar")
    assert ("plan.category", "primeira pergunta" in chat.said()) == (chat.at, True)


async def test_manter_goes_on_where_it_was(chat: Chatting) -> None:
    """Three questions back, and one tap forward again."""
    await chat.reach("company.tax_id")
    for _ in range(3):
        await chat.types("Voltar")
    await chat.taps("Manter como está")
    assert "company.tax_id" == chat.at


async def test_voltar_from_a_lookup_can_change_the_number(chat: Chatting) -> None:
    """While it runs; its result is then late, and changes nothing on the screen."""
    await chat.reach("company.lookup", company__tax_id=PADARIA.tax_id)
    late = chat.tasks.pop(0)
    await chat.types("Voltar")
    await chat.types(BEBIDAS.tax_id)
    said = await chat.arrives(late)
    assert ("company.lookup", []) == (chat.at, said)


async def test_an_old_button_is_answered_with_the_current_question(chat: Chatting) -> None:
    """And answers nothing."""
    await chat.reach("contact.phone")
    old = chat.prompts[1]
    await chat.chooses("carga", on=old)
    assert ("contact.phone", True, "fiscais") == (
        chat.at,
        "pergunta anterior" in chat.said(),
        chat.draft.get("plan.category"),
    )


@pytest.mark.parametrize(
    "value", [".finish", ".sure", ".keep", ".edit:1", ".yes", "", "company.tax_id", "🎉"]
)
async def test_a_forged_button_answers_nothing(chat: Chatting, value: str) -> None:
    """Nothing that was not offered is taken."""
    await chat.reach("contact.phone")
    answers = dict(chat.draft.answers)
    await chat.chooses(value)
    assert ("contact.phone", answers) == (chat.at, chat.draft.answers)


async def test_back_cannot_be_forged_at_the_first_question(chat: Chatting) -> None:
    """It is not offered there."""
    await chat.reach("plan.category")
    await chat.chooses(BACK)
    assert "plan.category" == chat.at


async def test_a_correction_comes_back_to_the_review(chat: Chatting) -> None:
    """With nothing else asked."""
    await chat.reach("review")
    await correct(chat, "Contato", "Telefone", "41 3333-4444")
    assert ("review", "+554133334444") == (chat.at, chat.draft.get("contact.phone"))


async def test_keeping_a_correction_comes_back_to_the_review(chat: Chatting) -> None:
    """Looking at an answer changes nothing."""
    await chat.reach("review")
    await chat.taps("Corrigir Empresa")
    await chat.taps("Estado")
    await chat.taps("Manter como está")
    assert ("review", "SP") == (chat.at, chat.draft.get("address.state"))


async def test_every_prompt_says_the_step(chat: Chatting) -> None:
    """It is "Etapa N de 4", all the way."""
    await chat.reach("review", company__tax_id=PADARIA.tax_id)
    asked = [prompt for prompt in chat.prompts if prompt.id.startswith(chat.draft.id)]
    assert all(prompt.heading.startswith("Etapa ") and " de 4 · " in prompt.heading for prompt in asked)


async def test_changing_category_asks_for_plans_again(chat: Chatting) -> None:
    """Plans are of one category."""
    await chat.reach("review")
    await correct(chat, "Plano", "Categoria", "Transporte")
    assert "plan.plans" == chat.at


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "paid_media"])
async def test_media_is_answered_kindly(chat: Chatting, kind: str) -> None:
    """It says what came, and that words are needed."""
    await chat.reach("contact.name")
    said = prompts(await chat.sends(kind))
    assert ("contact.name", "Recebi") == (chat.at, said[-1].notice[:6])


@pytest.mark.parametrize(
    ("kind", "sentence"), [("poll", "uma enquete, mas só sei ler"), ("hologram", "algo que não sei ler: só")]
)
async def test_media_nobody_thought_of(chat: Chatting, kind: str, sentence: str) -> None:
    """What has no name is told without a "mas" that contradicts nothing."""
    await chat.reach("contact.name")
    await chat.sends(kind)
    assert f"Recebi {sentence}" in chat.prompt.notice
