"""The sentences of the registration, in the Portuguese of the people who use it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from conversations.draft import Draft
from conversations.ports.customers import Customer, Record
from conversations.ports.people import Reseller
from conversations.ports.plans import Plan
from conversations.repair import Near

BRASILIA = ZoneInfo("America/Sao_Paulo")

# Steps
STEP_PLAN, STEP_CONTACT, STEP_COMPANY, STEP_ADDRESS = "Plano", "Contato e acesso", "Empresa", "Endereço"

# Invited customers
AGREE, NOTICE_VERSION = "Concordo e quero começar", "2026-11"
INVITE_ENDED = "Este convite não vale mais. Peça um novo a quem convidou você."
INVITE_ENDED_MEANWHILE = "Enquanto você preenchia, o convite deixou de valer, e o cadastro não foi feito. Peça outro convite a {support}."
GUEST_HELP = (
    "Aqui você se cadastra no emissor de notas fiscais, em quatro etapas: plano, contato, empresa e endereço. "
    "Com o CNPJ e o CEP, quase tudo se preenche sozinho.\n\n"
    "Voltar mostra a pergunta anterior sem perder nada. Se precisar parar, é só mandar “oi” depois: o que você "
    "respondeu fica guardado por 30 dias.\n\nDúvidas? Fale com {support}."
)

# Etapa 1
ASK_CATEGORY = "Qual é a categoria?"
ASK_PLANS = "Quais planos? Toque para marcar, pode ser mais de um. Depois toque em Avançar."

# Etapa 2
SHARE_PHONE = "📱 Usar meu telefone"
ASK_NAME = "Qual é o nome da pessoa de contato? Se preferir, anexe o contato da sua agenda."
ASK_PHONE = (
    "Qual é o telefone, com DDD? Exemplo: (11) 98765-4321. Se preferir, anexe o contato da sua agenda."
)
ASK_EMAIL = "Qual é o e-mail? É com ele que o cliente entra no emissor. Exemplo: maria@empresa.com.br."
ASK_PASSWORD = "Como será a senha do cliente?"  # noqa: S105 - a question
ON_PAGE = "Criar em uma página, no fim"
BY_LINK, BY_GENERATION, BY_TYPING = "O cliente cria pelo link", "Gerar uma senha", "Digitar uma senha"
ASK_PASSWORD_TYPED = (
    "Mande a senha, com 6 caracteres ou mais. As palavras voltar, cancelar, menu e ajuda "  # noqa: S105
    "não servem de senha: valem aqui como sempre."
)
ASK_OWN_PASSWORD = (
    "Mande a sua senha, com 8 caracteres ou mais. Três ou quatro palavras que não combinam entre si fazem uma senha forte. "  # noqa: S105
    "Apago a mensagem da conversa assim que ela chegar."
)
ASK_PASSWORD_AGAIN = "Mande a mesma senha mais uma vez, para conferir."  # noqa: S105
PASSWORD_SHOWN = {
    "link": "o cliente cria pelo link",
    "generated": "gerada, o cliente vê uma vez pelo link",
    "typed": "digitada por você",
}
HASHED = "Guardei a senha só como um código, que ninguém consegue ler."
CARD_WITHOUT_PHONE = (
    "Peguei o nome do contato, mas o telefone dele não serve: preciso de um número do Brasil com DDD."
)
TEMPORARY = (
    "Essa senha é muito conhecida: vale só para o primeiro acesso, e o cliente terá de criar outra ao entrar."
)
TEMPORARY_SHORT = "Essa senha é curta: vale só para o primeiro acesso, e ao entrar o cliente terá de criar outra, com 8 caracteres ou mais."

# Etapa 3
ASK_TAX_ID = "Qual é o CNPJ da empresa, ou o CPF do produtor ou profissional? Com ou sem pontos. Exemplo: 12.345.678/0001-95."
LOOKING_UP_COMPANY = "Consultando a Receita Federal…"
BY_HAND = "Preencher à mão"
CONTINUE_ANYWAY = "Continuar mesmo assim"
NO_TRADE_NAME = "Não tem"
ASK_TRADE_NAME = "Qual é o nome fantasia, o nome da fachada?"
ASK_TAX_REGIME = "Qual é o regime tributário?"
ASK_STATE = "Em qual estado fica? Toque na sigla ou escreva o nome."
EXEMPT = "ISENTO"
REGIMES = {
    "1": "Simples Nacional",
    "2": "Simples Nacional, acima do sublimite",
    "3": "Regime Normal (Lucro Presumido ou Real)",
    "4": "MEI",
}
COMPANY_NOT_FOUND = (
    "Não encontrei o CNPJ {tax_id} nos registros públicos. Empresas novas levam semanas para aparecer. "
    "Se o número estiver errado, toque em Voltar; se estiver certo, é só seguir respondendo."
)
COMPANY_UNAVAILABLE = "Não consegui consultar a Receita Federal agora. É só seguir respondendo."
REGISTRATION_FOUND = "Encontrei a Inscrição Estadual {number}. Se não for esta, toque em Voltar."
NAME_CUT = "O nome passava de 60 letras, o limite da nota fiscal: guardei “{name}”."
NAMES_CUT = "Cortei o nome em 60 letras, o limite da nota fiscal."
ASK_BRANCH = "Usar o mesmo contato e os mesmos planos nesta filial? O e-mail continua o que você mandou."
COPY_BRANCH, KEEP_MINE = "Copiar de lá", "Manter o que mandei"
COPIED = "Contato e planos copiados. Na conferência você ainda pode corrigir."
ASK_REPEAT = "Você já tem um cliente com este documento e esta Inscrição Estadual. O que quer fazer?"
OTHER_IE, OTHER_TAX_ID, OPEN_CUSTOMER = (
    "Informar outra IE",
    "Corrigir o CNPJ ou CPF",
    "Ver o cadastro que existe",
)
ENVIRONMENTS = {"homologacao": "Homologação", "producao": "Produção"}

# Etapa 4
ASK_CEP = "Qual é o CEP? Ele preenche o resto do endereço. Exemplo: 01310-100."
LOOKING_UP_CEP = "Consultando o CEP…"
CEP_NOT_FOUND = "Não encontrei o CEP {cep}. Se o número estiver errado, toque em Voltar; se estiver certo, é só seguir respondendo."
CEP_UNAVAILABLE = "Não consegui consultar o CEP agora. É só seguir respondendo."
CEP_GENERAL = "Este CEP vale para a cidade toda, então preciso da rua e do bairro."
ASK_STREET = "Qual é a rua ou avenida? Exemplo: Avenida Paulista."
ASK_NUMBER = (
    "Qual é o número? Se tiver complemento, mande junto. Exemplo: 123, sala 4. Sem número, mande S/N."
)
ASK_COMPLEMENT = "Tem complemento? Exemplo: sala 4, fundos, bloco B."
NO_COMPLEMENT = "Sem complemento"
ASK_DISTRICT = "Qual é o bairro? Exemplo: Centro."
ASK_CITY = "Qual é a cidade? Exemplo: Ribeirão Preto."
ASK_CONFIRM_ADDRESS = "O endereço está certo?"
CONFIRM_ADDRESS = "Confirmar endereço"
FIX_CEP = "Corrigir o CEP"

# End
REVIEW = "Confira tudo. Se estiver certo, toque em “Iniciar teste grátis”."
FINISH = "Iniciar teste grátis"
CANCEL = "Cancelar este cadastro? O que já foi respondido será apagado."
CANCELLED = "Cadastro cancelado. Nada ficou guardado."
NEW_REGISTRATION = "Novo cadastro"
DONE = "Cadastro concluído"
NEXT = "E agora?"
SEE_CUSTOMER, READY = "Ver o cliente", "Pronto para emitir?"
WHAT_NOW, OWN_GONE = "O que você quer fazer?", "Este cadastro não existe mais."
FIRST_ACCESS = "Fazer a primeira configuração"
ASK_FIRST_ACCESS = (
    "Quer fazer a primeira configuração agora, por aqui mesmo? Leva poucos minutos, e dá para parar e voltar."
)
FORWARD_KIT = "Encaminhe a próxima mensagem ao cliente:"
ERRORS = {
    "plans.none": "Marque pelo menos um plano e depois toque em Avançar.",
    "email.taken": "Este e-mail já é usado em outro cadastro, e cada cliente precisa de um só seu. Mande outro e-mail.",
    "email.taken_guest": "Este e-mail já tem cadastro. Mande outro e-mail ou, se este for mesmo seu, fale com {support}.",
    "tax_id.near": "Este {kind} não confere: algum número está trocado, faltando ou sobrando.",
    "name.tax_id": "Isto parece um CNPJ ou CPF, e aqui preciso de um nome. Para corrigir o documento, toque em Voltar. Exemplo de nome: Padaria Sol.",
    "street.letters": "O nome de uma rua tem letras. Para corrigir o CEP, toque em Voltar. Exemplo: Avenida Paulista.",
    "password.common": "Esta senha é fácil de adivinhar: está entre as primeiras que alguém tentaria. Junte três ou quatro palavras que não combinam entre si e mande de novo.",
    "password.mismatch": "As duas senhas não são iguais. Vamos de novo.",
    "customer.repeat": "Enquanto você preenchia, este cliente foi cadastrado.",
}


def money(value: Decimal) -> str:
    """Reais as they are written: "R$ 1.049,90"; free of charge is "grátis"."""
    return f"R$ {value:,.2f}".translate(str.maketrans(",.", ".,")) if value else "grátis"


def day(moment: datetime) -> str:
    """A UTC moment as the day it is in Brasília: "03/12/2026"."""
    return moment.astimezone(BRASILIA).strftime("%d/%m/%Y")


def cnpj_or_cpf(bare: str) -> str:
    """A tax id with its punctuation."""
    if len(bare) == 14:
        return f"{bare[:2]}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{bare[12:]}"
    return f"{bare[:3]}.{bare[3:6]}.{bare[6:9]}-{bare[9:]}"


def cep(bare: str) -> str:
    """A CEP with its hyphen."""
    return f"{bare[:5]}-{bare[5:]}"


def phone(e164: str) -> str:
    """A Brazilian phone as people write it: "(11) 98765-4321"."""
    digits = e164.removeprefix("+55")
    return f"({digits[:2]}) {digits[2:-4]}-{digits[-4:]}"


def days(number: int) -> str:
    """A length in days, in words."""
    return "1 dia" if number == 1 else f"{number} dias"


def trial(number: int) -> str:
    """How long the free trial is."""
    return f"teste grátis de {days(number)}" if number else "sem teste grátis"


def plans_offered(plans: Iterable[Plan]) -> str:
    """What each plan costs and issues, one a line."""
    return "\n".join(
        f"• {plan.name}: {money(plan.price)}{' por mês' if plan.price else ''}; emite {', '.join(plan.documents)}; "
        f"{trial(plan.trial_days)}"
        for plan in plans
    )


def is_guest(draft: Draft) -> bool:
    """Whether the customer fills this in alone, by an invite."""
    return draft.holds("invite.id")


def reachable(reseller: Reseller) -> str:
    """A reseller and how to reach it: "Contábil Sol: (11) 4000-1234"; its name alone if it never said how."""
    return ": ".join(filter(None, [reseller.name, reseller.support.rstrip(".")]))


def nothing_sold(support: str) -> str:
    """There are no plans to choose from; a customer is told whom to ask."""
    whom = f" Fale com {support}." if support else ""
    return f"No momento não há planos à venda. O que já foi respondido fica guardado.{whom}"


def sold_out(support: str) -> str:
    """What the invite offered is sold no more, and other plans are; a customer is told whom to ask."""
    whom = f" Em dúvida, fale com {support}." if support else ""
    return f"O que este convite oferecia não está mais à venda. Você pode escolher entre os planos de agora.{whom}"


def data_notice(reseller: str, support: str) -> str:
    """What a customer says yes to before anything is asked.

    Args:
        reseller: who invites.
        support: that, and how to reach it.
    """
    return (
        f"{reseller} convida você a se cadastrar no emissor de notas fiscais e testar de graça.\n\n"
        "Antes, um aviso sobre seus dados. Guardamos nome, telefone, e-mail, CNPJ ou CPF e endereço, para criar seu "
        "acesso e emitir suas notas, enquanto você for cliente. O que a lei fiscal manda guardar fica pelo prazo dela. "
        f"Para ver, corrigir ou apagar seus dados, fale com {support}. "
        "Se você parar no meio, o que respondeu é apagado em 30 dias, ou na hora com Cancelar."
    )


def ask_name(draft: Draft) -> str:
    """The contact's name, or the customer's own."""
    return "Qual é o seu nome?" if is_guest(draft) else ASK_NAME


def ask_phone(draft: Draft) -> str:
    """The phone."""
    return "Qual é o seu telefone, com DDD? Exemplo: (11) 98765-4321." if is_guest(draft) else ASK_PHONE


def ask_email(draft: Draft) -> str:
    """The e-mail."""
    return (
        "Qual é o seu e-mail? É com ele que você entra no emissor. Exemplo: maria@empresa.com.br."
        if is_guest(draft)
        else ASK_EMAIL
    )


def ask_password(draft: Draft) -> str:
    """How the password comes about."""
    return "Como você quer criar sua senha?" if is_guest(draft) else ASK_PASSWORD


def ask_password_typed(draft: Draft) -> str:
    """A password to be typed in the chat."""
    return ASK_OWN_PASSWORD if is_guest(draft) else ASK_PASSWORD_TYPED


def password_shown(draft: Draft) -> str:
    """How the password comes about, in the review."""
    by = draft.get("contact.password")
    if is_guest(draft):
        return "você cria em uma página, no fim" if by == "link" else "digitada por você"
    return PASSWORD_SHOWN[by]


def ask_tax_id(draft: Draft) -> str:
    """The tax id."""
    if is_guest(draft):
        return "Qual é o CNPJ da sua empresa, ou o seu CPF? Com ou sem pontos. Exemplo: 12.345.678/0001-95."
    return ASK_TAX_ID


def kind_of_tax_id(bare: str) -> str:
    """What a tax id is called."""
    return "CNPJ" if len(bare) == 14 else "CPF"


def difference(near: Near) -> str:
    """A number that was perhaps meant, and what is different in it from what was typed."""
    letters = " e ".join(near.typed)
    if near.typed.isalpha() and near.meant.isdigit():
        change = f"o número {near.meant} no lugar da letra {letters}"
        several = f"números no lugar das letras {letters}"
        return f"{cnpj_or_cpf(near.value)}, com {change if len(near.typed) == 1 else several}"
    if near.typed.isdigit() and near.meant.isalpha():
        return f"{cnpj_or_cpf(near.value)}, com a letra {near.meant} no lugar do número {near.typed}"
    return f"{cnpj_or_cpf(near.value)}, com {near.meant} no lugar de {near.typed}"


def ask_near(found: list[Near]) -> str:
    """Whether one of these numbers was meant."""
    kind = kind_of_tax_id(found[0].value)
    if len(found) == 1:
        return f"O {kind} é este? Confira no documento e toque nele. Se não for, mande o número de novo."
    return f"O {kind} é um destes? Confira no documento e toque no certo. Se não for, mande o número de novo."


def ask_repeat(draft: Draft) -> str:
    """A company that is the reseller's customer already."""
    if is_guest(draft):
        return (
            "Já existe um cadastro com este documento e esta Inscrição Estadual. Confira os números. "
            f"Se estiverem certos, fale com {draft.get('invite.support')}."
        )
    return ASK_REPEAT


