"""Transcripts: conversations as what was said, in files that a reviewer who knows no Python can judge.

A file is lines of `Name: words`; what is indented goes on. `[Label]` alone is a tap, rows of labels are
buttons.

    # A reseller registers a company.
    Given: no plans
    Ana: [Novo cadastro]
    Bot: Etapa 1 de 4 · Plano
         Qual é a categoria?
         [Emissores Fiscais (3)]
         [Cancelar]

`(the same message)` says that the bot changed the message it hung on; `(deletes the message)` that it took
out what was said last. `(anexa o contato Maria Souza, +55 11 98765-4321)` and `(manda photo)` are what else
people send, `(manda o arquivo padaria.pfx)` a file by its name; `[Label] (de uma mensagem antiga)` taps the
newest message that is not the last, `(abre o convite)` opens the invite whose link was said last, `(envia o
certificado pela página)` sends one by the link to a page that was said last. Links are written as what they
are. `Bot para Ana:` is said to somebody else than the one who spoke.
"""

import re
from dataclasses import dataclass
from pathlib import Path

BOT, GIVEN = "Bot", "Given"
TO = "Bot para "
"""Before the name of somebody else than who spoke last."""
SAME, DELETES, OLD = "(the same message)", "(deletes the message)", "(de uma mensagem antiga)"
LINK = re.compile(r"https?://\S+/s/\S+")
WHATSAPP = re.compile(r"https://wa\.me/\S+")
INVITE = re.compile(r"https://t\.me/\S+start=[cr]_\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said, in one message."""

    who: str
    text: str

    @property
    def of_bot(self) -> bool:
        """Whether the bot says it."""
        return self.who == BOT or self.who.startswith(TO)

    def __str__(self) -> str:
        indent = " " * (len(self.who) + 2)
        return f"{self.who}: " + self.text.replace("\n", f"\n{indent}")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation: its comment, what is given, and what is said."""

    comment: str
    given: tuple[str, ...]
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        head = [f"# {line}" for line in self.comment.splitlines()]
        head += [str(Line(GIVEN, text)) for text in self.given]
        said: list[str] = []
        for line in self.lines:
            said += ["" if not line.of_bot else None, str(line)]  # type: ignore[list-item]
        return "\n".join([*head, *(line for line in said if line is not None)]) + "\n"


def read(path: Path) -> Transcript:
    """The transcript in a file."""
    comment, lines = [], []
    for raw in path.read_text().splitlines():
        if raw.startswith("#"):
            comment.append(raw.removeprefix("#").strip())
        elif raw[:1] not in ("", " "):
            who, _, text = raw.partition(": ")
            lines.append(Line(who, text))
        elif raw.strip():
            lines[-1] = Line(lines[-1].who, f"{lines[-1].text}\n{raw.strip()}")
    given = tuple(line.text for line in lines if line.who == GIVEN)
    return Transcript("\n".join(comment), given, tuple(line for line in lines if line.who != GIVEN))


def picture(caption: str) -> str:
    """A picture, as transcripts write it."""
    return f"(sends a picture)\n{caption}"


def document(caption: str) -> str:
    """A file, as transcripts write it."""
    return f"(sends a file)\n{caption}"


def spoken(parts: list[str], rows: list[list[str]]) -> str:
    """What a bot's message says, as transcripts write it: no empty lines, links by what they are."""
    lines = [line.strip() for part in parts for line in part.splitlines() if line.strip()]
    text = "\n".join([*lines, *(" ".join(f"[{label}]" for label in row) for row in rows)])
    return WHATSAPP.sub("<invite on WhatsApp>", INVITE.sub("<invite>", LINK.sub("<link>", text)))
