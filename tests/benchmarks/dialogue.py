"""The dialogue that is measured: twelve questions, and the same words from every bot.

It needs nothing but Python: the peers, each in its own environment, import it too.
"""

TITLE = "Cadastro"
QUESTIONS = (
    "Qual é o nome da pessoa de contato?",
    "Qual é o telefone, com DDD?",
    "Qual é o e-mail?",
    "Qual é o CNPJ da empresa?",
    "Qual é a razão social?",
    "Qual é o nome fantasia?",
    "Qual é a Inscrição Estadual?",
    "Qual é o CEP?",
    "Qual é a rua?",
    "Qual é o número?",
    "Qual é o bairro?",
    "Qual é a cidade?",
)
BEGIN = "Começar"
AGAIN = "Novo cadastro"
BACK, CANCEL = "Voltar", "Cancelar"


def asked(number: int) -> str:
    """A question as Telegram's HTML, counted from 0."""
    return f"<b>{TITLE}</b>\n\n{QUESTIONS[number]}"


def done(answers: list[str]) -> str:
    """What is said at the end: every answer, so that whoever forgot one is found out."""
    return "\n".join(["Pronto:", *answers])


TEXT, TIDY, BUTTONS = "text", "tidy", "buttons"
"""How it is led: by words alone; with buttons under each question, which it loses when it is answered; with
buttons that stay.
"""
