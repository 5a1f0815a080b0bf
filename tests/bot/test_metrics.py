"""What is counted is found under the name and labels that are told."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.metrics import (
    count_lookup,
    count_registration,
    count_send,
    count_update,
    dead_letters,
    lookup_seconds,
    registry,
    send_seconds,
    takeovers,
    turn_seconds,
)

COUNTED: list[tuple[Callable[[], Any], str, dict[str, str]]] = [
    (
        lambda: count_update("telegram", "answered"),
        "bot_updates_total",
        {"channel": "telegram", "outcome": "answered"},
    ),
    (lambda: count_send("telegram", "gone"), "bot_sends_total", {"channel": "telegram", "outcome": "gone"}),
    (
        lambda: count_lookup("viacep", "not_found"),
        "bot_lookups_total",
        {"source": "viacep", "outcome": "not_found"},
    ),
    (lambda: count_registration(2), "bot_registrations_total", {"step": "2"}),
    (lambda: count_registration("registered"), "bot_registrations_total", {"step": "registered"}),
    (takeovers.inc, "bot_takeovers_total", {}),
    (dead_letters.inc, "bot_dead_letters_total", {}),
    (
        lambda: turn_seconds.labels("telegram").observe(0.002),
        "bot_turn_seconds_bucket",
        {"channel": "telegram", "le": "0.0025"},
    ),
    (lambda: send_seconds.labels("telegram").observe(1), "bot_send_seconds_count", {"channel": "telegram"}),
    (lambda: lookup_seconds.labels("viacep").observe(1), "bot_lookup_seconds_sum", {"source": "viacep"}),
]


@pytest.mark.parametrize(("count", "name", "labels"), COUNTED, ids=[name for _, name, _ in COUNTED])
def test_counted_is_found(count: Callable[[], Any], name: str, labels: dict[str, str]) -> None:
    """One more of a kind is one more in its series."""
    before = registry.get_sample_value(name, labels) or 0
    count()
    assert before + 1 == registry.get_sample_value(name, labels)


def test_no_series_but_ours() -> None:
    """Nothing is told of Python or the machine, and nothing of when counting began."""
    names = {sample.name for metric in registry.collect() for sample in metric.samples}
    assert set() == {name for name in names if not name.startswith("bot_") or name.endswith("_created")}
