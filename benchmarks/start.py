"""How long does `poreport check` take as a whole process, against `import docxtpl` alone?

    python benchmarks/start.py

Both run as new processes, in turn, with bytecode in place as after an ordinary installation. The aim is that
checking one file is not slower than importing docxtpl.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = str(ROOT / "examples/kalmar-2021/arende.yaml")
RUNS = 15
COMMANDS = {
    "poreport check": [
        sys.executable,
        "-m",
        "poreport",
        "check",
        EXAMPLE,
    ],
    "import docxtpl": [sys.executable, "-c", "import docxtpl"],
    "python -c pass": [sys.executable, "-c", "pass"],
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The wall time of one process."""
    start = time.perf_counter()
    utfall = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    tid = time.perf_counter() - start
    if utfall.returncode:
        sys.exit(f"{' '.join(command)} slutade med {utfall.returncode}.")
    return tid


def main() -> None:
    """Run the commands in turn and print medians."""
    # An ordinary installation has bytecode; without this a machine that forbids it would measure compilation.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        seconds(command, environment)
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command, environment))
    for name, values in times.items():
        middle, low, high = (f(values) * 1000 for f in (statistics.median, min, max))
        print(f"{name:<16} median {middle:6.1f} ms   ({low:.1f}–{high:.1f})")
    par = zip(times["poreport check"], times["import docxtpl"], strict=True)
    kvot = statistics.median(a / b for a, b in par)
    print(f"poreport check / import docxtpl: {kvot:.2f} (median of {RUNS} pairs)")


if __name__ == "__main__":
    main()
