"""The sentences of a registration that is done: what the reseller and the customer read, then and later."""

from datetime import datetime

from conversations.ports.customers import Customer, Record
from conversations.ports.people import Reseller
from conversations.registration.texts import reachable
from conversations.written import ENVIRONMENTS, day, trial_left

DONE = "Cadastro concluído"
NEXT = "E agora?"
SEE_CUSTOMER, READY = "Ver o cliente", "Pronto para emitir?"
WHAT_NOW, OWN_GONE = "O que você quer fazer?", "Este cadastro não existe mais."
FIRST_ACCESS = "Fazer a primeira configuração"
ASK_FIRST_ACCESS = (
    "Quer fazer a primeira configuração agora, por aqui mesmo? Leva poucos minutos, e dá para parar e voltar."
)
FORWARD_KIT = "Encaminhe a próxima mensagem ao cliente:"


def done(customer: Customer) -> str:
    """What the reseller reads when the trial has begun."""
    return (
        f"{customer.legal_name} está no ambiente {ENVIRONMENTS[customer.environment]}. "
        f"O teste grátis vai até {day(customer.trial_ends_at)}."
    )


def welcome(customer: Customer, reseller: Reseller, link: str) -> str:
    """What a customer reads who has registered alone."""
    password = (
        f"1. Crie sua senha (o link vale 7 dias):\n{link}\n"
        if link
        else "1. Sua senha é a que você digitou aqui.\n"
    )
    support = f"\nDúvidas? Fale com {reseller.name}: {reseller.support}" if reseller.support else ""
    return (
        f"Bem-vindo! {customer.legal_name} já pode testar o emissor até {day(customer.trial_ends_at)}.\n\n"
        f"{password}"
        f"2. Entre no emissor com o e-mail {customer.email} e essa senha.\n"
        "3. Faça a primeira configuração. Você começa em Homologação: dá para testar sem valor fiscal.\n"
        f"{support}"
    ).rstrip()


def own(record: Record, reseller: Reseller, now: datetime) -> str:
    """What a customer reads who comes back: how the registration stands, and what to ask whom."""
    answers, left = record.answers, trial_left(record.answers.trial_ends_at, now)
    ended = record.answers.trial_ends_at <= now
    ask = "Dúvidas? Fale com"
    if record.suspended:
        ask = "Seu acesso está suspenso. Para voltar a usar o emissor, fale com"
    elif ended and record.environment != "producao":
        ask = "Para continuar usando o emissor, fale com"
    until = day(answers.trial_ends_at)
    return (
        f"Este é o seu cadastro com {reseller.name}:\n\n{answers.legal_name}\n"
        f"E-mail de acesso: {answers.email}\nAmbiente: {ENVIRONMENTS[record.environment]}\n"
        f"{f'O teste grátis terminou em {until}' if ended else f'Teste grátis até {until} ({left})'}\n\n"
        f"{ask} {reachable(reseller)}."
    )


def access_kit(customer: Customer, reseller: Reseller, by: str, link: str, *, must_change: bool) -> str:
    """The message the reseller forwards to the customer; never with a password."""
    password = {
        "link": f"1. Crie sua senha (o link vale 7 dias):\n{link}",
        "generated": f"1. Veja sua senha (o link vale 7 dias e abre uma vez só):\n{link}",
        "typed": f"1. A senha é a que você combinou com {reseller.name}."
        + (" Ela vale só para o primeiro acesso; depois você cria outra." if must_change else ""),
    }[by]
    support = f"\nDúvidas? Fale com {reseller.name}: {reseller.support}" if reseller.support else ""
    return (
        f"Olá! {reseller.name} preparou seu acesso ao emissor de notas fiscais de {customer.legal_name}.\n\n"
        f"Seu e-mail de acesso: {customer.email}\n"
        f"Teste grátis até: {day(customer.trial_ends_at)}\n\n"
        f"Primeiros passos:\n{password}\n"
        "2. Entre no emissor com seu e-mail e essa senha.\n"
        "3. Faça a primeira configuração. Você começa em Homologação: dá para testar sem valor fiscal.\n"
        f"{support}\n\n"
        f"Aviso sobre seus dados: {reseller.name} guardou nome, telefone, e-mail, documento e endereço da empresa "
        "só para este acesso e para a emissão das suas notas. Para ver, corrigir ou apagar esses dados, "
        f"fale com {reseller.name}."
    )
