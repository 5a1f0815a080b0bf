"""Each reader by example: every form people use, and what is refused for which reason."""

from collections.abc import Callable
from typing import Any

import pytest

from conversations import readers
from conversations.ie_examples import EXAMPLES
from conversations.prompt import DoubtfulAnswer, InvalidAnswer


def refusal(read: Callable[[str], Any], text: str) -> str:
    """The code a text is refused with."""
    with pytest.raises(InvalidAnswer) as caught:
        read(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Souza", "Maria Souza"),
        ("  Maria \n  Souza ", "Maria Souza"),
        ("José d’Ávila", "José d'Ávila"),
        ("Jose\u0301", "José"),
        ("\u200f\u202eMaria\u202c", "Maria"),
        ("Al", "Al"),
        ("x" * 60, "x" * 60),
    ],
)
def test_name(text: str, expected: str) -> None:
    """A name is kept as a fiscal document can print it."""
    assert expected == readers.name(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "name.short"),
        ("M", "name.short"),
        ("123", "name.letters"),
        ("M1", "name.letters"),
        ("x" * 61, "name.long"),
        ("Maria 🎉", "text.characters"),
        ("مريم", "text.characters"),
        ("Łukasz", "text.characters"),
    ],
)
def test_name_refused(text: str, code: str) -> None:
    """A name has 2 to 60 characters, two letters and only Latin-1."""
    assert code == refusal(readers.name, text)


@pytest.mark.parametrize(
    "text",
    [
        "(11) 98765-4321",
        "11987654321",
        "11 9 8765 4321",
        "11 98765.4321",
        "+55 11 98765-4321",
        "+5511987654321",
        "5511987654321",
        "0055 11 98765-4321",
        "+55 (011) 98765-4321",
        "011 98765-4321",
        "0xx11 98765-4321",
        "(0XX11) 98765-4321",
        "0**11 98765-4321",
        "0 15 11 98765-4321",
        "11 98765\u20114321",  # as phones copy it: a hyphen that does not break
        "\u202a+55 11 98765–4321\u202c",
        "(11) 98765-4321\n",
        "1187654321",
        "+55 11 8765-4321",
        "551187654321",
    ],
)
def test_phone(text: str) -> None:
    """A mobile in every usual form is the same number; one of before the ninth digit gets it."""
    assert "+5511987654321" == readers.phone(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(11) 3333-4444", "+551133334444"),
        ("0xx41 3333-4444", "+554133334444"),
        ("0 21 41 3333-4444", "+554133334444"),
        ("(55) 3333-4444", "+555533334444"),
        ("55 99988-7766", "+5555999887766"),
        ("+55 55 99988-7766", "+5555999887766"),
        ("11 6543-2100", "+5511965432100"),
        ("1130034004", "+551130034004"),
    ],
)
def test_landlines_and_area_code_55(text: str, expected: str) -> None:
    """Landlines get no ninth digit, and Santa Maria's area code is not taken for the country's."""
    assert expected == readers.phone(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+1 650 253 0000", "phone.foreign"),
        ("+351 912 345 678", "phone.foreign"),
        ("98765-4321", "phone.form"),
        ("(20) 98765-4321", "phone.form"),
        ("(11) 98765-43210", "phone.form"),
        ("0800 123 4567", "phone.form"),
        ("4004-1234", "phone.form"),
        ("190", "phone.form"),
        ("١١٩٨٧٦٥٤٣٢١", "phone.form"),
        ("11 98765-4321 ramal 2", "phone.form"),
        ("", "phone.form"),
        ("1" * 10_000, "phone.form"),
    ],
)
def test_phone_refused(text: str, code: str) -> None:
    """Numbers of other countries, of no person, or that do not exist are refused."""
    assert code == refusal(readers.phone, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maria@padaria.com.br", "maria@padaria.com.br"),
        (" Maria@Padaria.COM.br \n", "maria@padaria.com.br"),
        ("maria@padaria.com.br.", "maria@padaria.com.br"),
        ("maria+nfe@padaria.com.br", "maria+nfe@padaria.com.br"),
        ("MARIA@AÇAÍ.com.br", "maria@açaí.com.br"),
        ("maria@xn--aa-4iaz.com.br", "maria@açaí.com.br"),
    ],
)
def test_email(text: str, expected: str) -> None:
    """E-mails are compared in lower case, their domains as people write them."""
    assert expected == readers.email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maria",
        "maria@",
        "maria@padaria",
        "maria @padaria.com.br",
        "maria@padaria,com.br",
        "maria@a..com",
        "maria@localhost",
        "maria@[127.0.0.1]",
        "josé@padaria.com.br",
        "x" * 65 + "@padaria.com.br",
        "maria@" + "x." * 5_000 + "com",
    ],
)
def test_email_refused(text: str) -> None:
    """What no mail can be sent to is refused."""
    assert "email.form" == refusal(readers.email, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.345.678/0001-95", "12345678000195"),
        ("12345678000195\n", "12345678000195"),
        ("12 345 678 0001 95", "12345678000195"),
        ("12.345.678/0001–95", "12345678000195"),
        ("12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("12abc34501de35", "12ABC34501DE35"),
        ("12.abc.345\\01de_35", "12ABC34501DE35"),
        ("123.456.789-09", "12345678909"),
        ("12345678909", "12345678909"),
        ("CNPJ: 12.345.678/0001-95", "12345678000195"),
        ("cnpj 12345678000195", "12345678000195"),
        ("CNPJ nº 12.ABC.345/01DE-35", "12ABC34501DE35"),
        ("CPF: 123.456.789-09", "12345678909"),
        ("CPF no. 123.456.789-09", "12345678909"),
    ],
)
def test_tax_id(text: str, expected: str) -> None:
    """A CNPJ, numeric or with letters, or a CPF, in any punctuation and case."""
    assert expected == readers.tax_id(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("191", "tax_id.length"),
        ("1234567800019", "tax_id.length"),
        ("1" * 10_000, "tax_id.length"),
        ("", "tax_id.characters"),
        ("...", "tax_id.characters"),
        ("١٢٣٤٥٦٧٨٠٠٠١٩٥", "tax_id.characters"),
        ("１２３４５６７８０００１９５", "tax_id.characters"),
        ("🎉", "tax_id.characters"),
        ("123456789O9", "tax_id.characters"),  # eleven are a CPF's, which has no letters
        ("12345678000194", "cnpj.digits"),
        ("00000000000000", "cnpj.repeated"),
        ("12ABC34501DE3A", "cnpj.digits"),
        ("12ABC34501DE36", "cnpj.digits"),
        ("12345678908", "cpf.digits"),
        ("22222222222222", "cnpj.repeated"),
        ("AAAAAAAAAAAAAA", "cnpj.digits"),
        ("11111111111", "cpf.repeated"),
    ],
)
def test_tax_id_refused(text: str, code: str) -> None:
    """What the library alone would take ("191", digits of other scripts) is refused too."""
    assert code == refusal(readers.tax_id, text)


