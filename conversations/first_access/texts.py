"""The sentences of the first access, in the Portuguese of the people who use it."""

from collections.abc import Iterable

from conversations.draft import Draft
from conversations.first_access import rules
from conversations.ports.first_access import KEEP_LOGO, Environment
from conversations.readers import written_state_registration
from conversations.registration import done_texts
from conversations.registration import texts as registration_texts
from conversations.written import ENVIRONMENTS

# Steps
STEP_COMPANY, STEP_CERTIFICATE, STEP_NUMBERS = "Empresa", "Certificado e logotipo", "Numeração"

# Etapa 1
ASK_CITY = "Em qual cidade fica? Exemplo: Ribeirão Preto."
ASK_CONFIRM = "O emissor usa estes dados em cada nota. Está tudo certo?"
CONFIRM = "Confirmar"
ASK_TAX_REGIME = "Qual é o regime tributário da empresa? Se não tiver certeza, pergunte ao contador."
REGIMES = {
    "1": "Simples Nacional: microempresa ou empresa pequena, que paga os impostos pelo DAS.",
    "2": "Simples Nacional, acima do sublimite: faturou mais de R$ 3,6 milhões no ano, e paga ICMS e ISS fora do DAS.",
    "3": "Regime Normal: Lucro Presumido ou Lucro Real.",
    "4": "MEI: microempreendedor individual.",
}
NO_MUNICIPAL = "Não tem"
MOVED = "Se a rua e o CEP também mudaram, corrija depois o endereço, na tela do cliente."
MOVED_OWN = "Se a rua e o CEP também mudaram, peça a quem vende o emissor que corrija o endereço."

# Etapa 2
ASK_CERTIFICATE = (
    "Qual é o tipo do certificado digital da empresa?\n"
    "• A1: um arquivo no computador, que termina em .pfx ou .p12.\n"
    "• A3: um cartão ou token, que se liga no computador."
)
CERTIFICATES = {"A1": "A1, um arquivo", "A3": "A3, cartão ou token"}
NO_CERTIFICATE_YET = "Ainda não tem"
NOTICE_A1 = "O arquivo do certificado não vem pela conversa: no fim, mostro a página segura para enviar."
NOTICE_A3 = "O A3 não é enviado: a chave nunca sai do cartão ou token."
NOTICE_NONE_YET = (
    "Deixei marcado A1, o mais simples de usar. Ele é vendido por certificadoras e muitos contadores, e dá para "
    "seguir com a configuração enquanto não chega."
)

ASK_LOGO = (
    "Quer o logotipo da empresa nas notas? Mande a imagem aqui, como foto ou como arquivo JPEG ou PNG, "
    "de até 5 MB. É opcional."
)
NO_LOGO, GO_ON_WITHOUT = "Sem logotipo", "Seguir sem logotipo"
CHECKING_LOGO = "Conferindo a imagem…"
LOGO_TAKEN = "Guardei o logotipo."
LOGO_REFUSED = {
    "kind": "O arquivo que você mandou não é uma imagem JPEG ou PNG.",
    "broken": "Não consegui abrir a imagem que você mandou: o arquivo está incompleto ou com defeito.",
    "small": "A imagem que você mandou é pequena demais: ela precisa ter pelo menos 50 pontos de altura e de largura.",
    "large": "A imagem que você mandou é grande demais: mande uma de até 5 MB e 4096 pontos de lado.",
    "unavailable": "Não consegui baixar a imagem que você mandou. Mande de novo, ou deixe para depois.",
}

# Etapa 3
NO_STARTS_NOW, YES, NONE_YET = "Não, começa agora", "Sim", "Ainda não houve"
FEMININE = ("NF-e", "NFC-e", "NFS-e")

# End
REVIEW = "Confira tudo. Se estiver certo, toque em “Salvar configuração”."
FINISH = "Salvar configuração"
CANCEL = "Desistir desta configuração? O que foi respondido agora será apagado; o cadastro fica como está."
CANCELLED = "A configuração não foi salva. Dá para começar de novo quando quiser."
SAVED = "Configuração salva."
START, CONTINUE, AGAIN = done_texts.FIRST_ACCESS, "Continuar a configuração", "Rever a configuração"
SEE_MISSING = "Ver o que falta"
OWNER_HELP = (
    "Esta é a primeira configuração do emissor, em três etapas: dados da empresa, certificado e numeração.\n\n"
    "Voltar mostra a pergunta anterior sem perder nada. Se precisar parar, é só mandar “oi” depois: o que você "
    "respondeu fica guardado por 30 dias. A palavra “menu” mostra o seu cadastro.\n\nDúvidas? Fale com {support}."
)

ERRORS = {
    "logo.large": LOGO_REFUSED["large"],
    "ie.exempt": "Aqui ISENTO não serve.",
    "municipal.form": "Uma Inscrição Municipal tem de 1 a 15 letras e números. Exemplo: 1.234.567-8. Confira e mande de novo.",
    "series.form": "Uma série é um número de até três algarismos. Exemplo: {example}.",
    "series.range": "A série de {document} com {kind} vai de {least} a {most}. Exemplo: {example}.",
    "number.form": f"Preciso do número do último documento, só com algarismos. Exemplo: 1520. Se não houve, toque em “{NONE_YET}”.",
    "number.range": "O número de um documento vai até 999.999.999, e o do último precisa deixar lugar para o seguinte. Exemplo: 1520.",
    "customer.twin": "Já existe um cadastro com este CNPJ ou CPF e esta Inscrição Estadual. Confira a IE e mande de novo.",
    "customer.changed": "{by} mudou o cadastro enquanto você configurava. Atualizei os dados: confira de novo e salve.",
}


