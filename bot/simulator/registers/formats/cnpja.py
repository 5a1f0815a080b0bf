"""CNPJá."""

from typing import Any

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats.words import NOWHERE, OPENED, STATUS_CODES


def company(sample: SampleCompany) -> dict[str, Any]:
    """As CNPJá: records within records, an option left out where nobody knows it."""
    place = sample.place or NOWHERE
    options = {
        name: {"optant": optant, "since": OPENED if optant else None}
        for name, optant in (("simples", sample.simples), ("simei", sample.mei))
        if optant is not None
    }
    return {
        "updated": "2026-01-05T12:00:00.000Z",
        "taxId": sample.cnpj,
        "alias": sample.trade_name or None,
        "founded": OPENED,
        "head": True,
        "company": {
            "members": [],
            "id": int(sample.cnpj[:8]),
            "name": sample.legal_name,
            "equity": 10000,
            "nature": {"id": sample.nature[0], "text": sample.nature[1]},
            "size": {"id": 1, "acronym": "ME", "text": "Microempresa"},
            **options,
        },
        "statusDate": OPENED,
        "status": {"id": STATUS_CODES[sample.status], "text": sample.status},
        "address": {
            "municipality": int(place.city_code or 0),
            "street": place.whole_street,
            "number": "S/N" if sample.number == "SN" else sample.number,
            "district": place.district,
            "city": place.city,
            "state": place.state,
            "details": sample.complement or None,
            "zip": place.cep,
            "country": {"id": 76, "name": "Brasil"},
        },
        "mainActivity": {"id": int(sample.activity), "text": ""},
        "phones": [],
        "emails": [],
        "sideActivities": [],
        "registrations": [_registration(*registration) for registration in sample.registrations],
        "suframa": [],
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