def test_tax_id_length_is_told() -> None:
    """The refusal says how long it was, one character in the singular."""
    with pytest.raises(InvalidAnswer) as caught:
        readers.tax_id("1")
    assert {"length": "1 caractere"} == caught.value.details


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SP", "SP"),
        ("sp", "SP"),
        ("São Paulo", "SP"),
        ("sao  paulo", "SP"),
        ("Para", "PA"),
        ("mato grosso", "MT"),
    ],
)
def test_state(text: str, expected: str) -> None:
    """A state by its letters or its name, accents or not."""
    assert expected == readers.state(text)


@pytest.mark.parametrize("text", ["", "XX", "Mato", "🎉", "٣"])
def test_state_refused(text: str) -> None:
    """There are 27."""
    assert "state.unknown" == refusal(readers.state, text)


@pytest.mark.parametrize(
    ("uf", "text", "expected"),
    [
        ("SP", "110.042.490.114", "110042490114"),
        ("SP", "110042490114\n", "110042490114"),
        ("MG", "062.307.904/0081", "0623079040081"),
        ("MG", "623079040081", "0623079040081"),
        ("MT", "130000019", "00130000019"),
        ("SC", "255–111–223", "255111223"),
        ("TO", "29010227836", "29010227836"),
        ("SP", "ISENTO", "ISENTO"),
        ("RJ", " isenta. ", "ISENTO"),
    ],
)
def test_state_registration(uf: str, text: str, expected: str) -> None:
    """An IE by its state's rules, its one or two lost zeros completed, or none at all."""
    assert expected == readers.state_registration(text, uf)


@pytest.mark.parametrize(
    ("uf", "text", "code"),
    [
        ("SP", "110.042.490.115", "ie.digits"),
        ("SP", "11004249011", "ie.length"),
        ("RO", "625213", "ie.length"),  # eight zeros short: valid, and a guess
        ("RO", "1", "ie.length"),
        ("RJ", "9" * 10_000, "ie.length"),
        ("SP", "000.000.000.000", "ie.repeated"),
        ("TO", "29.05.022783-6", "ie.category"),
        ("SP", "P-01100424.3/002", "ie.characters"),
        ("SP", "não sei", "ie.characters"),
        ("SP", "", "ie.characters"),
        ("SP", "١١٠٠٤٢٤٩٠١١٤", "ie.characters"),
    ],
)
def test_state_registration_refused(uf: str, text: str, code: str) -> None:
    """Wrong digits, another length, a guess of many zeros, letters: the rule that is broken."""
    assert code == refusal(lambda said: readers.state_registration(said, uf), text)


