"""The settings of this process: the only reader of the environment."""

import difflib
import os
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.mistakes import in_words
from bot.settings.fields import ENV_FILE, Settings
from bot.settings.problems import Problem, WrongSettings, problem
from bot.settings.roles import Role, missing


def load_settings(role: Role | None = None) -> Settings:
    """The settings of the environment.

    Args:
        role: of a process that is one of several; none for one that is everything.

    Raises:
        WrongSettings: with every problem found and everything that is missing, and no value.
    """
    given = _given()
    needed = missing(role, given) if role else []
    try:
        settings = Settings()
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        wrong = [problem(str(one["loc"][0]), in_words(one)) for one in found]
    else:
        return _fit(settings, role, needed)
    raise WrongSettings(_once(wrong + needed))


def _fit(settings: Settings, role: Role | None, needed: list[Problem]) -> Settings:
    if role == "poll" and settings.webhook_url is not None:
        what = "has Telegram deliver to bot web; to fetch updates instead, leave it out everywhere"
        needed = [*needed, problem("public_url", what)]
    if needed:
        raise WrongSettings(needed)
    return settings


def likely_typos() -> list[tuple[str, str]]:
    """Variables that are set and unknown, each with the known one it looks like.

    Raises:
        WrongSettings: the file cannot be read.
    """
    known = {name.upper() for name in Settings.model_fields}
    names = {*os.environ, *_in_file()} - known
    close = [(name, difflib.get_close_matches(name, known, n=1, cutoff=0.85)) for name in sorted(names)]
    return [(name, matches[0]) for name, matches in close if matches]


def _given() -> dict[str, str]:
    """What is set, by the names of the fields; what is empty is not."""
    return {name.lower(): value for name, value in {**_in_file(), **os.environ}.items() if value}


def _once(problems: list[Problem]) -> list[Problem]:
    """Of several problems with a variable the first."""
    first: dict[str, Problem] = {}
    for one in problems:
        first.setdefault(one[0], one)
    return list(first.values())


def _in_file() -> dict[str, str | None]:
    try:
        return dotenv_values(ENV_FILE)
    except UnicodeDecodeError:
        what = "is not UTF-8 text; save it as UTF-8"
        raise WrongSettings([(str(Path(ENV_FILE).absolute()), what, "PORT=8080")]) from None
