"""The command line. What scripts read goes to standard output, what persons read to standard error.

Exit codes: 0 done, 1 failed, 2 wrong settings or usage.
"""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from bot import records
from bot.adapters.invites import SqlInvites
from bot.bot_name import whatsapp_number
from bot.cli_errors import FAILED
from bot.cli_links import bot_name, explain_words, invite_ways, reseller_ways
from bot.cli_lookup import lookup
from bot.cli_provisioning import provisioning
from bot.cli_work import do, to_person, transaction
from bot.db.migrate import migrate as migrate_database
from bot.garbage import look_seldom
from bot.logs import leave_out_sources
from bot.operator import (
    UnknownPlan,
    add_invite,
    add_reseller,
    export_customers,
    import_plans,
    list_resellers,
    open_reseller_token,
)
from bot.sealing import TokenMaker
from bot.settings import Settings

app = typer.Typer(
    help="Registers customers of a fiscal-document emitter in the chat.",
    add_completion=False,
    pretty_exceptions_enable=False,  # it would show the values of variables
)
reseller = typer.Typer(help="The companies that resell the emitter.", no_args_is_help=True)
plans = typer.Typer(help="What a reseller sells.", no_args_is_help=True)
invites = typer.Typer(help="Links by which customers register themselves.", no_args_is_help=True)
customers = typer.Typer(help="The registered customers.", no_args_is_help=True)
app.add_typer(reseller, name="reseller")
app.add_typer(plans, name="plans")
app.add_typer(invites, name="invites")
app.add_typer(customers, name="customers")
app.add_typer(lookup, name="lookup")
app.add_typer(provisioning, name="provisioning")

ResellerId = Annotated[str, typer.Option("--reseller", help="Its id, as `bot reseller list` shows it.")]