def documents(names: Iterable[str]) -> str:
    """Kinds of documents in a sentence: "NF-e e NFC-e"."""
    *most, last = names
    return " e ".join(filter(None, [", ".join(most), last]))


def _own(draft: Draft) -> bool:
    return bool(draft.get("customer.owner"))


def moved(draft: Draft) -> str:
    """What another city does not change."""
    return MOVED_OWN if _own(draft) else MOVED


def why_not_exempt(draft: Draft) -> str:
    """Why ISENTO is no answer here."""
    issued, uf = draft.get("customer.documents"), draft.get("address.state")
    of_goods = [one for one in issued if one in rules.OF_GOODS]
    if of_goods:
        return f"Quem emite {documents(of_goods)} precisa ter Inscrição Estadual (IE): a Sefaz recusa notas de emitente ISENTO."
    return f"O estado ({uf}) não aceita transportador ISENTO de Inscrição Estadual (IE)."


def ask_state_registration(draft: Draft) -> str:
    """The IE, and what to do without one."""
    issued, uf = draft.get("customer.documents"), draft.get("address.state")
    if rules.may_be_exempt(issued, uf):
        ask = "Qual é a Inscrição Estadual (IE)? Mande o número, ou toque em ISENTO se não tem."
        return f"{registration_texts.state_moved(draft)}{ask}"
    asked_first = "company.state_registration" not in draft.answers
    was = "No cadastro está ISENTO. " if asked_first else registration_texts.state_moved(draft)
    return (
        f"{was}{why_not_exempt(draft)}\nQual é o número da IE? Se a empresa ainda não tem, o contador pede à Sefaz; "
        "depois é só voltar aqui, o que já foi respondido fica guardado."
    )


def ask_municipal_registration(draft: Draft) -> str:
    """The IM, which a city gives."""
    ask = "Qual é a Inscrição Municipal (IM), o número do cadastro na prefeitura? Exemplo: 1.234.567-8."
    if rules.needs_municipal_registration(draft.get("customer.documents")):
        return f"{ask} Para emitir NFS-e ela é obrigatória."
    return f"{ask} Se não tem, toque em “{NO_MUNICIPAL}”."


def regimes() -> str:
    """What each tax regime is, in plain words."""
    return "\n".join(f"• {text}" for text in REGIMES.values())


def known(draft: Draft) -> str:
    """What is confirmed of the registration."""
    uf = draft.get("address.state")
    return "\n".join(
        [
            f"Cidade: {draft.get('address.city')}/{uf}",
            f"Código IBGE da cidade: {draft.get('address.city_code')}",
            f"Inscrição Estadual: {written_state_registration(draft.get('company.state_registration'), uf)}",
            f"Regime tributário: {registration_texts.REGIMES[draft.get('company.tax_regime')]}",
        ]
    )


def ask_logo(draft: Draft) -> str:
    """The logo; and why the one that was sent is none."""
    checked = draft.answers.get("logo.check")
    refused = LOGO_REFUSED.get(checked.value, "") if checked and "logo.file" not in draft.answers else ""
    return "\n".join(filter(None, [refused, ASK_LOGO]))


def logo_shown(file: str) -> str:
    """The logo in the review."""
    if not file:
        return "nenhum"
    return "o que já está guardado" if file == KEEP_LOGO else "a imagem que você mandou"


def ask_before(document: str, draft: Draft) -> str:
    """Whether a document was issued elsewhere before."""
    whose = "A sua empresa" if _own(draft) else "Esta empresa"
    return f"{whose} já emitiu {document} por outro sistema?"


def ask_series(document: str, environment: Environment, draft: Draft) -> str:
    """The series of a document."""
    series = rules.usual_series(document, draft.get("company.tax_id"))
    return (
        f"Qual é a série de {document} em {_at(environment)}? Ela está impressa no alto do último documento. "
        f"Se não tiver certeza, use a {series}."
    )


def ask_last(document: str, environment: Environment, series: int | None) -> str:
    """The last number of a document that was issued elsewhere."""
    last = f"da última {document} emitida" if document in FEMININE else f"do último {document} emitido"
    return (
        f"Qual foi o número {last} em {_at(environment)}, na série {series}? "
        "O emissor continua do seguinte. Exemplo: 1520."
    )


def _at(environment: Environment) -> str:
    """An environment, and what it is for."""
    return "Produção, com valor fiscal" if environment == "producao" else "Homologação, só para testes"


def label_series(document: str, environment: Environment) -> str:
    """The series of a document in the review. WhatsApp tells rows apart by their first 24 letters."""
    return f"Série {document} {ENVIRONMENTS[environment]}"


def label_next(document: str, environment: Environment) -> str:
    """The next number of a document in the review; likewise."""
    return f"Número {document} {ENVIRONMENTS[environment]}"


def next_shown(number: int) -> str:
    """The next number, not to be taken for the last."""
    return f"o próximo é {number}"


def somebody_changed(by: str) -> str:
    """Who changed the registration, at the beginning of a sentence."""
    return by or "Outra pessoa"
