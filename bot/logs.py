"""The log: to standard error, key=value on a terminal and JSON elsewhere, and nothing about a person.

Our own lines carry ids and question ids. What libraries say, and what exceptions carry, may hold more:
they are let in from warnings up, and what looks like a secret or an answer is blotted out.
"""

import logging
import re
import sys
from collections.abc import Callable
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from conversations.quick_json import to_json

SECRETS = (
    re.compile(r"(?<=/s/)[A-Za-z0-9_-]+"),  # the token of a one-time page
    re.compile(r"(?i)((?<=token=)|(?<=token%3D))[^&\s\"'#]+"),  # whatever an address calls one
    re.compile(r"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"),  # a JWT
    re.compile(r"[0-9]+(:|%3A)[A-Za-z0-9_-]{30,}"),  # a bot's token
    re.compile(r"(?<==)[rc]_[A-Za-z0-9_-]{16,}"),  # the token of a link into the chat
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),  # user and password of an address
    re.compile(r"wamid\.[A-Za-z0-9+/=_-]+"),  # Meta's id of a message, which spells somebody's number
)
ANSWERS = (
    re.compile(r"[^\s\"'(<]+(@|%40)[^\s\"')>]+"),  # e-mail
    re.compile(r"\+?[0-9(][0-9 ().\-]{6,}[0-9]"),  # phone, CPF, CEP, numeric CNPJ with or without signs
    re.compile(r"\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}(/|%2F)?[0-9A-Z]{4}-?[0-9]{2}\b"),  # CNPJ
)
BLOT = "[…]"

NOISY = ("httpx", "httpcore", "telegram", "uvicorn", "alembic", "sqlalchemy", "asyncio")
"""Loggers that say at INFO what no log should have, such as addresses with a token or a tax id."""


SOURCES = "bot.adapters.sources"
"""The loggers of the lookups' sources."""


def configure_logging(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Sets up the log of this process. Give uvicorn `log_config=None, access_log=False`.

    Our own lines go straight to the stream: the way through `logging`, which libraries take, costs more than
    all else about a line.

    Args:
        stream: where to; standard error unless said.
        level: the least that is told.
    """
    stream = stream or sys.stderr
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = structlog.processors.JSONRenderer(serializer=_json)
    if stream.isatty():
        renderer = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, _blot_out, *shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Lines(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.processors.format_exc_info, _blot_out_message, _blot_out, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers, root.level = [handler], level
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)  # it quotes whatever answered
    logging.captureWarnings(True)


def leave_out_sources() -> None:
    """Lets a command that reports on the sources itself say nothing about them in the log below warnings."""
    structlog.configure(processors=[_without_sources, *structlog.get_config()["processors"]])


class _Lines:
    """Makes what writes the lines of one logger.

    Args:
        stream: where to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._named = structlog.stdlib.LoggerFactory(ignore_frame_names=[__name__])

    def __call__(self, *args: Any) -> "_Line":
        return _Line(self._named(*args).name, self._stream)


class _Line:
    """Writes lines. structlog calls a method by the line's level.

    Args:
        name: of the logger, as `logging` would call it.
        stream: where to.
    """

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name = name
        self._stream = stream

    def info(self, line: str) -> None:
        """Writes a line, whole and at once."""
        self._stream.write(f"{line}\n")
        self._stream.flush()

    debug = warning = error = critical = info


def _json(line: EventDict, default: Callable[[Any], Any]) -> str:
    return to_json(line, default).decode()


def _without_sources(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    if logger.name.startswith(SOURCES) and method in {"debug", "info"}:
        raise structlog.DropEvent
    return event


def _blot_out(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _without(value, *SECRETS, *(ANSWERS if name == "exception" else ()))
    return event


def _blot_out_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """What a library says is as little known to us as what an exception carries."""
    event["event"] = _without(event["event"], *SECRETS, *ANSWERS)
    return event


def _without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(BLOT, text)
    return text
