"""One-time pages, as the players of transcripts use them."""

import httpx
from sqlalchemy import select

from bot.db.database import Database
from bot.db.models import CustomerRow, OneTimeLinkRow
from bot.sealing import token_digest
from conversations.ports.certificates import Certificate
from conversations.ports.customers import Registration
from tests.kit.certificates import PASSWORD, UNTIL, Sample, company, person
from tests.kit.given import NOON


def certificate_of(answers: Registration) -> Certificate:
    """What is known of the certificate that a customer sends at noon."""
    return Certificate(holder=answers.legal_name, tax_id=answers.tax_id, not_after=UNTIL, kept_at=NOON)


async def send_certificate(database: Database, link: str) -> None:
    """Sends the customer's certificate by a link, as a browser does."""
    digest = token_digest(link.rpartition("/")[2])
    async with database.transaction() as tx:
        query = select(CustomerRow).join(OneTimeLinkRow, OneTimeLinkRow.customer_id == CustomerRow.id)
        customer = (await tx.session.scalars(query.where(OneTimeLinkRow.digest == digest))).one()
    fields = company if len(customer.tax_id) == 14 else person
    sample = Sample(common=f"{customer.legal_name}:{customer.tax_id}", fields=fields(customer.tax_id))
    files = {"certificate": ("certificado.pfx", sample.file(), "application/x-pkcs12")}
    async with httpx.AsyncClient() as browser:
        answer = await browser.post(link, data={"password": PASSWORD}, files=files)
    assert 200 == answer.status_code, answer.text
