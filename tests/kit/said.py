"""What a person does in one line of a transcript."""

import re
from dataclasses import dataclass

from tests.transcript import OLD


@dataclass(frozen=True, slots=True)
class Taps:
    label: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Commands:
    name: str
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Attaches:
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sends:
    kind: str


@dataclass(frozen=True, slots=True)
class SendsFile:
    name: str


@dataclass(frozen=True, slots=True)
class Types:
    words: str


@dataclass(frozen=True, slots=True)
class Opens:
    pass


@dataclass(frozen=True, slots=True)
class Shares:
    pass


@dataclass(frozen=True, slots=True)
class Uploads:
    pass


Action = Taps | Commands | Attaches | Sends | SendsFile | Types | Opens | Shares | Uploads

_TAP = re.compile(rf"\[([^\]]+)\]( {re.escape(OLD)})?")
_CONTACT = re.compile(r"\(anexa o contato (.+), (\+.+)\)")
_FILE = re.compile(r"\(manda o arquivo (.+)\)")
_MEDIA = re.compile(r"\(manda (\w+)\)")


def understood(text: str) -> Action:
    """The action a line describes; whatever describes none is typed."""
    if found := _TAP.fullmatch(text):
        return Taps(found[1], old=bool(found[2]))
    if found := _CONTACT.fullmatch(text):
        return Attaches(found[1], found[2])
    if found := _FILE.fullmatch(text):
        return SendsFile(found[1])
    if found := _MEDIA.fullmatch(text):
        return Sends(found[1])
    if text == "(abre o convite)":
        return Opens()
    if text == "(envia o certificado pela página)":
        return Uploads()
    if text == "(compartilha o telefone)":
        return Shares()
    if text.startswith("/"):
        name, _, payload = text[1:].partition(" ")
        return Commands(name, payload)
    return Types(text)
