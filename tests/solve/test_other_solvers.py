"""Every solver that is there finds the same, in arrays and in the file for others."""

import re
import sys
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import brownfield
from brownfield.cli import app
from brownfield.derive.derive import derive
from brownfield.errors import MissingExtraError
from brownfield.model.arrays.linear import Floats, LinearModel
from brownfield.model.formulation import formulate
from brownfield.solve.backends import mps
from brownfield.solve.backends.named import backend_of
from brownfield.solve.backends.solution import Backend, Limits, Progress
from brownfield.solve.run import plan
from tests.properties.every_column import every_column_case
from tests.properties.random_cases import slack

needs_scip = pytest.mark.skipif(
    find_spec("pyscipopt") is None, reason="the extra `scip` is not installed"
)
SOLVERS = [
    "highs",
    pytest.param("scip", marks=needs_scip),
]
TWICE = 0.1 + 0.2  # 0.30000000000000004: not a digit of it may go


def model_of(
    columns: list[list[float]], rows: list[dict[int, float]], *bounds: list[float]
) -> LinearModel:
    """Return a model of cost, lower, upper and wholeness of columns, and of rows."""
    cost, lower, upper, whole = (np.array(part, dtype=float) for part in columns)
    low, high = (np.array(part) for part in bounds)
    return LinearModel(
        cost=cost,
        lower=lower,
        upper=upper,
        is_integer=whole.astype(bool),
        row_lower=low,
        row_upper=high,
        starts=np.cumsum([0, *map(len, rows)]),
        positions=np.array([at for row in rows for at in row]),
        values=np.array([value for row in rows for value in row.values()]),
        column_families=(),
        row_families=(),
    )


def hard_to_read() -> LinearModel:
    """Return a model in which each column and row is of a kind that readers mistake.

    x is whole without an upper bound, y falls without end below -2, z is free, w is
    fixed, v is whole and negative, u is in no row. x + v is between -1 and 4.5, x + y
    is free, and z is at least .1 + .2.
    """
    return model_of(
        [
            [3.0, 2.0, -1.0, 10.0, -1.0, 0.0],
            [0.0, -inf, -inf, 1.5, -3.0, 0.0],
            [inf, -2.0, inf, 1.5, -1.0, 4.0],
            [1, 0, 0, 0, 1, 0],
        ],
        [{0: 1.0, 4: 1.0}, {0: 1.0, 1: 1.0}, {2: 1.0}],
        [-1.0, -inf, TWICE],
        [4.5, inf, inf],
    )


def formulated(name: str) -> LinearModel:
    """Return the model of a shipped case."""
    return formulate(derive(brownfield.read_case(name))).linear


BEST = 3 * 7 - 2 * 2 - TWICE + 10 * 1.5 + 3  # x = 7 beside v = -3, y = -2: 34.7


def read_by_highs(path: Path) -> float:
    """Return the least sum that HiGHS finds in a file."""
    highspy = pytest.importorskip("highspy")
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.readModel(str(path))
    solver.run()
    return float(solver.getInfo().objective_function_value)


def read_by_scip(path: Path) -> float:
    """Return the least sum that SCIP finds in a file."""
    solver = pytest.importorskip("pyscipopt").Model()
    solver.hideOutput()
    solver.readProblem(str(path))
    solver.optimize()
    return float(solver.getObjVal())


READERS = [read_by_highs, pytest.param(read_by_scip, marks=needs_scip)]


@pytest.mark.parametrize("read", READERS)
def test_every_reader_reads_the_same_model(read: Any, tmp_path: Path) -> None:
    """21 - 4 - .3 + 15 + 3 = 34.7, with the other sign, and not 1 for x."""
    path = tmp_path / "hard.mps"
    mps.write_mps(hard_to_read(), path)
    assert read(path) == pytest.approx(-BEST, rel=1e-12)


