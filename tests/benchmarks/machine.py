"""The machine that it was measured on, in a line."""

import os
import platform
from importlib.metadata import version
from pathlib import Path


def described() -> str:
    """Processors, memory, versions and how much else the machine does (Linux, proc(5))."""
    model = next(
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    gib = int(Path("/proc/meminfo").read_text().split()[1]) / 1024 / 1024
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    libraries = ", ".join(f"{name} {version(name)}" for name in ("python-telegram-bot", "uvloop", "redis"))
    return (
        f"{os.cpu_count()} × {model}, {gib:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, {libraries}; load {load}"
    )
