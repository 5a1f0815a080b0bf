"""The sentences of the reseller's menu and lists, in the Portuguese of the people who use them."""

from datetime import datetime

from conversations.ports.customers import Listed, Record
from conversations.ports.invites import Invite, InviteLinks
from conversations.ports.people import Person, Reseller
from conversations.wording import count
from conversations.written import ENVIRONMENTS, cnpj_or_cpf, day, trial_left

# Menu
NEW_REGISTRATION, CONTINUE = "Novo cadastro", "Continuar cadastro"
CONTINUE_CORRECTION = "Continuar correção"
CUSTOMERS, INVITES, SUPPORT_MENU, MENU_BUTTON = "Clientes", "Convites", "Contato do suporte", "Menu"
MENU = "O que você quer fazer?"
HELP = (
    "Aqui você cadastra clientes no emissor de notas fiscais, em quatro etapas: plano, contato e acesso, empresa e endereço. Com o CNPJ e o CEP, quase tudo se preenche sozinho.\n\n"
    "Em Clientes você encontra, corrige e acessa cada um. Em Convites, o próprio cliente se cadastra por um link seu.\n\n"
    "Quatro palavras valem a qualquer hora:\n"
    "menu: o que dá para fazer\n"
    "voltar: um passo para trás, sem perder nada\n"
    "cancelar: desistir do cadastro em andamento\n"
    "ajuda: esta mensagem\n\n"
    "Em vez de tocar em um botão, você pode escrever o que está nele, ou o número da opção: 1 é a primeira. Se precisar parar, é só voltar depois: o cadastro fica guardado por 30 dias."
)
NOTHING_TO_CANCEL = "Não há cadastro em andamento para cancelar."
ENDED_BUTTON = "Esse botão é de uma conversa que já terminou."
TO_CONTINUE = "Seu cadastro está guardado. Para seguir, toque em Continuar cadastro."
NOT_FOR_YOU = "Este link não serve para você: já foi usado, venceu, ou é de outro revendedor."
OWN_DROPPED = "O cadastro que você tinha começado pelo convite foi apagado."
LINK_INVALID = (
    "Este link não vale mais: cada link serve para uma pessoa e por 7 dias. Peça um novo a quem enviou este."
)
STRANGER = "Olá! Este é o assistente de cadastro do emissor de notas fiscais. Ele atende revendedores e seus clientes, por um link de convite que cada um recebe."
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

# Clientes
LIST = "Toque em um cliente. Para procurar, escreva um nome, CNPJ, e-mail ou telefone."
LIST_EMPTY = "Você ainda não tem clientes. Toque em Novo cadastro para registrar o primeiro."
NOTHING_TO_SEARCH = "Para procurar, preciso de letras ou números. Exemplos: padaria, ou 12.345."
LIST_NOT_FOUND = "Nenhum cliente encontrado. Confira o que escreveu, ou toque em Limpar para ver todos."
SEARCHED, NARROWED = "Procura: “{query}”", "Filtro: {only}"
FILTER, CLEAR, OLDER, NEWER = "Filtrar", "Limpar", "Mais antigos ▸", "◂ Mais novos"
ASK_FILTER = "Quais clientes você quer ver?"
FILTERS = {
    "all": "Todos",
    "in_trial": "Em teste",
    "ending": "Teste acaba em até 3 dias",
    "ended": "Teste terminou",
    "password_pending": "Senha pendente",
    "unready": "Falta algo para emitir",
    "ready": "Pronto para Produção",
    "homologacao": "Homologação",
    "producao": "Produção",
}
SPREADSHEET, XLSX, CSV = "Planilha", "Excel (XLSX)", "CSV"
ASK_FORMAT = (
    "Todos os seus clientes em um arquivo. Em qual formato? O Excel, o LibreOffice e o Google abrem os dois."
)
MAKING_SHEET = (
    "Preparando a planilha. Ela chega aqui quando estiver pronta; enquanto isso, pode usar o resto."
)
NEXT_AFTER_SHEET = "E agora?"
SHEET_GONE = "A planilha que você pediu não está mais guardada. Peça outra em Clientes, Planilha."
SHEET_FAILED = "Não consegui preparar a planilha agora. Tente de novo daqui a pouco."
GONE = "Este cliente não existe mais."
BACK_TO_LIST = "Voltar à lista"

