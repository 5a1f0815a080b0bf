"""The simulator as a newcomer meets it: two phones, a reseller with plans, the public registers in small."""

from starlette.routing import BaseRoute, Mount

from bot.adapters.people import SqlPeople
from bot.db.database import Database
from bot.operator import add_demo, new_reseller_token
from bot.sealing import TokenMaker
from bot.settings import LOOKUPS, Settings
from bot.simulator.app import simulator_app
from bot.simulator.registers import registers_app
from bot.simulator.world import World
from conversations.ports.people import Account

RESELLER, VISITOR = 1001, 1002  # the phones' user ids
_PATHS = {
    "minhareceita_url": "minhareceita",
    "opencnpj_url": "opencnpj",
    "cnpja_url": "cnpja",
    "viacep_url": "viacep",
    "opencep_url": "opencep",
}


def open_world(settings: Settings) -> World:
    """The simulated Telegram with its phones, as the last run on this data directory left it."""
    world = World(state_file=settings.data_dir / "simulator.json")
    world.add_phone(
        "Revendedor", first_name="Ana", last_name="Lima", user_id=RESELLER, phone_number="+5511987654321"
    )
    world.add_phone(
        "Visitante", first_name="João", last_name="Prado", user_id=VISITOR, phone_number="+5521991234567"
    )
    return world


def simulator_routes(world: World) -> list[BaseRoute]:
    """What the simulator serves: its page, its Bot API, its registers."""
    return [
        Mount("/simulator/registers", registers_app()),
        Mount("/simulator", simulator_app(world)),
    ]


def simulated(settings: Settings, address: str) -> Settings:
    """The settings with every outside service replaced by the simulator's, unless it was set by hand.

    Args:
        settings: of the environment.
        address: where the simulator is served.
    """
    here = {name: f"{address}/simulator/registers/{path}" for name, path in _PATHS.items()}
    replaced = {name: here[name] for name in LOOKUPS if name not in settings.model_fields_set}
    replaced["telegram_api_url"] = f"{address}/simulator/telegram"
    replaced["public_url"] = settings.public_url or address
    return settings.model_copy(update=replaced)


async def prepare_reseller(world: World, database: Database, tokens: TokenMaker) -> None:
    """Makes the demo reseller once, and lets the reseller's phone in by a fresh link if it is not in yet."""
    async with database.transaction() as tx:
        reseller = await add_demo(tx)
        if await SqlPeople(tx).find(Account("telegram", str(RESELLER))) is None:
            token = await new_reseller_token(tx, reseller.id, tokens)
            world.phones[0].start_payload = f"r_{token}"
