"""Spares the collector of garbage what stays to the end anyway: libraries, tests and their parameters.

It looked through half a million objects at each of its great rounds, which took a tenth of the suite's time.
"""

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All that was imported and collected."""
    gc.collect()
    gc.freeze()