class Format(StrEnum):
    """What records can be written as."""

    csv = "csv"
    json = "json"


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Without a command: `run`."""
    if context.invoked_subcommand is None:
        run()


@app.command()
def run(
    *,
    simulator: Annotated[bool, typer.Option("--simulator", help="Beside the real channels too.")] = False,
) -> None:
    """Run everything in one process; without channel settings, with the simulator."""

    async def work(settings: Settings) -> None:
        from bot.app import run as run_all  # noqa: PLC0415 - the other commands need not load all of it

        await run_all(settings, simulator=simulator)

    do(work)


@app.command()
def web() -> None:
    """Serve the webhook and the pages; any number of these may run, with workers beside them."""

    async def work(settings: Settings) -> None:
        from bot.app import web as serve  # noqa: PLC0415 - as above

        await serve(settings)

    do(work, "web")


@app.command()
def worker() -> None:
    """Answer what was stored; any number of these may run."""

    async def work(settings: Settings) -> None:
        from bot.app import worker as answer  # noqa: PLC0415

        await answer(settings)

    do(work, "worker")


@app.command()
def poll() -> None:
    """Fetch updates and store them, where there is no PUBLIC_URL to deliver them to."""

    async def work(settings: Settings) -> None:
        from bot.app import poller  # noqa: PLC0415

        await poller(settings)

    do(work, "poll")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""

    async def work(settings: Settings) -> None:
        await migrate_database(settings.database_url)
        to_person().print("The database has the newest schema.")

    do(work)


@app.command()
def doctor(
    *,
    replay: Annotated[
        bool,
        typer.Option(
            "--replay",
            help="Put back first what could not be answered, or told to the emitter.",
        ),
    ] = False,
) -> None:
    """Check settings, Redis, database, Telegram and lookups, and say what to do."""

    async def work(settings: Settings) -> None:
        from bot.doctor import examine, replay_dead_letters, replay_events, report  # noqa: PLC0415

        leave_out_sources()  # the report says it better

        if replay:
            to_person().print(f"Put back: {await replay_dead_letters(settings)}.")
            if events := await replay_events(settings):
                to_person().print(f"To be told to the emitter anew: {events}.")
        findings = await examine(settings)
        Console().print(report(findings), end="", soft_wrap=True)  # whole lines, also for a pipe
        if any(finding.state == "broken" for finding in findings):
            raise typer.Exit(FAILED)

    do(work)


@reseller.command("add")
def reseller_add(
    name: Annotated[str, typer.Argument(help="As its customers know it.")],
    support: Annotated[str, typer.Option(help="How its customers reach it.")] = "",
) -> None:
    """Add a reseller; prints its id and the link by which one person of it gets in."""

    async def work(settings: Settings) -> None:
        try:
            async with transaction(settings) as tx:
                added, token = await add_reseller(tx, name, support, _tokens(settings))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        typer.echo(added.id)
        for way in reseller_ways(settings, await bot_name(settings), token):
            typer.echo(way)
        to_person().print("That is its id, and a way in for one person of it: 7 days, one use.", style="dim")
        explain_words(settings)

    do(work)


@reseller.command("list")
def reseller_list() -> None:
    """List the resellers, one a line: id, name, support, and links that are still good; parted by tabs."""

    async def work(settings: Settings) -> None:
        async with transaction(settings) as tx:
            rows = [
                (one, await open_reseller_token(tx, one.id, _tokens(settings)))
                for one in await list_resellers(tx)
            ]
        name = await bot_name(settings)
        for one, token in rows:
            ways = reseller_ways(settings, name, token)
            typer.echo("\t".join([one.id, one.name, " ".join(one.support.split()), *ways]))
        if rows:
            explain_words(settings)
        else:
            to_person().print('There is none yet. Add one: bot reseller add "Contábil Sol"')

    do(work)


@plans.command("import")
def plans_import(
    file: Annotated[typer.FileText, typer.Argument(encoding="utf-8", help="YAML; - is standard input.")],
    reseller_id: ResellerId,
) -> None:
    """Make a file what a reseller sells; plans it leaves out are taken off sale."""

    async def work(settings: Settings) -> None:
        try:
            text = file.read()
        except UnicodeDecodeError:
            raise typer.BadParameter("the file is not UTF-8 text; save it as UTF-8") from None
        async with transaction(settings) as tx:
            done = await import_plans(tx, reseller_id, text)
        for what in ("added", "updated", "unchanged", "withdrawn"):
            for plan in getattr(done, what):
                typer.echo(f"{what}\t{plan}")

    do(work)


@invites.command("add")
def invites_add(
    reseller_id: ResellerId,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            help="A plan it fixes; several of one category may be. Without any the customer chooses."
        ),
    ] = None,
    uses: Annotated[int, typer.Option(min=1, max=1000, help="How many may register by it.")] = 1,
    days: Annotated[int, typer.Option(min=1, max=365, help="How many days it is good.")] = 30,
) -> None:
    """Add an invite; prints its link for Telegram, and with WHATSAPP_NUMBER the one for WhatsApp below it."""

    async def work(settings: Settings) -> None:
        name = await bot_name(settings)
        try:
            async with transaction(settings) as tx:
                made = SqlInvites(
                    tx, _tokens(settings), bot_username=name, whatsapp_number=whatsapp_number(settings)
                )
                links = await add_invite(tx, made, reseller_id, plan or (), uses=uses, days=days)
        except UnknownPlan as error:
            raise typer.BadParameter(str(error)) from None
        for way in invite_ways(settings, links):
            typer.echo(way)
        explain_words(settings)

    do(work)


@customers.command("export")
def customers_export(
    reseller_id: ResellerId,
    file_format: Annotated[Format, typer.Option("--format")] = Format.csv,
) -> None:
    """Write a reseller's customers to standard output, one flat record each."""

    async def work(settings: Settings) -> None:
        async with transaction(settings) as tx:
            # All of it first: a slow reader of our output must not hold the bot's database.
            found = [record async for record in export_customers(tx, reseller_id)]
        (records.write_csv if file_format is Format.csv else records.write_json)(found)

    do(work)


def _tokens(settings: Settings) -> TokenMaker:
    return TokenMaker(settings.secret_key.get_secret_value())


def main() -> None:
    """The console script."""
    look_seldom()
    app(prog_name="bot")
