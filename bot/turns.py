"""One turn: what is known is loaded, the conversation answers, and its effects come back as JSON."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.adapters.callers import Caller, Callers
from bot.channel import Channel, Incoming
from bot.db.database import Database, Transaction
from bot.outgoing import Message, News, Outgoing, Typing, event_from_json, outgoing_to_json
from bot.replays import PlayedMeanwhile, Replays
from conversations.draft import Chat
from conversations.ports import Ports
from conversations.ports.people import Account
from conversations.prompt import Prompt, Reply, Task, Tell
from conversations.reminding import note_progress
from conversations.talk import talk
from conversations.turn import Turn


@dataclass(frozen=True, slots=True)
class Result:
    """What a turn wants committed: the chat as JSON, the rest as JSON values."""

    chat: str
    outgoing: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    milestones: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turns:
    """Plays turns.

    Args:
        channels: by the first part of a mailbox's name.
        database: whose transaction a turn is.
        callers: knows who writes.
        ports: makes what the turn can reach, in its transaction.
        replays: knows which turns were committed to the database.
        clock: UTC.
    """

    channels: dict[str, Channel]
    database: Database
    callers: Callers
    ports: Callable[[Transaction], Ports]
    replays: Replays
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def play(
        self,
        mailbox: str,
        id_: str,
        body: dict[str, Any],
        remembered: str | None,
        *,
        again: bool = False,
        since: int = 0,
    ) -> Result:
        """Plays one turn. Its SQL is committed when it returns; playing it again changes nothing more.

        Args:
            mailbox: whose turn, such as "telegram:42".
            id_: the update's id in it.
            body: the update, or `{"event": …}`.
            remembered: the chat as JSON, none for a new one.
            again: it was played before, maybe by somebody who could not say what came of it.
            since: when the mailbox was taken for this turn; who took it later has the last word.

        Raises:
            bot.replays.Overtaken: somebody who took the mailbox later has written; nothing of ours happened.
        """
        channel_name, _, chat_id = mailbox.partition(":")
        channel = self.channels[channel_name]
        if "event" not in body and (told := await channel.settle(chat_id, body)) is not None:
            return Result(remembered or Chat().to_json(), [outgoing_to_json(value) for value in told], [])
        incoming = _event(channel_name, chat_id, body) if "event" in body else channel.read(body)
        # Before the transaction: it has a connection of its own, and who holds one must not wait for another.
        caller = await self.callers.who(incoming.account)
        try:
            async with self.database.transaction() as tx:
                if again and (done := await self.replays.find(tx, mailbox, id_)):
                    return Result(**done)
                turn = await self._turn(tx, f"{mailbox}:{id_}", incoming, caller, remembered)
                turn.erases = channel.erases
                await (talk(turn) if turn.reply.event else channel.route(turn))
                await note_progress(turn)
                result = _result(turn, incoming, channel)
                if await tx.wrote():
                    await self.replays.note(tx, mailbox, id_, asdict(result), since)
                elif again and (done := await self.replays.find(tx, mailbox, id_)):
                    return Result(**done)  # committed by somebody else while we found it done
                return result
        except PlayedMeanwhile as played:  # by a worker that has lost the mailbox; all of ours is undone
            return Result(**played.result)

    async def _turn(
        self, tx: Transaction, key: str, incoming: Incoming, caller: Caller, remembered: str | None
    ) -> Turn:
        ports, account = self.ports(tx), incoming.account
        return Turn(
            key=key,
            now=self.clock(),
            account=account,
            account_name=incoming.account_name,
            reply=incoming.reply,
            chat=Chat.from_json(remembered) if remembered else Chat(),
            person=caller.person,
            guest=await ports.invites.offer(account) if caller.guest else None,
            own=await ports.people.own(account) if caller.registered else None,
            ports=ports,
        )


def _news(turn: Turn, tell: Tell, number: int) -> News:
    """An event on its way to another chat, with the id by which a second one is known as the same."""
    told = f"{turn.account.channel}:{turn.account.id}:{tell.once}" if tell.once else f"{turn.key}:{number}"
    return News(f"{tell.channel}:{tell.account}", f"news:{told}", tell.event)


def _event(channel: str, chat_id: str, body: dict[str, Any]) -> Incoming:
    return Incoming(Account(channel, chat_id), "", Reply(event=event_from_json(body["event"])))


def _result(turn: Turn, incoming: Incoming, channel: Channel) -> Result:
    tasks = [effect for effect in turn.effects if isinstance(effect, Task)]
    outgoing: list[Outgoing] = [*incoming.first]
    for effect in turn.effects:
        if isinstance(effect, Prompt):
            outgoing.append(Message(effect, incoming.tapped, unasked=turn.reply.event is not None))
        elif isinstance(effect, Tell):
            outgoing.append(_news(turn, effect, len(outgoing)))
        elif not isinstance(effect, Task):
            outgoing.append(effect)
    if tasks:
        outgoing.append(Typing())
    outgoing.sort(key=lambda value: isinstance(value, News))  # who wrote is answered first
    return Result(
        chat=turn.chat.to_json(),
        outgoing=[outgoing_to_json(value) for value in channel.compose(outgoing)],
        tasks=[{"id": f"{turn.key}:{number}", **asdict(task)} for number, task in enumerate(tasks)],
        milestones=turn.milestones,
    )
