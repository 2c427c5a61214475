"""What does a command print as a process of its own, seen from outside?"""

import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE, CompletedProcess
from typing import IO

SOURCE = Path(__file__).parents[2] / "src"


def piped(*arguments: str, stdout: IO[str] | int = PIPE) -> "CompletedProcess[str]":
    """Run the command line with its standard output in a pipe, as programs do."""
    return subprocess.run(
        [sys.executable, "-m", "brownfield", *arguments],
        stdout=stdout,
        stderr=PIPE,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    )
