"""What does a plan under a what-if cost in a batch of `compare`, beside a fresh plan?

    python benchmarks/what_ifs.py --numbers 18 --csv what_ifs.csv

Each what-if moves one row of `assumptions` of `merseyside` to an end of its range, as
drawn in `re_solves.py`, and is planned by the model that is kept of the case: with
tables, marginal values and recount, as `compare` does. Every other one is planned anew
as well, and the values are compared. What the kept model costs to make is told apart.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from brownfield.case.read import EXAMPLES, read_case
from brownfield.plans.plan import Plan
from brownfield.solve import what_ifs
from brownfield.solve.batch import told_plan
from keeping import keep
from re_solves import drawn

SLACK = 1e-8  # share of a value that is rounding
Made = TypeVar("Made")


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """Return what a function makes, and the CPU seconds it takes."""
    begin = time.process_time()
    return make(), time.process_time() - begin


def check(found: Plan, fresh: Plan) -> None:
    """Leave if two plans of one case contradict each other."""
    most, worth = min(found.bound, fresh.bound), max(found.value, fresh.value)
    if not (found.is_sound and worth <= most + abs(worth) * SLACK):
        message = f"{found} against {fresh}"
        raise SystemExit(message)


def main() -> None:
    """Print CPU seconds of each what-if, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=18)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--csv", type=Path)
    asked = parser.parse_args()
    case, random = read_case(Path(EXAMPLES) / "merseyside"), np.random.default_rng(1)
    first = told_plan(case)
    base, made = timed(lambda: what_ifs.base_of(first))
    print(f"kept model made: {made:.1f} CPU s")
    lines = list[dict[str, object]]()
    by_kept, anew = list[float](), list[float]()
    for place, number in enumerate(drawn(case, asked.numbers, asked.seed)):
        to = float(random.choice([number.low, number.high]))
        moved = number.case(case, to)
        found, seconds = timed(lambda moved=moved: what_ifs.planned((moved, base)))
        by_kept.append(seconds)
        line = {"number": number.title, "to": to, "cpu": seconds, "value": found.value}
        if place % 2 == 0:
            fresh, line["fresh_cpu"] = timed(lambda moved=moved: told_plan(moved))
            anew.append(float(line["fresh_cpu"]))
            check(found, fresh)
        lines.append(line)
        print(*line.values(), sep="\t", flush=True)
    each, alone = sum(by_kept) / len(by_kept), sum(anew) / len(anew)
    print(f"{each:.2f} CPU s each, anew {alone:.2f}: 1/{alone / each:.1f}")
    keep(lines, asked.csv)


if __name__ == "__main__":
    main()
