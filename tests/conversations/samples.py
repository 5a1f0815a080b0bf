"""Invented companies and real CEPs, as the lookups tell them: one of each kind."""

from dataclasses import replace

from conversations.ports.addresses import Address
from conversations.ports.companies import Company, StateRegistration

SP_IES = ("111222330112", "222333440118", "333444550113")

PAULISTA = Address(
    cep="01310100", street="Avenida Paulista", district="Bela Vista", city="São Paulo", state="SP",
    city_code="3550308",
)  # fmt: skip
RIO = Address(
    cep="20040002", street="Avenida Rio Branco", district="Centro", city="Rio de Janeiro", state="RJ",
    city_code="3304557",
)  # fmt: skip
GENERAL = Address(cep="87360000", street="", district="", city="Goioerê", state="PR", city_code="4108601")
ADDRESSES = (PAULISTA, RIO, GENERAL)

PADARIA = Company(
    tax_id="12345678000195",
    legal_name="PADARIA EXEMPLO LTDA",
    trade_name="PAO DE EXEMPLO",
    status="ATIVA",
    opened="2019-03-11",
    activity="4721102",
    legal_nature="Sociedade Empresária Limitada",
    tax_regime="1",
    cep="01310100",
    street="AVENIDA PAULISTA",
    number="1000",
    complement="LOJA 2",
    district="BELA VISTA",
    city="SAO PAULO",
    state="SP",
    city_code="3550308",
    registrations=(StateRegistration(number=SP_IES[0], state="SP", active=True),),
)
BEBIDAS = replace(
    PADARIA,
    tax_id="99000103000119",
    legal_name="BEBIDAS EXEMPLO LTDA",
    trade_name="BEBIDAS",
    tax_regime="3",
    registrations=tuple(
        StateRegistration(number=number, state=state, active=active)
        for number, state, active in [
            (SP_IES[1], "SP", True),
            (SP_IES[2], "SP", True),
            (SP_IES[0], "SP", False),
            ("255111223", "SC", True),
        ]
    ),
)
PECAS = replace(
    PADARIA,
    tax_id="99000104000163",
    legal_name="PECAS EXEMPLO LTDA",
    registrations=(
        StateRegistration(number="255111223", state="SC", active=True),
        StateRegistration(number=SP_IES[0], state="SP", active=False),
    ),
)
BAIXADA = replace(
    PADARIA, tax_id="99000105000108", legal_name="ARMARINHO LTDA", status="BAIXADA", registrations=()
)
RURAL = replace(
    PADARIA,
    tax_id="99000109000196",
    legal_name="AGRO EXEMPLO LTDA",
    cep="87360000",
    street="",
    number="",
    complement="",
    district="",
    city="GOIOERE",
    state="PR",
    city_code="4108601",
    registrations=(StateRegistration(number="1011122252", state="PR", active=True),),
)
COMPANIES = (PADARIA, BEBIDAS, PECAS, BAIXADA, RURAL)
UNKNOWN_CNPJ = "99000112000100"
