"""Minha Receita, and BrasilAPI, which passes its answers on."""

from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats.words import NOWHERE, OPENED, STATUS_CODES, plain


def company(sample: SampleCompany) -> dict[str, Any]:
    """As Minha Receita: the open data's capitals, codes as numbers, null where there is no row."""
    place = sample.place or NOWHERE
    return {
        "uf": place.state,
        "cep": place.cep,
        "qsa": None,
        "cnpj": sample.cnpj,
        "pais": None,
        "email": None,
        "porte": "MICRO EMPRESA",
        "bairro": plain(place.district),
        "numero": sample.number,
        "ddd_fax": "",
        "municipio": plain(place.city),
        "logradouro": plain(place.street),
        "cnae_fiscal": int(sample.activity),
        "codigo_pais": None,
        "complemento": plain(sample.complement),
        "codigo_porte": 1,
        "razao_social": plain(sample.legal_name),
        "nome_fantasia": plain(sample.trade_name),
        "capital_social": 10000,
        "ddd_telefone_1": f"{place.ddd}33334444",
        "ddd_telefone_2": "",
        "opcao_pelo_mei": sample.mei,
        "descricao_porte": "",
        "codigo_municipio": int(place.siafi) if place.siafi else None,
        "cnaes_secundarios": [{"codigo": 0, "descricao": ""}],
        "natureza_juridica": sample.nature[1],
        "regime_tributario": None,
        "situacao_especial": "",
        "opcao_pelo_simples": sample.simples,
        "situacao_cadastral": STATUS_CODES[sample.status],
        "data_opcao_pelo_mei": OPENED if sample.mei else None,
        "data_exclusao_do_mei": None,
        "cnae_fiscal_descricao": "",
        "codigo_municipio_ibge": int(place.city_code) if place.city_code else None,
        "data_inicio_atividade": OPENED,
        "data_situacao_especial": None,
        "data_opcao_pelo_simples": OPENED if sample.simples else None,
        "data_situacao_cadastral": OPENED,
        "nome_cidade_no_exterior": "",
        "codigo_natureza_juridica": sample.nature[0],
        "data_exclusao_do_simples": None,
        "motivo_situacao_cadastral": 0,
        "ente_federativo_responsavel": "",
        "identificador_matriz_filial": 1,
        "qualificacao_do_responsavel": 49,
        "descricao_situacao_cadastral": sample.status.upper(),
        "descricao_tipo_de_logradouro": plain(place.kind),
        "descricao_motivo_situacao_cadastral": "SEM MOTIVO",
        "descricao_identificador_matriz_filial": "MATRIZ",
    }
