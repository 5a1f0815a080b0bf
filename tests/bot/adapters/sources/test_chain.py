"""What is asked of the sources is timed and counted, each for itself."""

import httpx
import pytest

from bot.adapters.addresses import addresses
from bot.metrics import registry
from tests.bot.adapters.services import DOWN, MISSING, Services, found
from tests.bot.adapters.sources.canned import CEP
from tests.fakes.cities import FakeCities


def counted(source: str, outcome: str) -> tuple[float, float]:
    """How often a source had answered so, and how often it had been timed."""
    return (
        registry.get_sample_value("bot_lookups_total", {"source": source, "outcome": outcome}) or 0,
        registry.get_sample_value("bot_lookup_seconds_count", {"source": source}) or 0,
    )


@pytest.mark.parametrize(
    ("answers", "source", "outcome"),
    [
        ({"viacep": found("viacep")}, "viacep", "found"),
        ({"viacep": MISSING["viacep"], "opencep": found("opencep")}, "viacep", "not_found"),
        ({"viacep": DOWN, "opencep": found("opencep")}, "viacep", "unavailable"),
        ({"viacep": DOWN, "opencep": found("opencep")}, "opencep", "found"),
    ],
)
async def test_each_source_is_counted_by_its_answer(
    answers: dict[str, httpx.Response | None], source: str, outcome: str
) -> None:
    """A lookup counts once for each source that was asked, by what that one said."""
    before = counted(source, outcome)
    services = Services(answers)
    await addresses(services.client(), services.settings(), FakeCities()).find(CEP)
    assert tuple(one + 1 for one in before) == counted(source, outcome)