def test_the_file_holds_every_digit_and_no_name_twice() -> None:
    """Both bounds of a column, a row with two limits twice, no free row, no blank."""
    lines = list(mps.mps_lines(hard_to_read()))
    assert " RHS G2 0.30000000000000004" in lines
    assert [line for line in lines if " C4" in line and "BND" in line] == [
        " LO BND C4 -3.0",
        " UP BND C4 -1.0",
    ]
    assert {" G G0", " L L0", " G G2"} <= set(lines)
    assert not [line for line in lines if "1" in re.findall(r"[EGL]\d+", line)]
    assert " C5 COST 0.0" in lines  # in no row, and there all the same
    assert " MI BND C1" in lines
    assert " FR BND C2" in lines
    assert " FX BND C3 1.5" in lines
    assert " PL BND C0" in lines


@pytest.mark.parametrize("name", ["mini", "starter"])
def test_highs_reads_back_the_arrays(name: str, tmp_path: Path) -> None:
    """Costs, bounds and the sum of all entries are those written, to the last bit."""
    highspy = pytest.importorskip("highspy")
    model = formulated(name)
    path = tmp_path / "case.mps"
    mps.write_mps(model, path)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(str(path))
    read = solver.getLp()
    assert (-np.array(read.col_cost_) == model.cost).all()
    assert (np.array(read.col_lower_) == model.lower).all()
    assert (np.array(read.col_upper_) == model.upper).all()
    both = np.isfinite(model.row_lower) & np.isfinite(model.row_upper)
    assert (
        read.num_row_ == model.rows + (both & (model.row_lower < model.row_upper)).sum()
    )


def test_every_name_has_a_meaning() -> None:
    """Each column and row of the file stands in the table once, with its keys."""
    model = formulated("mini")
    names = mps.names_of(model)
    rows = {
        line.split()[1] for line in mps.mps_lines(model) if re.match(r" [EGL] ", line)
    }
    wanted = rows | {f"C{column}" for column in range(model.columns)}
    assert sorted(names["name"]) == sorted(wanted)
    first = names.filter(name="C0").row(0, named=True)
    assert first["family"] == "start"
    assert "build_option=cbu" in first["keys"]


def found_by(name: str) -> Backend:
    """Return a solver by name, as a case asks for it."""
    return backend_of(
        brownfield.read_case("mini").with_settings("solve", {"solver": name}).settings
    )


@pytest.mark.parametrize("name", SOLVERS)
def test_each_solver_finds_the_best_point(name: str) -> None:
    """34.7 at 7, -2, .3, 1.5, -3."""
    found = found_by(name).solve(hard_to_read(), Limits(gap=0.0))
    assert found.outcome == "solved"
    assert found.objective == pytest.approx(BEST)
    assert found.bound == pytest.approx(BEST)
    assert found.columns is not None
    assert found.columns[:5] == pytest.approx([7.0, -2.0, TWICE, 1.5, -3.0])


@pytest.mark.parametrize("name", SOLVERS)
def test_each_solver_says_what_cannot_be(name: str) -> None:
    """X + v of at least 5 with x of at most 4 and v of at most 0."""
    model = model_of(
        [[1.0, 1.0], [0.0, -1.0], [4.0, 0.0], [1, 1]], [{0: 1.0, 1: 1.0}], [5.0], [inf]
    )
    found = found_by(name).solve(model, Limits())
    assert found.outcome == "infeasible"
    assert found.columns is None


def knapsack() -> LinearModel:
    """Return 60 things of odd weights of which about half can be carried."""
    weights: Floats = np.array([float(101 + 37 * n % 89) for n in range(60)])
    worths = [weight + 0.1 * (n * n % 17) for n, weight in enumerate(weights)]
    rows = [dict(enumerate(weights * (1 + 0.01 * k))) for k in range(5)]
    bounds = [float(weights.sum() * (0.5 + 0.003 * k)) for k in range(5)]
    return model_of(
        [worths, [0.0] * 60, [1.0] * 60, [1.0] * 60], rows, [-inf] * 5, bounds
    )


@pytest.mark.parametrize("name", SOLVERS)
def test_a_search_begins_where_it_is_told_to(name: str) -> None:
    """Without a node and a heuristic's luck, a point given is the least found."""
    model = knapsack()
    start = np.zeros(60)
    start[:25] = 1.0
    found = found_by(name).solve(model, Limits(nodes=1, gap=1.0), start=start)
    assert found.objective >= float(model.cost @ start) - 1e-6
    assert found.bound >= found.objective


