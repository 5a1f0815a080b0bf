"""One company or place in the words of each service, every key the real one sends.

Sources: the same as in `bot.adapters.sources`, one for one.
"""

import unicodedata
from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.places import Place

OPENED = "2019-03-11"
STATUS_CODES = {"Ativa": 2, "Inapta": 4, "Baixada": 8}
YES_NO = {True: "S", False: "N", None: ""}
NOWHERE = Place(cep="", city="", state="", city_code="", siafi="", ddd="")


def minhareceita(company: SampleCompany) -> dict[str, Any]:
    """As Minha Receita: the open data's capitals, codes as numbers, null where there is no row."""
    place = company.place or NOWHERE
    return {
        "uf": place.state,
        "cep": place.cep,
        "qsa": None,
        "cnpj": company.cnpj,
        "pais": None,
        "email": None,
        "porte": "MICRO EMPRESA",
        "bairro": _plain(place.district),
        "numero": company.number,
        "ddd_fax": "",
        "municipio": _plain(place.city),
        "logradouro": _plain(place.street),
        "cnae_fiscal": int(company.activity),
        "codigo_pais": None,
        "complemento": _plain(company.complement),
        "codigo_porte": 1,
        "razao_social": _plain(company.legal_name),
        "nome_fantasia": _plain(company.trade_name),
        "capital_social": 10000,
        "ddd_telefone_1": f"{place.ddd}33334444",
        "ddd_telefone_2": "",
        "opcao_pelo_mei": company.mei,
        "descricao_porte": "",
        "codigo_municipio": int(place.siafi) if place.siafi else None,
        "cnaes_secundarios": [{"codigo": 0, "descricao": ""}],
        "natureza_juridica": company.nature[1],
        "regime_tributario": None,
        "situacao_especial": "",
        "opcao_pelo_simples": company.simples,
        "situacao_cadastral": STATUS_CODES[company.status],
        "data_opcao_pelo_mei": OPENED if company.mei else None,
        "data_exclusao_do_mei": None,
        "cnae_fiscal_descricao": "",
        "codigo_municipio_ibge": int(place.city_code) if place.city_code else None,
        "data_inicio_atividade": OPENED,
        "data_situacao_especial": None,
        "data_opcao_pelo_simples": OPENED if company.simples else None,
        "data_situacao_cadastral": OPENED,
        "nome_cidade_no_exterior": "",
        "codigo_natureza_juridica": company.nature[0],
        "data_exclusao_do_simples": None,
        "motivo_situacao_cadastral": 0,
        "ente_federativo_responsavel": "",
        "identificador_matriz_filial": 1,
        "qualificacao_do_responsavel": 49,
        "descricao_situacao_cadastral": company.status.upper(),
        "descricao_tipo_de_logradouro": _plain(place.kind),
        "descricao_motivo_situacao_cadastral": "SEM MOTIVO",
        "descricao_identificador_matriz_filial": "MATRIZ",
    }


def opencnpj(company: SampleCompany) -> dict[str, Any]:
    """As OpenCNPJ: texts throughout, options as S and N, only SIAFI's code of the city."""
    place = company.place or NOWHERE
    return {
        "cnpj": company.cnpj,
        "razao_social": _plain(company.legal_name),
        "nome_fantasia": _plain(company.trade_name),
        "situacao_cadastral": company.status,
        "data_situacao_cadastral": OPENED,
        "matriz_filial": "Matriz",
        "data_inicio_atividade": OPENED,
        "cnae_principal": company.activity,
        "cnaes_secundarios": [],
        "natureza_juridica": company.nature[1],
        "tipo_logradouro": _plain(place.kind),
        "logradouro": _plain(place.street),
        "numero": company.number,
        "complemento": _plain(company.complement),
        "bairro": _plain(place.district),
        "cep": place.cep,
        "uf": place.state,
        "municipio": _plain(place.city),
        "codigo_municipio": place.siafi,
        "email": "",
        "telefones": [{"ddd": place.ddd, "numero": "33334444", "is_fax": False}],
        "capital_social": "10000,00",
        "porte_empresa": "Microempresa (ME)",
        "opcao_simples": YES_NO[company.simples],
        "data_opcao_simples": OPENED if company.simples else "",
        "opcao_mei": YES_NO[company.mei],
        "data_opcao_mei": OPENED if company.mei else "",
        "QSA": [],
    }


def cnpja(company: SampleCompany) -> dict[str, Any]:
    """As CNPJá: records within records, an option left out where nobody knows it."""
    place = company.place or NOWHERE
    options = {
        name: {"optant": optant, "since": OPENED if optant else None}
        for name, optant in (("simples", company.simples), ("simei", company.mei))
        if optant is not None
    }
    return {
        "updated": "2026-01-05T12:00:00.000Z",
        "taxId": company.cnpj,
        "alias": company.trade_name or None,
        "founded": OPENED,
        "head": True,
        "company": {
            "members": [],
            "id": int(company.cnpj[:8]),
            "name": company.legal_name,
            "equity": 10000,
            "nature": {"id": company.nature[0], "text": company.nature[1]},
            "size": {"id": 1, "acronym": "ME", "text": "Microempresa"},
            **options,
        },
        "statusDate": OPENED,
        "status": {"id": STATUS_CODES[company.status], "text": company.status},
        "address": {
            "municipality": int(place.city_code or 0),
            "street": place.whole_street,
            "number": "S/N" if company.number == "SN" else company.number,
            "district": place.district,
            "city": place.city,
            "state": place.state,
            "details": company.complement or None,
            "zip": place.cep,
            "country": {"id": 76, "name": "Brasil"},
        },
        "mainActivity": {"id": int(company.activity), "text": ""},
        "phones": [],
        "emails": [],
        "sideActivities": [],
        "registrations": [_registration(*registration) for registration in company.registrations],
        "suframa": [],
    }


def viacep(place: Place) -> dict[str, Any]:
    """As ViaCEP: the stretch of the street under `complemento`."""
    return {
        "cep": f"{place.cep[:5]}-{place.cep[5:]}",
        "logradouro": place.whole_street,
        "complemento": place.stretch,
        "unidade": "",
        "bairro": place.district,
        "localidade": place.city,
        "uf": place.state,
        "ibge": place.city_code,
        "gia": "",
        "ddd": place.ddd,
        "siafi": place.siafi,
    }


def opencep(place: Place) -> dict[str, Any]:
    """As OpenCEP: ViaCEP's words, fewer of them."""
    told = viacep(place)
    return {
        key: told[key] for key in ("cep", "logradouro", "complemento", "bairro", "localidade", "uf", "ibge")
    }


def _registration(number: str, state: str, active: bool) -> dict[str, Any]:
    return {
        "number": number,
        "state": state,
        "enabled": active,
        "statusDate": OPENED,
        "status": {"id": 1, "text": "Sem restrição"},
        "type": {"id": 1, "text": "IE Normal"},
    }


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.upper())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
