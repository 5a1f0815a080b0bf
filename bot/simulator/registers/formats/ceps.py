"""The services of CEPs, which speak much alike."""

from typing import Any

from bot.simulator.registers.places import Place


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


def brasilapi(place: Place) -> dict[str, Any]:
    """As BrasilAPI's second version: null for what a general CEP has not, coordinates seldom."""
    return {
        "cep": place.cep,
        "state": place.state,
        "city": place.city,
        "neighborhood": place.district or None,
        "street": place.whole_street or None,
        "service": "open-cep",
        "timezoneName": "America/Sao_Paulo",
        "location": {"type": "Point", "coordinates": {}},
        "ibge": {"city": place.city_code, "state": place.city_code[:2]},
    }


def brasilapi_refusal(said: str) -> dict[str, Any]:
    """As BrasilAPI when it has no address, with what was said by the services it asked: here by one."""
    return {
        "message": "Todos os serviços de CEP retornaram erro.",
        "type": "service_error",
        "name": "CepPromiseError",
        "errors": [{"name": "ServiceError", "message": said, "service": "viacep"}],
    }
