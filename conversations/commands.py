"""The words that work at any time, however they are written."""

from conversations.wording import plain

MENU, BACK, CANCEL, HELP, HELLO = "menu", "voltar", "cancelar", "ajuda", "oi"
"""Each stands for all words that mean the same."""

_MEANT = {
    **dict.fromkeys(("menu",), MENU),
    **dict.fromkeys(("voltar",), BACK),
    **dict.fromkeys(("cancelar",), CANCEL),
    **dict.fromkeys(("ajuda", "help", "socorro"), HELP),
    **dict.fromkeys(("oi", "ola", "bom dia", "boa tarde", "boa noite", "inicio", "comecar", "start"), HELLO),
}


def said(text: str, *, exactly: bool = False) -> str:
    """The command that a text is, empty for none.

    Args:
        text: what was typed. A command with a slash that there is not greets.
        exactly: only by its own word, written as it is but for capitals; any other may be a password.
    """
    if exactly:
        word = text.strip().lower()
        return word if word in (MENU, BACK, CANCEL, HELP) else ""
    return HELLO if text.startswith("/") else _MEANT.get(plain(text), "")
