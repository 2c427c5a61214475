"""Does a warning of a library ever reach a user?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from brownfield.errors import BrownfieldError
from tests.test_cli import run

SOURCE = Path(__file__).parents[2] / "src"
WARNING = (
    "import sys, warnings, brownfield.cli as cli\n"
    "cli.app = lambda: warnings.warn('divide by zero', RuntimeWarning)\n"
    "cli.main()\n"
)


@pytest.mark.parametrize(
    ("options", "is_shown"), [((), False), (("-W", "always"), True)]
)
def test_warnings_are_shown_only_if_asked_for(
    options: tuple[str, ...], *, is_shown: bool
) -> None:
    """Python's own option shows what a library warns of."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, *options, "-c", WARNING],
        env=kept | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("divide by zero" in done.stderr) is is_shown


@pytest.mark.parametrize("column", ["capacity_use", "full_rate"])
def test_a_zero_in_a_divisor_warns_of_nothing(tmp_path: Path, column: str) -> None:
    """Warnings are errors in tests, so that a division by 0 would end in one."""
    mine = tmp_path / "mine"
    assert run("convert", "mini", str(mine)).exit_code == 0
    path = mine / "build_options.csv"
    head, *rows = path.read_text().splitlines()
    names = head.split(",")
    if column not in names:
        names.append(column)
    cells = [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]
    lines = [",".join((row | {column: "0"}).get(n, "") for n in names) for row in cells]
    path.write_text("\n".join([",".join(names), *lines]) + "\n")
    done = run("plan", str(mine), "--parties", "E", "--gap", "0.01")
    assert done.exception is None or isinstance(done.exception, BrownfieldError)
