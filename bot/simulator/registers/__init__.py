"""The public registers in small: invented companies and a few CEPs, answered as the real services do.

`from bot.simulator import registers`, then `registers.PADARIA.cnpj`, `registers.CEP_GERAL.cep`, …
"""

from bot.simulator.registers.app import registers_app
from bot.simulator.registers.companies import (
    ALFANUMERICA,
    BAIXADA,
    CIDADE_DE_CEP_UNICO,
    COMPANIES,
    DESCONHECIDA,
    DUAS_IES,
    DUAS_IES_ATRASADAS,
    FORA_DO_AR,
    IE_ATRASADA,
    IE_DE_OUTRA_UF,
    IE_FORA_DO_AR,
    INAPTA,
    LENTA,
    MEI,
    NOME_LONGO,
    PADARIA,
    REGIME_DESCONHECIDO,
    SEM_ENDERECO,
    SEM_IE,
    SO_OPENCNPJ,
    SampleCompany,
)
from bot.simulator.registers.places import (
    CEP_COMPLETO,
    CEP_DE_OUTRA_UF,
    CEP_DESCONHECIDO,
    CEP_FORA_DO_AR,
    CEP_GERAL,
    CEPS,
    Place,
)
from bot.simulator.registers.strip import PRODUTOR_CPF, SAMPLES, Sample

__all__ = [
    "ALFANUMERICA",
    "BAIXADA",
    "CEPS",
    "CEP_COMPLETO",
    "CEP_DESCONHECIDO",
    "CEP_DE_OUTRA_UF",
    "CEP_FORA_DO_AR",
    "CEP_GERAL",
    "CIDADE_DE_CEP_UNICO",
    "COMPANIES",
    "DESCONHECIDA",
    "DUAS_IES",
    "DUAS_IES_ATRASADAS",
    "FORA_DO_AR",
    "IE_ATRASADA",
    "IE_DE_OUTRA_UF",
    "IE_FORA_DO_AR",
    "INAPTA",
    "LENTA",
    "MEI",
    "NOME_LONGO",
    "PADARIA",
    "PRODUTOR_CPF",
    "REGIME_DESCONHECIDO",
    "SAMPLES",
    "SEM_ENDERECO",
    "SEM_IE",
    "SO_OPENCNPJ",
    "Place",
    "Sample",
    "SampleCompany",
    "registers_app",
]
