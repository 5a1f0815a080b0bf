"""Temporary files in memory, where the machine has room for them.

Everything is kept as safely as in earnest, so each answer of the bot waits for a disk several times; no test
pulls the plug.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30  # bytes; the whole suite needs a third of it


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """`TMPDIR` is for the children too; where it is set already it stays what it is."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
