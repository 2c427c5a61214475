"""`python -m brownfield` is the command `brownfield`."""

import subprocess
import sys


def test_the_module_runs_as_the_command() -> None:
    """It prints the version and ends well."""
    done = subprocess.run(
        [sys.executable, "-m", "brownfield", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("brownfield ")
