"""What the public registers know of a company."""

from dataclasses import dataclass
from typing import Protocol


class NotFound(Exception):  # noqa: N818 - an answer, not a failure
    """The source says there is none. No proof: the public copies lag behind."""


class Unavailable(Exception):  # noqa: N818 - a state of the source
    """The source did not answer, or not in its own format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRegistration:
    """An Inscrição Estadual: bare number, the UF it is of, whether it is active."""

    number: str
    state: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company as its sources describe it; an empty string is "not told".

    Args:
        tax_id: CNPJ, bare.
        legal_name: without the CPF that a MEI's name may end in.
        trade_name: nome fantasia.
        status: situação cadastral in capitals, such as "ATIVA", "BAIXADA".
        tax_regime: CRT "4" for MEI, "1" for Simples, "3" for neither, "" unknown.
        opened: ISO date of its opening.
        activity: main CNAE, 7 digits.
        legal_nature: as the source words it.
        cep, street, number, complement, district, city, state: the address; CEP bare, UF two letters.
        city_code: IBGE, 7 digits.
        registrations: its Inscrições Estaduais, of all states.
    """

    tax_id: str
    legal_name: str = ""
    trade_name: str = ""
    status: str = ""
    tax_regime: str = ""
    opened: str = ""
    activity: str = ""
    legal_nature: str = ""
    cep: str = ""
    street: str = ""
    number: str = ""
    complement: str = ""
    district: str = ""
    city: str = ""
    state: str = ""
    city_code: str = ""
    registrations: tuple[StateRegistration, ...] = ()


class Companies(Protocol):
    """Companies by their CNPJ."""

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, with its registrations if they are known by then.

        Raises:
            NotFound: every source that answered says there is none.
            Unavailable: no source could be asked.
        """

    async def in_register(self, tax_id: str) -> Company:
        """The company as a register of Inscrições Estaduais has it, which may take longer than `find`.

        Raises:
            NotFound: every register that answered says there is none.
            Unavailable: no register could be asked.
        """
