"""The registered customers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

PasswordBy = Literal["link", "generated", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A finished registration, every answer read and checked.

    Args:
        key: the draft's id within its chat: the same key registers once.
        reseller_id: whose customer it will be.
        person_id: who registered it.
        plan_ids: at least one, of one category.
        name, phone, email: of the contact; phone in E.164, e-mail normalised.
        password_by: how the customer gets a password.
        password_hash: Argon2id, only when typed.
        must_change: whether the typed password is only good for the first access.
        tax_id: CNPJ (14) or CPF (11), bare.
        legal_name, trade_name: trade name may be empty.
        status: of the company in the federal register, empty if unknown.
        tax_regime: CRT "1" to "4", empty if unknown.
        state: the two letters of the UF.
        state_registration: bare, or "ISENTO".
        cep, street, number, complement, district, city: the address; complement may be empty.
        city_code: IBGE, 7 digits.
        trial_ends_at: UTC.
    """

    key: str
    reseller_id: str
    person_id: str
    plan_ids: tuple[str, ...]
    name: str
    phone: str
    email: str
    password_by: PasswordBy
    password_hash: str = ""
    must_change: bool = False
    tax_id: str
    legal_name: str
    trade_name: str
    status: str
    tax_regime: str
    state: str
    state_registration: str
    cep: str
    street: str
    number: str
    complement: str
    district: str
    city: str
    city_code: str
    trial_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A registered customer, as much of it as a conversation needs.

    Args:
        id: ours.
        legal_name, email, tax_id, state_registration: as registered.
        environment: `homologacao` or `producao`.
        trial_ends_at, registered_at: UTC.
    """

    id: str
    legal_name: str
    email: str
    tax_id: str
    state_registration: str
    environment: str
    trial_ends_at: datetime
    registered_at: datetime


class EmailTaken(Exception):  # noqa: N818 - a fact about the e-mail
    """Some customer, of whatever reseller, signs in with this e-mail."""


class AlreadyCustomer(Exception):  # noqa: N818 - a fact about the company
    """The reseller has a customer of this tax id and IE."""

    def __init__(self, customer: Customer) -> None:
        super().__init__(customer.id)
        self.customer = customer


class Customers(Protocol):
    """The customers of all resellers; each question carries whose they are."""

    async def email_taken(self, email: str) -> bool:
        """Whether any customer signs in with this e-mail, ignoring case."""

    async def same(self, reseller_id: str, tax_id: str, state_registration: str) -> Customer | None:
        """The reseller's customer of this tax id and IE, if there is one."""

    async def register(self, registration: Registration) -> Customer:
        """Registers once; the same key again finds the customer it made.

        Raises:
            EmailTaken: also when somebody else took it a moment ago.
            AlreadyCustomer: likewise.
        """
