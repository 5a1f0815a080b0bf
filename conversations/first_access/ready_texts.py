"""The sentences of "Pronto para emitir?"."""

from collections.abc import Iterable

from conversations.first_access import rules, texts
from conversations.first_access.readiness import Check, Item
from conversations.ports.customers import Record
from conversations.ports.first_access import Facts
from conversations.ports.people import Reseller
from conversations.readers import EXEMPT, written_state_registration
from conversations.registration.texts import REGIMES, reachable
from conversations.wording import count
from conversations.written import day

MISSING, DONE = "Falta", "Feito"
READY = (
    "Está tudo pronto para emitir. Em Homologação as notas são só testes; quando quiser emitir de verdade, "
    "toque em “Ir para Produção”."
)
READY_SUSPENDED = (
    "Está tudo pronto para emitir, mas o cliente está suspenso. Para ir para Produção, reative antes."
)
IN_PRODUCTION = "Já está em Produção: cada nota emitida tem valor fiscal."
SEE_CUSTOMER, SEE_OWN, BACK_TO_LIST = "Ver o cliente", "Ver meu cadastro", "Voltar à lista"
OWN_PASSWORD, SEND_PASSWORD = "Criar minha senha", "Mandar o link da senha"
SEND_CERTIFICATE = "Enviar o certificado"
PASSWORD_LINK = "Crie sua senha nesta página (o link vale 7 dias):\n{link}\n\nSeu e-mail de acesso: {email}"  # noqa: S105
NO_PAGES = "Ainda não há uma página na internet para criar a senha. Fale com {support}."
BACK = "E agora?"
GONE = "Este cadastro não existe mais."
SEE_MISSING, SEE_LIST = texts.SEE_MISSING, "Ver a lista"

# Produção
GO_LIVE, WANT_LIVE, YES_LIVE, NOT_YET = (
    "Ir para Produção",
    "Sim, quero Produção",
    "Confirmar Produção",
    "Ainda não",
)
CONFIRM_LIVE = "Para confirmar: {name} passa agora de Homologação para Produção. Por aqui não dá para voltar."
NOT_READY = "Ainda falta algo, e a Produção não foi ligada."
LIVE, LIVE_FORWARD = "Pronto!", "Pronto: agora está em Produção."
NEWS_LIVE = "{name} está em Produção: as notas agora têm valor fiscal."
NEWS_LIVE_OWN = "Seu emissor está em Produção: cada nota que você emitir agora tem valor fiscal. Boas vendas!"

# To the customer
SEND_LIST = "Mandar esta lista ao cliente"
SENT = "Mandei a lista na conversa do cliente."
FORWARD = "Encaminhe a próxima mensagem ao cliente:"
NEWS_LIST = "{reseller} mandou para você a lista do que falta para emitir."


def todo(facts: Facts, checks: tuple[Check, ...], *, owner: bool) -> str:
    """What is to be done yet, one a line."""
    return _lines(things_to_do(facts, checks, owner=owner))


def things_to_do(facts: Facts, checks: tuple[Check, ...], *, owner: bool) -> tuple[str, ...]:
    """What is to be done yet, a sentence each."""
    return tuple(_todo(check.item, facts, owner=owner) for check in checks if not check.done)


def done(record: Record, facts: Facts, checks: tuple[Check, ...]) -> str:
    """What is done, one a line."""
    return _lines(_done(check.item, record, facts) for check in checks if check.done)


def how_many(left: int) -> str:
    """How much is missing, in a sentence."""
    return f"{'Falta' if left == 1 else 'Faltam'} {count(left, 'item', 'itens')} para emitir."


def next_step(label: str) -> str:
    """What to do next, by the button that does it."""
    return f"O próximo passo: toque em “{label}”."


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(f"• {part}" for part in parts)


def _todo(item: Item, facts: Facts, *, owner: bool) -> str:
    match item:
        case "state_registration":
            return f"Inscrição Estadual: {_why_no_ie(facts)}"
        case "municipal_registration":
            return "Inscrição Municipal: é obrigatória para emitir NFS-e"
        case "tax_regime":
            return "Regime tributário: Simples Nacional, Regime Normal ou MEI"
        case "numbers":
            return _why_no_numbers(facts)
        case "city_code":
            return "Cidade: com o código IBGE"
        case "certificate":
            return f"Certificado digital: {_why_no_certificate(facts)}"
        case "password":
            return _why_no_password(facts, owner=owner)


