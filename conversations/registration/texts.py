"""The sentences of the registration, in the Portuguese of the people who use it."""

from collections.abc import Iterable

from conversations.draft import Draft
from conversations.ports.customers import Customer, Record
from conversations.ports.people import Reseller
from conversations.ports.plans import Plan
from conversations.repair import Near
from conversations.written import ENVIRONMENTS, cep, cnpj_or_cpf, day, kind_of_tax_id, money, phone, trial

# Steps
STEP_PLAN, STEP_CONTACT, STEP_COMPANY, STEP_ADDRESS = "Plano", "Contato e acesso", "Empresa", "Endereço"

# Invited customers
AGREE, NOTICE_VERSION = "Concordo e quero começar", "2026-11"
INVITE_ENDED = "Este convite não vale mais. Peça um novo a quem convidou você."
INVITE_ENDED_MEANWHILE = "Enquanto você preenchia, o convite deixou de valer, e o cadastro não foi feito. Peça outro convite a {support}."
GUEST_HELP = (
    "Aqui você se cadastra no emissor de notas fiscais, em quatro etapas: plano, contato, empresa e endereço. "
    "Com o CNPJ e o CEP, quase tudo se preenche sozinho.\n\n"
    "Voltar mostra a pergunta anterior sem perder nada. Em vez de tocar em um botão, você pode escrever o que está "
    "nele. Se precisar parar, é só mandar “oi” depois: o que você "
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
NO_PASSWORDS = "As palavras voltar, cancelar, menu e ajuda não servem de senha: valem aqui como sempre."
ASK_PASSWORD_TYPED = f"Mande a senha, com 6 caracteres ou mais. {NO_PASSWORDS}"
ASK_OWN_PASSWORD = (
    "Mande a sua senha, com 8 caracteres ou mais. Três ou quatro palavras que não combinam entre si fazem uma senha forte. "
    f"{NO_PASSWORDS}"
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
