"""The sentences about ratings, in the Portuguese of the people who read them."""

from conversations.ports.ratings import Comment, Rated
from conversations.wording import count
from conversations.written import day

RATINGS = "Avaliações"
ASK = "Como foi o cadastro? Dê uma nota de 1 (ruim) a 5 (ótimo)."
ASK_COMMENT = "Obrigado pela nota {stars}! Quer contar o que foi bom ou o que faltou? Escreva em uma mensagem, ou toque em Sem comentário."
NO_COMMENT = "Sem comentário"
THANKS = "Obrigado! {reseller} vai ler o que você contou."
THANKS_ONLY = "Obrigado pela nota!"
ALREADY = "Você já avaliou o cadastro. Obrigado!"
NOBODY_YET = "Ninguém avaliou ainda. Quem se cadastra por um convite seu recebe a pergunta depois do primeiro acesso, ou um dia depois do cadastro."
MENU = "O que você quer fazer?"
NONE_WITH_WORDS = "Ninguém escreveu um comentário ainda."


def average(rated: Rated) -> str:
    """How many stars, of how many people: "4,5 de 5, de 12 avaliações"."""
    stars = f"{rated.average:.1f}".replace(".", ",")
    return f"Nota média: {stars} de 5, em {count(rated.count, 'avaliação', 'avaliações')}"


def commented(comment: Comment) -> tuple[str, str]:
    """Who said it, and what."""
    return f"{'★' * comment.stars} {comment.customer}", f"{comment.text} ({day(comment.at)})"
