"""What can be typed on the page, with words on what it shows."""

from dataclasses import dataclass

from bot.simulator.registers.companies import COMPANIES
from bot.simulator.registers.places import (
    CEP_COMPLETO,
    CEP_DE_OUTRA_UF,
    CEP_DESCONHECIDO,
    CEP_FORA_DO_AR,
    CEP_GERAL,
)

PRODUTOR_CPF = "12345678909"
"""Everybody's example of a CPF."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A value as a person would type it, and what it shows."""

    value: str
    label: str


def _cnpj(bare: str) -> str:
    return f"{bare[:2]}.{bare[2:5]}.{bare[5:8]}/{bare[8:12]}-{bare[12:]}"


def _cpf(bare: str) -> str:
    return f"{bare[:3]}.{bare[3:6]}.{bare[6:9]}-{bare[9:]}"


def _cep(bare: str) -> str:
    return f"{bare[:5]}-{bare[5:]}"


SAMPLES = (
    *(Sample(_cnpj(company.cnpj), company.label) for company in COMPANIES.values()),
    Sample(_cpf(PRODUTOR_CPF), "CPF: pessoa física ou produtor rural"),
    Sample(_cep(CEP_COMPLETO.cep), "CEP completo"),
    Sample(_cep(CEP_GERAL.cep), "CEP único da cidade: faltam rua e bairro"),
    Sample(_cep(CEP_DE_OUTRA_UF.cep), "CEP de outra UF (RJ)"),
    Sample(_cep(CEP_DESCONHECIDO), "CEP que ninguém conhece"),
    Sample(_cep(CEP_FORA_DO_AR), "CEP com as consultas fora do ar"),
)
