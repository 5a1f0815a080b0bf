"""What processes used, from /proc (Linux)."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, its threads and its descendants, so far (proc(5))."""
    return sum(_own_seconds(one) for one in _family(pid))


def memory_mib(pid: int) -> float:
    """Memory that a process has in RAM, less what it shares with others by files."""
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    (anonymous,) = (line.split()[1] for line in lines if line.startswith("RssAnon:"))
    return int(anonymous) / 1024


def _own_seconds(pid: int) -> float:
    try:
        # The name stands in parentheses and may hold anything; utime and stime are fields 14 and 15.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _family(pid: int) -> list[int]:
    family = [pid]
    for parent in family:
        for children in (PROC / str(parent)).glob("task/*/children"):
            family += [int(child) for child in children.read_text().split()]
    return family