def branch_of(record: Record, plans: list[str]) -> str:
    """A customer of the same company, and what can be taken over from it."""
    answers = record.answers
    lines = [
        f"Este CNPJ é da mesma empresa de {answers.legal_name} ({cnpj_or_cpf(answers.tax_id)}), que já é seu cliente.",
        f"Contato de lá: {answers.name}, {phone(answers.phone)}",
        f"Planos de lá: {', '.join(plans)}" if plans else "",
    ]
    return "\n".join(filter(None, lines))


def ask_legal_name(draft: Draft) -> str:
    """The name of a company, or of a person who has only a CPF."""
    if len(draft.get("company.tax_id", "")) == 11:
        return "Qual é o nome completo da pessoa deste CPF?"
    return "Qual é a razão social, o nome oficial da empresa?"


def ask_status(draft: Draft) -> str:
    """A company that is not active, with its status."""
    return (
        f"Na Receita Federal, a situação desta empresa é {draft.get('company.status')}, e não ATIVA. "
        "Assim ela pode não conseguir emitir notas. Para corrigir o CNPJ, toque em Voltar."
    )


def ask_state_registration(draft: Draft) -> str:
    """The IE, with what the lookup knows."""
    found = draft.get("company.registrations", [])
    if len(found) > 1:
        return "Encontrei mais de uma Inscrição Estadual ativa. Qual é a desta empresa? Toque, ou mande o número."
    ask = "Qual é a Inscrição Estadual (IE)? Mande o número, ou toque em ISENTO se não tem."
    return f"{state_moved(draft)}{ask}"


