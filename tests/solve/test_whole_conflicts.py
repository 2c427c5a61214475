"""Rows that conflict only since decisions are whole are named, none too many."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import polars as pl
import pytest

from brownfield.derive.derive import derive
from brownfield.model.arrays.linear import Family, LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.table import Table
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.conflicts import conflicts
from brownfield.solve.hold import columns_of, in_every_future
from brownfield.solve.run import plan
from brownfield.solve.whole_conflicts import smallest, whole_conflicts
from tests.model.small_cases import every_year, option, pattern, small_case

CAP = "carbon_cap"


def stated(matrix: np.ndarray, least: np.ndarray, most: np.ndarray) -> LinearModel:
    """Return yes/no decisions under rows, each a cap of emissions of its own."""
    rows, columns = matrix.shape
    keys = pl.DataFrame({"policy": [f"cap{n}" for n in range(rows)]})
    family = Family(CAP, "C", 0, Table.of(keys))
    at = np.arange(rows).repeat(columns), np.tile(np.arange(columns), rows)
    more = MoreRows.of(*at, matrix.ravel().astype(float), least, most=most)
    return LinearModel(
        cost=np.ones(columns),
        lower=np.zeros(columns),
        upper=np.ones(columns),
        is_integer=np.ones(columns, dtype=np.bool_),
        row_lower=more.least,
        row_upper=more.most,
        starts=more.starts,
        positions=more.positions,
        values=more.values,
        column_families=(),
        row_families=(family,),
    )


def is_possible(matrix: np.ndarray, least: np.ndarray, most: np.ndarray) -> bool:
    """Return whether any yes/no point keeps all rows, by trying every one."""
    points = np.array(list(product((0, 1), repeat=matrix.shape[1])))
    sums = points @ matrix.T
    return bool(((sums >= least - 1e-9) & (sums <= most + 1e-9)).all(axis=1).any())


def test_what_only_halves_can_keep_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice a yes is at least 1, and at most 1: half a yes would do.

    Where there is no time to find out, nothing is named.
    """
    matrix = np.array([[2, 0], [2, 0], [1, 1]])
    least, most = np.array([1.0, -9.0, -9.0]), np.array([9.0, 1.0, 9.0])
    model = stated(matrix, least, most)
    assert conflicts(model, HighsBackend()) == ()
    assert whole_conflicts(model, HighsBackend()) == (
        "policies: emissions stay below the cap cap0",
        "policies: emissions stay below the cap cap1",
    )
    monkeypatch.setattr("brownfield.solve.whole_conflicts.SECONDS", 0.0)
    assert whole_conflicts(model, HighsBackend()) == ()


@pytest.mark.parametrize("seed", range(12))
def test_without_any_one_row_there_is_a_plan(seed: int) -> None:
    """Six rows on four decisions, drawn until none of 16 points keeps them all."""
    draw = np.random.default_rng(seed)
    while True:
        matrix = draw.integers(-3, 4, (6, 4))
        least = draw.integers(-2, 3, 6).astype(float)
        most = least + draw.integers(0, 2, 6)
        if not is_possible(matrix, least, most):
            break
    told = whole_conflicts(stated(matrix, least, most), HighsBackend())
    rows = [int(line[-1]) for line in told]
    assert not is_possible(matrix[rows], least[rows], most[rows])
    for kept in combinations(rows, len(rows) - 1):
        some = list(kept)
        assert is_possible(matrix[some], least[some], most[some])


def test_a_model_with_a_plan_conflicts_in_nothing() -> None:
    """Both caps hold with no."""
    matrix = np.array([[1, 1], [1, -1]])
    model = stated(matrix, np.zeros(2), np.ones(2))
    assert whole_conflicts(model, HighsBackend()) == ()


def test_the_smallest_set_is_found_by_halves() -> None:
    """Of eight, c and f cannot be together, whatever else there is."""

    def possible(kept: Sequence[str]) -> bool:
        return not {"c", "f"} <= set(kept)

    assert sorted(smallest(list("abcdefgh"), possible)) == ["c", "f"]


def must_build(model: Formulation) -> Formulation:
    """Return the model in which 300 cars are built, and at most half a start taken."""
    started = columns_of(model, "start", ["make"])["column"].to_numpy()
    upper = model.linear.upper.copy()
    upper[started] = 0.5
    halved = replace(model, linear=model.linear.with_arrays(upper=upper))
    made = columns_of(model, "make", ["make"])
    return in_every_future(halved, (made, 300.0 / model.data.scale.volume))


def test_a_plan_names_what_whole_starts_cannot_do() -> None:
    """Half a start makes 500 a year, enough for 300; a whole one is not allowed."""
    tooled = option("make", tooling_cost=1e5, full_rate=1_000.0)
    case = small_case(
        {
            "shift_patterns": [pattern("plant", 5_000)],
            "build_options": [tooled],
            "demand": every_year(1, 1_000, 1_000),
        }
    )
    model = must_build(formulate(derive(case)))
    assert conflicts(model.linear, HighsBackend()) == ()
    found = plan(case, fix=must_build)
    assert found.status == "infeasible"
    (line,) = found.conflicts
    assert line in {
        "ramp_curves: make makes no more than its ramp allows",
        "build_options: make makes nothing before its start",
    }
