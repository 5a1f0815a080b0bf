from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime

from conversations.first_access.readiness import missing
from conversations.ports.catalog import DOCUMENTS
from conversations.ports.customers import Changed
from conversations.ports.first_access import KEEP_LOGO, Configuration, Facts, NotReady, PasswordState
from tests.fakes.certificates import FakeCertificates
from tests.fakes.customers import FakeCustomers, Kept
from tests.fakes.logos import FakeLogos

OF_CUSTOMER = ("state", "city", "city_code", "state_registration", "tax_regime")


class FakeFirstAccess:
    """Configurations by the id of their customer.

    Args:
        customers: whose; they are corrected.
        certificates: of these.
        clock: what time it is.
    """

    def __init__(
        self,
        customers: FakeCustomers,
        certificates: FakeCertificates,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.configured: dict[str, Configuration] = {}
        self.configured_at: dict[str, datetime] = {}
        self.logos = FakeLogos(customers)
        self._customers, self._certificates, self._clock = customers, certificates, clock
        customers.missing = self.missing

    async def facts(self, reseller_id: str, customer_id: str) -> Facts:
        return self._facts(self._customers.of(reseller_id, customer_id))

    async def configure(self, configuration: Configuration) -> None:
        kept = self._customers.of(configuration.reseller_id, configuration.customer_id)
        if kept.version == configuration.version + 1 and self.configured.get(kept.id) == configuration:
            return
        if kept.version != configuration.version:
            raise Changed(self._customers.name(kept.updated_by))
        corrected = {name: getattr(configuration, name) for name in OF_CUSTOMER}
        answers = replace(kept.answers, **corrected)
        self._customers.refuse(answers, besides=kept)
        kept.answers, kept.updated_by, kept.version = answers, configuration.person_id, kept.version + 1
        if configuration.logo != KEEP_LOGO:
            self.logos.name(kept.id, configuration.logo)
        self.configured[kept.id], self.configured_at[kept.id] = configuration, self._clock()

    async def go_live(self, reseller_id: str, customer_id: str) -> bool:
        kept = self._customers.of(reseller_id, customer_id)
        if kept.environment == "producao":
            return False
        if self.missing(kept):
            raise NotReady
        kept.environment = "producao"
        return True

    def missing(self, kept: Kept) -> int:
        return missing(self._facts(kept), self._clock())

    def _facts(self, kept: Kept) -> Facts:
        answers, configured = kept.answers, self.configured.get(kept.id)
        certificate = self._certificates.kept.get(kept.id)
        sold = {document for _, plan in kept.sold.values() for document in plan.documents}
        registered = ("tax_id", "state", "state_registration", "city_code", "tax_regime")
        asked = ("municipal_registration", "certificate_type", "numberings") if configured else ()
        assert {*registered, *asked} <= {f.name for f in fields(Facts)}
        return Facts(
            documents=tuple(document for document in DOCUMENTS if document in sold),
            password=_password(kept),
            certificate_until=certificate.not_after if certificate else None,
            certificate_tax_id=certificate.tax_id if certificate else "",
            has_logo=any(one.customer_id == kept.id and one.current for one in self.logos.kept),
            configured_at=self.configured_at.get(kept.id),
            **{name: getattr(answers, name) for name in registered},
            **{name: getattr(configured, name) for name in asked},
        )


def _password(kept: Kept) -> PasswordState:
    if not kept.answers.password_hash:
        return "none"
    return "must_change" if kept.answers.must_change else "created"
