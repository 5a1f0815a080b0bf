"""What a person at the command line is told when something fails: what it is, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rich.console import Console
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from telegram.error import InvalidToken, TelegramError

from bot.bot_name import telegram_says
from bot.data_dir import UnusableFile
from bot.db.migrate import SchemaIsOld
from bot.embedded_redis import AlreadyRunning, EmbeddedRedisError
from bot.operator import PlansFileError, UnknownReseller
from bot.sealing import InvalidToken as Unsealable
from bot.settings import WrongSettings

FAILED, WRONG_USE = 1, 2


@contextmanager
def explained(console: Console) -> Iterator[None]:
    """Turns the errors that a person can mend into sentences and an exit code.

    Args:
        console: on standard error.

    Raises:
        typer.Exit: 2 for wrong settings or usage, 1 for the rest.
    """
    try:
        yield
    except WrongSettings as error:
        for name, what, example in error.problems:
            _say(console, f"{name}: {what}.\n  For example: {example}")
        raise typer.Exit(WRONG_USE) from None
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        _say(console, sentence)
        raise typer.Exit(WRONG_USE if isinstance(error, AlreadyRunning | InvalidToken) else FAILED) from None


def _sentence(error: Exception) -> str | None:
    match error:
        case EmbeddedRedisError() | UnusableFile():
            return str(error)
        case Unsealable():
            return (
                "What lies in Redis was sealed with another SECRET_KEY.\n"
                "Put the old one behind the new one: SECRET_KEY=new,old"
            )
        case UnknownReseller():
            return f"No reseller has the id {error}. `bot reseller list` shows all of them."
        case PlansFileError():
            return f"Nothing was imported. The file has these mistakes:\n{error}"
        case SchemaIsOld():
            return "The database does not have this version's tables. Run `bot migrate`, then try again."
        case OperationalError() | InterfaceError() | PoolTimeoutError():
            return f"The database fails: {_first_line(error)}\nCheck DATABASE_URL; `bot doctor` says more."
        case RedisConnectionError() | RedisTimeoutError():
            return f"Redis does not answer: {_first_line(error)}\nStart it, or correct REDIS_URL."
        case RedisError():
            return f"Redis cannot be used: {_first_line(error)}\nCheck REDIS_URL; `bot doctor` says more."
        case TelegramError():
            return f"{telegram_says(error)}. `bot doctor` checks it."
    return None


def _first_line(error: Exception) -> str:
    """The driver's own words: SQLAlchemy would add the statement below them."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, style="red", markup=False, soft_wrap=True)  # as it is, to be copied
