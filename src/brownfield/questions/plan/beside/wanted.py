"""Which plan is wanted of a case: the best, one that begins nothing, or something?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import way_to_root
from brownfield.model.arrays.linear import Floats
from brownfield.model.formulation import Formulation
from brownfield.plans.plan import Plan
from brownfield.solve.batch import Fix, told_plan
from brownfield.solve.results.prices import no_prices, prices


@dataclass(frozen=True)
class Wanted:
    """A plan that is wanted.

    Attributes
    ----------
    case
        The case.
    begins
        None = the best plan. Without a name, the best in which nothing is begun,
        opened or closed; crews, volumes and support are free. With names of build
        options, the best in which at least one of them begins in every future.
    """

    case: Case
    begins: tuple[str, ...] | None = None


def planned(wanted: Wanted) -> Plan:
    """Return the plan that is wanted; tell its progress from begin to end.

    Nobody reads the prices of one that only stands beside the best plan.
    """
    pricing = prices if wanted.begins is None else no_prices
    return told_plan(wanted.case, _fix(wanted.begins), pricing=pricing)


def _fix(begins: tuple[str, ...] | None) -> Fix | None:
    if begins is None:
        return None
    return (lambda model: one_begun(model, begins)) if begins else nothing_begun


def nothing_begun(model: Formulation) -> Formulation:
    """Return the model in which nothing is begun, opened or closed.

    Programmes that run already run on, and a plant whose last year is over is closed.
    """
    columns, plants = model.columns, model.data.plants
    ended = plants.filter("has_ended").select(pl.col("facility", "node"))
    begun = columns.start.filter(~pl.col("is_committed"))["column"]
    closed = columns.close.join(ended, on=["facility", "node"], how="anti")["column"]
    upper = model.linear.upper.copy()
    for barred in (begun, columns.open["column"], closed):
        upper[barred.to_numpy()] = 0.0
    return replace(model, linear=replace(model.linear, upper=upper))


def one_begun(model: Formulation, options: Sequence[str]) -> Formulation:
    """Return the model in which, in every future, one of some options begins."""
    starts = model.columns.start.select(
        "column", pl.col("build_option", "node").cast(pl.String)
    ).filter(pl.col("build_option").is_in(list(options)))
    nodes = model.data.derived.tree.nodes
    parent = dict(nodes.select("node", "parent").iter_rows())
    rows = [
        (_counted(model, starts, way_to_root(leaf, parent)), 1.0)
        for leaf in model.data.derived.tree.leaves
    ]
    return replace(model, linear=model.linear.with_rows(rows))


def _counted(model: Formulation, starts: pl.DataFrame, path: Sequence[str]) -> Floats:
    """Return 1 for each column of a start on a path, 0 for every other column."""
    on_path = starts.filter(pl.col("node").is_in(list(path)))["column"]
    factors = np.zeros(model.linear.columns)
    factors[on_path.to_numpy()] = 1.0
    return factors
