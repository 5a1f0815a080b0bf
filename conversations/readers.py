"""Text in, value out: how what people type is read. Each rule names who made it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberType
from validador_ie import limpar_ie, validar_ie
from validate_docbr import CNPJ, CPF

from conversations.ie_examples import EXAMPLES
from conversations.prompt import DoubtfulAnswer, InvalidAnswer
from conversations.wording import count, plain

STATES = {
    "AC": "Acre", "AL": "Alagoas", "AP": "Amapá", "AM": "Amazonas", "BA": "Bahia", "CE": "Ceará",
    "DF": "Distrito Federal", "ES": "Espírito Santo", "GO": "Goiás", "MA": "Maranhão", "MT": "Mato Grosso",
    "MS": "Mato Grosso do Sul", "MG": "Minas Gerais", "PA": "Pará", "PB": "Paraíba", "PR": "Paraná",
    "PE": "Pernambuco", "PI": "Piauí", "RJ": "Rio de Janeiro", "RN": "Rio Grande do Norte",
    "RS": "Rio Grande do Sul", "RO": "Rondônia", "RR": "Roraima", "SC": "Santa Catarina", "SP": "São Paulo",
    "SE": "Sergipe", "TO": "Tocantins",
}  # fmt: skip
EXEMPT = "ISENTO"
MOST_ZEROS = 2  # leading zeros that may be missing from an IE; more is a guess
TOO_LONG = 20  # digits, for any IE

_SEPARATORS = re.compile(r"[\s.,/\\_\-–—()]+")
_ITS_NAME = re.compile(r"^(?:cnpj|cpf)(?=[\s:])[\s:]*(?:n[º°o]?\.?[\s:]+)?", re.IGNORECASE)
"""What stands before a tax id that was copied: "CNPJ: 12.345…", "CPF nº 123…"."""
_CNPJ, _CPF, _EIGHT_DIGITS = (
    re.compile(r"[0-9A-Z]{12}[0-9]{2}"),
    re.compile(r"[0-9]{11}"),
    re.compile(r"[0-9]{8}"),
)
_TYPOGRAPHY = str.maketrans(dict.fromkeys("\u2010\u2011\u2212–—", "-") | dict.fromkeys("‘’", "'"))
_TYPOGRAPHY |= str.maketrans({"“": '"', "”": '"', "…": "..."})
_ANY_CARRIER = re.compile(r"\b0\s?(?:xx|\*\*)", re.IGNORECASE)  # "0xx11": whichever carrier
_THROUGH_CARRIER = re.compile(r"0[1-9][0-9][1-9][0-9]{9,10}")  # "0 15 11 98765-4321"
_WITH_AREA_CODE = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_COUNTED = re.compile(r"([0-9]{1,4})(?: [^\W\d]+)?")
_NUMBER = re.compile(
    r"(?P<number>s\s*/?\s*n[º°o]?|\d+\s?[a-z]?)(?:\s*[,;–-]\s*|\s+|$)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)


def line(text: str) -> str:
    """A typed text on one line, composed (NFC), without invisible characters such as text direction marks."""
    if text.isascii() and text.isprintable():  # as most is: nothing to compose, nothing invisible
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    visible = "".join(
        " " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join(visible.split())


def without_pictures(text: str) -> str:
    """A text without emoji and other symbols, such as names in address books have."""
    return " ".join("".join(c for c in text if unicodedata.category(c) not in ("So", "Sk")).split())


def words(text: str, *, least: int, most: int, example: str) -> str:
    """A text that can stand in a fiscal document.

    Args:
        text: as typed.
        least: its shortest length in characters.
        most: its longest.
        example: for the sentence that says what is wrong.

    Raises:
        InvalidAnswer: `address.short`, `address.long`, or `text.characters` for what is not Latin-1, such
            as an emoji.

    Source: type TString of the NF-e schema tiposBasico_v4.00.xsd, pattern `[!-ÿ]{1}[ -ÿ]{0,}[!-ÿ]{1}`.
    """
    value = line(text)
    if strange := [c for c in value if not " " <= c <= "ÿ"]:
        raise InvalidAnswer("text.characters", character=strange[0], example=example)
    if len(value) < least:
        raise InvalidAnswer("address.short", least=count(least, "letra", "letras"), example=example)
    if len(value) > most:
        raise InvalidAnswer("address.long", length=len(value), most=most)
    return value


def whole_number(code: str, least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number, alone or with its noun ("7", "7 dias").

    Args:
        code: the error of whatever is none, or not between the two.
        least: the smallest that is taken.
        most: the largest.
    """

    def read(text: str) -> int:
        found = _COUNTED.fullmatch(line(text))
        if not found or not least <= int(found[1]) <= most:
            raise InvalidAnswer(code)
        return int(found[1])

    return read


