"""A model falls into parts once what they share is held; it is planned by parts."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits, Progress
from brownfield.solve.decompose import parts as module
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.parts import SHARED, Parts, parted
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed

# A plant is built before demand is known: x lines of 10 at 30 each, at most 3. Two
# futures, equally likely, ask for 5 and 25; what is sold (y) earns 4.
#     max -30 x + 2 y1 + 2 y2,  y1 <= 5, y2 <= 25, y1 <= 10 x, y2 <= 10 x
# x = 0: 0.   x = 1: -30 + 2*5 + 2*10 = 0.   x = 2: -60 + 10 + 40 = -10.
# Without whole lines x = 0.5 brings -15 + 10 + 10 = 5, the most.
NODES = np.array([SHARED, 0, 1])


def lines(cost: float = 30.0, most: float = 3.0) -> LinearModel:
    """Return the model of lines built before demand is known."""
    rows = MoreRows.of(
        np.array([0, 0, 1, 1]),
        np.array([0, 1, 0, 2]),
        np.array([10.0, -1.0, 10.0, -1.0]),
        np.zeros(2),
    )
    return stated(
        rows,
        cost=np.array([-cost, 2.0, 2.0]),
        upper=np.array([most, 5.0, 25.0]),
        is_integer=np.array([True, False, False]),
    )


def stated(rows: MoreRows, **columns: Any) -> LinearModel:
    """Return the model of some columns, lower bounds 0, with rows."""
    return LinearModel(
        lower=np.zeros(len(columns["cost"])),
        row_lower=rows.least,
        row_upper=rows.most,
        starts=rows.starts,
        positions=rows.positions,
        values=rows.values,
        column_families=(),
        row_families=(),
        **columns,
    )


def best(parts: Parts, gap: float = 1e-9) -> tuple[float, float]:
    """Return value and bound of a search by parts."""
    asked = Limits(gap=gap)
    found = search_parts(parts, HighsBackend(), asked, None, lambda _: 1e-9)
    return found.objective, found.bound


def test_futures_are_parts_and_the_plant_is_shared() -> None:
    """Each future has its row and its sales; the line is in both rows."""
    parts = parted(lines(), NODES)
    assert parts.columns.tolist() == [0]
    assert [part.columns.tolist() for part in parts.rest] == [[1], [2]]
    assert [part.stated.rows for part in parts.rest] == [1, 1]
    assert parts.rest[1].link_values.tolist() == [10.0]


def test_nodes_that_a_row_ties_are_one_part() -> None:
    """Losses carried from year to year keep the years of a future together."""
    parts = parted(lines(), np.array([0, 0, 1]))
    assert [part.columns.tolist() for part in parts.rest] == [[0, 1, 2]]


def test_rows_may_be_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many rows are looked at together decides nothing."""
    monkeypatch.setattr(module, "MOST_ROWS", 1)
    parts = parted(lines(), NODES)
    assert [part.stated.rows for part in parts.rest] == [1, 1]
    tied = parted(lines(), np.array([0, 0, 1]))
    assert [part.columns.tolist() for part in tied.rest] == [[0, 1, 2]]


def test_a_row_of_shared_columns_stands_once() -> None:
    """Two futures state that at most two lines are built: the master has it once."""
    twice = MoreRows.of(
        np.array([0, 1]), np.array([0, 0]), -np.ones(2), np.array([-2.0, -2.0])
    )
    parts = parted(lines().with_more(twice), NODES)
    assert parts.shared.rows == 1
    assert parts.shared.row_lower.tolist() == [-2.0]


def test_a_part_is_what_the_shared_columns_leave() -> None:
    """With half a line 5 can be sold: y - 10 x <= 0 becomes y <= 5."""
    parts = parted(lines(), NODES)
    held = parts.rest[1].at(np.array([0.5]))
    assert held.row_lower.tolist() == [-5.0]


def test_whole_lines_are_planned_to_the_best_by_hand() -> None:
    """No line and one line both bring 0; half a line, which brings 5, is no plan."""
    value, bound = best(parted(lines(), NODES))
    assert value == pytest.approx(0.0, abs=1e-6)
    assert bound == pytest.approx(0.0, abs=1e-6)


def test_cheap_lines_are_planned_to_the_best_by_hand() -> None:
    """At 12: x = 1 brings -12 + 30 = 18; 2: -24 + 50 = 26; 3: -36 + 10 + 50 = 24."""
    value, bound = best(parted(lines(cost=12.0), NODES))
    assert value == pytest.approx(26.0, abs=1e-6)
    assert bound == pytest.approx(26.0, abs=1e-6)


def test_points_that_leave_a_part_no_plan_are_led_away_from() -> None:
    """A future that must sell 15 needs two lines, whatever they cost: -60 + 10 + 40."""
    model = lines()
    lower = np.array([0.0, 0.0, 15.0])
    value, bound = best(parted(replace(model, lower=lower), NODES))
    assert value == pytest.approx(-10.0, abs=1e-5)
    assert bound == pytest.approx(-10.0, abs=1e-5)


def test_no_plan_is_told_as_none() -> None:
    """With one line at most nobody can sell 15."""
    model = replace(lines(most=1.0), lower=np.array([0.0, 0.0, 15.0]))
    found = search_parts(
        parted(model, NODES), HighsBackend(), Limits(), None, lambda _: 0.0
    )
    assert found.columns is None


def test_whole_decisions_of_a_part_are_planned_and_bounded() -> None:
    """A future that sells whole tens sells 20 of 25; by halves it would sell 25.

    At 8 three lines bring -24 + 10 + 50 = 36 by halves, and -24 + 10 + 40 = 26 whole;
    two bring -16 + 10 + 40 = 34 either way, the best.
    """
    model = replace(
        lines(cost=8.0),
        cost=np.array([-8.0, 2.0, 20.0]),
        upper=np.array([3.0, 5.0, 2.5]),
        is_integer=np.array([True, False, True]),
        values=np.array([10.0, -1.0, 10.0, -10.0]),
    )
    value, bound = best(parted(model, NODES))
    assert value == pytest.approx(34.0, abs=1e-6)
    assert bound == pytest.approx(34.0, abs=1e-6)


def test_time_that_is_up_ends_the_search_with_what_is_known() -> None:
    """No second at all: no plan, and no bound."""
    found = search_parts(
        parted(lines(), NODES), HighsBackend(), Limits(seconds=0.0), None, lambda _: 0.0
    )
    assert found.outcome == "time_limit"
    assert found.columns is None


def test_progress_tells_bounds_that_only_fall() -> None:
    """Each bound is at most the one before, and the last is that of the search."""
    told: list[Progress] = []
    found = search_parts(
        parted(lines(), NODES), HighsBackend(), Limits(), told.append, lambda _: 1e-9
    )
    bounds = [state.bound for state in told]
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] == found.bound


def test_a_worse_plan_is_forgotten() -> None:
    """10 after 12 changes nothing; a bound of 15 leaves a quarter of 12 open."""
    seen = Seen(Clock(Limits(), Pressed()))
    seen.planned(12.0, np.array([1.0]))
    seen.planned(10.0, np.array([2.0]))
    seen.bounded(15.0)
    assert seen.objective == 12.0
    assert seen.gap == pytest.approx(0.25)