# One customer
ACCESS, SUSPEND, REACTIVATE, REMOVE, UNDO = "Acessar", "Suspender", "Reativar", "Remover", "Desfazer cadastro"
CERTIFICATE = "Certificado digital"
SEND_LINK, NEW_PASSWORD = "Mandar o link da senha de novo", "Mandar um link para trocar a senha"
SUSPENDED = "Cliente suspenso. Para voltar, toque em Reativar."
REACTIVATED = "Cliente reativado."
ASK_REMOVE = "Remover {name}? Os dados do cadastro serão apagados, e depois não dá para desfazer."
ASK_UNDO = "Desfazer o cadastro de {name}? Os dados serão apagados, e o e-mail fica livre de novo."
YES_REMOVE, YES_UNDO, NO = "Sim, remover", "Sim, desfazer", "Não"
REMOVED = "{name} foi removido. O e-mail {email} está livre de novo."
CORRECTED = "Correção feita."
CHANGED = "{by} corrigiu este cliente enquanto você corrigia, e a sua correção não foi feita. Confira como está agora e, se ainda precisar, corrija de novo."
SOMEBODY = "Outra pessoa"
CANCEL_CORRECTION = "Desistir desta correção? O cadastro fica como estava."
CORRECTION_CANCELLED = "Nada foi mudado."
FORWARD_LINK = "Encaminhe a próxima mensagem ao cliente:"
NO_PAGES = "Este programa não tem um endereço na internet (PUBLIC_URL), e sem ele não há página para abrir. Fale com quem cuida do sistema."
ACCESS_LINK = "Acesso de {name}. O link vale 10 minutos e abre uma vez só; não encaminhe:\n{link}"

# Support
ASK_SUPPORT = "Como seus clientes falam com você? Mande um telefone, um link ou um texto curto. Exemplo: WhatsApp (11) 98765-4321, das 9h às 18h."
SUPPORT_SET = "Pronto: é assim que seus clientes vão falar com você."
SUPPORT_CANCEL = "Deixar o contato como está?"


def making_sheet(done: int, total: int) -> str:
    """How far a spreadsheet is."""
    written = f"{done:,} de {total:,}".replace(",", ".")
    return f"Preparando a planilha: {written} clientes. Enquanto isso, pode usar o resto."


def sheet_made(number: int) -> str:
    """Under the file."""
    return f"Seus clientes, em {count(number, 'linha', 'linhas')}. Tem dados pessoais: guarde com cuidado."


def welcome(person: Person) -> str:
    """What a person reads when the link has made them a reseller's."""
    return f"Olá, {person.name}! Agora você atende por {person.reseller.name} e pode cadastrar clientes por aqui."


def support(contact: str) -> str:
    """How to reach somebody, or nothing."""
    return SUPPORT.format(support=contact) if contact else ""


def support_now(contact: str) -> str:
    """The contact as it is, or nothing."""
    return f"Hoje está assim: {contact}" if contact else ""


CPF = 11  # digits


def masked(tax_id: str) -> str:
    """A tax id that can be told apart, but not copied: of a CPF, which is a person's, six digits are hidden."""
    written = cnpj_or_cpf(tax_id)
    hidden = range(4, len(written) - (2 if len(tax_id) == CPF else 6))
    return "".join("•" if n in hidden and c.isalnum() else c for n, c in enumerate(written))


def origin(registered_by: str, *, by_invite: bool) -> str:
    """How a customer came."""
    return "por convite" if by_invite else f"cadastrado por {registered_by}"


def readiness(missing: int, environment: str) -> str:
    """How much is missing to issue; nothing of who has issued for long."""
    if missing:
        return f"{'falta' if missing == 1 else 'faltam'} {count(missing, 'item', 'itens')} para emitir"
    return "" if environment == "producao" else "pronto para emitir"


def listed(number: int, customer: Listed, now: datetime) -> tuple[str, str]:
    """A customer of the list: its name, and how it stands."""
    state = " (suspenso)" if customer.suspended else ""
    about = (
        masked(customer.tax_id),
        ENVIRONMENTS[customer.environment],
        readiness(customer.missing, customer.environment),
        f"teste: {trial_left(customer.trial_ends_at, now)}",
        origin(customer.registered_by, by_invite=customer.by_invite),
    )
    return f"{number}. {customer.name}{state}", " · ".join(filter(None, about))


def standing(record: Record, now: datetime) -> str:
    """How a customer stands, in a few lines."""
    issues = readiness(record.missing, record.environment)
    lines = [
        f"Ambiente: {ENVIRONMENTS[record.environment]}{f' ({issues})' if issues else ''}",
        f"Teste até {day(record.answers.trial_ends_at)} ({trial_left(record.answers.trial_ends_at, now)})",
    ]
    if record.password_pending:
        lines.append("Senha: ainda não foi criada pelo cliente")
    if record.suspended:
        lines.append("Situação: suspenso")
    return "\n".join(lines)


def shows_generated(record: Record) -> bool:
    """Whether the next password link shows the generated password, rather than letting create one."""
    return record.answers.password_by == "generated" and record.password_pending  # noqa: S105 - how, not what


def password_link(record: Record, reseller: Reseller, link: str) -> str:
    """The message to forward with a new password link."""
    what = "ver sua senha" if shows_generated(record) else "criar sua senha"
    return (
        f"Olá! Este é o link para {what} no emissor de notas fiscais de {record.answers.legal_name}. "
        f"Ele vale 7 dias:\n{link}\n\nSeu e-mail de acesso: {record.answers.email}\n"
        f"Dúvidas? Fale com {reseller.name}{': ' + reseller.support if reseller.support else ''}"
    )


