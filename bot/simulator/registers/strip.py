"""What can be typed on the page, with words on what it shows."""

import re
from dataclasses import dataclass

from bot.simulator.registers.companies import COMPANIES
from bot.simulator.registers.places import (
    CEP_COMPLETO,
    CEP_DE_OUTRA_UF,
    CEP_DESCONHECIDO,
    CEP_FORA_DO_AR,
    CEP_GERAL,
)

TAX_ID = re.compile(r"[0-9A-Z]{12}[0-9]{2}|[0-9]{11}", re.ASCII)
PRODUTOR_CPF = "12345678909"
"""Everybody's example of a CPF."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A value as a person would type it, and what it shows.

    Args:
        value: as typed.
        label: what it shows.
        certificate: where an A1 certificate of it is, from the page.
    """

    value: str
    label: str
    certificate: str = ""


def _cnpj(bare: str) -> str:
    return f"{bare[:2]}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{bare[12:]}"


def _cpf(bare: str) -> str:
    return f"{bare[:3]}.{bare[3:6]}.{bare[6:9]}-{bare[9:]}"


def _cep(bare: str) -> str:
    return f"{bare[:5]}-{bare[5:]}"


def _certificate(tax_id: str) -> str:
    return f"registers/certificates/{tax_id}.pfx"


def holder_of(tax_id: str) -> str:
    """Whose certificate there is for a tax id: the sample's name, or somebody's; empty where it is none."""
    if not TAX_ID.fullmatch(tax_id):
        return ""
    company = COMPANIES.get(tax_id)
    return (company.legal_name if company else "").upper() or "TITULAR DE TESTE"


SAMPLES = (
    *(Sample(_cnpj(one.cnpj), one.label, _certificate(one.cnpj)) for one in COMPANIES.values()),
    Sample(_cpf(PRODUTOR_CPF), "CPF: pessoa física ou produtor rural", _certificate(PRODUTOR_CPF)),
    Sample(_cep(CEP_COMPLETO.cep), "CEP completo"),
    Sample(_cep(CEP_GERAL.cep), "CEP único da cidade: faltam rua e bairro"),
    Sample(_cep(CEP_DE_OUTRA_UF.cep), "CEP de outra UF (RJ)"),
    Sample(_cep(CEP_DESCONHECIDO), "CEP que ninguém conhece"),
    Sample(_cep(CEP_FORA_DO_AR), "CEP com as consultas fora do ar"),
)
