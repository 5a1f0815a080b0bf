"""The logo: a picture sent in the chat, and the task that looks at it."""

from typing import Any

from conversations.draft import Draft
from conversations.first_access import texts
from conversations.ports.customers import Gone
from conversations.ports.first_access import KEEP_LOGO
from conversations.ports.logos import MOST_BYTES, Logos, NoLogo
from conversations.ports.sent_files import FileTooLarge, FileUnavailable, SentFiles
from conversations.prompt import Choice, Event, InvalidAnswer, SentFile, Task
from conversations.question import BY_HAND, Question, Taken, Wait, fixed
from conversations.turn import Turn

TASK = "check_logo"
_NONE = ".none"
_BETWEEN = " "  # the channel's name and its name for the file; neither has one


def _sent(file: SentFile) -> str:
    if file.size > MOST_BYTES:
        raise InvalidAnswer("logo.large")
    return file.id


async def _take(turn: Turn, _draft: Draft, value: str) -> str:
    """What was sent, with the channel that has it; empty for no logo."""
    return "" if value == _NONE else f"{turn.account.channel}{_BETWEEN}{value}"


class _LogoWait(Wait):
    """Whoever does not wait for what they sent goes on without a logo."""

    async def take(self, turn: Turn, draft: Draft, picks: str | None = None) -> Taken:
        """As `Wait.take`."""
        await super().take(turn, draft, picks)
        return Taken({FILE.id: ""})


FILE = Question(
    id="logo.file",
    label="Logotipo",
    ask=texts.ask_logo,
    takes_file=_sent,
    check=_take,
    choices=fixed((Choice(texts.NO_LOGO, _NONE),)),
    show=lambda draft: texts.logo_shown(draft.get("logo.file")),
)

CHECK = _LogoWait(
    id="logo.check",
    label="imagem do logotipo",
    ask=texts.CHECKING_LOGO,
    task=TASK,
    arrived=lambda _draft, outcome: texts.LOGO_TAKEN if outcome == "found" else "",
    refutes=("logo.file",),
    choices=fixed((Choice(texts.GO_ON_WITHOUT, BY_HAND),)),
    applies=lambda draft: draft.get("logo.file") not in {None, "", KEEP_LOGO},
    given=("logo.file", "customer.id", "customer.reseller"),
    show=lambda _: "",
)


def logo_of(draft: Draft) -> str:
    """The logo as a configuration names it."""
    file = draft.get("logo.file")
    return str(file) if file in {"", KEEP_LOGO} else str(draft.get("logo.id", ""))


async def check(task: Task, files: SentFiles, logos: Logos) -> Event:
    """Does the task: fetches what was sent and keeps it, if it is a logo.

    Args:
        task: about a file and a customer.
        files: where it is.
        logos: judges and keeps it.
    """
    about = task.about
    sent = about["logo.file"]
    channel, _, file_id = sent.partition(_BETWEEN)
    try:
        content = await files.fetch(channel, file_id, MOST_BYTES)
        logo = await logos.keep(about["customer.reseller"], about["customer.id"], sent, content)
    except FileTooLarge:
        return Event(task.name, about, "large")
    except (FileUnavailable, Gone):
        return Event(task.name, about, "unavailable")
    except NoLogo as error:
        return Event(task.name, about, error.fault)
    found: dict[str, tuple[Any, dict[str, Any]]] = {"logo.id": (logo.id, {"logo.file": sent})}
    return Event(task.name, about, "found", found)
