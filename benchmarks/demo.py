"""What does planning merseyside with its alternatives and report cost?

Runs the command of `make demo` in a process of its own, a few times, and prints CPU and
wall-clock seconds.

    python benchmarks/demo.py
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def one_run(report: Path) -> tuple[float, float]:
    """Return CPU and wall-clock seconds of one run of the command."""
    command = [sys.executable, "-m", "brownfield", "plan", "merseyside"]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*command, "--report", str(report)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - begin


def main() -> None:
    """Print the median and the range of the runs."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [one_run(Path(folder) / "report.html") for _ in range(RUNS)]
    for name, seconds in zip(("CPU", "wall"), zip(*runs, strict=True), strict=True):
        low, high = min(seconds), max(seconds)
        middle = statistics.median(seconds)
        print(f"{name} {middle:.1f} s (of {RUNS} runs: {low:.1f} to {high:.1f})")


if __name__ == "__main__":
    main()
