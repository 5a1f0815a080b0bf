"""Invented companies, one of each kind that the registration treats differently.

Their CNPJs have valid check digits and roots that nobody seems to have: 12.345.678 and 12.ABC.345 are
everybody's examples (the second one Receita Federal's own), 99.000.1xx lies beyond those in use.
"""

from dataclasses import dataclass

from bot.simulator.registers.places import (
    BELO_HORIZONTE,
    CAXIAS_DO_SUL,
    CEP_COMPLETO,
    CEP_GERAL,
    CURITIBA,
    NEWEST_CITY,
    PAULISTA,
    Place,
)

EVERYBODY = frozenset({"minhareceita", "opencnpj", "brasilapi", "cnpja", "cnpjws", "receitaws"})
WITH_IES = frozenset({"cnpja", "cnpjws"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCompany:
    """An invented company and how the registers treat it.

    Args:
        label: what it shows, as the page says it.
        cnpj: bare.
        legal_name, trade_name: as CNPJá would write them; the others write capitals without accents.
        status: situação cadastral.
        simples, mei: the two options, none where nobody knows.
        activity: main CNAE.
        nature: of the firm, code and words.
        place, number, complement: where it is; none where nobody tells.
        registrations: number, state and whether active of each IE.
        known_to: the services that know it; the others answer "not found".
        failing: the services that fail when asked for it.
        slow: whether the services take their time.
        late: whether those that know IEs do.
    """

    label: str
    cnpj: str
    legal_name: str = ""
    trade_name: str = ""
    status: str = "Ativa"
    simples: bool | None = False
    mei: bool | None = False
    activity: str = "4721102"
    nature: tuple[int, str] = (2062, "Sociedade Empresária Limitada")
    place: Place | None = PAULISTA
    number: str = "1000"
    complement: str = ""
    registrations: tuple[tuple[str, str, bool], ...] = ()
    known_to: frozenset[str] = EVERYBODY
    failing: frozenset[str] = frozenset()
    slow: bool = False
    late: bool = False


PADARIA = SampleCompany(
    label="Padaria: tudo preenchido",
    cnpj="12345678000195",
    legal_name="Padaria Exemplo do Bairro Ltda",
    trade_name="Pão de Exemplo",
    simples=True,
    complement="Loja 2",
    registrations=(("111222330112", "SP", True),),
)
MEI = SampleCompany(
    label="MEI com o CPF no nome",
    cnpj="99000101000120",
    legal_name="Maria Exemplo da Silva 12345678909",
    trade_name="Doces da Maria Exemplo",
    simples=True,
    mei=True,
    activity="1091102",
    nature=(2135, "Empresário (Individual)"),
    place=CAXIAS_DO_SUL,
    number="SN",
    registrations=(("9611122204", "RS", True),),
)
SEM_IE = SampleCompany(
    label="Ativa, sem inscrição estadual",
    cnpj="99000102000174",
    legal_name="Consultoria Exemplar em Informática Ltda",
    activity="6204000",
    place=BELO_HORIZONTE,
    complement="Sala 1201",
)
DUAS_IES = SampleCompany(
    label="Duas inscrições estaduais ativas na UF",
    cnpj="99000103000119",
    legal_name="Atacado Exemplo de Bebidas Ltda",
    trade_name="Bebidas Exemplo",
    activity="4635402",
    place=CEP_COMPLETO,
    registrations=(("222333440118", "SP", True), ("333444550113", "SP", True), ("255111223", "SC", True)),
)
IE_DE_OUTRA_UF = SampleCompany(
    label="Inscrição estadual só em outra UF",
    cnpj="99000104000163",
    legal_name="Distribuidora Modelo de Peças Ltda",
    trade_name="Peças Modelo",
    activity="4530703",
    place=CURITIBA,
    registrations=(("255111223", "SC", True),),
)
BAIXADA = SampleCompany(
    label="Baixada",
    cnpj="99000105000108",
    legal_name="Armarinho de Amostra Ltda",
    status="Baixada",
    activity="4755502",
    registrations=(("100200302118", "SP", False),),
)
INAPTA = SampleCompany(
    label="Inapta",
    cnpj="99000106000152",
    legal_name="Transportes Fictícios Ltda",
    status="Inapta",
    activity="4930202",
    place=CURITIBA,
)
REGIME_DESCONHECIDO = SampleCompany(
    label="Regime tributário desconhecido",
    cnpj="99000107000105",
    legal_name="Associação Exemplo dos Amigos do Teste",
    simples=None,
    mei=None,
    activity="9430800",
    nature=(3999, "Associação Privada"),
)
ALFANUMERICA = SampleCompany(
    label="CNPJ com letras",
    cnpj="12ABC34501DE35",
    legal_name="Startup de Exemplo Alfanumérica Ltda",
    trade_name="Letras e Números",
    simples=True,
    activity="6201501",
    known_to=EVERYBODY - {"cnpja"},
)
NOME_LONGO = SampleCompany(
    label="Nome com mais de 60 letras",
    cnpj="99000108000141",
    legal_name="Comércio Varejista e Atacadista de Materiais de Construção Exemplo e Filhos Associados Ltda",
    trade_name="Casa Exemplo Materiais de Construção, Ferragens, Tintas e Utilidades do Lar",
    activity="4744099",
    place=BELO_HORIZONTE,
    registrations=(("0621112220010", "MG", True),),
)
CIDADE_DE_CEP_UNICO = SampleCompany(
    label="Cidade com um CEP só: faltam rua e bairro",
    cnpj="99000109000196",
    legal_name="Agropecuária Exemplo do Campo Ltda",
    trade_name="Agro Exemplo",
    activity="0151201",
    place=CEP_GERAL,
    number="",
    registrations=(("1011122252", "PR", True),),
)
SEM_ENDERECO = SampleCompany(
    label="Sem endereço na consulta",
    cnpj="99000110000110",
    legal_name="Loja Virtual Sem Endereço de Exemplo Ltda",
    simples=True,
    place=None,
    number="",
)
SO_OPENCNPJ = SampleCompany(
    label="Conhecida só pelo OpenCNPJ, na cidade mais nova do país",
    cnpj="99000111000165",
    legal_name="Mercado Exemplo da Cidade Nova Ltda",
    trade_name="Mercado Novo",
    simples=True,
    place=NEWEST_CITY,
    number="",
    known_to=frozenset({"opencnpj"}),
)
DESCONHECIDA = SampleCompany(
    label="Nenhuma consulta conhece",
    cnpj="99000112000100",
    known_to=frozenset(),
)
FORA_DO_AR = SampleCompany(
    label="Todas as consultas fora do ar",
    cnpj="99000113000154",
    failing=EVERYBODY,
)
LENTA = SampleCompany(
    label="Consulta demorada, uns 3 segundos",
    cnpj="99000114000107",
    legal_name="Relojoaria Exemplo sem Pressa Ltda",
    trade_name="Sem Pressa",
    simples=True,
    activity="4783102",
    registrations=(("100200302118", "SP", True),),
    slow=True,
)
IE_FORA_DO_AR = SampleCompany(
    label="Só a consulta da inscrição estadual fora do ar",
    cnpj="99000115000143",
    legal_name="Papelaria Exemplo de Papel Ltda",
    trade_name="Papel de Exemplo",
    simples=True,
    activity="4761003",
    place=CURITIBA,
    failing=WITH_IES,
)
IE_ATRASADA = SampleCompany(
    label="A inscrição estadual chega depois",
    cnpj="99000116000198",
    legal_name="Sapataria Exemplo Ltda",
    trade_name="Passo de Exemplo",
    simples=True,
    activity="4782201",
    registrations=(("111222330112", "SP", True),),
    late=True,
)
DUAS_IES_ATRASADAS = SampleCompany(
    label="Duas inscrições estaduais, que chegam depois",
    cnpj="99000117000132",
    legal_name="Atacado Exemplo de Calçados Ltda",
    trade_name="Calçados de Exemplo",
    activity="4643501",
    registrations=(("222333440118", "SP", True), ("333444550113", "SP", True)),
    late=True,
)

COMPANIES = {
    company.cnpj: company
    for company in (
        PADARIA,
        MEI,
        SEM_IE,
        DUAS_IES,
        IE_DE_OUTRA_UF,
        BAIXADA,
        INAPTA,
        REGIME_DESCONHECIDO,
        ALFANUMERICA,
        NOME_LONGO,
        CIDADE_DE_CEP_UNICO,
        SEM_ENDERECO,
        SO_OPENCNPJ,
        DESCONHECIDA,
        FORA_DO_AR,
        LENTA,
        IE_FORA_DO_AR,
        IE_ATRASADA,
        DUAS_IES_ATRASADAS,
    )
}
"""All of them, by CNPJ, in the order the page shows them."""
