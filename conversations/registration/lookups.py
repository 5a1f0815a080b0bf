"""What a lookup found, as answers of the registration; run as tasks, outside the turn."""

from collections.abc import Awaitable
from typing import Any

from conversations import readers
from conversations.ports.addresses import Addresses
from conversations.ports.cities import Cities
from conversations.ports.companies import Companies, Company, NotFound, Unavailable
from conversations.prompt import DoubtfulAnswer, Event, InvalidAnswer, Task

Found = dict[str, tuple[Any, dict[str, Any]]]
MOST = 60  # characters of every text in the NF-e schema's emit group
MOST_NATURE = 100  # of a legal nature, which stands in no fiscal document
MOST_OFFERED = 8  # IEs; among more nobody finds theirs, and it can be typed


async def run(task: Task, companies: Companies, addresses: Addresses, cities: Cities) -> Event:
    """Does a task of the registration; a failing source is an outcome, never an error.

    Args:
        task: `look_up_company`, `look_up_registrations` or `look_up_cep`.
        companies: where to look up a CNPJ.
        addresses: where to look up a CEP.
        cities: names the city of an IBGE code.
    """
    if task.name == "look_up_company":
        return await _event(task, _company(companies, cities, task.about["company.tax_id"]))
    if task.name == "look_up_registrations":
        return await _event(task, _register(companies, task.about["company.tax_id"]))
    return await _event(task, _address(addresses, task.about["address.cep"], task.about["company.tax_id"]))


async def _event(task: Task, found: Awaitable[Found]) -> Event:
    try:
        return Event(task.name, task.about, "found", await found)
    except NotFound:
        return Event(task.name, task.about, "not_found")
    except Unavailable:
        return Event(task.name, task.about, "unavailable")


async def _company(companies: Companies, cities: Cities, tax_id: str) -> Found:
    company = await companies.find(tax_id)
    given = {"company.tax_id": tax_id}
    legal_name, trade_name = _printable(company.legal_name), _printable(company.trade_name)
    found: Found = {
        "company.status": (company.status, given),
        "company.opened": (company.opened, given),
        "company.activity": (company.activity, given),
        "company.legal_nature": (_printable(company.legal_nature)[:MOST_NATURE].strip(), given),
        "company.tax_regime": (company.tax_regime, given),
        "company.legal_name": (legal_name[:MOST].strip() if len(legal_name) >= 2 else "", given),
        "company.name_cut": (max(len(legal_name), len(trade_name)) > MOST, given),
        "company.trade_name": (trade_name[:MOST].strip(), given),
        "address.state": (company.state, given),
        **_registrations(company, given),
        **_company_address(company, cities, given),
    }
    return {
        id_: (value, on) for id_, (value, on) in found.items() if value != "" or id_ == "address.complement"
    }


async def _register(companies: Companies, tax_id: str) -> Found:
    """What a register of IEs adds to what describes the company."""
    company = await companies.in_register(tax_id)
    given = {"company.tax_id": tax_id}
    found: Found = {
        "company.tax_regime": (company.tax_regime, given),
        "address.state": (company.state, given),  # first, for the IE is of a state
        **_registrations(company, given),
    }
    return {id_: (value, on) for id_, (value, on) in found.items() if value != ""}


def _registrations(company: Company, given: dict[str, Any]) -> Found:
    """The one active IE of the company's UF; several are offered instead."""
    here = [r.number for r in company.registrations if r.active and r.state == company.state]
    active = list(dict.fromkeys(here))  # each once
    known = {**given, "address.state": company.state}
    read = (_as_read(number, company.state) for number in active)
    valid = list(dict.fromkeys(number for number in read if number))[:MOST_OFFERED]
    if len(active) == 1 and valid:
        return {"company.state_registration": (valid[0], known)}
    return {"company.registrations": (valid, known)} if valid else {}


def _as_read(number: str, state: str) -> str:
    """A register's IE as if it were typed, zeros at its beginning included; empty for one that is refused.

    One that begins as our rules do not know yet is good: the state itself says that it is active.
    """
    try:
        return readers.state_registration(number, state)
    except DoubtfulAnswer as doubt:
        return str(doubt.value)
    except InvalidAnswer:
        return ""


def _company_address(company: Company, cities: Cities, given: dict[str, Any]) -> Found:
    if not company.cep:
        return {}
    here = {**given, "address.cep": company.cep}
    found: Found = {"address.cep": (company.cep, given)}
    found |= _lines(here, street=company.street, district=company.district)
    if company.number:
        found["address.number"] = (_printable(company.number)[:MOST].strip(), here)
    if company.number and company.street:
        found["address.complement"] = (_printable(company.complement)[:MOST].strip(), here)
    city = cities.named(company.city, company.state) if company.city and company.state else None
    code = city.code if city else company.city_code
    at = {**here, "address.state": company.state}
    return found | _city(at, city.name if city else company.city, code)


async def _address(addresses: Addresses, cep: str, tax_id: str) -> Found:
    address = await addresses.find(cep)
    given = {"address.cep": cep}
    found = _lines(given, street=address.street, district=address.district)
    found["address.state"] = (address.state, {"company.tax_id": tax_id})
    found["address.cep_state"] = (address.state, given)
    found |= _city(given, address.city, address.city_code)
    return {id_: (value, on) for id_, (value, on) in found.items() if value != ""}


def _lines(given: dict[str, Any], **parts: str) -> Found:
    """The parts of an address that can stand in a fiscal document."""
    kept = {f"address.{part}": _printable(text)[:MOST].strip() for part, text in parts.items()}
    return {id_: (text, given) for id_, text in kept.items() if len(text) >= 2}


def _city(given: dict[str, Any], name: str, code: str) -> Found:
    """A city, if both its name and its code are told."""
    found = _lines(given, city=name)
    return found | {"address.city_code": (code, given)} if found and code else {}


def _printable(text: str) -> str:
    """A source's text without what the NF-e schema refuses (see `readers.words`)."""
    return " ".join("".join(c for c in readers.line(text) if " " <= c <= "ÿ").split())
