"""The sentences of the menu, in the Portuguese of the people who use it."""

from conversations.ports.people import Person

NEW_REGISTRATION, CONTINUE = "Novo cadastro", "Continuar cadastro"
MENU = "O que você quer fazer?"
HELP = (
    "Aqui você cadastra clientes no emissor de notas fiscais, em quatro etapas: plano, contato e acesso, empresa e "
    "endereço. Com o CNPJ e o CEP, quase tudo se preenche sozinho.\n\n"
    "/menu: o que dá para fazer\n"
    "/cancelar: desistir do cadastro em andamento\n"
    "/ajuda: esta mensagem\n\n"
    "Durante um cadastro, Voltar mostra a pergunta anterior sem perder nada. Se precisar parar, é só voltar "
    "depois: o cadastro fica guardado por 30 dias."
)
NOTHING_TO_CANCEL = "Não há cadastro em andamento para cancelar."
ENDED_BUTTON = "Esse botão é de uma conversa que já terminou."
TO_CONTINUE = "Seu cadastro está guardado. Para seguir, toque em Continuar cadastro."
NOT_FOR_YOU = "Este link não serve para você: já foi usado, venceu, ou é de outro revendedor."
LINK_INVALID = (
    "Este link não vale mais: cada link serve para uma pessoa e por 7 dias. Peça um novo a quem enviou este."
)
STRANGER = (
    "Olá! Este é o assistente de cadastro do emissor de notas fiscais. Ele atende revendedores e seus clientes, "
    "por um link de convite que cada um recebe."
)
ASK_FOR_LINK = (
    "Se você é revendedor, peça seu link de acesso. Se é cliente, peça o convite ao seu revendedor."
)
SUPPORT = "Contato do suporte: {support}"

COMMANDS = {
    "start": "Começar ou continuar",
    "menu": "O que dá para fazer",
    "ajuda": "Como funciona",
    "cancelar": "Desistir do cadastro em andamento",
}


def welcome(person: Person) -> str:
    """What a person reads when the link has made them a reseller's."""
    return f"Olá, {person.name}! Agora você atende por {person.reseller.name} e pode cadastrar clientes por aqui."


def greeting(person: Person) -> str:
    """Over the menu."""
    return f"{person.reseller.name}"


def support(contact: str) -> str:
    """How to reach somebody, or nothing."""
    return SUPPORT.format(support=contact) if contact else ""
