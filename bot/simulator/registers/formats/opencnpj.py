"""OpenCNPJ."""

from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats.words import NOWHERE, OPENED, plain

YES_NO = {True: "S", False: "N", None: ""}


def company(sample: SampleCompany) -> dict[str, Any]:
    """As OpenCNPJ: texts throughout, options as S and N, only SIAFI's code of the city."""
    place = sample.place or NOWHERE
    return {
        "cnpj": sample.cnpj,
        "razao_social": plain(sample.legal_name),
        "nome_fantasia": plain(sample.trade_name),
        "situacao_cadastral": sample.status,
        "data_situacao_cadastral": OPENED,
        "matriz_filial": "Matriz",
        "data_inicio_atividade": OPENED,
        "cnae_principal": sample.activity,
        "cnaes_secundarios": [],
        "natureza_juridica": sample.nature[1],
        "tipo_logradouro": plain(place.kind),
        "logradouro": plain(place.street),
        "numero": sample.number,
        "complemento": plain(sample.complement),
        "bairro": plain(place.district),
        "cep": place.cep,
        "uf": place.state,
        "municipio": plain(place.city),
        "codigo_municipio": place.siafi,
        "email": "",
        "telefones": [{"ddd": place.ddd, "numero": "33334444", "is_fax": False}],
        "capital_social": "10000,00",
        "porte_empresa": "Microempresa (ME)",
        "opcao_simples": YES_NO[sample.simples],
        "data_opcao_simples": OPENED if sample.simples else "",
        "opcao_mei": YES_NO[sample.mei],
        "data_opcao_mei": OPENED if sample.mei else "",
        "QSA": [],
    }
