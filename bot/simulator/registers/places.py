"""The places the sample companies are at, and the CEPs that are asked alone.

Cities and CEPs are real and public; which company is where is invented.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a street, or a whole town of one CEP.

    Args:
        cep: bare.
        kind, street, district: empty in a town of one CEP.
        stretch: what the post calls complement, such as "lado ímpar".
        city, state, city_code: IBGE's.
        siafi: the city's other code, which is no IBGE code.
        ddd: of its telephones.
    """

    cep: str
    kind: str = ""
    street: str = ""
    district: str = ""
    stretch: str = ""
    city: str
    state: str
    city_code: str
    siafi: str
    ddd: str

    @property
    def whole_street(self) -> str:
        """Kind and name of the street."""
        return f"{self.kind} {self.street}".strip()


PAULISTA = Place(
    cep="01310100",
    kind="Avenida",
    street="Paulista",
    district="Bela Vista",
    stretch="de 612 a 1510 - lado par",
    city="São Paulo",
    state="SP",
    city_code="3550308",
    siafi="7107",
    ddd="11",
)
CEP_COMPLETO = Place(
    cep="01001000",
    kind="Praça",
    street="da Sé",
    district="Sé",
    stretch="lado ímpar",
    city="São Paulo",
    state="SP",
    city_code="3550308",
    siafi="7107",
    ddd="11",
)
CEP_GERAL = Place(cep="87360000", city="Goioerê", state="PR", city_code="4108601", siafi="7601", ddd="44")
CEP_DE_OUTRA_UF = Place(
    cep="20040002",
    kind="Avenida",
    street="Rio Branco",
    district="Centro",
    city="Rio de Janeiro",
    state="RJ",
    city_code="3304557",
    siafi="6001",
    ddd="21",
)
CURITIBA = Place(
    cep="80020310",
    kind="Rua",
    street="XV de Novembro",
    district="Centro",
    city="Curitiba",
    state="PR",
    city_code="4106902",
    siafi="7535",
    ddd="41",
)
BELO_HORIZONTE = Place(
    cep="30130005",
    kind="Avenida",
    street="Afonso Pena",
    district="Centro",
    city="Belo Horizonte",
    state="MG",
    city_code="3106200",
    siafi="4123",
    ddd="31",
)
CAXIAS_DO_SUL = Place(
    cep="95020172",
    kind="Rua",
    street="Sinimbu",
    district="Centro",
    city="Caxias do Sul",
    state="RS",
    city_code="4305108",
    siafi="8599",
    ddd="54",
)
NEWEST_CITY = Place(
    cep="78435000",
    city="Boa Esperança do Norte",
    state="MT",
    city_code="5101837",
    siafi="1194",
    ddd="66",
)

CEP_DESCONHECIDO = "99999999"
CEP_FORA_DO_AR = "88888888"

CEPS = {
    place.cep: place
    for place in (
        PAULISTA,
        CEP_COMPLETO,
        CEP_GERAL,
        CEP_DE_OUTRA_UF,
        CURITIBA,
        BELO_HORIZONTE,
        CAXIAS_DO_SUL,
        NEWEST_CITY,
    )
}
"""What the CEP services know."""