def state_moved(draft: Draft) -> str:
    """Why an IE that was known is asked again; empty if the state is what it was."""
    known, now = draft.answers.get("company.state_registration"), draft.get("address.state")
    if known is None or known.given.get("address.state", now) == now:
        return ""
    return f"O estado agora é {now}, e cada estado tem a sua Inscrição Estadual. "


def company_arrived(draft: Draft, outcome: str) -> str:
    """What the lookup of the company brought, in one line."""
    tax_id = cnpj_or_cpf(draft.get("company.tax_id"))
    if outcome == "not_found":
        return COMPANY_NOT_FOUND.format(tax_id=tax_id)
    if outcome != "found":
        return COMPANY_UNAVAILABLE
    names = ("company.legal_name", "company.trade_name")
    told = [draft.get(name) for name in names if draft.origin(name) == "lookup"]
    known = [*told, draft.get("company.status"), REGIMES.get(draft.get("company.tax_regime", ""))]
    # A name that was nothing but its owner's CPF is none.
    opening = "Encontrei" if told else "Encontrei a empresa"
    found = ": ".join(filter(None, [opening, " · ".join(filter(None, known))]))
    cut = NAMES_CUT if draft.get("company.name_cut") else ""
    return "\n".join(filter(None, [found, cut]))


def cep_arrived(draft: Draft, outcome: str) -> str:
    """What the lookup of the CEP brought, in one line."""
    bare = draft.get("address.cep")
    if outcome == "not_found":
        return CEP_NOT_FOUND.format(cep=cep(bare))
    if outcome != "found":
        return CEP_UNAVAILABLE
    if not draft.holds("address.street"):
        town = [draft.get("address.city"), draft.get("address.cep_state")]
        return ". ".join(filter(None, ["/".join(filter(None, town)), CEP_GENERAL]))
    return f"Encontrei: {address(draft)}"


