"""One registration by a reseller's person, question by question, with answers that nobody else gives."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.registers.places import CEPS
from conversations.desk.menu import NAME as MENU
from conversations.desk.menu import NEW
from conversations.drawing import FINISH
from conversations.form import REVIEW
from conversations.question import NEXT
from conversations.readers import EXEMPT
from conversations.registration import done_texts
from tests.chaos.messengers import Seen
from tests.conversations.validity import cnpj
from tests.kit.given import CATEGORIES

Answers = dict[str, Any]
"""What is to be in the database in the end: columns of the table of customers, and `plans`."""

KNOWN, UNKNOWN = "20040002", "99999999"  # a CEP of which the registers know the street, and one of nowhere
NONE = ".none"  # the value of "Não tem" and "Sem complemento"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something the bot says, and what the person says to it: one of the two, or nothing.

    Args:
        asks: the question's id, or the screen's, as its buttons carry it; empty where there are none.
        words: what is read in it, buttons too.
        text: what the person types.
        choice: the value of the button that the person taps.
    """

    asks: str = ""
    words: str = ""
    text: str = ""
    choice: str = ""

    def fits(self, message: Seen) -> bool:
        """Whether a message is this one."""
        return self.asks == message.asks and self.words in message.words


def answers_of(number: int) -> Answers:
    """What a person answers. Every other one is at a CEP that the registers know."""
    return {
        "plans": [CATEGORIES[0].plans[number % 3].id],
        "name": f"Maria {number}",
        "phone": f"+551198765{number:04}",
        "email": f"pessoa{number}@caos.com.br",
        "password_by": "link",
        "tax_id": cnpj(f"{50_000_000 + number}0001"),
        "legal_name": f"Empresa {number} Ltda",
        "trade_name": f"Loja {number}" if number % 3 else "",
        "status": "",
        "tax_regime": "",
        "state_registration": EXEMPT,
        **(_place_looked_up() if number % 2 else _place_typed(number)),
        "number": str(number),
        "complement": f"sala {number}" if number % 5 else "",
    }


def _place_looked_up() -> Answers:
    place = CEPS[KNOWN]
    return {
        "cep": KNOWN,
        "street": place.whole_street,
        "district": place.district,
        "city": place.city,
        "city_code": place.city_code,
        "state": place.state,
    }


def _place_typed(number: int) -> Answers:
    return {
        "cep": UNKNOWN,
        "street": f"Rua {number} de Abril",
        "district": f"Bairro {number}",
        "city": "Ribeirão Preto",
        "city_code": "3543402",
        "state": "SP",
    }


def lines_of(answers: Answers) -> list[Line]:
    """The whole dialogue after /start."""
    plan = answers["plans"][0]
    return [
        Line(asks=MENU, choice=NEW),
        Line(asks="plan.category", choice=CATEGORIES[0].id),
        Line(asks="plan.plans", choice=plan),
        Line(asks="plan.plans", words="✅", choice=NEXT),
        Line(asks="contact.name", text=answers["name"]),
        Line(asks="contact.phone", text=answers["phone"].removeprefix("+55")),
        Line(asks="contact.email", text=answers["email"]),
        Line(asks="contact.password", choice=answers["password_by"]),
        Line(asks="company.tax_id", text=answers["tax_id"]),
        Line(asks="company.lookup"),
        Line(asks="company.legal_name", text=answers["legal_name"]),
        _or_none("company.trade_name", answers["trade_name"]),
        Line(asks="address.state", choice=answers["state"]),
        Line(asks="company.state_registration", choice=EXEMPT),
        *_address(answers),
        Line(asks=REVIEW, words=answers["email"], choice=FINISH),
        Line(words=done_texts.DONE),
        Line(words=f"Seu e-mail de acesso: {answers['email']}"),
        Line(asks=MENU, words=done_texts.NEXT),
    ]


def _address(answers: Answers) -> list[Line]:
    looked_up = answers["cep"] == KNOWN
    street = Line(asks="address.street", text=answers["street"])
    town = [
        Line(asks="address.district", text=answers["district"]),
        Line(asks="address.city", text=answers["city"]),
    ]
    return [
        Line(asks="address.cep", text=answers["cep"]),
        Line(asks="address.lookup"),
        *([] if looked_up else [street]),
        Line(asks="address.number", text=answers["number"]),
        _or_none("address.complement", answers["complement"]),
        *([] if looked_up else town),
    ]


def _or_none(question: str, answer: str) -> Line:
    return Line(asks=question, text=answer, choice="" if answer else NONE)