# Convites
INVITE_LIST = "Toque em um convite para ver o link, ou crie um novo."
INVITE_LIST_EMPTY = "Um convite é um link com que o cliente se cadastra sozinho. Você ainda não criou nenhum."
NEW_INVITE, REVOKE, QR, BACK_TO_INVITES = "Novo convite", "Cancelar convite", "QR code", "Ver convites"
ASK_REVOKE = "Cancelar este convite? Quem ainda não terminou o cadastro por ele não vai poder terminar."
YES_REVOKE = "Sim, cancelar convite"
REVOKED = "Convite cancelado."
SOLD_OUT = "Os planos deste convite estão ocultos. Quem abrir escolhe entre os outros que você tem à venda."
INVITE_GONE = "Este convite não existe mais."
SEE_INVITE = "Ver o convite"
INVITE_MADE = "Convite pronto. Encaminhe a próxima mensagem ao cliente:"
STEP_INVITE = "Convite"
ASK_OFFER = "O que este convite oferece?"
CUSTOMER_CHOOSES = "O cliente escolhe"
ASK_INVITE_PLANS = "Quais planos? Toque para marcar. Sem marcar nenhum, o cliente escolhe nesta categoria. Depois toque em Avançar."
ASK_USES = "Para quantas pessoas? Toque, ou escreva um número de 1 a 1000."
ASK_DAYS = "Até quando vale? Toque, ou escreva o número de dias, de 1 a 365."
INVITE_CANCEL = "Desistir deste convite?"
INVITE_CANCELLED = "Nenhum convite foi criado."
INVITE_ERRORS = {
    "uses.range": "Preciso de um número de 1 a 1000. Exemplo: 5.",
    "days.range": "Preciso de um número de dias de 1 a 365. Exemplo: 30.",
    "support.short": "Ficou curto. Exemplo: WhatsApp (11) 98765-4321, das 9h às 18h.",
    "support.long": "Este texto tem {length} letras; cabem no máximo {most}. Abrevie e mande de novo.",
}
NEWS_REGISTERED = "Cliente novo: {name} se cadastrou pelo seu convite. O teste grátis vai até {day}."
NEWS_EMAIL = "Alguém tentou se cadastrar pelo seu convite com um e-mail que já tem cadastro. Se for seu cliente, fale com ele."
SEE_CUSTOMER = "Ver o cliente"


def offer(invite: Invite) -> str:
    """What an invite offers."""
    if invite.plans:
        return ", ".join(invite.plans)
    return f"{invite.category}: o cliente escolhe" if invite.category else "o cliente escolhe"


def state(invite: Invite, now: datetime) -> str:
    """Whether an invite still lets somebody in."""
    if invite.revoked:
        return "cancelado"
    if invite.registered >= invite.uses:
        return "todos os usos feitos"
    if invite.expires_at <= now:
        return "vencido"
    left = ", mas os planos dele estão ocultos" if invite.sold_out else ""
    return f"vale até {day(invite.expires_at)}{left}"


def counts(invite: Invite) -> str:
    """How an invite was used."""
    if not invite.opened:
        return f"ninguém abriu ainda (é para {count(invite.uses, 'pessoa', 'pessoas')})"
    opened, started = count(invite.opened, "abriu", "abriram"), count(invite.started, "começou", "começaram")
    done = count(invite.registered, "se cadastrou", "se cadastraram")
    return f"{opened}, {started}, {done} (de {invite.uses})"


def invite_listed(number: int, invite: Invite, now: datetime) -> tuple[str, str]:
    """An invite of the list: what it offers, and how it stands."""
    return f"{number}. {offer(invite)}", f"{state(invite, now)} · {counts(invite)}"


def invite_shown(invite: Invite, links: InviteLinks, now: datetime) -> str:
    """An invite with its links, or with what is to be sent where there is none."""
    made = f" por {invite.made_by}" if invite.made_by else ""
    lines = [
        f"Oferece: {offer(invite)}",
        f"Situação: {state(invite, now)}",
        SOLD_OUT if invite.sold_out else "",
        f"Uso: {counts(invite)}",
        f"Criado em {day(invite.created_at)}{made}",
        f"Telegram: {links.telegram}" if links.telegram else "",
        f"WhatsApp: {links.whatsapp}" if links.whatsapp else "",
        "" if links.either else f"Para entrar, mandar a este número do WhatsApp: {links.words}",
    ]
    return "\n".join(filter(None, lines))


def invitation(reseller: Reseller, links: InviteLinks) -> str:
    """The message to forward to a customer."""
    ways = [("Pelo Telegram", links.telegram), ("Pelo WhatsApp", links.whatsapp)]
    if not links.either:
        ways = [(f"No WhatsApp, mande este texto para o número que {reseller.name} passar", links.words)]
    how = "\n\n".join(f"{name}:\n{way}" for name, way in ways if way)
    return (
        f"Olá! {reseller.name} convida você a se cadastrar no emissor de notas fiscais e testar de graça. "
        f"Leva poucos minutos: tenha seu CNPJ ou CPF à mão.\n\n{how}"
    )


def caption(reseller: Reseller) -> str:
    """Under the QR code."""
    return f"Cadastro no emissor de notas fiscais, por {reseller.name}: aponte a câmera para o código."
