"""The log tells what happened, and nothing about a person."""

import io
import json
import logging
from pathlib import Path

import httpx
import pytest
import structlog

from bot.logs import configure_logging, leave_out_sources

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
PAGE = "https://bot.example.com/s/kQ3vX9_rTz-4mB7sL2pW8yN6hD1cF5gJ"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def log(own_logging: None) -> io.StringIO:
    """The log as a file has it."""
    stream = io.StringIO()
    configure_logging(stream)
    return stream


def test_file_gets_json(log: io.StringIO) -> None:
    """Where no person reads along, a line is a JSON object."""
    structlog.get_logger("bot.worker").info("turn", chat="7", question="company.tax_id")
    line = json.loads(log.getvalue())
    del line["timestamp"]
    assert {
        "event": "turn",
        "chat": "7",
        "question": "company.tax_id",
        "level": "info",
        "logger": "bot.worker",
    } == line


def test_line_tells_who_wrote_it(log: io.StringIO) -> None:
    """A logger without a name is called like its module."""
    structlog.get_logger().info("turn")
    assert __name__ == json.loads(log.getvalue())["logger"]


def test_terminal_gets_words(log: io.StringIO) -> None:
    """A person at a terminal reads key=value."""
    terminal = Terminal()
    configure_logging(terminal)
    structlog.get_logger("bot.worker").info("turn", chat="7")
    with pytest.raises(json.JSONDecodeError):
        json.loads(terminal.getvalue())


@pytest.mark.parametrize(
    "path", [f"/bot{TOKEN}/sendMessage", "/12345678000195", "/ws/01310100/json/", "/s/kQ3vX9_rTz-4mB7sL2pW8y"]
)
async def test_requests_are_not_logged(log: io.StringIO, path: str) -> None:
    """No address that httpx asks is logged, as it would by itself, with the bot's token or a tax id in it."""
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as http:
        await http.get("https://api.example.com" + path)
    assert "" == log.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        PAGE,
        "https://bot.example.com/emitter?token=eyJhbGciOiJFZERTQSJ9.kQ3vX9.c2ln",
        "GET /emitter?a=1&token=kQ3vX9&b=2",
        "https://emitter.example/in?next=%2Femitter%3Ftoken%3DkQ3vX9",
        "https://emitter.example/in/eyJhbGciOiJFZERTQSJ9.eyJzdWIikQ3vX9.c2ln",
        "https://t.me/bot?start=r_kQ3vX9_rTz-4mB7sL2pW8yN6hD1cF5gJ",
        "postgresql://bot:kQ3vX9@db/bot",
    ],
)
def test_secrets_are_blotted_out_of_our_own_lines(log: io.StringIO, text: str) -> None:
    """Even where we log an address by mistake, the secret in it does not show."""
    structlog.get_logger().warning("sent", to=text)
    assert ("kQ3vX9" in log.getvalue(), TOKEN[-10:] in log.getvalue()) == (False, False)


ANSWERS = [
    "ana@example.com.br",
    "+5511912345678",
    "(11) 91234-5678",
    "01310-100",
    "12.345.678/0001-95",
    "12345678000195",
    "12.ABC.345/01DE-35",
    "12ABC34501DE35",
    "123.456.789-09",
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_exceptions_lose_answers(log: io.StringIO, answer: str) -> None:
    """What a library put into its exception about a person does not show."""
    try:
        raise ValueError(f"duplicate key: (value)=({answer})")
    except ValueError:
        structlog.get_logger().exception("turn failed", chat="telegram:123456789")
    assert (answer in log.getvalue(), "duplicate key" in log.getvalue()) == (False, True)


@pytest.mark.parametrize("answer", ANSWERS)
def test_libraries_lose_answers(log: io.StringIO, answer: str) -> None:
    """What a library says about a person in a warning does not show."""
    logging.getLogger("telegram.ext").warning("cannot send %s", answer)
    assert (answer in log.getvalue(), "cannot send" in log.getvalue()) == (False, True)


def test_ids_stay(log: io.StringIO) -> None:
    """The ids by which a turn is followed through the log are not taken for answers."""
    structlog.get_logger().info("turn", chat="telegram:123456789", update=987654321, customer="k3n5p7q9")
    line = json.loads(log.getvalue())
    assert ("telegram:123456789", 987654321, "k3n5p7q9") == (line["chat"], line["update"], line["customer"])


def test_requests_to_us_are_not_logged(log: io.StringIO) -> None:
    """No path is logged, as uvicorn would by itself: a one-time page is known by its path."""
    logging.getLogger("uvicorn.access").info(
        '%s - "%s %s HTTP/%s" %d', "1.2.3.4:5", "GET", "/s/x", "1.1", 200
    )
    assert "" == log.getvalue()


def test_what_no_utf8_has_is_still_a_line(log: io.StringIO) -> None:
    """Half a surrogate pair in what somebody sent does not break the line that tells of it."""
    structlog.get_logger().info("turn", name="half an emoji \ud83d")
    assert "half an emoji \ud83d" == json.loads(log.getvalue())["name"]


def test_what_is_no_json_is_told_as_words(log: io.StringIO) -> None:
    """Whatever stands in a line, it is written."""
    structlog.get_logger().info("turn", path=Path("/data"))
    assert "data" in json.loads(log.getvalue())["path"]


def test_debug_is_not_told(log: io.StringIO) -> None:
    """What only helps who writes the program is left out."""
    structlog.get_logger().debug("turn")
    assert "" == log.getvalue()


def test_sources_can_be_left_out(log: io.StringIO) -> None:
    """A report that says it better silences the sources up to warnings, and nobody else."""
    leave_out_sources()
    for name in ("bot.adapters.sources.guarded", "bot.worker"):
        structlog.get_logger(name).info("asked")
        structlog.get_logger(name).warning("failed")
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [
        ("bot.adapters.sources.guarded", "failed"),
        ("bot.worker", "asked"),
        ("bot.worker", "failed"),
    ] == [(line["logger"], line["event"]) for line in told]
