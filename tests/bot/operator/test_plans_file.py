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
        (("        price", "        prices"), f"line 5, {PLAN}.price: Field required"),
        (("[NF-e]", "[]"), f"line 6, {PLAN}.documents: List should have at least 1 item"),
        (("[NF-e]", "[NFE]"), f"line 6, {PLAN}.documents[0]: Input should be 'NF-e', 'NFC-e', "),
        (("[NF-e]", "[NF-e, NF-e]"), f"line 6, {PLAN}.documents: a document is listed twice"),
        (("trial_days: 7", "trial_days: -1"), f"line 8, {PLAN}.trial_days: Input should be greater than"),
        (("trial_days: 7", "trial_days: 7.5"), f"line 8, {PLAN}.trial_days: Input should be a valid integer"),
        (("name: Emissor NF-e", "name: 1"), f"line 5, {PLAN}.name: Input should be a valid string"),
        (("Emissores Fiscais", '" "'), "line 3, categories[0].name: String should have at least 2"),
        (("categories:", "plans:"), "line 2, categories: Field required"),
        ((FILE, ""), "line 1, the file: Input should be a valid dictionary"),
        ((FILE, "categories: []"), "line 1, categories: List should have at least 1 item"),
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