def name(text: str) -> str:
    """The name of a person or company, 2 to 60 characters with at least two letters.

    Raises:
        InvalidAnswer: `name.short`, `name.letters`, `name.long`, `text.characters`.

    Source: xNome of the NF-e schema, leiauteNFe_v4.00.xsd.
    """
    value = line(text)
    if len(value) < 2:
        raise InvalidAnswer("name.short", least=2)
    if sum(c.isalpha() for c in value) < 2:
        raise InvalidAnswer("name.letters")
    if len(value) > 60:
        raise InvalidAnswer("name.long", length=len(value), most=60)
    return words(value, least=2, most=60, example="Maria Souza")


def phone(text: str) -> str:
    """A Brazilian phone number in E.164.

    Ten digits whose third is 6 to 9 are a mobile of before the ninth digit, and get it. Numbers without an
    area code, such as 0800, are of no person.

    Raises:
        InvalidAnswer: `phone.form`, or `phone.foreign` for a number of another country.

    Source: Anatel, Resolução 553/2010 (the ninth digit); numbering plan by the library phonenumbers.
    """
    value = _ANY_CARRIER.sub("0", line(text))
    ascii_digits = re.sub(r"[^0-9]", "", value) if value.isascii() else ""
    national = ascii_digits.removeprefix("55") if len(ascii_digits) in (12, 13) else ascii_digits.lstrip("0")
    if _THROUGH_CARRIER.fullmatch(ascii_digits):
        national = ascii_digits[3:]
    if len(national) == 10 and national[2] in "6789":
        national = f"{national[:2]}9{national[2:]}"
    foreign = value.startswith("+") and not ascii_digits.startswith("55")
    if foreign:
        raise InvalidAnswer("phone.foreign")
    if len(value) > 40 or re.search(r"[^0-9\s()+./\-]", value) or not national:
        raise InvalidAnswer("phone.form")
    try:
        number = phonenumbers.parse(national, "BR")
    except phonenumbers.NumberParseException as error:
        raise InvalidAnswer("phone.form") from error
    if phonenumbers.number_type(number) not in _WITH_AREA_CODE:
        raise InvalidAnswer("phone.form")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """An e-mail address, normalised and in lower case, as it is compared.

    Raises:
        InvalidAnswer: `email.form`.

    Source: RFC 5321 and 5322 by the library email-validator, without asking the DNS.
    """
    value = line(text).removesuffix(".")  # the end of a sentence
    try:
        found = validate_email(value[:300], check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise InvalidAnswer("email.form") from error
    return found.normalized.lower()


def tax_id(text: str) -> str:
    """A CNPJ (numeric or alphanumeric) or a CPF, bare.

    Raises:
        InvalidAnswer: `tax_id.length`, `tax_id.characters`, `cnpj.digits`, `cpf.digits`, and
            `cnpj.repeated`, `cpf.repeated` for one digit all over, which checks in a CPF and is of nobody.

    Source: IN RFB 2.119/2022 with IN RFB 2.229/2024 (alphanumeric CNPJ); IN RFB 2.172/2024 (CPF); check
    digits by the library validate-docbr, which alone would take "191" and digits of other scripts.
    """
    bare = bare_tax_id(text)
    if _CPF.fullmatch(bare):
        if not CPF().validate(bare):
            raise InvalidAnswer("cpf.repeated" if is_repeated(bare) else "cpf.digits")
        return bare
    if len(bare) == 11 or not re.fullmatch(r"[0-9A-Z]+", bare):  # a CPF has no letters
        raise InvalidAnswer("tax_id.characters")
    if len(bare) != 14:
        raise InvalidAnswer("tax_id.length", length=count(len(bare), "caractere", "caracteres"))
    if not _CNPJ.fullmatch(bare) or not CNPJ().validate(bare):
        raise InvalidAnswer("cnpj.repeated" if is_repeated(bare) else "cnpj.digits")
    return bare


def bare_tax_id(text: str) -> str:
    """What was typed for a tax id, right or wrong, in capitals, without signs and its name before it."""
    return _SEPARATORS.sub("", _ITS_NAME.sub("", line(text))).upper()


def is_repeated(bare: str) -> bool:
    """Whether it is one digit all over, as typed by who has no number at hand."""
    return bare.isdecimal() and len(set(bare)) == 1


def is_cnpj(value: str) -> bool:
    """Whether a tax id that was read is a CNPJ rather than a CPF."""
    return len(value) == 14


def state(text: str) -> str:
    """The two letters of a UF, from its letters or its name.

    Raises:
        InvalidAnswer: `state.unknown`.
    """
    wanted = plain(text)
    for letters, full_name in STATES.items():
        if wanted in (letters.lower(), plain(full_name)):
            return letters
    raise InvalidAnswer("state.unknown")


def state_registration(text: str, uf: str) -> str:
    """An Inscrição Estadual, bare, or ISENTO.

    Raises:
        InvalidAnswer: the state's rule that it breaks: `ie.characters`, `ie.length`, `ie.repeated`,
            `ie.category`, `ie.digits`.
        DoubtfulAnswer: `ie.prefix`, where the rules know no number that begins like this; they then check
            nothing else, and states do open new ranges.

    Source: the states' rules as published by SINTEGRA, by the library validador-ie; type TIe of the NF-e
    schema (digits only, so that São Paulo's old rural numbers with a P are refused).
    """
    bare = limpar_ie(line(text))
    if bare in (EXEMPT, "ISENTA"):
        return EXEMPT
    if not re.fullmatch(r"[0-9]+", bare):
        raise InvalidAnswer("ie.characters", state=STATES[uf], example=EXAMPLES[uf])
    result = validar_ie(bare, uf)
    if not result.valida:
        raise _broken_rule(bare, uf, result.motivo or "")
    if result.zeros_completados > MOST_ZEROS:
        raise _wrong_length(bare, uf)
    return limpar_ie(result.formatada or bare)


def _broken_rule(bare: str, uf: str, reason: str) -> InvalidAnswer:
    """What is wrong with an IE, by the reason that validador-ie gives."""
    state, example = STATES[uf], EXAMPLES[uf]
    if reason.startswith("prefixo"):
        return DoubtfulAnswer("ie.prefix", bare, state=state, expected=_expected(reason), example=example)
    if reason.startswith("tamanho"):
        return _wrong_length(bare, uf)
    if reason.startswith("sequência"):
        return InvalidAnswer("ie.repeated", state=state, example=example)
    if reason.startswith("categoria"):  # only Tocantins has them
        return InvalidAnswer("ie.category", state=state, found=bare[2:4], example=example)
    return InvalidAnswer("ie.digits", state=state, example=example)


def _wrong_length(bare: str, uf: str) -> InvalidAnswer:
    state, length, example = STATES[uf], count(len(bare), "dígito", "dígitos"), EXAMPLES[uf]
    expected = _expected(validar_ie("1" * TOO_LONG, uf).motivo or "")  # all lengths there are in the state
    return InvalidAnswer("ie.length", state=state, expected=expected, length=length, example=example)


def _expected(reason: str) -> str:
    """What the library lists, as people do: "9 ou 10 ou 11 dígitos" becomes "9, 10 ou 11 dígitos"."""
    expected = re.sub(r"^.*\(esperado (.*)\)$", r"\1", reason).removesuffix(" ou P + 12 dígitos")
    *most, last = re.split(r", | ou ", expected)
    return " ou ".join(filter(None, [", ".join(most), last]))


def written_state_registration(bare: str, uf: str) -> str:
    """An Inscrição Estadual that was read, with its state's punctuation where the rules know it."""
    return validar_ie(bare, uf).formatada or bare


def cep(text: str) -> str:
    """The eight digits of a CEP typed in any usual form.

    Raises:
        InvalidAnswer: `cep.form`.

    Source: Correios, Guia Postal Brasileiro; type TCep of the NF-e schema.
    """
    bare = _SEPARATORS.sub("", line(text))
    if not _EIGHT_DIGITS.fullmatch(bare):
        raise InvalidAnswer("cep.form", length=count(len(bare), "caractere", "caracteres"))
    return bare


@dataclass(frozen=True, slots=True)
class DoorNumber:
    """The number of an address, and the complement if it came in the same message (else none)."""

    number: str
    complement: str | None


def door_number(text: str) -> DoorNumber:
    """Number and complement: "123", "123 sala 4", "S/N, fundos", "KM 12".

    Raises:
        InvalidAnswer: `address.long`, `address.short`, `text.characters`.

    Source: nro (1 to 60) and xCpl (to 60) of the NF-e schema; "S/N" where there is none.
    """
    value = line(text)
    found = _NUMBER.fullmatch(value)
    if not found:
        return DoorNumber(words(value, least=1, most=60, example="123, sala 4"), None)
    number = "S/N" if found["number"].lower().startswith("s") else found["number"].upper().replace(" ", "")
    rest = words(found["rest"], least=0, most=60, example="sala 4")
    return DoorNumber(words(number, least=1, most=60, example="123"), rest or None)
