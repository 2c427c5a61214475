"""What does stating a model cost beside linopy, pyoframe, Pyomo and PuLP?

    python benchmarks/building.py --csv building.csv

The regular case (`regular_grid.py`) is stated by each of them, five times, each time in
a new process; they take turns, so that a busy moment of the machine hits all. The peers
are installed into an environment that is thrown away, or that of ``--environment`` if
it is there. `brownfield` starts from derived tables and names every row and column; the
others start from dense arrays. The script checks that all state as many entries.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from keeping import keep
from other_builders import BUILDERS, timed
from regular_grid import YEARS, case_of, grid

HERE = Path(__file__).parent
PEERS = ("linopy", "pyoframe", "pyomo", "pulp", "highsbox")
OURS = "brownfield"
FIGURES = ("cpu", "wall", "warm_cpu", "warm_wall", "megabytes")
REPEATS = 5


def environment(folder: Path) -> Path:
    """Return the Python of an environment with the peers, made if it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", *PEERS]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    return python


def measured(python: Path, name: str, numbers: Path) -> dict[str, Any]:
    """Return what one builder takes in a process of its own."""
    if name == OURS:
        command = [sys.executable, __file__, "--ours"]
    else:
        script = HERE / "other_builders.py"
        command = [str(python), "-W", "ignore", str(script), name, str(numbers)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {"builder": name, **json.loads(told.splitlines()[-1])}


def ours() -> dict[str, Any]:
    """Return what `brownfield` takes in this process."""
    derived = derive(case_of(grid()))
    return timed(lambda: formulate(derived).linear.nonzeros, OURS)


def medians(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the median of every figure by builder, in the order of the lines."""
    found = {}
    for name in dict.fromkeys(line["builder"] for line in lines):
        own = [line for line in lines if line["builder"] == name]
        middle = {key: statistics.median(line[key] for line in own) for key in FIGURES}
        found[name] = {**own[0], **middle}
    return list(found.values())


def check_equal(lines: list[dict[str, Any]]) -> None:
    """Check that the builders state as many entries.

    Raises
    ------
    SystemExit
        If one that tells them differs.
    """
    entries = {line["builder"]: line["entries"] for line in lines if line["entries"]}
    if len(set(entries.values())) > 1:
        message = f"the builders disagree: {entries}"
        raise SystemExit(message)


def runs(folder: Path, repeats: int) -> list[dict[str, Any]]:
    """Return every measurement; the builders take turns.

    Parameters
    ----------
    folder
        Environment of the peers.
    repeats
        How often each builder is measured.
    """
    python, lines = environment(folder), []
    with tempfile.TemporaryDirectory() as kept:
        numbers = Path(kept) / "numbers.npz"
        np.savez(numbers, years=np.array(YEARS), **asdict(grid()))
        for name in (OURS, *BUILDERS) * repeats:
            lines.append(measured(python, name, numbers))
            print(*lines[-1].values(), sep="\t", file=sys.stderr, flush=True)
    check_equal(lines)
    return lines


def main() -> None:
    """Print medians, and write every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--environment", type=Path)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.ours:
        print(json.dumps(ours()))
        return
    with tempfile.TemporaryDirectory() as thrown_away:
        lines = runs(told.environment or Path(thrown_away), told.repeats)
    print("builder", "version", *FIGURES, "times ours", sep="\t")
    found = medians(lines)
    for line in found:
        figures = (f"{line[key]:.3f}" for key in FIGURES)
        ratio = f"{line['warm_cpu'] / found[0]['warm_cpu']:.1f}"
        print(line["builder"], line["version"], *figures, ratio, sep="\t")
    keep(lines, told.csv)


if __name__ == "__main__":
    main()