def market_split() -> LinearModel:
    """Return 30 buyers to be split so that each of 4 goods is halved; few splits do.

    What is missing or too much of a good costs 1: such cases take millions of nodes.
    """
    draw = np.random.default_rng(4)
    wants = draw.integers(1, 100, (4, 30)).astype(float)
    halves = [float(row.sum() // 2) for row in wants]
    rows = [
        dict(enumerate(row)) | {30 + k: 1.0, 34 + k: -1.0}
        for k, row in enumerate(wants)
    ]
    columns = [
        [0.0] * 30 + [-1.0] * 8,
        [0.0] * 38,
        [1.0] * 30 + [inf] * 8,
        [1.0] * 30 + [0.0] * 8,
    ]
    return model_of(columns, rows, halves, halves)


@pytest.mark.parametrize("name", SOLVERS)
def test_progress_is_told_in_worth(name: str) -> None:
    """What is told last lies between the best point and its bound, at most 0."""
    seen: list[Progress] = []
    limits = Limits(nodes=500, gap=0.0)
    found = found_by(name).solve(market_split(), limits, seen.append)
    assert seen
    last = seen[-1]
    assert last.objective <= found.objective + 1e-6
    assert found.objective - 1e-6 <= last.bound <= 1e-6
    assert found.outcome == "time_limit"


@pytest.mark.parametrize("name", SOLVERS)
def test_a_search_ends_with_its_processor_time(name: str) -> None:
    """It ends at the first look, with what it has, and says that it was ended."""
    limits = Limits(gap=0.0, processor_seconds=0.0)
    found = found_by(name).solve(market_split(), limits)
    assert found.outcome == "time_limit"
    assert found.bound >= found.objective


@needs_scip
@pytest.mark.parametrize("seed", range(81_000, 81_006))
def test_plans_of_both_are_worth_the_same(seed: int) -> None:
    """Random cases that draw every column, recounted."""
    case = every_column_case(seed)
    first, second = plan(case), plan(case.with_settings("solve", {"solver": "scip"}))
    assert any("SCIP" in one for one in second.versions)
    assert first.tables.keys() == second.tables.keys()
    if first.tables:
        assert second.is_sound, second.audit
        open_ = abs(first.bound - first.value) + abs(second.bound - second.value)
        assert abs(second.value - first.value) <= open_ + slack(first.value)


def test_a_solver_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the words to install it, and another to take."""
    monkeypatch.setitem(sys.modules, "pyscipopt", None)
    monkeypatch.delitem(sys.modules, "brownfield.solve.backends.scip", raising=False)
    with pytest.raises(
        MissingExtraError, match=r"brownfield\[scip\].*or take solver highs"
    ):
        found_by("scip")


def test_who_searches_is_no_part_of_a_case() -> None:
    """The digest is that of the case, whoever plans it."""
    case = brownfield.read_case("mini")
    other = case.with_settings("solve", {"solver": "scip"})
    assert other.digest == case.digest
    assert other.with_settings("solve", {"seed": 1}).digest != case.digest


def test_export_writes_model_and_meaning(tmp_path: Path) -> None:
    """The worth of the best plan is 1,336.516 million: the least sum is minus that."""
    path = tmp_path / "mini.mps"
    done = CliRunner().invoke(app, ["export", "mini", str(path)])
    assert done.exit_code == 0, done.output
    assert "worth -sum, in GBP 1,000,000" in done.output
    assert read_by_highs(path) == pytest.approx(-1_336.516, abs=1e-3)
    assert (
        (tmp_path / "mini.names.csv")
        .read_text()
        .startswith("name,family,equation,keys")
    )


@pytest.mark.parametrize("name", ["mini.lp", "folder.mps", "no/such/mini.mps"])
def test_export_says_where_it_may_not_write(name: str, tmp_path: Path) -> None:
    """Another ending, a folder, two folders that are missing."""
    (tmp_path / "folder.mps").mkdir()
    done = CliRunner().invoke(app, ["export", "mini", str(tmp_path / name)])
    assert done.exit_code != 0
    assert list(tmp_path.iterdir()) == [tmp_path / "folder.mps"]
