"""What goes out, and what comes back, survives being kept as JSON."""

import json
from dataclasses import asdict

import pytest

from bot.outgoing import (
    Message,
    Outgoing,
    Tapped,
    Typing,
    event_from_json,
    outgoing_from_json,
    outgoing_to_json,
    task_from_json,
)
from conversations.prompt import Choice, Erase, Event, Prompt, Section, Task

PROMPT = Prompt(
    id="abc:plan.plans",
    heading="Etapa 1 de 4",
    notice="Ops",
    sections=(Section("Plano", "a\nb"), Section("", "só texto")),
    text="Quais planos? <b>&",
    choices=((Choice("✅ NF-e", "nfe"), Choice("Avançar", ".next")), (Choice("Cancelar", ".cancel"),)),
    replaces=True,
)


@pytest.mark.parametrize(
    "outgoing",
    [
        Message(PROMPT, "7", unasked=True),
        Message(Prompt("oi")),
        Erase("7", "sim", "não"),
        Tapped("1"),
        Typing(),
    ],
)
def test_outgoing(outgoing: Outgoing) -> None:
    """Everything that is sent comes back as it was."""
    assert outgoing == outgoing_from_json(json.loads(json.dumps(outgoing_to_json(outgoing))))


def test_event() -> None:
    """So does the result of a task; a pair comes back as a pair."""
    event = Event(
        "look_up_cep", {"address.cep": "1"}, "found", {"address.city": ("Sé", {"address.cep": "1"})}
    )
    assert event == event_from_json(json.loads(json.dumps(asdict(event))))


def test_task() -> None:
    """So does a task."""
    task = Task("look_up_cep", {"address.cep": "01310100"})
    assert task == task_from_json(json.loads(json.dumps(asdict(task))))
