"""Correcting an answer from the review."""

from tests.conversations.chatting import Chatting


async def correct(chat: Chatting, step: str, label: str, answer: str) -> None:
    """Corrects one answer from the review, and lets what it looks up arrive."""
    await chat.taps(f"Corrigir {step}")
    await chat.taps(label)
    await chat.types(answer)
    while chat.at.endswith(".lookup"):
        await chat.arrives()
