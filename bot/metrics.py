"""What a process counts and times, for Prometheus.

Labels are the names of channels and sources and the words below, never what people send or who they are: each
value is a series that is kept, and anybody who reaches the web side reads it.
"""

from functools import cache
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

UpdateOutcome = Literal["answered", "failed", "put_off", "dead", "duplicate"]
"""`failed`: a try that ended in an error of ours; `put_off`: Redis or the database was away, no try;
`dead`: set aside after the last try; `duplicate`: delivered again, nothing done."""
SendOutcome = Literal["sent", "later", "gone", "refused", "failed"]
"""`later`: the channel asked for patience; `gone`: nobody there to read it; `refused`: an error;
`failed`: the channel took it, and told later that it did not arrive."""
LookupOutcome = Literal["found", "not_found", "unavailable"]
DeliveryOutcome = Literal["delivered", "failed", "put_off", "parked"]
"""`failed`: tried again; `put_off`: tried again, the emitter being away or busy; `parked`: given up."""
RegistrationStep = str
"""The number of a step that was reached, or "registered" or "cancelled"."""

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 6)  # a source has 3 s, all of them together 6 s

# A second series for each, of when it began, says nothing: a restart shows without it.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's own omission

registry = CollectorRegistry()  # our own: the library's has series about Python, which nobody asked for

turn_seconds = Histogram(
    "bot_turn_seconds",
    "From taking an update to its turn being committed.",
    ["channel"],
    buckets=QUICK,
    registry=registry,
)
send_seconds = Histogram(
    "bot_send_seconds",
    "One message, from asking the channel to its answer.",
    ["channel"],
    buckets=QUICK,
    registry=registry,
)
lookup_seconds = Histogram(
    "bot_lookup_seconds", "One question to one source.", ["source"], buckets=SLOW, registry=registry
)
delivery_seconds = Histogram(
    "bot_delivery_seconds", "One try to tell the emitter of one event.", buckets=QUICK, registry=registry
)
takeovers = Counter(
    "bot_takeovers_total",
    "Announcements taken over from a worker that was not heard of for ten seconds.",
    registry=registry,
)
dead_letters = Counter(
    "bot_dead_letters_total", "Updates set aside after the last try failed.", registry=registry
)
_updates = Counter("bot_updates_total", "What became of updates.", ["channel", "outcome"], registry=registry)
_sends = Counter(
    "bot_sends_total", "What became of messages to people.", ["channel", "outcome"], registry=registry
)
_lookups = Counter("bot_lookups_total", "What sources answered.", ["source", "outcome"], registry=registry)
_deliveries = Counter(
    "bot_deliveries_total", "What became of events for the emitter.", ["outcome"], registry=registry
)
_registrations = Counter(
    "bot_registrations_total", "Registrations that reached a step, or their end.", ["step"], registry=registry
)


# The library looks a series up by its labels each time, for half the price of all that a turn counts.
_update, _send = cache(_updates.labels), cache(_sends.labels)
turn_timer, send_timer = cache(turn_seconds.labels), cache(send_seconds.labels)
"""The histogram of a channel's turns, and of its messages."""


def count_update(channel: str, outcome: UpdateOutcome) -> None:
    """Counts an update, or a try of it, by what became of it."""
    _update(channel, outcome).inc()


def count_send(channel: str, outcome: SendOutcome) -> None:
    """Counts a message, or a try of it, by what became of it."""
    _send(channel, outcome).inc()


def count_lookup(source: str, outcome: LookupOutcome) -> None:
    """Counts a question to a source by its answer."""
    _lookups.labels(source, outcome).inc()


def count_delivery(outcome: DeliveryOutcome) -> None:
    """Counts a try to tell the emitter of an event by what became of it."""
    _deliveries.labels(outcome).inc()


def count_registration(step: RegistrationStep) -> None:
    """Counts a registration that reached a step, was completed, or was cancelled."""
    _registrations.labels(step).inc()
