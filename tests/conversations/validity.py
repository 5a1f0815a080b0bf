"""What may be registered, said again from the sources of the rules and without the readers' code."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from validador_ie import validar_ie

from conversations.ports.customers import Registration
from conversations.ports.plans import Category

TEXT = re.compile(r"[!-ÿ]|[!-ÿ][ -ÿ]*[!-ÿ]")
"""TString of tiposBasico_v4.00.xsd."""
IE = re.compile(r"[0-9]{2,14}|ISENTO")
"""TIe of tiposBasico_v4.00.xsd."""
CEP = re.compile(r"[0-9]{8}")
CITY_CODE = re.compile(r"[0-9]{7}")
PHONE = re.compile(r"\+55[1-9]{2}(9[0-9]{8}|[2-5][0-9]{7})")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
IBGE_STATES = {
    "RO": "11", "AC": "12", "AM": "13", "RR": "14", "PA": "15", "AP": "16", "TO": "17", "MA": "21",
    "PI": "22", "CE": "23", "RN": "24", "PB": "25", "PE": "26", "AL": "27", "SE": "28", "BA": "29",
    "MG": "31", "ES": "32", "RJ": "33", "SP": "35", "PR": "41", "SC": "42", "RS": "43", "MS": "50",
    "MT": "51", "GO": "52", "DF": "53",
}  # fmt: skip
"""The first two digits of a city's code are its state's. Source: IBGE, Divisão Territorial Brasileira."""


def text_fits(text: str, least: int, most: int) -> bool:
    """Whether a text fits an element of type TString."""
    return least <= len(text) <= most and (TEXT.fullmatch(text) is not None or (least == 0 and text == ""))


def cnpj(root: str) -> str:
    """Twelve characters with their two check digits. Source: Receita Federal, CNPJ alfanumérico."""
    return _with_digits(root, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])


def cpf(root: str) -> str:
    """Nine digits with their two check digits."""
    return _with_digits(root, list(range(10, 1, -1)), list(range(11, 1, -1)))


def _with_digits(root: str, *weights: list[int]) -> str:
    for weight in weights:
        rest = sum((ord(c) - 48) * w for c, w in zip(root, weight, strict=True)) % 11
        root += str(0 if rest < 2 else 11 - rest)
    return root


def tax_id_valid(bare: str) -> bool:
    """Whether the last two digits follow from the others."""
    if re.fullmatch(r"[0-9]{11}", bare):
        return cpf(bare[:9]) == bare
    return re.fullmatch(r"[0-9A-Z]{12}[0-9]{2}", bare) is not None and cnpj(bare[:12]) == bare


def ie_valid(number: str, state: str) -> bool:
    """Whether an IE keeps its state's rules, or begins as they know none (and was confirmed)."""
    found = validar_ie(number, state)
    known = found.valida or (found.motivo or "").startswith("prefixo")
    return IE.fullmatch(number) is not None and (number == "ISENTO" or known)


def faults(made: Registration, plans: tuple[Category, ...], now: datetime) -> list[str]:
    """What is wrong with a registration, if anything.

    Args:
        made: the registration.
        plans: what the reseller sells.
        now: when it was made.
    """
    category = next((c for c in plans if set(made.plan_ids) <= {plan.id for plan in c.plans}), None)
    picked = [plan for plan in (category.plans if category else ()) if plan.id in made.plan_ids]
    here = now.astimezone(ZoneInfo("America/Sao_Paulo"))
    last_day = here.date() + timedelta(days=max((plan.trial_days for plan in picked), default=0))
    ends = made.trial_ends_at.astimezone(ZoneInfo("America/Sao_Paulo"))
    checks = {
        "plans": bool(picked) and len(picked) == len(made.plan_ids),
        "trial": (ends.date(), ends.hour, ends.minute) == (last_day, 23, 59),
        "name": text_fits(made.name, 2, 60),
        "phone": PHONE.fullmatch(made.phone) is not None,
        "email": EMAIL.fullmatch(made.email) is not None and made.email == made.email.lower(),
        "password": (made.password_by == "typed") == bool(made.password_hash),
        "must_change": made.must_change is False or made.password_by == "typed",
        "tax_id": tax_id_valid(made.tax_id),
        "legal_name": text_fits(made.legal_name, 2, 60),
        "trade_name": text_fits(made.trade_name, 0, 60),
        "opened": not made.opened or date.fromisoformat(made.opened).isoformat() == made.opened,
        "activity": re.fullmatch(r"([0-9]{7})?", made.activity) is not None,
        "legal_nature": text_fits(made.legal_nature, 0, 100),
        "tax_regime": made.tax_regime in ("", "1", "2", "3", "4"),
        "ie": ie_valid(made.state_registration, made.state),
        "cep": CEP.fullmatch(made.cep) is not None,
        "street": text_fits(made.street, 2, 60),
        "number": text_fits(made.number, 1, 60),
        "complement": text_fits(made.complement, 0, 60),
        "district": text_fits(made.district, 2, 60),
        "city": text_fits(made.city, 2, 60),
        "city_code": CITY_CODE.fullmatch(made.city_code) is not None
        and made.city_code.startswith(IBGE_STATES[made.state]),
    }
    return [name for name, good in checks.items() if not good]
