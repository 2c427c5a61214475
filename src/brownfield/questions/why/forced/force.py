"""What is the best plan that has, or has not, what is asked about?"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import way_to_root
from brownfield.model.arrays.linear import Floats
from brownfield.model.formulation import Formulation
from brownfield.plans.plan import Plan
from brownfield.questions.why.forced.targets import ALTERNATIVE, Target
from brownfield.solve.backends.solution import OnProgress
from brownfield.solve.run import plan

LEAST_USE = 0.01  # of a year's sales: what is had is also used


def forced_plan(
    case: Case, target: Target, *, is_in: bool, on_progress: OnProgress | None = None
) -> Plan:
    """Return the audited best plan with a target in it in every future, or without it.

    Parameters
    ----------
    case
        The case.
    target
        What is asked about. An alternative is the case under its what-if.
    is_in
        Whether the plan must have it; if not, it must not.
    on_progress
        Called with the state of the search.
    """
    if target.kind == ALTERNATIVE:
        return plan(under(case, target), on_progress=on_progress)
    fix = _with if is_in else _without
    return plan(case, fix=lambda model: fix(model, target), on_progress=on_progress)


def under(case: Case, target: Target) -> Case:
    """Return the case of an alternative; of any other target the case itself."""
    if target.kind != ALTERNATIVE or target.name in case.what_ifs_applied:
        return case
    return case.apply(target.name, is_strict=False)


def _starts(model: Formulation, target: Target) -> pl.DataFrame:
    """Return column and node of every start that makes the target."""
    known = model.columns.start.with_columns(
        pl.col("build_option", "node").cast(pl.String)
    ).filter(pl.col("build_option").is_in(target.options))
    if target.year is not None:
        known = known.filter(pl.col("year") == target.year)
    return known.select("column", "node")


def _without(model: Formulation, target: Target) -> Formulation:
    """Return the model in which nothing of it is started."""
    columns = _starts(model, target)["column"].to_numpy()
    upper = model.linear.upper.copy()
    upper[columns] = 0.0
    return replace(model, linear=model.linear.with_arrays(upper=upper))


def _with(model: Formulation, target: Target) -> Formulation:
    """Return the model in which it starts, and is used, in every future."""
    sums = list(_starts_and_uses(model, target))
    return replace(model, linear=model.linear.with_rows(sums))


def _starts_and_uses(
    model: Formulation, target: Target
) -> Iterator[tuple[Floats, float]]:
    """Yield, for each future, the sums of starts and of vehicles on its path."""
    starts, made = _starts(model, target), _made(model, target)
    least = LEAST_USE * _largest_sales(model, target) / model.data.scale.volume
    parent = dict(model.data.derived.tree.nodes.select("node", "parent").iter_rows())
    for leaf in model.data.derived.tree.leaves:
        on_path = list(way_to_root(leaf, parent))
        for columns, amount in ((starts, 1.0), (made, least)):
            here = columns.filter(pl.col("node").is_in(on_path))["column"]
            factors = np.zeros(model.linear.columns)
            factors[here.to_numpy()] = 1.0
            yield factors, amount


def _made(model: Formulation, target: Target) -> pl.DataFrame:
    """Return column and node of every vehicle built of it."""
    known = model.columns.make.with_columns(
        pl.col("build_option", "node").cast(pl.String)
    )
    named = known.filter(pl.col("build_option").is_in(target.options))
    return named.select("column", "node")


def _largest_sales(model: Formulation, target: Target) -> float:
    """Return the largest demand of a year and market for what it builds, vehicles."""
    tables = model.data.derived.case.tables
    options = tables["build_options"].filter(
        pl.col("build_option").is_in(target.options)
    )
    sold = tables["demand"].filter(
        pl.col("product").is_in(options["product"].implode())
    )
    return max(sold["volume"].to_list(), default=0.0)
