"""Libraries that commands load keep to one thread each, unless told otherwise."""

import os
import subprocess
import sys

PROGRAM = (
    "import os, brownfield.startup as s; s.prepare(); "
    "print(*(os.environ[n] for n in s.ONE_EACH))"
)


def threads(**given: str) -> list[str]:
    """Return what a process that was given some of the names works with."""
    without = {n: v for n, v in os.environ.items() if not n.endswith("_THREADS")}
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=without | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return process.stdout.split()


def test_each_library_has_one_thread() -> None:
    """Polars and the sums of NumPy."""
    assert threads() == ["1", "1"]


def test_who_asks_for_more_gets_them() -> None:
    """Two for NumPy, as the environment says."""
    assert threads(OPENBLAS_NUM_THREADS="2") == ["1", "2"]
