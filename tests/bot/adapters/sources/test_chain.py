"""Several sources: none is waited for alone longer than the others need."""

import pytest

from bot.adapters.sources.chain import Chain
from conversations.ports.companies import NotFound, Unavailable
from tests.bot.adapters.sources.timed import Timed
from tests.kit.leaping import leap, now


def ask(*sources: Timed, key: str = "1") -> tuple[str, float]:
    """What is found, or the name of what is raised instead, and when."""

    async def main() -> tuple[str, float]:
        try:
            return await Chain(sources, hedge=0.7, within=5.0).find(key), now()
        except (NotFound, Unavailable) as refusal:
            return type(refusal).__name__, now()

    return leap(main())


def test_the_first_that_knows_is_enough() -> None:
    """The others are left in peace."""
    first, second = Timed("first"), Timed("second")
    assert (("first", 0.2), []) == (ask(first, second), second.asked)


@pytest.mark.parametrize("refusal", [NotFound(), Unavailable()], ids=["not found", "unavailable"])
def test_a_refusal_leads_to_the_next_at_once(refusal: Exception) -> None:
    """Whatever was wrong, there is nothing to wait for."""
    assert ("second", 0.4) == ask(Timed("first", answer=refusal), Timed("second"))


def test_silence_leads_to_the_next_after_a_while() -> None:
    """The delay and what the next one needs, and not what the first might take."""
    assert ("second", 0.9) == ask(Timed("first", after=None), Timed("second"))


def test_each_gets_the_same_while() -> None:
    """Each next one begins so long after the one before."""
    sources = [Timed(name, after=None) for name in "abc"]
    ask(*sources, Timed("d"))
    assert [[0.0], [0.7], [1.4]] == [source.asked for source in sources]


def test_a_late_refusal_hurries_nobody() -> None:
    """The one that was asked last has its while, though an older one fails meanwhile."""
    third = Timed("third")
    found = ask(Timed("first", after=0.75, answer=Unavailable()), Timed("second", after=None), third)
    assert (("third", 1.6), [1.4]) == (found, third.asked)


def test_a_slow_first_may_still_win() -> None:
    """Whoever knows first."""
    assert ("first", 0.8) == ask(Timed("first", after=0.8), Timed("second"))


def test_of_two_at_once_the_better_wins() -> None:
    """Which is the one that was asked before."""
    assert ("first", 0.9) == ask(Timed("first", after=0.9), Timed("second"))


def test_whoever_is_too_late_is_left() -> None:
    """Nothing goes on that nobody needs."""
    first = Timed("first", after=None)
    ask(first, Timed("second"))
    assert [0.9] == first.left


def test_all_silent_is_unavailable_in_time() -> None:
    """However many sources there are, and nobody stays behind."""
    sources = [Timed(str(number), after=None) for number in range(9)]
    assert ("Unavailable", 5.0) == ask(*sources)
    assert [[5.0]] * 8 == [source.left for source in sources[:8]]
    assert [] == sources[8].asked


def test_not_found_counts_though_others_are_silent() -> None:
    """It is what those say that answered."""
    assert ("NotFound", 5.0) == ask(Timed("first", answer=NotFound()), Timed("second", after=None))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_not_found_among_failures_is_not_found(place: int) -> None:
    """The only source that answered decides, whichever it is."""
    answers = [Unavailable(), Unavailable(), Unavailable()]
    answers[place] = NotFound()  # type: ignore[call-overload]
    assert "NotFound" == ask(*(Timed("", answer=answer) for answer in answers))[0]


def test_no_answer_is_unavailable() -> None:
    """Failures say nothing about the company."""
    assert ("Unavailable", 0.4) == ask(*(Timed("", answer=Unavailable()) for _ in range(2)))


def test_nobody_to_ask_is_unavailable() -> None:
    """At once."""
    assert ("Unavailable", 0.0) == ask()


def test_who_does_not_take_it_is_not_asked() -> None:
    """A CNPJ with letters, of a source that knows digits alone."""
    first = Timed("first", only="2")
    assert (("second", 0.2), []) == (ask(first, Timed("second")), first.asked)
