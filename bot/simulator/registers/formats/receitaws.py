"""ReceitaWS."""

from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats.words import NOWHERE, OPENED, masked, plain


def company(sample: SampleCompany) -> dict[str, Any]:
    """As ReceitaWS: what Receita Federal prints, punctuation and all; no code of the city."""
    place = sample.place or NOWHERE
    code, nature = str(sample.nature[0]), sample.nature[1]
    day = "/".join(reversed(OPENED.split("-")))
    return {
        "abertura": day,
        "situacao": sample.status.upper(),
        "tipo": "MATRIZ",
        "nome": plain(sample.legal_name),
        "fantasia": plain(sample.trade_name),
        "porte": "MICRO EMPRESA",
        "natureza_juridica": f"{code[:3]}-{code[3:]} - {nature}",
        "atividade_principal": [{"code": _dotted(sample.activity), "text": ""}],
        "atividades_secundarias": [{"code": "00.00-0-00", "text": "Não informada"}],
        "qsa": [],
        "logradouro": plain(place.whole_street),
        "numero": sample.number,
        "complemento": plain(sample.complement),
        "municipio": plain(place.city),
        "bairro": plain(place.district),
        "uf": place.state,
        "cep": f"{place.cep[:2]}.{place.cep[2:5]}-{place.cep[5:]}" if place.cep else "",
        "email": "",
        "telefone": f"({place.ddd}) 3333-4444",
        "data_situacao": day,
        "cnpj": masked(sample.cnpj),
        "ultima_atualizacao": "2026-01-05T23:59:59.000Z",
        "status": "OK",
        "efr": "",
        "motivo_situacao": "",
        "situacao_especial": "",
        "data_situacao_especial": "",
        "capital_social": "10000.00",
        **{
            name: {"optante": optant, "data_opcao": None, "data_exclusao": None}
            for name, optant in (("simples", sample.simples), ("simei", sample.mei))
            if optant is not None
        },
        "extra": {},
        "billing": {"free": True, "database": True},
    }


def _dotted(activity: str) -> str:
    return f"{activity[:2]}.{activity[2:4]}-{activity[4]}-{activity[5:]}"
