"""The registration as a Mermaid flowchart: `python -m bot.diagram > docs/registration.mmd`.

Source: the flowchart syntax of https://mermaid.js.org/syntax/flowchart.html.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise

from conversations import words
from conversations.form import Form
from conversations.question import Question, Wait, always
from conversations.registration.flow import FORM

LEGEND = """%% Drawn from the flow by `python -m bot.diagram`; a test keeps it current.
%% Dashed: asked only where it applies. Hexagon: a lookup. What is answered already is asked nowhere.
"""


def diagram(form: Form) -> str:
    """A form's questions, step by step, as Mermaid text."""
    lines = [*_steps(form), *_edges(form), *_styles(form)]
    return LEGEND + "flowchart TD\n" + "".join(f"    {line}\n" for line in lines)


def label(text: str) -> str:
    """A quoted Mermaid label; what Mermaid would read itself becomes an entity."""
    entities = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\n": "<br>"}
    return '"' + "".join(entities.get(c, c) for c in text) + '"'


def _node(question: Question) -> str:
    return question.id.replace(".", "_")


def _drawn(question: Question) -> str:
    opening, closing = ("{{", "}}") if isinstance(question, Wait) else ("[", "]")
    return f"{_node(question)}{opening}{label(question.label)}{closing}"


def _conditional(question: Question) -> bool:
    return question.applies is not always


def _steps(form: Form) -> Iterator[str]:
    for number, step in enumerate(form.steps, 1):
        heading = words.HEADING.format(number=number, total=len(form.steps), title=step.title)
        yield f"subgraph step_{number}[{label(heading)}]"
        yield from (f"    {_drawn(question)}" for question in step.questions())
        yield "end"
    yield f"review[{label(form.review)}]"
    yield f"finished([{label(form.finish_label)}])"


def _edges(form: Form) -> Iterator[str]:
    questions = list(form.questions().values())
    for one, other in pairwise(questions):
        yield f"{_node(one)} {'-.->' if _conditional(other) else '-->'} {_node(other)}"
    yield f"{_node(questions[-1])} --> review"
    for number, step in enumerate(form.steps, 1):
        yield f"review -- {label(words.CORRECT.format(title=step.title))} --> step_{number}"
    yield "review --> finished"


def _styles(form: Form) -> Iterator[str]:
    conditional = [_node(question) for question in form.questions().values() if _conditional(question)]
    yield "classDef conditional stroke-dasharray: 5 5"
    if conditional:
        yield f"class {','.join(conditional)} conditional"


if __name__ == "__main__":
    sys.stdout.write(diagram(FORM))
