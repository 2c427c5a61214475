"""The gap is a share of what is decided, and what costs and does nothing is dropped.

Two sites that open for 900 and 5,000; 100 cars at a price of 1,000,000, freight 1 each.
All open: 100,000,000 - 5,900 - 100. The best opens the first alone: 1,000 of cost.
"""

from dataclasses import dataclass, field, replace

import pytest

from brownfield.derive.derive import derive
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, OnProgress, Solution
from brownfield.solve.search.closer import net_revenue, polished, solve_closely, stake
from brownfield.solve.search.extensive import Solved
from tests.model.small_cases import Rows, buyers, small_case
from tests.solve.sites import Sites, case_of

REVENUE = 1e8
SITES = Sites([900, 5_000], [100, 100], [100], [[1], [1]], 1e6, 0.0)


@dataclass
class Lazy(HighsBackend):
    """A solver that opens every site while a relative gap lets it."""

    asked: list[Limits] = field(default_factory=list)

    def solve(
        self,
        model: LinearModel,
        limits: Limits,
        on_progress: OnProgress | None = None,
        start: Floats | None = None,
    ) -> Solution:
        """Solve; under a relative gap with all integer columns at their upper bounds.

        The bound is the true one: 100,000,000 - 1,000.
        """
        if not model.binaries:
            return super().solve(model, limits, on_progress)
        self.asked.append(limits)
        found = super().solve(model, replace(limits, gap=0.0), on_progress, start)
        if limits.gap == 0.0:
            return found
        held = replace(model, lower=model.lower + model.is_integer)
        lazy = super().solve(held, limits, on_progress)
        return replace(lazy, bound=found.objective)


def two_sites() -> Formulation:
    """Return the model of the two sites."""
    return formulate(derive(case_of(SITES)))


def all_open(made: Formulation) -> Solved:
    """Return the plan with both sites open, proved to 5,000."""
    search = Lazy().solve(made.linear, Limits())
    return Solved(search, search.columns, None, search.objective, 1e-6)


def test_what_is_at_stake_is_the_cost_where_that_is_less() -> None:
    """5,000 + 900 + 100 of cost against 99,994,000 of value; and the other way."""
    made = two_sites()
    unit, found = made.data.scale.money, all_open(made)
    assert stake(made, found) * unit == pytest.approx(6_000, rel=1e-6)
    poor = replace(found, objective=20.0 / unit)
    assert stake(made, poor) * unit == pytest.approx(20)


def test_revenue_counts_after_tax() -> None:
    """1,000 cars at 500, taxed by a fifth: 400,000."""
    rows: Rows = {"parties": [{"party": "firm", "tax_rate": 0.2}],
            "demand": [buyers(1_000, 500)]}  # fmt: skip
    made = formulate(derive(small_case(rows)))
    search = HighsBackend().solve(made.linear, Limits())
    found = Solved(search, search.columns, None, search.objective)
    revenue = net_revenue(made, found) * made.data.scale.money
    assert revenue == pytest.approx(400_000)


def test_the_search_goes_on_until_the_stake_is_settled() -> None:
    """1e-4 of 99,994,000 would hide 5,000; 1e-4 of 6,000 are 0.60."""
    made, lazy = two_sites(), Lazy()
    unit = made.data.scale.money
    found = solve_closely(made, lazy, Limits(gap=1e-4))
    assert found.objective * unit == pytest.approx(REVENUE - 1_000)
    closer = [limits.absolute * unit for limits in lazy.asked if limits.gap == 0.0]
    assert closer[0] == pytest.approx(0.6, rel=1e-3)


def test_a_wide_gap_is_polished_all_the_same() -> None:
    """Within a gap of everything, the second site is dropped: it costs 5,000."""
    made, lazy = two_sites(), Lazy()
    found = solve_closely(made, lazy, Limits(gap=1.0))
    assert found.objective * made.data.scale.money == pytest.approx(REVENUE - 1_000)
    assert [limits.nodes for limits in lazy.asked if limits.gap == 0.0] == [100]


def test_polishing_keeps_the_proof_and_takes_nothing_up() -> None:
    """From both sites one is left; from none nothing, though one earns 99,999,000."""
    made = two_sites()
    model, unit = made.linear, made.data.scale.money
    found = all_open(made)
    better = polished(model, found, HighsBackend(), Limits())
    assert better.objective * unit == pytest.approx(REVENUE - 1_000)
    assert better.search == found.search
    shut = replace(model, upper=model.upper * (1 - model.is_integer))
    search = HighsBackend().solve(shut, Limits())
    none = Solved(search, search.columns, None, search.objective, 1e-6)
    assert polished(model, none, HighsBackend(), Limits()) is none
