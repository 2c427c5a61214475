"""How do time, memory and gap grow with the number of futures, by either method?

    python benchmarks/engine.py country --futures 1 10 50 --gap 0.01 --csv engine.csv

Each cell is a process of its own. For every number of futures a case of `generate.py`
is planned by parts; then the whole tree is searched as one model, beginning at the plan
of the parts, for as long as they took and for ten times as long (``--times``). Seconds
are processor seconds of the search; `stated` is what tables and arrays took before.
A search of parts ends after ``--longest`` seconds by the clock.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Progress, Solution
from brownfield.solve.decompose.by_parts import search_stated
from brownfield.solve.decompose.stated.in_groups import Stated, in_groups
from brownfield.solve.search.tighter import tighter
from generate import write
from invented.world import SIZES

MEGABYTE = 1e3  # kB


@dataclass(frozen=True)
class Cell:
    """One search.

    Attributes
    ----------
    size, futures, seed
        The case.
    method
        parts; one (model), with how many times the time of the parts.
    stated, first, seconds
        Processor seconds until the model stands, to the first plan and bound, and of
        the whole search.
    megabytes
        Largest memory of the process.
    value, gap
        Best plan in case currency m, and bound less plan over it; infinite if none.
    nonzeros
        Entries of the model.
    """

    size: str
    futures: int
    seed: int
    method: str
    stated: float
    first: float
    seconds: float
    megabytes: float
    value: float
    gap: float
    nonzeros: int


class First:
    """Notes when a search first had a plan and a bound."""

    def __init__(self) -> None:
        self.begin, self.seconds = time.process_time(), np.inf

    def __call__(self, state: Progress) -> None:
        """Note the time of the first finite gap."""
        if np.isfinite(state.gap) and not np.isfinite(self.seconds):
            self.seconds = time.process_time() - self.begin


def by_parts(stated: Stated, gap: float, first: First, longest: float) -> Solution:
    """Return what the search by parts finds."""
    limits = Limits(gap=gap, seconds=longest)
    return search_stated(stated, HighsBackend(), limits, first)


def as_one(
    model: Formulation, gap: float, first: First, seconds: float, start: Path
) -> Solution:
    """Return what the search of the whole model finds from a plan on."""
    limits = Limits(gap=gap, processor_seconds=seconds, seconds=3 * seconds)
    backend, plan = HighsBackend(), np.load(start)
    near = tighter(model, backend, limits) if seconds > 0 else None
    stated = near.model if near else model.linear
    spent = time.process_time() - first.begin
    left = Limits(gap=gap, processor_seconds=max(seconds - spent, 0.1))
    return backend.solve(stated, left, first, plan)


def run(told: argparse.Namespace) -> Cell:
    """Return the cell that this process was asked for."""
    begin = time.process_time()
    derived = derive(read_case(str(told.case)))
    model = formulate(derived) if told.seconds else in_groups(derived)
    stated, first = time.process_time() - begin, First()
    if isinstance(model, Formulation):
        found = as_one(model, told.gap, first, told.seconds, told.start)
    else:
        found = by_parts(model, told.gap, first, told.longest)
    seconds = time.process_time() - first.begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    value = found.objective + model.constant
    gap = (found.bound - found.objective) / abs(value)
    linear = model.linear if told.seconds else formulate(derived).linear
    if not told.seconds and found.columns is not None:
        np.save(told.start, model.in_whole(found, linear, derived.tree).columns)
    return Cell(
        size=told.size,
        futures=told.futures[0],
        seed=told.seed,
        method=told.method,
        stated=round(stated, 1),
        first=round(first.seconds, 1),
        seconds=round(seconds, 1),
        megabytes=round(memory),
        value=round(model.worth(found.objective) / 1e6, 1),
        gap=round(gap, 5),
        nonzeros=linear.nonzeros,
    )


def cells(told: argparse.Namespace, futures: int, folder: Path) -> list[Cell]:
    """Return the cells of one number of futures, each from a process of its own."""
    case = folder / f"{told.size}-{futures}"
    write(case, told.size, count=futures, seed=told.seed, stages=2)
    here = [sys.executable, __file__, told.size, "--futures", str(futures)]
    here += ["--seed", str(told.seed), "--gap", str(told.gap), "--case", str(case)]
    here += ["--start", str(case / "start.npy"), "--longest", str(told.longest)]
    found = [asked(here, "parts", 0.0)]
    for times in told.times:
        found.append(asked(here, f"one x{times:g}", times * found[0].seconds))
    return found


def asked(here: list[str], method: str, seconds: float) -> Cell:
    """Return the cell of one process, and print it."""
    command = [*here, "--method", method, "--seconds", str(seconds)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cell = Cell(**json.loads(out.splitlines()[-1]))
    print(*asdict(cell).values(), sep="\t", flush=True)
    return cell


def main() -> None:
    """Measure every number of futures, or be the process of one cell."""
    parser = argparse.ArgumentParser(description="Measure the search by parts.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--futures", type=int, nargs="+", default=[10, 50])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--times", type=float, nargs="*", default=[1.0, 10.0])
    parser.add_argument("--longest", type=float, default=3_600.0)
    parser.add_argument("--csv", type=Path)
    for name in ("--case", "--start"):
        parser.add_argument(name, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--method", default="", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=0.0, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.method:
        print(json.dumps(asdict(run(told))))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = [c for n in told.futures for c in cells(told, n, Path(folder))]
    if told.csv:
        pl.DataFrame(found).write_csv(told.csv)


if __name__ == "__main__":
    main()
