"""Which plan is best for several futures at once, if none is known before it starts?

The models of the futures stand side by side in one model; what is started and opened is
the same in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.derive.derive import derive
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.formulation import Formulation, formulate
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.hold import KINDS, SITES
from brownfield.solve.results.extract import plan_tables

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.plans.plan import Plan

Ties = tuple[np.ndarray, np.ndarray]  # columns that are the same, one by one


@dataclass(frozen=True)
class Several:
    """Futures, their weights, and a plan of the case.

    Attributes
    ----------
    cases
        The case in each future; the same tree in all.
    weights
        Probability of each.
    like
        A plan of the case: what is not decided anew is as there.
    """

    cases: tuple[Case, ...]
    weights: tuple[float, ...]
    like: Plan = field(repr=False)


def best_for_all(asked: Several) -> Plan | None:
    """Return the plan that is best for several futures at once; None if none is found.

    What it starts and opens is that plan; the rest of its tables is that of the first
    future, and it has no audit: it is held, and so solved again, wherever its value is
    told.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before it was found.
    DataError
        If a case cannot be worked out.
    """
    models = [formulate(derive(case)) for case in asked.cases]
    solve = asked.like.case.settings.solve
    limits = Limits(solve.gap, seconds=solve.time_limit_seconds, seed=solve.seed)
    solution = HighsBackend().solve(side_by_side(models, asked.weights), limits)
    if solution.outcome == "interrupted":
        raise KeyboardInterrupt
    if solution.columns is None:
        return None
    first = models[0]
    point = solution.columns[: first.linear.columns]
    tables = plan_tables(first, point)
    return replace(asked.like, case=asked.cases[0], tables=tables, audit=None)


def side_by_side(
    models: Sequence[Formulation], weights: Sequence[float]
) -> LinearModel:
    """Return one model of several, in which starts and openings are the same.

    Its money is that of the first model, times the weights.

    Parameters
    ----------
    models
        The models.
    weights
        What each counts.
    """
    linears = [model.linear for model in models]
    unit = models[0].data.scale.money
    counts = [
        weight * model.data.scale.money / unit
        for model, weight in zip(models, weights, strict=True)
    ]
    firsts = np.cumsum([0, *(one.columns for one in linears)])
    entries = np.cumsum([0, *(one.nonzeros for one in linears)])
    starts = [
        one.starts[:-1] + first for one, first in zip(linears, entries, strict=False)
    ]
    places = [
        one.positions + first for one, first in zip(linears, firsts, strict=False)
    ]
    blocks = replace(
        linears[0],
        cost=np.concatenate(
            [one.cost * count for one, count in zip(linears, counts, strict=True)]
        ),
        lower=_joined(linears, "lower"),
        upper=_joined(linears, "upper"),
        is_integer=_joined(linears, "is_integer").astype(np.bool_),
        row_lower=_joined(linears, "row_lower"),
        row_upper=_joined(linears, "row_upper"),
        starts=np.concatenate([*starts, entries[-1:]]).astype(np.int32),
        positions=np.concatenate(places).astype(np.int32),
        values=_joined(linears, "values"),
        column_families=(),
        row_families=(),
    )
    return _tied(blocks, _ties(models, firsts))


def _joined(linears: Sequence[LinearModel], name: str) -> Floats:
    return np.concatenate([getattr(one, name) for one in linears])


def _ties(models: Sequence[Formulation], firsts: np.ndarray) -> Ties:
    """Return the columns of the first model, and those that must equal them."""
    pairs = [
        (column, other + first)
        for model, first in zip(models[1:], firsts[1:], strict=False)
        for kind in SITES
        for column, other in _same(models[0], model, kind)
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _same(one: Formulation, other: Formulation, kind: str) -> Iterator[tuple[int, int]]:
    """Yield the columns of a kind of decision that both models take, whole."""
    columns = dict(_named(one, kind))
    for name, column in _named(other, kind):
        if name in columns:
            yield columns[name], column


def _named(model: Formulation, kind: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield name and column of the decisions of a kind that are yes or no."""
    keys = [pl.col(name).cast(pl.String) for name in ("node", *KINDS[kind].key)]
    frame: pl.DataFrame = getattr(model.columns, kind)
    for column, *name in frame.select("column", *keys).iter_rows():
        if model.linear.is_integer[column]:
            yield tuple(name), column


def _tied(model: LinearModel, ties: Ties) -> LinearModel:
    """Return the model with a row for each pair of columns that must be the same."""
    one, other = ties
    rows, zeros = np.arange(len(one)), np.zeros(len(one))
    more = MoreRows.of(
        np.concatenate([rows, rows]),
        np.concatenate([one, other]),
        np.concatenate([zeros + 1.0, zeros - 1.0]),
        zeros,
        most=zeros,
    )
    return model.with_more(more)
