"""The simulator as a newcomer meets it: two people, a reseller with plans, the public registers in small."""

from urllib.parse import urlsplit

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.adapters.people import SqlPeople
from bot.chat_links import linking_words
from bot.data_dir import UnusableFile
from bot.db.database import Database
from bot.operator import add_demo, new_reseller_token
from bot.sealing import TokenMaker
from bot.settings import LOOKUPS, WHATSAPP, Settings
from bot.simulator import whatsapp
from bot.simulator.app import simulator_app
from bot.simulator.hosts import OnlyFor, is_loopback
from bot.simulator.registers import registers_app
from bot.simulator.whatsapp.templates import Template
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World
from conversations.ports.people import Account

RESELLER, VISITOR = 1001, 1002  # the phones' user ids on Telegram
PEOPLE = (
    ("Revendedor", RESELLER, "Ana", "Lima", "+5511987654321"),
    ("Visitante", VISITOR, "João", "Prado", "+5521991234567"),
)
TEMPLATE = Template(
    "cadastro_novidade", "Há uma novidade sobre o seu cadastro. Responda a esta mensagem para ver."
)
"""What people are sent on the simulated WhatsApp for whom something waits."""
REGISTERS = {  # what stands in for each lookup, below `/simulator/registers/`
    "minhareceita_url": "minhareceita",
    "opencnpj_url": "opencnpj",
    "brasilapi_url": "brasilapi",
    "cnpja_url": "cnpja",
    "cnpjws_url": "cnpjws",
    "receitaws_url": "receitaws",
    "viacep_url": "viacep",
    "opencep_url": "opencep",
}


def open_world(settings: Settings, *, kept: bool = True) -> World:
    """The simulated Telegram and WhatsApp, as the last run on this data directory left them.

    Args:
        settings: say where they are kept.
        kept: whether they are; else they begin empty, and end with the process.

    Raises:
        UnusableFile: what it left cannot be read.
    """
    try:
        world = World(state_file=settings.data_dir / "simulator.json" if kept else None)
        other = WhatsAppWorld(
            state_file=settings.data_dir / "whatsapp.json" if kept else None, signal=world.signal
        )
    except ValueError as error:
        raise UnusableFile(str(error)) from error
    other.templates.append(TEMPLATE)
    world.whatsapp = other
    for title, user_id, first_name, last_name, phone_number in PEOPLE:
        named = {"first_name": first_name, "last_name": last_name, "phone_number": phone_number}
        world.add_phone(title, **named, user_id=user_id)
        other.add_phone(title, **named)
    return world


def simulator_routes(world: World, settings: Settings) -> list[BaseRoute]:
    """What the simulator serves: its page, its messengers, its registers; and the way there from `/`."""
    hosts = {settings.host, urlsplit(settings.public_url or "").hostname or settings.host}

    async def to_page(_: Request) -> Response:
        return RedirectResponse("/simulator/")

    return [
        Route("/", to_page),
        Mount("/simulator/registers", OnlyFor(registers_app(), hosts)),
        Mount("/simulator", OnlyFor(simulator_app(world), hosts)),
    ]


def open_to_others(settings: Settings) -> bool:
    """Whether somebody on another machine may reach the simulator, and so act for its people."""
    public = urlsplit(settings.public_url or "").hostname
    return not (is_loopback(settings.host) and (public is None or is_loopback(public)))


def simulated(settings: Settings, address: str) -> Settings:
    """The settings with every outside service replaced by the simulator's, unless it was set by hand.

    Args:
        settings: of the environment.
        address: where the simulator is served.
    """
    here = {name: f"{address}/simulator/registers/{path}" for name, path in REGISTERS.items()}
    replaced: dict[str, object] = {
        name: here[name] for name in LOOKUPS if name not in settings.model_fields_set
    }
    replaced["telegram_bot_token"] = None  # the real bot's: nobody should believe it is served
    replaced["telegram_api_url"] = f"{address}/simulator/telegram"
    replaced["public_url"] = settings.public_url or address
    replaced |= {
        "whatsapp_token": SecretStr(whatsapp.TOKEN),
        "whatsapp_api_url": f"{address}/simulator/whatsapp/{WHATSAPP.rpartition('/')[2]}",
        "whatsapp_phone_number_id": whatsapp.PHONE_NUMBER_ID,
        "whatsapp_app_secret": SecretStr(whatsapp.APP_SECRET),
        "whatsapp_verify_token": SecretStr(whatsapp.VERIFY_TOKEN),
        "whatsapp_number": whatsapp.NUMBER,
        "whatsapp_template": f"{TEMPLATE.name}:{TEMPLATE.language}",
    }
    return settings.model_copy(update=replaced)


async def prepare_reseller(world: World, database: Database, tokens: TokenMaker) -> None:
    """Makes the demo reseller once, and lets the reseller's phone in by a fresh link if it is not in yet."""
    async with database.transaction() as tx:
        reseller = await add_demo(tx)
        if await SqlPeople(tx).find(Account("telegram", str(RESELLER))) is None:
            token = await new_reseller_token(tx, reseller.id, tokens)
            world.phones[0].start_payload = f"r_{token}"
        if world.whatsapp and not world.whatsapp.phones[0].messages:
            token = await new_reseller_token(tx, reseller.id, tokens)
            world.whatsapp.phones[0].first_words = linking_words(token)
