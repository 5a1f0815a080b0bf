import pytest

from bot.adapters.sources import wording


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("FULANO DE TAL 12345678909", "FULANO DE TAL"),
        ("FULANO DE TAL12345678909", "FULANO DE TAL"),
        ("FULANO DE TAL - 123.456.789-09", "FULANO DE TAL"),
        ("FULANO DE TAL ***456789**", "FULANO DE TAL"),
        ("FULANO DE TAL ***.456.789-**", "FULANO DE TAL"),
        ("12345678909 FULANO DE TAL", "FULANO DE TAL"),
        ("123.456.789-09 - FULANO DE TAL", "FULANO DE TAL"),
        ("FULANO DE TAL 12345678909 ME", "FULANO DE TAL ME"),
        ("FULANO DE TAL 123.456.789-09 - ME", "FULANO DE TAL ME"),
        ("FULANO DE TAL.12345678909", "FULANO DE TAL."),
        ("FULANO DE TAL 123456789-09", "FULANO DE TAL"),
        ("FULANO DE TAL 123 456 789 09", "FULANO DE TAL"),
        ("FULANO DE TAL 123.456.789/09", "FULANO DE TAL"),
        ("11.222.333 FULANO DE TAL 123456789 09", "11.222.333 FULANO DE TAL"),
        ("12345678909", ""),
        ("11.222.333 FULANO DE TAL", "11.222.333 FULANO DE TAL"),
        ("11.222.333 12345678909", "11.222.333"),
        ("11222333 12345678909", "11222333"),
        ("MERCADO 24 HORAS LTDA", "MERCADO 24 HORAS LTDA"),
        ("CONDOMINIO 12345678000195", "CONDOMINIO 12345678000195"),
    ],
)
def test_a_name_loses_its_cpf(told: str, kept: str) -> None:
    """A CPF goes, whole or masked; the root of a CNPJ and other numbers stay."""
    assert kept == wording.name(told)


@pytest.mark.parametrize(
    "told", ["206-2 - Sociedade Empresária Limitada", "Sociedade Empresária Limitada", ""]
)
def test_a_legal_nature_has_no_number(told: str) -> None:
    """The number that stands before it in some sources is not part of it."""
    assert told.removeprefix("206-2 - ") == wording.nature(told)


@pytest.mark.parametrize(
    ("kind", "words", "street"),
    [
        ("AVENIDA", "PAULISTA 37", "AVENIDA PAULISTA 37"),
        ("RUA", "RUA DAS FLORES", "RUA DAS FLORES"),
        ("Praça", "PRACA DA SE", "PRACA DA SE"),
        ("RUA", "RUANDA", "RUA RUANDA"),
        ("", "SITIO EXEMPLO", "SITIO EXEMPLO"),
        ("RUA", "", ""),
    ],
)
def test_a_street_has_its_type_once(kind: str, words: str, street: str) -> None:
    """The type comes first, once, and is no street by itself."""
    assert street == wording.street(kind, words)


@pytest.mark.parametrize(
    ("simples", "mei", "regime"),
    [
        (True, True, "4"),
        (None, True, "4"),
        (True, False, "1"),
        (True, None, "1"),
        (False, False, "3"),
        (False, None, ""),
        (None, False, ""),
        (None, None, ""),
    ],
)
def test_the_regime_follows_from_two_options(simples: bool | None, mei: bool | None, regime: str) -> None:
    """MEI is 4, Simples 1, two plain noes 3, and a missing answer is no no."""
    assert regime == wording.tax_regime(simples, mei)
