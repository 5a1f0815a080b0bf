from collections.abc import Iterable
from dataclasses import replace

from conversations.ports.companies import Company, NotFound, Unavailable


class FakeCompanies:
    """Companies by CNPJ; `down`, or `failing` for some of them, and it is unavailable. Where the register is
    `late`, a company comes without its registrations.
    """

    def __init__(self, companies: Iterable[Company] = (), failing: Iterable[str] = ()) -> None:
        self.companies = {company.tax_id: company for company in companies}
        self.failing = set(failing)
        self.down = False
        self.late = False
        self.asked: list[str] = []

    async def find(self, tax_id: str) -> Company:
        self.asked.append(tax_id)
        company = self._known(tax_id)
        return replace(company, registrations=()) if self.late else company

    async def in_register(self, tax_id: str) -> Company:
        return self._known(tax_id)

    def _known(self, tax_id: str) -> Company:
        if self.down or tax_id in self.failing:
            raise Unavailable
        if tax_id not in self.companies:
            raise NotFound
        return self.companies[tax_id]
