"""What several processes measured becomes one set of metrics."""

import pytest
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest

from bot.watching.merging import merged

WEB, ONE, TWO = "web:a:1", "worker:a:2", "worker:b:3"


def measured(count: int) -> CollectorRegistry:
    """What a process has that answered so many."""
    registry = CollectorRegistry()
    Counter("bot_answers_total", "Answers.", ["channel"], registry=registry).labels("telegram").inc(count)
    times = Histogram("bot_seconds", "Times.", buckets=(1, 2), registry=registry)
    for _ in range(count):
        times.observe(1.5)
    return registry


def merge(others: dict[str, bytes]) -> list[Metric]:
    return merged(WEB, measured(1).collect(), others)


def values(metrics: list[Metric], name: str) -> dict[str, float]:
    """The samples of a name, by process."""
    return {s.labels["process"]: s.value for metric in metrics for s in metric.samples if s.name == name}


def test_each_process_has_its_own_samples() -> None:
    """One family has the samples of all, each with its process."""
    metrics = merge({ONE: generate_latest(measured(2)), TWO: generate_latest(measured(3))})
    assert ["bot_answers", "bot_seconds"] == [metric.name for metric in metrics]
    assert {WEB: 1, ONE: 2, TWO: 3} == values(metrics, "bot_answers_total")


def test_a_histogram_comes_through_whole() -> None:
    """A published histogram has the buckets, the count and the sum that it had at home."""
    (home,) = (metric for metric in measured(2).collect() if metric.name == "bot_seconds")
    (there,) = (metric for metric in merge({ONE: generate_latest(measured(2))}) if metric.name == home.name)
    assert [(s.name, {**s.labels, "process": ONE}, s.value) for s in home.samples] == [
        (s.name, s.labels, s.value) for s in there.samples if s.labels["process"] == ONE
    ]


def test_labels_stay() -> None:
    """The process comes beside the labels that were there."""
    (answers, _) = merge({ONE: generate_latest(measured(2))})
    assert {"channel": "telegram", "process": ONE} == answers.samples[-1].labels


def test_what_this_process_published_is_not_told_twice() -> None:
    """Of this process what it measures now is told, not what it published before."""
    assert {WEB: 1} == values(merge({WEB: generate_latest(measured(9))}), "bot_answers_total")


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff",
        b"bot_answers_total{",
        b"# TYPE bot_answers_total counter\nbot_answers_total many",
        b"# TYPE bot_answers_total counter\nbot_answers_total " + b"9" * 400,
    ],
)
def test_what_cannot_be_read_is_skipped(broken: bytes) -> None:
    """A broken snapshot leaves the others as they are."""
    whole = {ONE: generate_latest(measured(2))}
    assert merge(whole) == merge({TWO: broken, **whole})


@pytest.mark.parametrize(
    "foreign",
    [
        b"# TYPE python_info gauge\npython_info 1\n",
        b"# TYPE bot_answers_total gauge\nbot_answers_total 5\n",
        b"# TYPE bot_seconds gauge\nbot_seconds 5\n",
        b"bot_answers_total 5\n",
    ],
)
def test_what_is_not_ours_is_left_out(foreign: bytes) -> None:
    """Metrics that this process does not have, or has as another type, are not told."""
    assert merge({}) == merge({TWO: foreign})