@pytest.mark.parametrize(
    ("uf", "text", "expected"),
    [
        ("PE", "55528830", "9 ou 14 dígitos"),
        ("PE", "37788", "9 ou 14 dígitos"),
        ("BA", "09759", "8 ou 9 dígitos"),
        ("MT", "7438389", "9, 10 ou 11 dígitos"),
        ("RO", "11931655051", "9 ou 14 dígitos"),
        ("TO", "38191158", "9 ou 11 dígitos"),
    ],
)
def test_state_registration_too_short_is_told_all_lengths(uf: str, text: str, expected: str) -> None:
    """Not only the one that zeros would fill: the example beside it may have another."""
    with pytest.raises(InvalidAnswer) as refused:
        readers.state_registration(text, uf)
    assert expected == refused.value.details["expected"]


@pytest.mark.parametrize(
    ("uf", "text", "expected"),
    [
        ("SP", "1", "12 dígitos"),  # not the old "P" and 12, which a fiscal document does not take
        ("PE", "1234567890", "9 ou 14 dígitos"),
        ("MT", "1", "9, 10 ou 11 dígitos"),
        ("RO", "625213", "9 ou 14 dígitos"),
        ("AL", "990000000", "24"),
        ("MS", "990000000", "28 ou 50"),
        ("PA", "990000000", "15, 75, 76, 77, 78 ou 79"),
        ("GO", "990000000", "10, 11, 15 ou 20 a 29"),
    ],
)
def test_what_a_states_rule_expects_is_told(uf: str, text: str, expected: str) -> None:
    """Lengths and beginnings, as people list them."""
    with pytest.raises(InvalidAnswer) as caught:
        readers.state_registration(text, uf)
    assert expected == caught.value.details["expected"]


@pytest.mark.parametrize("uf", readers.STATES)
def test_an_example_is_right(uf: str) -> None:
    """Each state's example passes its rules and is written as its numbers are."""
    example = EXAMPLES[uf]
    assert example == readers.written_state_registration(readers.state_registration(example, uf), uf)


@pytest.mark.parametrize("uf", readers.STATES)
def test_a_refused_ie_names_its_state(uf: str) -> None:
    """With an example of that state, whatever the rule that it breaks."""
    for text in ("x", "1" * 15, "0" * 8, "0" * 9, "0" * 10, "987654321", "29050227836"):
        with pytest.raises(InvalidAnswer) as caught:
            readers.state_registration(text, uf)
        assert (readers.STATES[uf], EXAMPLES[uf]) == (
            caught.value.details["state"],
            caught.value.details["example"],
        )


@pytest.mark.parametrize(
    ("uf", "text"), [("AL", "990000000"), ("GO", "30.916.179-3"), ("DF", "0900000000000")]
)
def test_unknown_prefix_is_doubtful(uf: str, text: str) -> None:
    """An IE that begins as the rules know none is a doubt, not an error, and keeps its digits."""
    with pytest.raises(DoubtfulAnswer) as caught:
        readers.state_registration(text, uf)
    assert ("ie.prefix", "".join(c for c in text if c.isdigit())) == (caught.value.code, caught.value.value)


@pytest.mark.parametrize("text", ["01310-100", "01310100", "01.310-100", "01310 100", "01310–100\n"])
def test_cep(text: str) -> None:
    """A CEP in any usual form."""
    assert "01310100" == readers.cep(text)


@pytest.mark.parametrize("text", ["", "0131010", "013101000", "٠١٣١٠١٠٠", "O1310-100", "🎉" * 8])
def test_cep_refused(text: str) -> None:
    """Eight ASCII digits, no fewer, no more, no others."""
    assert "cep.form" == refusal(readers.cep, text)


@pytest.mark.parametrize(
    ("text", "number", "complement"),
    [
        ("123", "123", None),
        ("123 sala 4", "123", "sala 4"),
        ("123, sala 4", "123", "sala 4"),
        ("123 - fundos", "123", "fundos"),
        ("123,", "123", None),
        ("123a", "123A", None),
        ("123 b, loja 2", "123B", "loja 2"),
        ("S/N", "S/N", None),
        ("sn", "S/N", None),
        ("s/nº", "S/N", None),
        ("S/N, fundos", "S/N", "fundos"),
        ("KM 12", "KM 12", None),
        ("lote 5 quadra 3", "lote 5 quadra 3", None),
        ("1.234", "1.234", None),
        ("Snack", "Snack", None),
    ],
)
def test_door_number(text: str, number: str, complement: str | None) -> None:
    """Number and complement in one message; what is no number is kept as it is."""
    assert readers.DoorNumber(number, complement) == readers.door_number(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "address.short"),
        ("1" * 61, "address.long"),
        ("123 " + "x" * 61, "address.long"),
        ("١٢٣", "text.characters"),
        ("12 🎉", "text.characters"),
    ],
)
def test_door_number_refused(text: str, code: str) -> None:
    """Each part fits its field of the fiscal document."""
    assert code == refusal(readers.door_number, text)
