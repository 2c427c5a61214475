"""Are published two-stage problems solved to their published values, part by part?

    python benchmarks/stochastic.py FOLDER --sets sslp dcap sizes --csv stochastic.csv

`FOLDER` holds ``golden_stochastic.csv`` and the files it names, in three text files a
problem (`smps.py`). Each becomes one model in neutral arrays (`two_stage.py`). It is
solved by the search that plans large cases, part by part, with one part a scenario;
what that leaves open the whole model is asked, from the plan of the parts on, as
``--method decompose`` does. Costs are minimised; seconds are processor seconds.
"""

import argparse
import csv
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.decompose.by_parts import better
from brownfield.solve.decompose.parts import parted
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.seen import Seen
from keeping import keep
from smps import read_smps
from two_stage import stated

GOLDEN = "golden_stochastic.csv"
SETS = ("sslp", "dcap", "sizes")
NEAR = 1e-4  # of the published value: how near counts as reached
GAP = 1e-5  # relative gap that is asked for


@dataclass(frozen=True)
class Published:
    """A problem with what is known of it.

    Attributes
    ----------
    name
        Its name.
    core, stochastic
        Its files; None for the stochastic file beside the core.
    least, most
        Between which values the optimum is known to be.
    """

    name: str
    core: Path
    stochastic: Path | None
    least: float
    most: float


@dataclass(frozen=True)
class Judged:
    """What was found of a published problem.

    Attributes
    ----------
    instance
        Its name.
    least, most
        Between which values the published optimum is.
    parts_value, parts_bound, parts_seconds
        Best plan, bound and CPU s of the search by parts.
    value, bound, seconds
        The same after the whole model was asked, which it is if a gap is left.
    is_reached
        Whether the best plan costs what is published, as near as `NEAR`.
    """

    instance: str
    least: float
    most: float
    parts_value: float
    parts_bound: float
    parts_seconds: float
    value: float
    bound: float
    seconds: float
    is_reached: bool


def listed(folder: Path, sets: tuple[str, ...] = SETS) -> Iterator[Published]:
    """Yield the problems of some sets for which values are known and files are there.

    Parameters
    ----------
    folder
        Where `GOLDEN` and the files are.
    sets
        Names in its first column.
    """
    with (folder / GOLDEN).open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["set"] in sets]
    for row in rows:
        file = folder / row["file"]
        if row["value"] and file.suffix != ".dat":
            is_core = file.suffix == ".cor"
            core = file if is_core else _core_of(file)
            ends = [float(x) for x in row["value"].strip("[]").split(",")]
            random = None if is_core else file
            yield Published(row["instance"], core, random, ends[0], ends[-1])


def _core_of(stochastic: Path) -> Path:
    return stochastic.with_name(stochastic.stem.partition("_")[0] + ".cor")


def judged(problem: Published, *, seconds: float, rest: float) -> Judged:
    """Return what is found of a problem.

    Parameters
    ----------
    problem
        The problem.
    seconds, rest
        Wall-clock seconds for the search by parts, and for the whole model after it.
    """
    begin = time.process_time()
    model, scenario = stated(read_smps(problem.core, problem.stochastic))
    limits, backend = Limits(gap=GAP, seconds=seconds), HighsBackend()
    parts = parted(model, scenario)
    found = search_parts(parts, backend, limits, None, _enough)
    spent = time.process_time() - begin
    whole = found
    if rest and found.bound - found.objective > GAP * abs(found.objective):
        again = replace(limits, seconds=rest)
        whole = better(found, backend.solve(model, again, None, found.columns))
    return Judged(
        instance=problem.name,
        least=problem.least,
        most=problem.most,
        **_told("parts_", found, spent),
        **_told("", whole, time.process_time() - begin),
        is_reached=_is_reached(problem, -whole.objective),
    )


def _enough(seen: Seen) -> float:
    return GAP * abs(seen.objective)


def _told(name: str, found: Solution, seconds: float) -> dict[str, float]:
    return {
        f"{name}value": round(-found.objective, 6),
        f"{name}bound": round(-found.bound, 6),
        f"{name}seconds": round(seconds, 1),
    }


def _is_reached(problem: Published, value: float) -> bool:
    near = NEAR * max(abs(problem.least), abs(problem.most))
    return problem.least - near <= value <= problem.most + near


def main() -> None:
    """Judge every problem asked for, and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--names", nargs="+")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rest", type=float, default=120.0)
    parser.add_argument("--csv", type=Path)
    told = parser.parse_args()
    lines = []
    print(*(one.name for one in fields(Judged)), sep="\t", flush=True)
    for problem in listed(told.folder, tuple(told.sets)):
        if told.names and problem.name not in told.names:
            continue
        lines.append(asdict(judged(problem, seconds=told.seconds, rest=told.rest)))
        print(*lines[-1].values(), sep="\t", flush=True)
    keep(lines, told.csv)


if __name__ == "__main__":
    main()