def _why_no_ie(facts: Facts) -> str:
    if facts.state_registration != EXEMPT:
        return "o número"
    goods = [one for one in facts.documents if one in rules.OF_GOODS]
    return f"ISENTO não serve para emitir {texts.documents(goods or list(facts.documents))}"


def _why_no_numbers(facts: Facts) -> str:
    if not any(rules.can_issue(one, facts.tax_id) for one in facts.documents):
        return "Plano: NFC-e só pode ser emitida com CNPJ; é preciso um plano de outro documento"
    return f"Série e número: por onde começa a contar {texts.documents(facts.documents)}"


def _why_no_certificate(facts: Facts) -> str:
    if facts.certificate_until is None:
        return (
            "o arquivo A1, enviado por uma página segura" if facts.certificate_type else "saber se é A1 ou A3"
        )
    if not rules.signs_for(facts.certificate_tax_id, facts.tax_id):
        return "o que foi enviado é de outra empresa"
    return f"venceu em {day(facts.certificate_until)}, envie o novo"


def _why_no_password(facts: Facts, *, owner: bool) -> str:
    if facts.password == "must_change":  # noqa: S105 - how it stands
        return "Senha: a de agora só vale para o primeiro acesso, falta criar outra"
    return "Senha: falta criar a sua" if owner else "Senha: o cliente ainda não criou"


def _done(item: Item, record: Record, facts: Facts) -> str:
    match item:
        case "state_registration":
            return f"Inscrição Estadual: {written_state_registration(facts.state_registration, facts.state)}"
        case "municipal_registration":
            return f"Inscrição Municipal: {facts.municipal_registration}"
        case "tax_regime":
            return f"Regime tributário: {REGIMES[facts.tax_regime]}"
        case "numbers":
            issued = [one for one in facts.documents if rules.can_issue(one, facts.tax_id)]
            return f"Série e número: {texts.documents(issued)}"
        case "city_code":
            return f"Cidade: {record.answers.city}/{facts.state}, código IBGE {facts.city_code}"
        case "certificate":
            return f"Certificado digital: {_which_certificate(facts)}"
        case "password":
            return "Senha: criada"


def _which_certificate(facts: Facts) -> str:
    if facts.certificate_type == "A3" or facts.certificate_until is None:
        return "A3, um cartão ou token"
    return f"A1, vale até {day(facts.certificate_until)}"


def what_live_means(facts: Facts) -> str:
    """What changes with Produção, and from which numbers the documents go on."""
    numbers = "\n".join(
        f"• {one.document}: série {one.series}, a partir do número {one.next_number}"
        for one in facts.numberings
        if one.environment == "producao" and one.document in facts.documents
    )
    return (
        "Ir para Produção? A partir daí cada nota vai de verdade para a Sefaz ou a prefeitura: tem valor fiscal, gera "
        f"imposto, e só pode ser cancelada no prazo da lei. As notas de teste ficam em Homologação.\n\n{numbers}\n\n"
        "Se um destes números não estiver certo, toque em “Ainda não” e depois em “Rever a configuração”."
    )


def live_to_forward(company: str, reseller: Reseller) -> str:
    """The message to a customer who is not in this chat: it is in Produção."""
    return (
        f"Olá! O emissor de notas fiscais de {company} está em Produção: cada nota que você emitir agora tem valor "
        f"fiscal.\nDúvidas? Fale com {reachable(reseller)}."
    )


def list_to_forward(company: str, missing: str, reseller: Reseller) -> str:
    """The message to a customer who is not in this chat: what is missing."""
    if not missing:
        return (
            f"Olá! Está tudo pronto para {company} emitir notas fiscais. Quando quiser sair dos testes, "
            f"fale com {reachable(reseller)}."
        )
    return (
        f"Olá! Para {company} emitir notas fiscais, falta:\n{missing}\n\n"
        f"Para resolver, fale com {reachable(reseller)}."
    )
