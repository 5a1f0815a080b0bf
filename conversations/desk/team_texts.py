"""The sentences about the people of a reseller and what they did, in the Portuguese of who uses them."""

from collections.abc import Iterable
from datetime import datetime

from conversations.ports.deeds import Deed
from conversations.ports.team import Member
from conversations.written import BRASILIA, day

TEAM, COLLEAGUE = "Equipe", "Colega"
LIST = "Toque em um colega para tirar da equipe, ou convide outro. Todos veem e fazem o mesmo."
LIST_ALONE = (
    "Por enquanto só você atende. Convide um colega: ele passa a ver os mesmos clientes, planos e convites."
)
INVITE, REMOVE, LEAVE, BACK = "Convidar colega", "Tirar da equipe", "Sair da equipe", "Ver a equipe"
YES_REMOVE, YES_LEAVE, NO = "Sim, tirar", "Sim, sair", "Não"
GONE = "Esta pessoa não está mais na equipe."
ASK_REMOVE = (
    "Tirar {name} da equipe? Já na próxima mensagem não vê mais nada daqui. O que fez continua registrado."
)
ASK_LEAVE = "Sair da equipe? Você deixa de ver os clientes, e só volta com um convite de um colega."
REMOVED = "{name} não está mais na equipe."
LAST = "Você é a única pessoa da equipe, e alguém precisa ficar. Convide um colega antes de sair."
FORWARD = "Encaminhe a próxima mensagem ao colega. O link vale 7 dias e serve para uma pessoa:"
NEWS_REMOVED = "Você não atende mais por {reseller}: {by} tirou você da equipe. Se foi engano, peça um convite novo a um colega."
LEFT = "Você saiu da equipe de {reseller}."
_DONE = {
    "registered": "cadastrado",
    "corrected": "corrigido",
    "suspended": "suspenso",
    "reactivated": "reativado",
    "accessed": "acessado",
    "sent_link": "link da senha enviado",
    "configured": "primeiro acesso respondido",
    "went_live": "levado à produção",
    "added": "criado",
    "changed": "corrigido",
    "hidden": "ocultado",
    "unhidden": "posto à venda",
}


def member(person: Member, *, me: bool) -> tuple[str, str]:
    """Somebody of the team: the name, and since when."""
    return f"{person.name} (você)" if me else person.name, f"desde {day(person.since)}"


def invitation(reseller: str, telegram: str, whatsapp: str) -> str:
    """The message to forward to a colleague."""
    ways = (("Telegram", telegram), ("WhatsApp", whatsapp))
    links = "\n\n".join(f"Pelo {name}:\n{link}" for name, link in ways if link)
    return f"Olá! Este link é seu acesso à equipe de {reseller}, no assistente de cadastro de clientes.\n\n{links}"


def history(deeds: Iterable[Deed], now: datetime) -> str:
    """Who did what and when, in one sentence: "Cadastrado por Ana em 12/03, corrigido por Rui em 14/03"."""
    told: list[str] = []
    for deed in deeds:
        alone = "por convite" if deed.what == "registered" else "pelo próprio cliente"
        by = f"por {deed.by}" if deed.by else alone
        said = f"{_DONE[deed.what]} {by} em {_short(deed.at, now)}"
        if said not in told[-1:]:
            told.append(said)
    sentence = ", ".join(told)
    return sentence[:1].upper() + sentence[1:]


def _short(moment: datetime, now: datetime) -> str:
    """The day in Brasília, with its year only where that is another one."""
    there = moment.astimezone(BRASILIA)
    return there.strftime("%d/%m" if there.year == now.astimezone(BRASILIA).year else "%d/%m/%Y")
