"""A bot of one role in a process of its own, forked from one that has imported the program already."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path

import uvloop  # noqa: F401

import bot.app  # noqa: F401 - these are imported here so that no bot has to
from bot.certificates import certificates
from bot.cli import main
from tests.chaos.faults import die_between_words, lose_answers, take_over_after

certificates()  # read once, for all of them


@dataclass(frozen=True, slots=True)
class Setting:
    """What is alike for all bots of a test.

    Args:
        environment: variables.
        log: the file that everything they print is added to.
        lease_ms: how long a chat is a dead worker's.
        lost_answers: one answer of Redis in so many is lost; 0 for none.
        sabotage: makes the program worse than it is.
    """

    environment: dict[str, str]
    log: Path
    lease_ms: int
    lost_answers: int
    sabotage: Callable[[], None] | None


def be(role: str, setting: Setting, words_left: int) -> None:
    """Is `bot web` or `bot worker` until it is killed.

    Args:
        role: which.
        setting: see there.
        words_left: it dies before it says so many words about a chat to Redis; 0 lets it live.
    """
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _print_to(setting.log)
    os.chdir(setting.log.parent)  # no `.env` of whoever runs the tests is there
    os.environ.clear()
    os.environ.update(setting.environment)
    take_over_after(setting.lease_ms)
    if setting.sabotage:
        setting.sabotage()
    if setting.lost_answers:
        lose_answers(setting.lost_answers)
    if words_left:
        die_between_words(words_left)
    sys.argv = ["bot", role]
    main()


def _print_to(log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in (1, 2):
        os.dup2(descriptor, number)


def _die_with_parent() -> None:
    parent = parent_process()
    connection.wait([parent.sentinel] if parent else [])
    os._exit(1)
