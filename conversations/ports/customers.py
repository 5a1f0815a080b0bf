"""The registered customers."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

PasswordBy = Literal["link", "generated", "typed"]
Only = Literal[
    "all", "in_trial", "ending", "ended", "password_pending", "ready", "unready", "homologacao", "producao"
]
"""What a list is narrowed to. `ending`: the trial ends within 3 days; `password_pending`: the customer has
not created or seen the password yet; `ready`: nothing is missing to issue, and it is not in Produção yet;
`unready`: something is."""
PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A finished registration, every answer read and checked.

    Args:
        key: the draft's id within its chat: the same key registers once.
        reseller_id: whose customer it will be.
        person_id: who registered it; empty if the customer did, by an invite.
        invite_id: of that invite, else empty.
        consent: version of the data notice the customer said yes to, else empty.
        plan_ids: at least one, of one category.
        name, phone, email: of the contact; phone in E.164, e-mail normalised.
        password_by: how the customer gets a password.
        password_hash: Argon2id, only when typed.
        must_change: whether the typed password is only good for the first access.
        tax_id: CNPJ (14) or CPF (11), bare.
        legal_name, trade_name: trade name may be empty.
        status: of the company in the federal register, empty if unknown.
        opened, activity, legal_nature: of it there too: ISO date, main CNAE (7 digits), in words.
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
    invite_id: str = ""
    consent: str = ""
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
    opened: str = ""
    activity: str = ""
    legal_nature: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A customer as a line of the list.

    Args:
        id: ours.
        name: trade name, or the legal name where there is none.
        tax_id: bare; who shows it masks it.
        environment: `homologacao` or `producao`.
        missing: how much is missing to issue.
        suspended: whether the reseller has suspended it.
        trial_ends_at: UTC.
        registered_by: the name of the reseller's person; empty if it came by itself.
        by_invite: whether it registered itself through an invite.
    """

    id: str
    name: str
    tax_id: str
    environment: str
    missing: int
    suspended: bool
    trial_ends_at: datetime
    registered_by: str
    by_invite: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list: at most PAGE customers, and whether there are more behind it."""

    customers: tuple[Listed, ...]
    number: int
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything about one customer that its reseller may see.

    Args:
        id: ours.
        version: changes with each correction; a correction made on an older one is refused.
        answers: what was registered, as last corrected; its password_hash is empty here.
        category: its plans' category by name.
        plans: what was sold, such as "Emissor NF-e (R$ 49,90)" without the wording: name and price.
        environment: `homologacao` or `producao`.
        missing: as in `Listed`.
        suspended: whether the reseller has suspended it.
        password_pending: the customer has not created or seen the password yet.
        registered_by: as in `Listed`.
        by_invite: as in `Listed`.
        registered_at: UTC.
    """

    id: str
    version: int
    answers: Registration
    category_id: str
    category: str
    plans: tuple[tuple[str, Decimal], ...]
    environment: str
    missing: int
    suspended: bool
    password_pending: bool
    registered_by: str
    by_invite: bool
    registered_at: datetime


class Changed(Exception):  # noqa: N818 - a fact about the customer
    """Somebody else corrected the customer since it was shown.

    Args:
        by: the name of who did, empty if unknown.
    """

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by


class Gone(Exception):  # noqa: N818 - a fact about the customer
    """The reseller has no such customer, or no longer; another reseller's looks the same."""


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

    async def sibling(self, reseller_id: str, tax_id: str) -> Record | None:
        """The reseller's newest customer of the same company in another place: the same first eight signs of
        the CNPJ, and another number.
        """

    async def register(self, registration: Registration) -> Customer:
        """Registers once; the same key again finds the customer it made.

        Raises:
            EmailTaken: also when somebody else took it a moment ago.
            AlreadyCustomer: likewise.
        """

    async def page(self, reseller_id: str, *, number: int = 0, query: str = "", only: Only = "all") -> Page:
        """A page of the reseller's customers, newest first.

        Args:
            reseller_id: whose.
            number: of the page, from 0; beyond the end it is empty.
            query: the beginnings of words of names, tax id, e-mail or phone, in any order; accents, capitals
                and punctuation do not matter. Empty finds all.
            only: what it is narrowed to.
        """

    async def record(self, reseller_id: str, customer_id: str) -> Record:
        """One customer of the reseller.

        Raises:
            Gone: it has none of this id.
        """

    async def correct(self, customer_id: str, version: int, answers: Registration) -> Record:
        """Puts corrected answers in the place of the old ones; plans that stay keep what they were sold for.

        The same correction again (`version` is the one it led from and nothing differs) finds it done.

        Args:
            customer_id: whose.
            version: of the record that was corrected.
            answers: all of them; `reseller_id` says whose customer it must be, `person_id` who corrects.
                Key, password and trial stay what they were.

        Raises:
            Gone: the reseller has no such customer.
            Changed: somebody else corrected it since.
            EmailTaken: as for `register`.
            AlreadyCustomer: as for `register`.
        """

    async def suspend(self, reseller_id: str, customer_id: str, *, suspended: bool) -> None:
        """Suspends or reactivates a customer.

        Raises:
            Gone: the reseller has no such customer.
        """

    async def remove(self, reseller_id: str, customer_id: str) -> None:
        """Removes a customer with everything that hangs on it; its e-mail is free again.

        Raises:
            Gone: the reseller has no such customer.
        """
