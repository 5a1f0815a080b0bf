"""BrasilAPI's companies: Minha Receita's answers, passed on from machines of its own.

Its 404 is Minha Receita's, in the same words; where Minha Receita is away or speaks otherwise, its 404 and
500 have other words, and are no answer. It takes CNPJs with letters, since Minha Receita does, and refuses
whoever sends no User-Agent.

Source: its pages/api/cnpj and services/cnpj.js, issues 772 (404 while Minha Receita is ill), 789 and 827
(letters), 826 (User-Agent), 684 (some 100 questions a minute); shapes in tests/fixtures/brasilapi.
"""

import httpx

from bot.adapters.sources import minhareceita
from bot.adapters.sources.fetching import get
from conversations.ports.companies import Company

DEFAULT_URL = "https://brasilapi.com.br/api"


class BrasilApi:
    """Companies from BrasilAPI, numeric and alphanumeric CNPJs.

    Args:
        http: the client to use.
        base_url: of the service, with its `/api`.
        within: seconds for the whole answer.
    """

    name = "brasilapi"

    def __init__(self, http: httpx.AsyncClient, base_url: str = DEFAULT_URL, within: float = 4.0) -> None:
        self._http, self._base_url, self._within = http, base_url, within

    async def find(self, tax_id: str) -> Company:
        """The company of a CNPJ, without registrations.

        Raises:
            NotFound: the service says so.
            Unavailable: it did not answer, or not in its own format, or about another company.
        """
        answer = await get(self._http, self._base_url, "/cnpj/v1/{}", tax_id, within=self._within)
        return minhareceita.read(answer, tax_id)
