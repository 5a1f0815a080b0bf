"""What people say to each question, and whatever else comes to their minds; and what every answer must be."""

from hypothesis import strategies as st

from bot.telegram.rendering import keyboard_of, text_of
from conversations.drawing import EDIT_STEP, FINISH, KEEP, NO, SURE, YES
from conversations.form import CANCELLING
from conversations.prompt import BACK, CANCEL, Prompt
from conversations.question import BY_HAND, NEXT
from tests.contracts.registers import CITIES
from tests.conversations.samples import ADDRESSES, COMPANIES, UNKNOWN_CNPJ
from tests.conversations.validity import cnpj, cpf
from tests.kit.somebody import values_of

IES = {
    "SP": ["111.222.330.112", "222333440118"],
    "PR": ["101.11222-52", "ISENTO"],
    "SC": ["255.111.223"],
    "RS": ["961/1122204"],
    "MG": ["062.307.904/0081", "623079040081"],
    "AL": ["990000000"],  # a beginning the rules do not know
}
STATES = sorted(IES)
WORDS = {
    "contact.name": ["Maria Souza", "José d’Ávila"],
    "contact.phone": ["(11) 98765-4321", "+55 41 3333-4444", "1187654321"],
    "contact.password_typed": ["Padaria#2026", "123456"],
    "contact.password_again": ["Padaria#2026", "123456"],
    "company.tax_id": [
        *(company.tax_id for company in COMPANIES),
        UNKNOWN_CNPJ,
        "12.354.678/0001-95",  # two neighbours swapped: refused, and others offered
        cnpj("12ABC34501DE"),
        cpf("123456789"),
        cpf("987654321"),
    ],
    "company.legal_name": ["Padaria Sol Ltda", "Comércio de Materiais de Construção " * 3],
    "company.trade_name": ["Sol", "Não tem", "Casa Exemplo de Materiais de Construção " * 2],
    "address.state": STATES,
    "address.cep": [*(address.cep for address in ADDRESSES), "99999-999"],
    "address.street": ["Rua das Flores", "Avenida Sete de Setembro"],
    "address.number": ["12", "s/n", "100, sala 4", "KM 12"],
    "address.complement": ["fundos", "Sem complemento"],
    "address.district": ["Centro", "Vila Nova"],
    "support.text": ["WhatsApp (11) 98765-4321", "abc"],
}
TAPS = {
    "company.lookup": [BY_HAND],
    "address.lookup": [BY_HAND],
    "company.status_check": ["yes"],
    "address.confirm": ["yes"],
    CANCELLING: [NO],
}
FORGED = [
    BACK, CANCEL, KEEP, SURE, YES, NO, FINISH, NEXT, BY_HAND, ".none", "", ".", "new", "yes", "ie", "typed",
    EDIT_STEP, f"{EDIT_STEP}1", f"{EDIT_STEP}9", f"{EDIT_STEP}x", "review", "company.lookup",
    "address.city_code",
]  # fmt: skip
SAID = [
    "oi", "Bom dia!", "menu", "ajuda", "Novo cadastro", "Voltar", "cancelar", "AVANÇAR", "Manter como está",
    "sim", "não", "👍", "👨\u200d👩\u200d👧 🇧🇷", "؟مرحبا", "\u202eabc\u202c", "\u200b", "\x00\x1b[2J",
    " \n\t ", "", "191", "٣٤٥", "a" * 10_000, "9" * 10_000, "🎉" * 10_000, "<b>&amp;</b>", "{0} {x} %s",
    "1" * 14, "-", "/", "São Paulo",
]  # fmt: skip
ANY_TEXT = st.one_of(
    st.sampled_from(SAID), st.text(max_size=80), st.from_regex(r"[0-9./\-]{1,20}", fullmatch=True)
)
NAMES = st.one_of(st.sampled_from(["", "X", "Loja 🎉", "Ação " * 30]), st.text(max_size=70))


def city_of(state: str) -> str:
    return CITIES.like("São José", state, 1)[0].name if CITIES.like("São José", state, 1) else "Maceió"


def check_limits(prompt: Prompt) -> None:
    """Telegram takes it, and it says what to do."""
    assert prompt.text
    assert len(text_of(prompt)) <= 4096
    keyboard = keyboard_of(prompt)  # refuses more than 64 bytes of callback data
    assert len(values_of(prompt)) <= 100
    assert keyboard is None or all(button["text"] for row in keyboard["inline_keyboard"] for button in row)
