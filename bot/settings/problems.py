"""What is wrong with the settings, so that whoever set them can mend it."""

from bot.settings.fields import Settings

Problem = tuple[str, str, str]
"""The variable, what is wrong with it, and an example."""


class WrongSettings(Exception):  # noqa: N818 - the settings are wrong, not the program
    """Settings that cannot be used.

    Args:
        problems: everything that is wrong; never a value that was set.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{name}: {what}" for name, what, _ in problems))
        self.problems = problems


def problem(field: str, what: str) -> Problem:
    """What is wrong with a setting, with its example."""
    (example,) = Settings.model_fields[field].examples or [""]
    return field.upper(), what, f"{field.upper()}={example}"
