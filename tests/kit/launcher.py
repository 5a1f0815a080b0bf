"""Starts bots that can be killed, each a process of its own.

It is `python -m bot run`, either really or, since a test that starts forty of them would else mostly wait
for imports, in a fork of a process that has imported the program already. Reads lines of JSON: the
environment of a bot to be started, or null for the running one to be killed; answers each with a line.
"""

import importlib
import json
import os
import runpy
import signal
import sys
from typing import NoReturn

from bot.certificates import certificates

PROGRAM = ("bot.cli", "bot.app", "sqlalchemy.dialects.sqlite.aiosqlite", "uvicorn.protocols.http.h11_impl")


def main() -> None:
    for name in PROGRAM:
        importlib.import_module(name)
    certificates()
    bot = 0
    try:
        for line in sys.stdin:
            environment = json.loads(line)
            bot = kill(bot) if environment is None else os.fork() or run(environment)
            sys.stdout.write("done\n")
            sys.stdout.flush()
    finally:
        kill(bot)


def kill(bot: int) -> int:
    if bot:
        os.kill(bot, signal.SIGKILL)
        os.waitpid(bot, 0)
    return 0


def run(environment: dict[str, str]) -> NoReturn:
    log = os.open(f"{environment['DATA_DIR']}/log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    null = os.open(os.devnull, os.O_RDONLY)
    for number, descriptor in enumerate((null, log, log)):
        os.dup2(descriptor, number)
    os.environ.update(environment)
    try:
        if "FRESH" in environment:
            os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])
        sys.argv = ["bot", "run"]
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    finally:
        os._exit(1)  # whatever it was: never go on as the launcher


if __name__ == "__main__":
    main()
