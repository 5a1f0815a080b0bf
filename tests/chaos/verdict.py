"""What is wrong after a storm, in sentences; nothing in a program that loses nothing."""

from collections import Counter
from collections.abc import Iterator

from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.db.database import Transaction
from bot.db.models import CustomerRow
from tests.chaos.crowd import Crowd
from tests.chaos.dialogue import Answers
from tests.chaos.messengers import Messenger
from tests.chaos.person import Person

EMPTY = ("inbox:", "outbox:", "tasks:")  # mailboxes have nothing of these when all is done
STREAMS = ("updates", "tasks", "dead")


async def complaints(crowd: Crowd, messenger: Messenger, tx: Transaction, redis: Redis) -> list[str]:
    """Everything that is not as it should be."""
    return [
        *(complaint for person in crowd.persons for complaint in _of_person(person)),
        *messenger.complaints(),
        *_of_customers(crowd, await _customers(tx)),
        *await _of_redis(redis),
    ]


def _of_person(person: Person) -> Iterator[str]:
    yield from person.complaints
    if not person.done:
        heard, due = person.lines[: person.heard], person.lines[person.heard]
        last = heard[-1] if heard else "nothing"
        yield f"{person} waits in vain for {due}; the last that came was {last}:\n{person.phone}"


async def _customers(tx: Transaction) -> dict[str, list[Answers]]:
    rows = await tx.session.scalars(select(CustomerRow).options(selectinload(CustomerRow.plans)))
    found: dict[str, list[Answers]] = {}
    for row in rows:
        columns = {column.key: getattr(row, column.key) for column in CustomerRow.__table__.columns}
        answers = columns | {"plans": [plan.plan_id for plan in row.plans]}
        found.setdefault(row.registered_by or "", []).append(answers)
    return found


def _of_customers(crowd: Crowd, customers: dict[str, list[Answers]]) -> Iterator[str]:
    for person in crowd.persons:
        rows = customers.pop(person.id, [])
        if len(rows) != 1:
            yield f"{person} has {len(rows)} customers"
        for row in rows:
            given = person.answers.items()
            wrong = {name: (answer, row[name]) for name, answer in given if row[name] != answer}
            if wrong:
                yield f"{person} answered one thing and another is stored: {wrong}"
    if customers:
        yield f"customers of nobody: {customers}"


async def _of_redis(redis: Redis) -> Iterator[str]:
    kinds = Counter([key.partition(b"{")[0].decode() async for key in redis.scan_iter(count=1000)])
    left = {kind: count for kind, count in kinds.items() if kind in EMPTY}
    left |= {stream: count for stream in STREAMS if (count := await redis.xlen(stream))}
    return iter([f"left in Redis: {left}"] if left else [])
