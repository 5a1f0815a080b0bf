"""What several processes measured as one set of metrics: Prometheus takes each name once."""

from collections.abc import Iterable, Mapping

import structlog
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

log = structlog.get_logger(__name__)


def merged(process: str, own: Iterable[Metric], others: Mapping[str, bytes]) -> list[Metric]:
    """This process's metrics with the samples of all, each labelled with its process.

    What this process does not measure itself, or not in the same way, is left out: so a process of another
    version adds what it can, and nothing that would make the whole answer invalid.

    Args:
        process: this one's name.
        own: what it measures.
        others: what was published, by process; what this one published before is passed over.
    """
    own = list(own)
    families = {metric.name: Metric(metric.name, metric.documentation, metric.type) for metric in own}
    told = {process: own} | {name: _read(name, text) for name, text in others.items() if name != process}
    for name, metrics in told.items():
        for metric in metrics:
            family = families.get(metric.name)
            if family and family.type == metric.type:
                family.samples += [_labelled(sample, name) for sample in metric.samples]
    return list(families.values())


def _read(process: str, text: bytes) -> list[Metric]:
    """What a process published; nothing where any of it cannot be read."""
    try:
        metrics = list(text_string_to_metric_families(text.decode()))
        for metric in metrics:
            # The parser gives whole numbers as int, and one too large for a float could not be told.
            metric.samples = [sample._replace(value=float(sample.value)) for sample in metric.samples]
    except (ValueError, OverflowError) as error:
        log.warning("metrics of a process skipped", process=process, error=type(error).__name__)
        return []
    return metrics


def _labelled(sample: Sample, process: str) -> Sample:
    return Sample(sample.name, {**sample.labels, "process": process}, sample.value)
