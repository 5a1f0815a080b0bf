"""CNPJ.ws."""

from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats.words import NOWHERE, OPENED, plain

UPDATED = "2026-01-05T03:00:00.000Z"


def company(sample: SampleCompany) -> dict[str, Any]:
    """As CNPJ.ws: records within records, options as words, null where there is nothing."""
    place = sample.place or NOWHERE
    return {
        "cnpj_raiz": sample.cnpj[:8],
        "razao_social": plain(sample.legal_name),
        "capital_social": "10000.00",
        "responsavel_federativo": "",
        "atualizado_em": UPDATED,
        "porte": {"id": "01", "descricao": "Micro Empresa"},
        "natureza_juridica": {"id": str(sample.nature[0]), "descricao": sample.nature[1]},
        "qualificacao_do_responsavel": {"id": 49, "descricao": "Sócio-Administrador "},
        "socios": [],
        "simples": _options(sample),
        "estabelecimento": {
            "cnpj": sample.cnpj,
            "atividades_secundarias": [],
            "cnpj_raiz": sample.cnpj[:8],
            "cnpj_ordem": sample.cnpj[8:12],
            "cnpj_digito_verificador": sample.cnpj[12:],
            "tipo": "Matriz",
            "nome_fantasia": plain(sample.trade_name) or None,
            "situacao_cadastral": sample.status,
            "data_situacao_cadastral": OPENED,
            "data_inicio_atividade": OPENED,
            "nome_cidade_exterior": None,
            "tipo_logradouro": plain(place.kind) or None,
            "logradouro": plain(place.street) or None,
            "numero": sample.number or None,
            "complemento": plain(sample.complement) or None,
            "bairro": plain(place.district) or None,
            "cep": place.cep or None,
            "ddd1": place.ddd,
            "telefone1": "33334444",
            "ddd2": None,
            "telefone2": None,
            "ddd_fax": None,
            "fax": None,
            "email": None,
            "situacao_especial": None,
            "data_situacao_especial": None,
            "atualizado_em": UPDATED,
            "atividade_principal": {"id": sample.activity, "descricao": ""},
            "pais": {"id": "1058", "iso2": "BR", "iso3": "BRA", "nome": "Brasil", "comex_id": "105"},
            "estado": {"sigla": place.state} if place.state else None,
            "cidade": {"nome": place.city, "ibge_id": int(place.city_code), "siafi_id": place.siafi}
            if place.city_code
            else None,
            "motivo_situacao_cadastral": None,
            "inscricoes_estaduais": [
                {"inscricao_estadual": number, "ativo": active, "estado": {"sigla": state}}
                for number, state, active in sample.registrations
            ],
        },
    }


def _options(sample: SampleCompany) -> dict[str, Any] | None:
    if sample.simples is None and sample.mei is None:
        return None
    words = {True: "Sim", False: "Não", None: None}
    return {"simples": words[sample.simples], "mei": words[sample.mei], "data_opcao_simples": None}
