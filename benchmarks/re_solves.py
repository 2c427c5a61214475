"""What does a re-solve of `merseyside` by a kept model cost beside a fresh plan?

    python benchmarks/re_solves.py --numbers 40 --fresh 20 --csv re_solves.csv

Numbers are drawn from the rows of `assumptions` on fees, conversion cost, tooling,
prices, duties and volumes, kind by kind in turn; each is moved to both ends of its
range and to three values between. All are asked of one kept model, in which the markets
that are moved want the most they ever do: the case is worked out at both ends, and
between where the model does not lie on one line with them. What the kept model costs to
make counts. A sample of the same changes is planned anew, and
the values are compared; fresh seconds are scaled up from the sample.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from brownfield.asking.ranges.assumed import Assumption, assumptions, case_at
from brownfield.case.case import Case
from brownfield.case.read import EXAMPLES, read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.along import Along
from brownfield.solve.kept.kept import Kept, ReSolved, kept_of
from brownfield.solve.kept.search import wide
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import plan
from keeping import keep

KINDS = (
    "contracts.amount",
    "build_options.conversion_cost",
    "build_options.tooling_cost",
    "demand.price",
    "trade_measures.ad_valorem",
    "demand.volume",
)
BETWEEN = 3  # values between both ends of a range


@dataclass(frozen=True)
class Line:
    """One change: the number, its value, what came of it and CPU seconds."""

    number: Assumption
    to: float
    found: ReSolved
    seconds: float

    @property
    def kind(self) -> str:
        """Table and column."""
        return f"{self.number.table}.{self.number.column}"


def drawn(case: Case, count: int, seed: int) -> list[Assumption]:
    """Return so many rows of `assumptions`, kind by kind in turn."""
    random, every = np.random.default_rng(seed), assumptions(case, KINDS)
    kinds = [
        [one for one in every if f"{one.table}.{one.column}" == kind] for kind in KINDS
    ]
    for rows in kinds:
        random.shuffle(rows)  # type: ignore[arg-type]  # a list is shuffled in place
    turns = [one for turn in zip_longest(*kinds) for one in turn if one is not None]
    return turns[:count]


def values(number: Assumption, random: np.random.Generator) -> list[float]:
    """Return both ends of a range and values between, in the order they are asked."""
    inner = random.uniform(number.low, number.high, BETWEEN)
    return [number.low, number.high, *sorted(float(one) for one in inner)]


def largest(case: Case, numbers: Sequence[Assumption]) -> Case:
    """Return the case in which every volume among the numbers is the most it can be."""
    volumes = [one for one in numbers if one.column == "volume"]
    return case_at(case, volumes, [one.high for one in volumes]) if volumes else case


def re_solved(
    case: Case, numbers: Sequence[Assumption], kept: Kept, limits: Limits, seed: int
) -> Iterator[Line]:
    """Yield what each change comes to by the kept model."""
    random, today = np.random.default_rng((seed, 1)), formulate(derive(case))
    for number in numbers:
        along = Along(lambda to, one=number: one.case(case, to))
        if (
            number.case(case, number.mode)
            .tables[number.table]
            .equals(case.tables[number.table])
        ):
            along.known[number.mode] = today
        for to in values(number, random):
            begin = time.process_time()
            found = kept.best(along.known_at(to), limits)
            yield Line(number, to, found, time.process_time() - begin)


def compared(case: Case, line: Line, gap: float) -> tuple[float, float]:
    """Return CPU seconds of a fresh plan, and by how much its value differs.

    Raises
    ------
    SystemExit
        If values or bounds contradict each other.
    """
    begin = time.process_time()
    fresh = plan(line.number.case(case, line.to), pricing=no_prices)
    seconds = time.process_time() - begin
    off = abs(line.found.value - fresh.value) / abs(fresh.value)
    most = min(line.found.bound, fresh.bound)
    worth = max(line.found.value, fresh.value)
    if off > gap or worth > most + abs(worth) * 1e-8:
        message = f"{line.number.title} at {line.to:g}: {line.found} against {fresh}"
        raise SystemExit(message)
    return seconds, off


def told(lines: Sequence[Line]) -> None:
    """Print CPU seconds by kind of number and by how the answer was proved."""
    print("kind", "changes", "CPU s", "CPU s each", "ways", sep="\t")
    for kind in KINDS:
        own = [line for line in lines if line.kind == kind]
        ways = [line.found.way for line in own]
        counts = ", ".join(f"{ways.count(w)} {w}" for w in dict.fromkeys(ways))
        total = sum(line.seconds for line in own)
        each = f"{total / max(len(own), 1):.2f}"
        print(kind, len(own), f"{total:.1f}", each, counts, sep="\t")


def main() -> None:
    """Print what re-solves and fresh plans take, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=40)
    parser.add_argument("--fresh", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--csv", type=Path)
    asked = parser.parse_args()
    case = read_case(Path(EXAMPLES) / "merseyside")
    solve = case.settings.solve
    limits = Limits(gap=solve.gap, seed=solve.seed)
    plan(case, pricing=no_prices)  # what every process pays once
    numbers = drawn(case, asked.numbers, asked.seed)
    begin = time.process_time()
    kept = kept_of(wide(largest(case, numbers)), limits)
    made = time.process_time() - begin
    lines = []
    for line in re_solved(case, numbers, kept, limits, asked.seed):
        lines.append(line)
        cells = line.kind, f"{line.to:g}", line.found.way, f"{line.seconds:.2f}"
        print(*cells, sep="\t", flush=True)
    told(lines)
    print(f"kept model made: {made:.1f} CPU s")
    beside(case, lines, made, asked)
    keep([kept_line(line) for line in lines], asked.csv)


def beside(case: Case, lines: Sequence[Line], made: float, asked: Any) -> None:
    """Plan a sample anew; print the ratio, and how far values differ."""
    random, gap = np.random.default_rng((asked.seed, 2)), case.settings.solve.gap
    chosen = random.choice(len(lines), min(asked.fresh, len(lines)), replace=False)
    fresh = [compared(case, lines[at], gap) for at in sorted(chosen)]
    each = sum(seconds for seconds, _ in fresh) / len(fresh)
    total = made + sum(line.seconds for line in lines)
    print(f"{len(lines)} re-solves: {total:.1f} CPU s, {total / len(lines):.2f} each")
    print(f"{len(fresh)} fresh plans: {each:.2f} CPU s each")
    print(f"ratio: 1/{each * len(lines) / total:.1f}")
    print(f"values differ by {max(off for _, off in fresh):.1e} at most; gap {gap:g}")


def kept_line(line: Line) -> dict[str, object]:
    """Return a line of the CSV file."""
    found = line.found
    return {
        "number": line.number.title,
        "to": line.to,
        "way": found.way,
        "cpu": line.seconds,
        "value": found.value,
        "bound": found.bound,
    }


if __name__ == "__main__":
    main()
