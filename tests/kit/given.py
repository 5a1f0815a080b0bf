"""What a transcript may assume, arranged alike for every player."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.simulator.demo import RESELLER, VISITOR
from conversations.ports.customers import Registration
from conversations.ports.people import Reseller
from conversations.ports.plans import Category, Plan

NOON = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 12:00 in Brasília
SOL = Reseller("sol", "Contábil Sol", "(11) 4000-1234")
CATEGORIES = (
    Category(
        "fiscais",
        "Emissores Fiscais",
        (
            Plan("nfe", "Emissor NF-e", ("NF-e",), Decimal("49.90"), 7),
            Plan("nfce", "Emissor NFC-e", ("NFC-e",), Decimal("39.90"), 15),
            Plan("nfse", "Emissor NFS-e", ("NFS-e",), Decimal(0), 1),
        ),
    ),
    Category("carga", "Transporte", (Plan("cte", "Emissor CT-e", ("CT-e", "MDF-e"), Decimal("1049.90"), 7),)),
)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody with a phone, as the simulator's page has them."""

    id: int
    name: str
    phone: str


PEOPLE = {
    "Ana": Who(RESELLER, "Ana Lima", "+5511987654321"),
    "João": Who(VISITOR, "João Prado", "+5521991234567"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """The start of a transcript.

    Args:
        plans: whether the reseller has any, and in which categories.
        links: whether one-time pages can be opened from outside.
        linked: whether the person is the reseller's already.
        customers: those the reseller has, oldest first, with when they registered.
        said: what was said before the transcript begins; each line got one answer.
    """

    plans: tuple[Category, ...] = CATEGORIES
    links: bool = True
    linked: bool = True
    customers: tuple[tuple[datetime, Registration], ...] = ()
    said: tuple[str, ...] = ()


CONTACT_ANSWERED = (
    "/start",
    "[Novo cadastro]",
    "[Emissores Fiscais (3)]",
    "[⬜ Emissor NF-e · R$ 49,90]",
    "[Avançar]",
    "Maria Souza",
    "(11) 98765-4321",
    "maria@padaria.com.br",
    "[O cliente cria pelo link]",
)


def understand(lines: tuple[str, ...]) -> Given:
    """What the Given lines of a transcript say."""
    known = {"no plans", "one category", "no public address", "a stranger", "contact answered", *CUSTOMERS}
    if unknown := set(lines) - known:
        raise ValueError(f"no player knows how to arrange {unknown}")
    plans = CATEGORIES[:1] if "one category" in lines else CATEGORIES
    return Given(
        plans=() if "no plans" in lines else plans,
        links="no public address" not in lines,
        linked="a stranger" not in lines,
        customers=tuple(
            (NOON + timedelta(minutes=n), one)
            for n, (name, one) in enumerate(CUSTOMERS.items())
            if name in lines
        ),
        said=CONTACT_ANSWERED if "contact answered" in lines else (),
    )


PADARIA = Registration(
    key="telegram:1:before",
    reseller_id=SOL.id,
    person_id="ana",
    plan_ids=("nfe",),
    name="Rita",
    phone="+5511987650000",
    email="padaria@exemplo.com.br",
    password_by="link",
    tax_id="12345678000195",
    legal_name="PADARIA EXEMPLO DO BAIRRO LTDA",
    trade_name="PAO DE EXEMPLO",
    status="ATIVA",
    opened="2019-03-11",
    activity="4721102",
    legal_nature="Sociedade Empresária Limitada",
    tax_regime="1",
    state="SP",
    state_registration="111222330112",
    cep="01310100",
    street="AVENIDA PAULISTA",
    number="1000",
    complement="",
    district="BELA VISTA",
    city="São Paulo",
    city_code="3550308",
    trial_ends_at=NOON + timedelta(days=7),
)
"""A customer whose company is the simulator's bakery."""

CUSTOMERS = {
    "a customer": PADARIA,
    "a customer with a password": replace(PADARIA, password_by="typed", password_hash="$argon2id$"),
    "a customer without IE": replace(PADARIA, state_registration="ISENTO"),
    "another customer": replace(
        PADARIA,
        key="telegram:1:other",
        email="mercado@exemplo.com.br",
        state_registration="222333440118",
        trade_name="MERCADO EXEMPLO",
    ),
    "a rural producer": replace(
        PADARIA,
        key="telegram:1:rural",
        tax_id="12345678909",
        legal_name="JOSE EXEMPLO DA SILVA",
        trade_name="",
        status="",
        opened="",
        activity="",
        legal_nature="",
        tax_regime="",
    ),
    "a carrier without IE": replace(PADARIA, plan_ids=("cte",), state_registration="ISENTO"),
    "a customer of services": replace(PADARIA, plan_ids=("nfse",), state_registration="ISENTO"),
}
"""The customers a transcript may begin with, by the words that say so."""
