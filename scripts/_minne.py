"""How much memory a process has had, where the system tells it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

__all__ = ["limit_memory", "peak_memory"]


def peak_memory() -> int:
    """Return the most memory this process has had, in megabytes; 0 on systems that do not tell (Windows)."""
    # On Linux getrusage begins with what the process had that started this one.
    status = Path("/proc/self/status")
    text = status.read_text(encoding="ascii", errors="replace") if status.is_file() else ""
    told = re.search(r"VmHWM:\s*(\d+) kB", text)
    if told:
        return int(told[1]) // 1000
    try:
        import resource
    except ImportError:
        return 0
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes on macOS, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def limit_memory(megabytes: int) -> None:
    """Let the process fail with a MemoryError before the machine is out of memory, where that is possible."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
