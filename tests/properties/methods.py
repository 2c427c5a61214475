"""Do one model and the search by parts agree on random cases?

`python -m tests.properties.methods --seeds 0:200` prints a row a case: seed, parts,
value of one model, plan and bound of the parts alone, plan of the whole method.
"""

import argparse
import sys
from dataclasses import dataclass

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.errors import DataError
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.decompose.by_parts import FEWEST, Asked, parts_of, solve_by_parts
from brownfield.solve.decompose.parts import Parts
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.search.covers import covers_of
from brownfield.solve.search.extensive import Solved
from tests.properties.every_column import every_column_case

LIMITS = Limits(gap=1e-6)
RELATIVE = 2e-6  # of the value: the gap, and the solver's own tolerance
SMALL = 1e-4  # solver money that is nothing
NODES = 100  # of the search of the whole model


@dataclass(frozen=True)
class Verdict:
    """What the two methods found, in solver money.

    Attributes
    ----------
    one
        The whole tree as one model.
    parts
        The search by parts alone: it may leave a gap.
    both
        The method as a whole, which closes it.
    num_parts
        Into how many parts the model falls.
    """

    one: Solution
    parts: Solution
    both: Solved
    num_parts: int

    @property
    def is_same(self) -> bool:
        """Whether no bound is broken and the values agree."""
        size = max(abs(self.one.objective), 1.0)
        slack = SMALL + RELATIVE * size
        if self.one.columns is None:
            return self.both.columns is None
        return (
            self.parts.bound >= self.one.objective - slack
            and self.parts.objective <= self.one.bound + slack
            and abs(self.both.objective - self.one.objective) <= slack
        )


def verdict(case: Case) -> Verdict | None:
    """Return what both methods find.

    None if the case does not fall into parts, or a future changes what may not differ.
    """
    try:
        model = formulate(derive(case))
    except DataError:
        return None
    parts = parts_of(model)
    if len(parts.rest) < FEWEST or not len(parts.columns):
        return None
    return compared(model, parts)


def compared(model: Formulation, parts: Parts) -> Verdict:
    """Return what both methods find for a model in parts."""
    backend, asked = HighsBackend(), Asked(model, LIMITS)
    covers = covers_of(model.numbers, model.tables).broken
    alone = search_parts(parts, backend, LIMITS, None, asked.enough, covers)
    both = solve_by_parts(model, parts, backend, LIMITS)
    one = backend.solve(model.linear, LIMITS)
    return Verdict(one, alone, both, len(parts.rest))


def main() -> None:
    """Print a row for every seed whose case falls into parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:200")
    first, last = map(int, parser.parse_args().seeds.split(":"))
    wrong = 0
    for seed in range(first, last):
        found = verdict(every_column_case(seed))
        if found is None:
            continue
        wrong += not found.is_same
        values = found.one.objective, found.parts.objective, found.parts.bound
        told = " ".join(f"{value:14.6f}" for value in (*values, found.both.objective))
        sys.stdout.write(
            f"{seed:5} {found.num_parts:3} {told} {'' if found.is_same else 'DIFFER'}\n"
        )
    sys.stdout.write(f"{wrong} differ\n")


if __name__ == "__main__":
    main()