def address(draft: Draft) -> str:
    """As much of the address as is known, in one line."""
    get = draft.get
    door = ", ".join(filter(None, [get("address.street"), get("address.number"), get("address.complement")]))
    town = "/".join(filter(None, [get("address.city"), get("address.cep_state", get("address.state"))]))
    bare = get("address.cep")
    return " · ".join(filter(None, [door, get("address.district"), town, f"CEP {cep(bare)}" if bare else ""]))


def ask_state_check(draft: Draft) -> str:
    """A CEP that lies in another state than the person said."""
    return (
        f"O CEP {cep(draft.get('address.cep'))} fica em {draft.get('address.cep_state')}, "
        f"e o estado informado é {draft.get('address.state')}. Qual está certo?"
    )


def existing(customer: Customer) -> str:
    """A customer the reseller has, in a few lines."""
    return (
        f"{customer.legal_name}\n{cnpj_or_cpf(customer.tax_id)} · IE {customer.state_registration}\n"
        f"E-mail: {customer.email}\nAmbiente: {ENVIRONMENTS[customer.environment]}\n"
        f"Cadastrado em {day(customer.registered_at)} · teste até {day(customer.trial_ends_at)}"
    )


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


def own(customer: Customer, reseller: Reseller) -> str:
    """What a customer reads who comes back."""
    return (
        f"Este é o seu cadastro com {reseller.name}:\n\n{customer.legal_name}\n"
        f"E-mail de acesso: {customer.email}\nAmbiente: {ENVIRONMENTS[customer.environment]}\n"
        f"Teste grátis até {day(customer.trial_ends_at)}\n\nDúvidas? Fale com {reachable(reseller)}."
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
