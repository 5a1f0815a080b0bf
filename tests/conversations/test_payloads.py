"""What links carry is found in whatever is written around it, and nothing else is."""

from urllib.parse import quote

import pytest

from conversations.payloads import MOST, found_in

INVITE, TEAM = "c_7dgc4rKEwbwABsQ9_-4wP_Oqioi9o2rS", "r_-_gc4rKEwbwABsQ9_-4wP_Oqioi9o2_-"


@pytest.mark.parametrize(
    "words",
    [
        "{}",
        "Olá! Quero me cadastrar. Código: {}",
        "{}\n\nObrigado",
        "meu convite ({}), pode ser?",
        "https://t.me/sol_bot?start={}",
        "https://t.me/sol_bot?start={}&x=1",
        "https://wa.me/5511912345678?text=" + quote("Olá! Código: ", safe="") + "{}",
        "https://wa.me/5511912345678?text=" + quote("Código:", safe="") + "{}%20obrigado",
        "código:{}.",
        "_{}_",
        "*_{}_*, por favor",
        "~{}~ `{}`",
        "100% grátis: {}",
    ],
)
@pytest.mark.parametrize("payload", [INVITE, TEAM])
def test_found(words: str, payload: str) -> None:
    """Alone, in a sentence, in an address, made bold or slanted."""
    assert (payload,) == found_in(words.replace("{}", payload))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "c_curto",
        "c_maria.da.silva.padaria@exemplo.com.br",
        "c_mariadasilvapadaria@exemplo.com.br",
        f"{INVITE}@exemplo.com.br",
        "r_senha-muito-comprida",
        f"{INVITE}x",
        f"{INVITE}_x",
        INVITE[:-1],
        f"ab{INVITE}",
        f"a-{INVITE}",
        "r_" + "é" * 32,
        "preço r_$ 49,90",
    ],
)
def test_nothing_else(words: str) -> None:
    """E-mails and passwords that begin like one, and what is longer or shorter, are words."""
    assert () == found_in(words)


def test_several_in_order() -> None:
    """Each once, however often it is written; no more than can be tried."""
    others = [f"c_{'x' * 31}{n}" for n in range(9)]
    assert (INVITE, TEAM) == found_in(f"{INVITE} {TEAM} _{INVITE}_")
    assert tuple(others[:MOST]) == found_in(" ".join(others))
