"""A process without our settings, and a log that is put back afterwards."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import NOISY
from bot.settings import Settings

Env = Callable[..., None]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Env:
    """Sets variables in an environment that has none of ours, in a directory without `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def set_them(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_them


@pytest.fixture(autouse=True)
def plain_log() -> None:
    """Logs without colours: drawing one exception as structlog does by itself takes half a second."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        cache_logger_on_first_use=False,
    )


@pytest.fixture
def own_logging(plain_log: None) -> Iterator[None]:
    """Lets a test set up the log of its process."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in NOISY}
    yield
    root.handlers, root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.captureWarnings(False)
    structlog.reset_defaults()
