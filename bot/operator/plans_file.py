"""A reseller's categories and plans as YAML: what may stand in the file, and where it does not."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from bot.mistakes import in_words

PRICE = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


class PlansFileError(ValueError):
    """The file cannot be imported; nothing of it was.

    Args:
        problems: one sentence each, with its line and field.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _price(value: Any) -> Decimal:
    """Reais from a text or a number. YAML's floats are read by what was written, not by their bits."""
    if isinstance(value, bool) or not PRICE.fullmatch(str(value)):
        raise ValueError(
            "a price is reais with at most two places, a point and no thousands separator: 49.90"
        )
    return Decimal(str(value)).quantize(Decimal("0.01"))


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]
Document = Literal["NF-e", "NFC-e", "NFS-e", "CT-e", "MDF-e"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PlanInFile(_Strict):
    """One plan of the file."""

    name: Name
    documents: list[Document] = Field(min_length=1)
    price: Annotated[Decimal, BeforeValidator(_price)]
    trial_days: int = Field(ge=0, le=365)


class CategoryInFile(_Strict):
    """One category of the file; it may still be empty."""

    name: Name
    plans: list[PlanInFile]


class PlansFile(_Strict):
    """The whole file."""

    categories: list[CategoryInFile] = Field(min_length=1)


def read_plans_file(text: str) -> PlansFile:
    """The checked contents of a plans file.

    Raises:
        PlansFileError: it is no YAML, or says what no plan can be, or says something twice.
    """
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        file = PlansFile.model_validate(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise PlansFileError([f"{line}this is not YAML: {error.problem}"]) from error
    except yaml.YAMLError as error:
        raise PlansFileError([f"this is not YAML: {error}"]) from error
    except ValidationError as error:
        raise PlansFileError([_sentence(tree, e["loc"], in_words(e)) for e in error.errors()]) from error
    except ValueError as error:  # YAML takes 2026-13-45 for a date
        raise PlansFileError([f"a value cannot be read ({error}); put it in quotes"]) from error
    twice = [_sentence(tree, loc, problem) for loc, problem in _said_twice(file)]
    if twice:
        raise PlansFileError(twice)
    return file


def _said_twice(file: PlansFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    shelves: set[str] = set()
    plans: set[str] = set()  # over all categories: a plan is named alone elsewhere, as in an invite
    for c, category in enumerate(file.categories):
        if category.name.casefold() in shelves:
            yield ("categories", c, "name"), f"a second category named {category.name!r}"
        shelves.add(category.name.casefold())
        for p, plan in enumerate(category.plans):
            where = ("categories", c, "plans", p)
            if plan.name.casefold() in plans:
                yield (*where, "name"), f"a second plan named {plan.name!r}"
            plans.add(plan.name.casefold())
            if len(set(plan.documents)) < len(plan.documents):
                yield (*where, "documents"), "a document is listed twice"


def _sentence(tree: yaml.Node | None, loc: tuple[str | int, ...], problem: str) -> str:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return f"line {_line(tree, loc)}, {field or 'the file'}: {problem}"


def _line(node: yaml.Node | None, loc: tuple[str | int, ...]) -> int:
    """The line of a field, or of what it is missing from."""
    line = 1
    for part in (*loc, None):
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, part)
    return line


def _child(node: yaml.Node, part: str | int | None) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    return None
