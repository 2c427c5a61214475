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
    """Return the model in which one of its programmes is started in every future."""
    sums = [(factors, 1.0) for factors in _paths(model, target)]
    return replace(model, linear=model.linear.with_rows(sums))


def _paths(model: Formulation, target: Target) -> Iterator[Floats]:
    """Yield, for each future, the factors of the starts on its path."""
    starts, tree = _starts(model, target), model.data.derived.tree
    parent = dict(tree.nodes.select("node", "parent").iter_rows())
    for leaf in tree.leaves:
        on_path = list(way_to_root(leaf, parent))
        columns = starts.filter(pl.col("node").is_in(on_path))["column"].to_numpy()
        factors = np.zeros(model.linear.columns)
        factors[columns] = 1.0
        yield factors
