"""The simulator as one web application."""

from starlette.applications import Starlette

from bot.simulator.bot_api import bot_api_routes
from bot.simulator.page import page_routes
from bot.simulator.world import World


def simulator_app(world: World) -> Starlette:
    """Everything below `/simulator`: the page, what it calls, and the emulators of the messengers' APIs.

    A server that is to stop must call `world.close()` first: long polls and the page's streams wait.
    """
    whatsapp = world.whatsapp.routes() if world.whatsapp else []
    return Starlette(routes=[*bot_api_routes(world), *whatsapp, *page_routes(world)])
