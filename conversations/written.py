"""Values as people write them in Brazil: money, days, documents, phones."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

BRASILIA = ZoneInfo("America/Sao_Paulo")
ENVIRONMENTS = {"homologacao": "Homologação", "producao": "Produção"}


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


def kind_of_tax_id(bare: str) -> str:
    """What a tax id is called."""
    return "CNPJ" if len(bare) == 14 else "CPF"


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


def trial_left(ends_at: datetime, now: datetime) -> str:
    """How a trial stands: "faltam 5 dias", "termina hoje", "terminou"."""
    left = (ends_at.astimezone(BRASILIA).date() - now.astimezone(BRASILIA).date()).days
    if ends_at <= now:
        return "terminou"
    if left == 0:
        return "termina hoje"
    return "falta 1 dia" if left == 1 else f"faltam {left} dias"
