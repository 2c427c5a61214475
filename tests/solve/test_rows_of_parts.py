"""Rows that no plan breaks come into the parts of a model, and bound it nearer.

The lines of `test_parts`: x lines of 10 at 30 each, two futures that ask for 5 and 25.
Sales of the first are at most 10 x and at most 5, so on whole lines at most 5 x. With
that row nothing is earned: -30 x + 2 x 5 x + 2 x 10 x = 0, instead of 5 at half a line.
"""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.linear import Floats
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.cuts.added import with_rows
from brownfield.solve.decompose.cuts.master import master_of
from brownfield.solve.decompose.cuts.priced import Covers, pricing
from brownfield.solve.decompose.cuts.rounds import covered_in
from brownfield.solve.decompose.cuts.spread import for_all
from brownfield.solve.decompose.first import first_point
from brownfield.solve.decompose.parts import parted
from brownfield.solve.decompose.representative import Few
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import NODES, lines


def row(*factors: float) -> MoreRows:
    """Return the row of these factors, at least nothing."""
    at = np.flatnonzero(factors)
    zeros = np.zeros(len(at), np.int64)
    return MoreRows.of(zeros, at, np.array(factors)[at], np.zeros(1))


SALES = row(5.0, -1.0, 0.0)
LINES = MoreRows.of(np.zeros(1, int), np.zeros(1, int), -np.ones(1), np.array([-2.0]))


def broken(point: Floats) -> MoreRows:
    """Return the row on sales if a point breaks it."""
    return SALES.where(SALES.sums(point) < SALES.least - 1e-6)


def clock() -> Clock:
    """Return a clock that nothing ends."""
    return Clock(Limits(), Pressed())


def test_a_row_goes_where_its_columns_are() -> None:
    """At most 2 lines goes to the shared column, sales <= 5 x to the first future."""
    parts = with_rows(parted(lines(), NODES), MoreRows.together([LINES, SALES]))
    assert parts.shared.rows == 1
    assert parts.shared.row_lower.tolist() == [-2.0]
    assert [part.model.rows for part in parts.rest] == [2, 1]
    one = parts.rest[0]
    assert one.link_values.tolist() == [10.0, 5.0]
    assert one.at(np.array([0.5])).row_lower.tolist() == [-5.0, -2.5]


def test_the_row_of_a_future_that_is_left_out_is_lost() -> None:
    """The second future stands for both."""
    parts = parted(lines(), NODES)
    alone = with_rows(replace(parts, rest=parts.rest[1:]), SALES)
    assert [part.model.rows for part in alone.rest] == [1]


@pytest.mark.parametrize(("covers", "at"), [(None, 0.5), (broken, 0.0)])
def test_the_first_point_keeps_the_rows(covers: Covers | None, at: float) -> None:
    """Lines at 12, the future that asks for 5: half a line brings -6 + 10.

    With the row a line brings 2 x 5 for 12, so that none is built.
    """
    parts = parted(lines(cost=12.0), NODES)
    lone = replace(parts, rest=parts.rest[:1])
    found = first_point(lone, HighsBackend(), Seen(clock()), covers)
    assert found.at == pytest.approx([at])
    assert [len(rows) for rows in found.rows] == ([] if covers is None else [1])


@pytest.mark.parametrize(("covers", "bound"), [(None, 5.0), (broken, 0.0)])
def test_the_bound_without_whole_decisions(covers: Covers | None, bound: float) -> None:
    """5 at half a line; with the row on sales a line brings 10 + 20 for its 30."""
    ticking, backend = clock(), HighsBackend()
    price = pricing(parted(lines(), NODES), 20, backend, ticking, covers)
    seen, begin = Seen(ticking), price.at(np.array([0.5]))
    master = master_of(price.parts.shared, begin)
    closed = covered_in(master, begin, price, seen, 1e-9)
    assert seen.bound == pytest.approx(bound, abs=1e-6)
    assert closed.master.worth(closed.inside) == pytest.approx(bound, abs=1e-6)
    assert [len(rows) for rows in price.added] == ([] if covers is None else [1])


def test_rows_of_shared_columns_come_into_the_master() -> None:
    """Lines at 12 and x <= 2 as such a row: -24 + 10 + 40 = 26, as without it at 2.

    Without whole lines 2.5 of them bring -30 + 10 + 50 = 30; the row keeps them at 2.
    """
    ticking, backend = clock(), HighsBackend()

    def two(point: Floats) -> MoreRows:
        return LINES.where(LINES.sums(point) < LINES.least - 1e-6)

    parts = parted(lines(cost=12.0), NODES)
    price, seen = pricing(parts, 20, backend, ticking, two), Seen(ticking)
    begin = price.at(np.array([2.5]))
    master = master_of(price.parts.shared, begin)
    covered_in(master, begin, price, seen, 1e-9)
    assert seen.bound == pytest.approx(26.0, abs=1e-6)
    assert price.parts.shared.rows == 1


def test_a_search_with_rows_finds_the_best_plan() -> None:
    """No line and one line both bring 0."""
    parts, limits = parted(lines(), NODES), Limits(gap=1e-9)
    found = search_parts(parts, HighsBackend(), limits, None, lambda _: 1e-9, broken)
    assert found.objective == pytest.approx(0.0, abs=1e-6)
    assert found.bound == pytest.approx(0.0, abs=1e-6)


def test_a_point_of_few_parts_shows_rows_of_all() -> None:
    """Of three alike futures the first and last stand for all: the second is the first.

    Columns are the lines, then what each future makes and sells.
    """
    whole = parted(lines(), NODES)
    one, asked = whole.rest[0], list[Floats]()
    three = replace(
        whole, rest=tuple(replace(one, begin=one.begin + 2 * k) for k in range(3))
    )

    def noted(point: Floats) -> MoreRows:
        asked.append(point)
        return LINES

    point = np.arange(10, 10 + three.width, dtype=np.float64)
    for_all(noted, three, Few(np.array([0, 2]), np.array([0, 0, 2])))(point)
    own = [point[part.columns].tolist() for part in three.rest]
    spread = [asked[0][part.columns].tolist() for part in three.rest]
    assert spread == [own[0], own[0], own[2]]
    assert asked[0][whole.columns].tolist() == point[whole.columns].tolist()
    assert point[three.rest[1].columns].tolist() == own[1]
