"""Opens what strangers sent in a process of its own.

OpenSSL derives a key with as many rounds as the file says, up to thousands of millions, while the library
holds the interpreter's lock: in a thread it would stop everything else. Some rounds stand inside of what
has to be opened first, so that no look at the file beforehand finds them. A process is ended when its time is
over.
"""

import asyncio
import base64
import json
import os
import secrets
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.icp_brasil.holders import Holder
from bot.icp_brasil.judging import Accepted
from bot.icp_brasil.refusal import REASONS, Refused

SECONDS = 10.0
"""What a file may take: a usual one takes 0.2 s, most of it Python's start, and a million rounds 0.4 s."""
AT_ONCE = 2
CHILD = ("-m", "bot.icp_brasil.child")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Packed:
    """A certificate that is taken, with the passphrase of its new file."""

    accepted: Accepted
    passphrase: str


class Opener:
    """Opens files, a few at once.

    Args:
        seconds: what one may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._room = asyncio.Semaphore(AT_ONCE)

    async def open(self, file: bytes, password: str, tax_id: str, now: datetime) -> Packed:
        """Opens and judges a file, and packs it anew under a passphrase that nobody knows.

        Args:
            file: as it was sent.
            password: its owner's; it is not kept.
            tax_id: whose certificate it must be, bare.
            now: UTC.

        Raises:
            Refused: for whatever reason.
        """
        passphrase = secrets.token_urlsafe(32)
        asked = {
            "file": base64.b64encode(file).decode(),
            "password": password,
            "tax_id": tax_id,
            "passphrase": passphrase,
            "now": now.isoformat(),
        }
        async with self._room:
            told = await self._ask(asked)
        if "refused" in told:
            raise Refused(told["refused"] if told["refused"] in REASONS else "unreadable", **told["details"])
        return Packed(_accepted(told), passphrase)

    async def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        child = await asyncio.create_subprocess_exec(
            sys.executable, *CHILD, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment()
        )
        try:
            said, _ = await asyncio.wait_for(child.communicate(json.dumps(asked).encode()), self._seconds)
        except TimeoutError:
            log.warning("a certificate took too long to open", seconds=self._seconds)
            raise Refused("slow") from None
        finally:
            if child.returncode is None:
                child.kill()
                await asyncio.shield(child.wait())
        if child.returncode:
            log.warning("a certificate ended the process that opened it", code=child.returncode)
            raise Refused("unreadable")
        told: dict[str, Any] = json.loads(said)
        return told


def environment() -> dict[str, str]:
    """What the process knows of ours: where modules are, and none of the program's secrets."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _accepted(told: dict[str, Any]) -> Accepted:
    return Accepted(
        holder=Holder(told["name"], told["tax_id"]),
        serial=told["serial"],
        not_after=datetime.fromisoformat(told["not_after"]),
        file=base64.b64decode(told["file"]),
    )
