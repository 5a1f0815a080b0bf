"""`bot lookup`: what each source says, and what the bot makes of it."""

from collections.abc import Callable
from typing import Annotated, Literal

import typer
from rich.console import Console

from bot.cli_errors import FAILED, WRONG_USE
from bot.cli_work import do, to_person
from bot.logs import leave_out_sources
from bot.settings import Settings
from conversations import readers
from conversations.ports.companies import Unavailable
from conversations.prompt import InvalidAnswer

CNPJ, CEP = "00.000.000/0001-91", "01001-000"  # examples: Banco do Brasil, Praça da Sé
SENTENCES = {
    "tax_id.length": "A CNPJ has 14 characters",
    "tax_id.characters": "A CNPJ has only digits and letters",
    "cnpj.digits": "This CNPJ does not check: its two last digits do not fit the others",
    "cnpj.repeated": "No CNPJ is one digit all over",
    "cep.form": "A CEP has 8 digits",
}
A_CPF = "This is a CPF, and the public registers know companies alone"

lookup = typer.Typer(help="What the public registers say, each of them.", no_args_is_help=True)


@lookup.command("company")
def company(cnpj: Annotated[str, typer.Argument(help=f"With or without its signs, such as {CNPJ}.")]) -> None:
    """Ask every source about a company, each once, and show what the bot answers by that."""
    key = _read(readers.tax_id, cnpj, f"bot lookup company {CNPJ}")
    if not readers.is_cnpj(key):
        raise _wrong(A_CPF, f"bot lookup company {CNPJ}")
    _inquire("company", key)


@lookup.command("cep")
def cep(cep: Annotated[str, typer.Argument(help=f"With or without its sign, such as {CEP}.")]) -> None:
    """Ask every source about a CEP, each once, and show what the bot answers by that."""
    _inquire("cep", _read(readers.cep, cep, f"bot lookup cep {CEP}"))


def _read(read: Callable[[str], str], text: str, example: str) -> str:
    """What was typed, as in the chat.

    Raises:
        typer.Exit: it is none; a person is told why.
    """
    try:
        return read(text)
    except InvalidAnswer as error:
        raise _wrong(SENTENCES.get(error.code, A_CPF), example) from None


def _wrong(sentence: str, example: str) -> typer.Exit:
    to_person().print(f"{sentence}. For example: {example}", style="red", markup=False, soft_wrap=True)
    return typer.Exit(WRONG_USE)


def _inquire(about: Literal["company", "cep"], key: str) -> None:
    """Shows an inquiry; it fails if nobody could be asked."""

    async def work(settings: Settings) -> None:
        from bot import inquiry  # noqa: PLC0415 - the other commands need not load all of it

        leave_out_sources()  # the report says it better
        settings = await inquiry.with_simulator(settings, _tell)
        async with inquiry.asking_by_hand(settings, _tell) as asking:
            made = await inquiry.inquire(about, key, asking)
        Console(highlight=False).print(inquiry.report(made))
        if isinstance(made.choice.refusal, Unavailable):
            raise typer.Exit(FAILED)

    do(work)


def _tell(line: str) -> None:
    to_person().print(line, style="dim", markup=False, soft_wrap=True)
