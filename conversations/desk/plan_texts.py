"""The sentences about what a reseller sells, in the Portuguese of the people who use them."""

from conversations.ports.plans import Plan
from conversations.wording import count
from conversations.written import money, trial

PLANS, PLAN, CATEGORY = "Planos", "Plano", "Categoria"
LIST = "Toque em uma categoria para ver e mudar os planos dela."
LIST_EMPTY = "Você ainda não tem planos, e sem plano não dá para cadastrar clientes. Toque em Novo plano e crie o primeiro: leva um minuto."
ALL_HIDDEN = "Todos os seus planos estão ocultos, e sem plano à venda não dá para cadastrar clientes. Abra um plano e toque em Pôr à venda, ou crie outro."
SHELF = "Toque em um plano para ver e mudar."
SHELF_EMPTY = "Esta categoria está vazia. Crie um plano nela, ou apague a categoria."
SHELF_GONE, PLAN_GONE = "Esta categoria não existe mais.", "Este plano não existe mais."
NEW_PLAN, CHANGE, HIDE, UNHIDE = "Novo plano", "Corrigir plano", "Ocultar", "Pôr à venda"
UP, DOWN = "▲ Subir", "▼ Descer"
SHELF_UP, SHELF_DOWN = "▲ Subir categoria", "▼ Descer categoria"
RENAME, DELETE_SHELF, DELETE = "Mudar o nome", "Apagar categoria", "Apagar plano"
BACK_TO_PLANS, BACK_TO_SHELF = "Ver categorias", "Ver a categoria"
YES_DELETE, NO = "Sim, apagar", "Não"
ASK_DELETE = "Apagar o plano {name}? Nenhum cliente tem este plano. Depois não dá para desfazer."
DELETED, SHELF_DELETED = "O plano {name} foi apagado.", "A categoria foi apagada."
IN_USE = "Este plano não pode ser apagado: há cliente ou convite com ele. Toque em Ocultar, e ele deixa de ser oferecido."
SHELF_IN_USE = "Esta categoria não pode ser apagada: há plano ou convite nela."
HIDDEN = "Plano oculto: não é mais oferecido. Quem já tem continua com ele."
UNHIDDEN = "Plano à venda de novo."
MOVED, RENAMED = "Ordem mudada.", "Nome mudado."
CREATED = "Plano criado e já à venda."
CHANGED = (
    "Plano corrigido. Vale para os próximos cadastros; quem já tem o plano continua com o que foi vendido."
)
CANCEL_RENAME = "Deixar o nome como está?"
BEFORE, MORE = "◂ Anteriores", "Mais ▸"
CANCEL, CANCELLED = "Desistir deste plano? O que você respondeu será apagado.", "Nada foi mudado."

FIRST_CATEGORY = "Emissores Fiscais"
ASK_CATEGORY = "Em qual categoria fica o plano? Toque em uma, ou escreva o nome de uma nova."
ASK_NAME = "Como se chama o plano? É o nome que o cliente vê. Exemplo: Emissor NF-e."
ASK_DOCUMENTS = (
    "Quais documentos o plano emite? Toque para marcar, pode ser mais de um. Depois toque em Avançar."
)
ASK_PRICE = "Quanto custa por mês, em reais? Exemplo: 49,90."
ASK_TRIAL = "Quantos dias de teste grátis? Toque, ou escreva um número de 0 a 365."
ASK_RENAME = "Qual é o novo nome da categoria? Exemplo: Emissores Fiscais."
FREE = "Grátis"

ERRORS = {
    "plan.taken": "Você já tem um plano com este nome (pode estar oculto). Mande outro nome.",
    "category.taken": "Você já tem uma categoria com este nome. Mande outro nome.",
    "price": "Não entendi o preço. Escreva só o valor por mês, em reais. Exemplos: 49,90 ou 1.049,90. Se não custa nada, escreva grátis.",
    "price.negative": "O preço não pode ser negativo. Escreva o valor por mês, em reais. Exemplo: 49,90. Se não custa nada, escreva grátis.",
    "price.high": "Este preço é alto demais: o máximo é R$ 9.999.999,99. Confira e mande de novo. Exemplo: 49,90.",
    "trial.range": "Preciso de um número de dias de 0 a 365. Exemplo: 7.",
    "documents.none": "Marque pelo menos um documento e depois toque em Avançar.",
}


def about(plan: Plan, *, hidden: bool) -> str:
    """A plan in one line of a list."""
    month = " por mês" if plan.price else ""
    offered = "oculto · " if hidden else ""
    return f"{offered}{money(plan.price)}{month} · {', '.join(plan.documents)} · {trial(plan.trial_days)}"


def held(plans: int, hidden: int) -> str:
    """What a category holds, in one line."""
    if not plans:
        return "vazia"
    left = f" ({count(hidden, 'oculto', 'ocultos')})" if hidden else ""
    return f"{count(plans, 'plano', 'planos')}{left}"


def standing(*, hidden: bool, used: bool) -> str:
    """Whether a plan is offered, and whether somebody has it."""
    offered = "Situação: oculto, não é oferecido a ninguém" if hidden else "Situação: à venda"
    return f"{offered}\n{'Já tem cliente ou convite com ele' if used else 'Nenhum cliente tem este plano'}"
