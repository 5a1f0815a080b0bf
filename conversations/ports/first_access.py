"""The first configuration of a customer's emitter, and what is still missing to issue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Environment = Literal["homologacao", "producao"]
ENVIRONMENTS: tuple[Environment, ...] = ("producao", "homologacao")
CertificateType = Literal["A1", "A3"]
KEEP_LOGO = "kept"
"""The logo that there is, or that there is none, stays."""
PasswordState = Literal["none", "must_change", "created"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Where one kind of document goes on counting in one environment.

    Args:
        document: such as "NF-e".
        environment: `homologacao` or `producao`.
        series: of the documents.
        next_number: of the next one.
    """

    document: str
    environment: Environment
    series: int
    next_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """A finished first configuration, every answer read and checked.

    Args:
        reseller_id: whose customer it must be.
        customer_id: who is configured.
        person_id: of the reseller, who did it; empty if the customer did.
        version: of the record it was filled in from.
        state, city, city_code: where the company is; IBGE code of 7 digits.
        state_registration: bare, or "ISENTO".
        tax_regime: CRT "1" to "4".
        municipal_registration: bare; empty where there is none.
        certificate_type: A1 or A3.
        numberings: one for each document of its plans that it can issue, and environment.
        logo: the id of one that was kept for this, KEEP_LOGO, or empty for none.
    """

    reseller_id: str
    customer_id: str
    person_id: str
    version: int
    state: str
    city: str
    city_code: str
    state_registration: str
    tax_regime: str
    municipal_registration: str
    certificate_type: CertificateType
    numberings: tuple[Numbering, ...]
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a customer that issuing depends on.

    Args:
        documents: what its plans issue, in the order of `conversations.ports.catalog.DOCUMENTS`.
        tax_id, state, state_registration, city_code, tax_regime: as registered, or configured since.
        municipal_registration: empty where there is none, or nobody said yet.
        numberings: those that are configured, of documents it may have no more as well.
        certificate_type: empty before the first configuration.
        certificate_until: when the A1 certificate that was sent ends, UTC; none if none was.
        certificate_tax_id: the CNPJ or CPF in it, bare.
        password: whether the customer has one, and created it alone.
        has_logo: whether a configuration named one.
        configured_at: when the first configuration was last done, UTC; none before.
    """

    documents: tuple[str, ...]
    tax_id: str
    state: str
    state_registration: str
    city_code: str
    tax_regime: str
    municipal_registration: str = ""
    numberings: tuple[Numbering, ...] = ()
    certificate_type: CertificateType | Literal[""] = ""
    certificate_until: datetime | None = None
    certificate_tax_id: str = ""
    password: PasswordState
    has_logo: bool = False
    configured_at: datetime | None = None


class NotReady(Exception):  # noqa: N818 - a fact about the customer
    """Something is missing to issue."""


class FirstAccess(Protocol):
    """The first configurations of all customers; each question carries whose they are."""

    async def facts(self, reseller_id: str, customer_id: str) -> Facts:
        """What is known of a customer.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer.
        """

    async def configure(self, configuration: Configuration) -> None:
        """Keeps a configuration in the place of an older one; what it says of the registration is its
        correction. The same again (`version` is the one it led from) finds it done.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer.
            conversations.ports.customers.Changed: somebody corrected it since.
            conversations.ports.customers.AlreadyCustomer: the IE makes it one the reseller has already.
        """

    async def go_live(self, reseller_id: str, customer_id: str) -> bool:
        """Brings a customer from Homologação to Produção; whether it was not there yet.

        Raises:
            conversations.ports.customers.Gone: the reseller has no such customer.
            NotReady: something is missing.
        """
