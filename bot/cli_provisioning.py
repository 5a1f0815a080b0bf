"""`bot provisioning`: what is told to the emitter."""

from typing import Annotated

import typer

from bot.cli_errors import WRONG_USE
from bot.cli_work import database, do, to_person
from bot.settings import Settings

provisioning = typer.Typer(help="What the emitter is told about customers.", no_args_is_help=True)


@provisioning.callback()
def below() -> None:
    """Keeps `resend` a command of its own, though it is the only one."""


@provisioning.command("resend")
def resend(
    reseller_id: Annotated[str, typer.Option("--reseller", help="Its id, as `bot reseller list` shows it.")],
    *,
    passwords: Annotated[
        bool,
        typer.Option(
            help="Whether the passwords' hashes are sent too; without, those that were changed in the "
            "emitter since stay."
        ),
    ] = True,
) -> None:
    """Queue all there is to tell of a reseller's customers: for an emitter that is new, or lost something."""

    async def work(settings: Settings) -> None:
        from bot.operator.provisioning import resend as queue  # noqa: PLC0415 - as in bot.cli

        if not settings.provisioned:
            to_person().print(
                "Nothing would be sent: set PROVISIONING_URL and PROVISIONING_SECRET first.",
                style="red",
            )
            raise typer.Exit(WRONG_USE)
        async with database(settings) as opened:
            number = await queue(opened, reseller_id, passwords=passwords)
        to_person().print(f"Queued: all of {number} {'customer' if number == 1 else 'customers'}.")

    do(work)
