"""The sentences about certificates, in the Portuguese of the people who use them."""

from datetime import datetime

from conversations.ports.certificates import Certificate
from conversations.ports.people import Reseller
from conversations.registration.texts import reachable
from conversations.written import BRASILIA, cnpj_or_cpf, day, kind_of_tax_id

TITLE = "Certificado digital"
NONE_YET = "Para emitir notas, a empresa precisa de um certificado digital da ICP-Brasil: e-CNPJ, ou e-CPF de produtor rural. Aqui ainda não há nenhum."
ASK = "Qual é o tipo do certificado?\nA1 é um arquivo (.pfx ou .p12) com senha, e vai por uma página segura, nunca por esta conversa. A3 fica em um cartão ou token."
ASK_AGAIN = "Quando renovar, ou se este não for o certo, troque por outro. Se passar a usar um A3 (cartão ou token), mude o tipo do certificado na configuração do emissor."
KEPT = "Certificado A1 guardado"
SEND, REPLACE, A3 = "Enviar o A1", "Trocar o A1", "Uso A3 (token)"
SEE_CUSTOMER, SEE_OWN, SEE = "Ver o cliente", "Ver meu cadastro", "Ver o certificado"
SEE_MISSING = "Ver o que falta"
BACK_TO_LIST = "Voltar à lista"
GONE = "Este cliente não existe mais."
SOON = 30  # days from which the end is said as near

HOW_TO_A3 = (
    "Com o A3, nada é enviado para cá: a chave nunca sai do cartão ou token. Instale no computador em que as notas vão ser emitidas:\n\n"
    "1. O programa do seu token ou da leitora de cartão (o “driver”). A certificadora que vendeu o certificado diz qual é e onde baixar.\n"
    "2. A cadeia de certificados da ICP-Brasil, se o navegador ou o emissor disser que não confia no certificado. Ela está em gov.br/iti.\n\n"
    "Depois, deixe o token conectado e tenha à mão a senha dele (o PIN): o emissor pede ao assinar cada nota. "
    "Na configuração do emissor, o tipo do certificado tem de ser A3. Se várias pessoas ou computadores vão emitir, o A1 é mais simples."
)
LINK_OWN = (
    "Envie o certificado A1 por esta página. O link vale por 7 dias e serve para um envio:\n{link}\n\n"
    "Abra no aparelho em que o arquivo está, celular ou computador. Lá você escolhe o arquivo .pfx ou .p12 e digita a senha dele, que não é guardada. Assim que chegar, aviso aqui."
)
FORWARD = "Encaminhe a próxima mensagem ao cliente. Se o arquivo e a senha estão com você, pode abrir o link e enviar você mesmo:"
NO_PAGES = "Este programa não tem um endereço na internet (PUBLIC_URL), e sem ele não há página para enviar o certificado. Fale com quem cuida do sistema."
NO_PAGES_OWN = "Ainda não há página para enviar o certificado por aqui. Fale com {support}."
NEWS_OWN = "Recebi e guardei o seu certificado A1. Ele vale até {day}."
NEWS = "O certificado A1 de {name} foi enviado e está guardado. Ele vale até {day}."

ERASED = "🔒 Apaguei da conversa o certificado que você mandou."
NOT_ERASED = "⚠️ Não consigo apagar o certificado que você mandou. Apague você: toque e segure a mensagem e escolha Apagar."
NEVER_HERE = "Um certificado com a chave assina notas em nome da empresa: não mande por conversa nenhuma. Nada dele ficou guardado aqui."
BY_THE_PAGE = (
    "O certificado A1 de {name} vai por esta página. O link vale por 7 dias e serve para um envio:\n{link}"
)
BY_THE_CUSTOMER = (
    "Ele vai por uma página segura: em Clientes, toque no cliente e depois em Certificado digital."
)
AFTER_REGISTERING = "Ele vai por uma página segura, que mostro aqui depois do cadastro."


def kept(certificate: Certificate, now: datetime) -> str:
    """What is known of a certificate, in a few lines."""
    kind = kind_of_tax_id(certificate.tax_id)
    lines = [
        f"Titular: {certificate.holder}" if certificate.holder else "",
        f"{kind}: {cnpj_or_cpf(certificate.tax_id)}",
        until(certificate, now),
        f"Enviado em {day(certificate.kept_at)}",
        "Já está no emissor." if certificate.fetched else "",
    ]
    return "\n".join(filter(None, lines))


def until(certificate: Certificate, now: datetime) -> str:
    """Until when it is good: "Vale até 31/05/2027", and how near that is."""
    ends = certificate.not_after
    if ends <= now:
        return f"Venceu em {day(ends)}: não assina mais"
    left = (ends.astimezone(BRASILIA).date() - now.astimezone(BRASILIA).date()).days
    if left > SOON:
        return f"Vale até {day(ends)}"
    return f"Vale até {day(ends)} ({'termina hoje' if left == 0 else 'falta 1 dia' if left == 1 else f'faltam {left} dias'})"


def to_forward(company: str, reseller: Reseller, link: str) -> str:
    """The message to forward to a customer."""
    return (
        f"Olá! Por este link você envia o certificado digital A1 de {company}, com que o emissor assina as notas fiscais. "
        f"Ele vale por 7 dias e serve para um envio:\n{link}\n\n"
        "Abra no aparelho em que o arquivo (.pfx ou .p12) está, celular ou computador, e tenha à mão a senha dele. A senha é usada só na hora e não é guardada. Nunca mande o arquivo nem a senha por conversa.\n"
        f"Dúvidas? Fale com {reachable(reseller)}."
    )
