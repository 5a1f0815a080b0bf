"""What is wrong in a plans file is said with its line and field."""

import pytest

from bot.operator.plans_file import PlansFileError, read_plans_file

FILE = """
categories:
  - name: Emissores Fiscais
    plans:
      - name: Emissor NF-e
        documents: [NF-e]
        price: "49.90"
        trial_days: 7
"""
PLAN = "categories[0].plans[0]"
PRICE = "a price is reais with at most two places, a point and no thousands separator: 49.90"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"49.90"', '"49,90"'), f"line 7, {PLAN}.price: {PRICE}"),
        (('"49.90"', "-1"), f"line 7, {PLAN}.price: {PRICE}"),
        (('"49.90"', "49.905"), f"line 7, {PLAN}.price: {PRICE}"),
        (('"49.90"', "1e9"), f"line 7, {PLAN}.price: {PRICE}"),
        (('"49.90"', "yes"), f"line 7, {PLAN}.price: {PRICE}"),
        (('"49.90"', "٤٩"), f"line 7, {PLAN}.price: {PRICE}"),
        (("        price", "        prices"), f"line 5, {PLAN}.price: is missing"),
        (("        price", "        prices"), f"line 7, {PLAN}.prices: is no field that belongs here"),
        (("[NF-e]", "[]"), f"line 6, {PLAN}.documents: must list at least 1"),
        (("[NF-e]", "[NFE]"), f"line 6, {PLAN}.documents[0]: must be 'NF-e', 'NFC-e', "),
        (("[NF-e]", "[NF-e, NF-e]"), f"line 6, {PLAN}.documents: a document is listed twice"),
        (("trial_days: 7", "trial_days: -1"), f"line 8, {PLAN}.trial_days: must be at least 0"),
        (("trial_days: 7", "trial_days: 7.5"), f"line 8, {PLAN}.trial_days: must be a whole number"),
        (("trial_days: 7", "trial_days: 366"), f"line 8, {PLAN}.trial_days: must be at most 365"),
        (("trial_days: 7", "trial_days: sete"), f"line 8, {PLAN}.trial_days: must be a whole number"),
        (("name: Emissor NF-e", "name: 1"), f"line 5, {PLAN}.name: must be a text; put it in quotes"),
        (("name: Emissor NF-e", "name: 2026-13-45"), "a value cannot be read (month must be in 1..12)"),
        (("Emissores Fiscais", '" "'), "line 3, categories[0].name: must have at least 2 characters"),
        (("categories:", "plans:"), "line 2, categories: is missing"),
        (("Emissores Fiscais", "a" * 61), "line 3, categories[0].name: must have at most 60 characters"),
        ((FILE, ""), "line 1, the file: must be fields with their values"),
        ((FILE, "categories: []"), "line 1, categories: must list at least 1"),
        ((FILE, "categories:"), "line 1, categories: must be a list"),
        (("    plans:", "    plans: ["), "line 5: this is not YAML"),
        (("Fiscais", "\x00"), "this is not YAML"),
    ],
)  # fmt: skip
def test_mistake_is_named(change: tuple[str, str], said: str) -> None:
    """One mistake, one sentence that begins with where it is."""
    with pytest.raises(PlansFileError) as refused:
        read_plans_file(FILE.replace(*change))
    assert said in [problem[: len(said)] for problem in refused.value.problems]


def test_second_plan_of_a_name() -> None:
    """Two plans of one name are refused, also on two shelves and in another case."""
    again = (
        FILE.split("categories:\n")[1].replace("Emissores", "Outros").replace("Emissor NF-e", "emissor nf-e")
    )
    with pytest.raises(PlansFileError) as refused:
        read_plans_file(FILE + again.lstrip("\n"))
    assert [
        "line 11, categories[1].plans[0].name: a second plan named 'emissor nf-e'"
    ] == refused.value.problems


def test_all_mistakes_at_once() -> None:
    """Whoever mends the file reads every mistake, not one a try."""
    with pytest.raises(PlansFileError) as refused:
        read_plans_file(FILE.replace("NF-e]", "X]").replace("49.90", "x").replace("days: 7", "days: x"))
    assert 3 == len(refused.value.problems)
