"""The sentences of reminders, in the Portuguese of the people who read them."""

from collections.abc import Sequence
from datetime import datetime

from conversations.ports.customers import Record
from conversations.ports.reminders import Kind
from conversations.written import day

HEADING = "Lembrete"
BACK = "Voltar"
REFUSE, ACCEPT = "Não quero lembretes", "Quero lembretes"
REFUSED = "Certo, não mando mais lembretes. Se mudar de ideia, escreva lembretes."
ACCEPTED = "Certo, volto a mandar lembretes: no máximo um por dia, entre 8h e 20h."
STATE_ON = "Os lembretes estão ligados: no máximo um por dia, entre 8h e 20h."
STATE_OFF = "Os lembretes estão desligados."
UNFINISHED = "Seu cadastro ficou pela metade, e o que você respondeu está guardado. Quer continuar de onde parou? (Para não receber lembretes, escreva lembretes.)"
SEE_CUSTOMER, SEE_LIST, START, CERTIFICATE = (
    "Ver o cliente",
    "Ver os clientes",
    "Ver meu cadastro",
    "Certificado A1",
)
SEVERAL = "Para hoje, {number} lembretes:"
MORE = "… e mais {number}."

_OF_CUSTOMERS: dict[Kind, str] = {
    "certificate_1": "o certificado A1 de {name} vence amanhã ({day})",
    "certificate_7": "o certificado A1 de {name} vence em até 7 dias ({day})",
    "certificate_30": "o certificado A1 de {name} vence em até 30 dias ({day})",
    "trial_1": "o teste grátis de {name} acaba em até um dia ({day})",
    "trial_3": "o teste grátis de {name} acaba em até 3 dias ({day})",
    "first_access": "{name} ainda não fez o primeiro acesso, e sem ele não dá para emitir",
    "password": "{name} ainda não criou a senha; o link pode ser mandado de novo",
}
_OWN: dict[Kind, str] = {
    "certificate_1": "seu certificado A1 vence amanhã ({day}), e sem ele não dá para emitir",
    "certificate_7": "seu certificado A1 vence em até 7 dias ({day}); mande o novo antes disso",
    "certificate_30": "seu certificado A1 vence em até 30 dias ({day}); já dá para pedir o novo",
    "trial_1": "seu teste grátis acaba em até um dia ({day})",
    "trial_3": "seu teste grátis acaba em até 3 dias ({day})",
    "first_access": "falta fazer o primeiro acesso, e sem ele não dá para emitir",
    "password": "falta criar a sua senha",
}


def of_customer(kind: Kind, record: Record, until: datetime | None, *, own: bool) -> str:
    """What there is to remind of a customer, for its reseller or for itself."""
    name = record.answers.trade_name or record.answers.legal_name
    sentence = (_OWN if own else _OF_CUSTOMERS)[kind]
    return sentence.format(name=name, day=day(until) if until else "")


def together(lines: Sequence[str], most: int = 8) -> str:
    """One reminder as a sentence, several as a list."""
    if len(lines) == 1:
        return f"{lines[0][0].upper()}{lines[0][1:]}."
    shown = [f"• {line[0].upper()}{line[1:]}" for line in lines[:most]]
    left = [MORE.format(number=len(lines) - most)] if len(lines) > most else []
    return "\n".join([SEVERAL.format(number=len(lines)), *shown, *left])
