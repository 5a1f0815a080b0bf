"""The public registers."""

import asyncio

import httpx

from bot.doctor.finding import Finding
from bot.settings import LOOKUPS, Settings

SECONDS = 5.0


async def look_at_lookups(settings: Settings) -> list[Finding]:
    """Whether each source answers."""
    async with httpx.AsyncClient(timeout=SECONDS) as http:
        return await asyncio.gather(*(_lookup(http, settings, field) for field in LOOKUPS))


async def _lookup(http: httpx.AsyncClient, settings: Settings, field: str) -> Finding:
    """Whether a source answers at all; whatever it answers to no question is right."""
    what, url = f"Lookup {field.removesuffix('_url')}", getattr(settings, field)
    if not url:
        return Finding(what, "off", f"{field.upper()} is empty")
    if settings.simulated:
        return Finding(what, "off", "the simulator stands in")
    try:
        answer = await http.get(url)
    except httpx.HTTPError as error:
        problem, mend = (
            type(error).__name__,
            f"Correct {field.upper()}, or leave it: others are asked instead.",
        )
        return Finding(what, "look", f"does not answer ({problem})", mend)
    if answer.is_server_error:
        return Finding(
            what, "look", f"in trouble itself (HTTP {answer.status_code})", "Wait: others are asked."
        )
    return Finding(what, "ok", "answers")
