"""What is the best plan that has, or has not, what is asked about?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.why.forced.new_plants import opened_for, staffed_for
from brownfield.questions.why.forced.targets import ALTERNATIVE, Target
from brownfield.solve.hold import barred, columns_of, in_every_future
from brownfield.solve.method import searched
from brownfield.solve.results.prices import prices
from brownfield.solve.run import Pricing, Search, plan

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.solve.backends.solution import OnProgress

LEAST_USE = 0.01  # of a year's sales: what is had is also used


def forced_plan(
    case: Case,
    target: Target,
    *,
    is_in: bool,
    on_progress: OnProgress | None = None,
    pricing: Pricing = prices,
    search: Search = searched,
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
    pricing, search
        As for `plan`.
    """
    if target.kind == ALTERNATIVE:
        other = under(case, target)
        return plan(other, on_progress=on_progress, pricing=pricing, search=search)
    fix = _with if is_in else without
    return plan(
        case,
        fix=lambda model: fix(model, target),
        on_progress=on_progress,
        pricing=pricing,
        search=search,
    )


def under(case: Case, target: Target) -> Case:
    """Return the case of an alternative; of any other target the case itself."""
    if target.kind != ALTERNATIVE or target.name in case.what_ifs_applied:
        return case
    return case.apply(target.name, is_strict=False)


def without(model: Formulation, target: Target) -> Formulation:
    """Return the model in which nothing that makes a target is started."""
    return barred(model, starts_of(model, target)["column"])


def _with(model: Formulation, target: Target) -> Formulation:
    """Return the model in which it starts, and is used, in every future."""
    volumes = columns_of(model, "make", target.options)
    least = LEAST_USE * _largest_sales(model, target) / model.data.scale.volume
    needed = (starts_of(model, target), opened_for(model, target))
    once = [one for one in needed if one is not None]
    if least > 0.0 and (staffed := staffed_for(model, target)) is not None:
        once.append(staffed)
    return in_every_future(model, (volumes, least), *((one, 1.0) for one in once))


def starts_of(model: Formulation, target: Target) -> pl.DataFrame:
    """Return column, node and year of every start that makes a target."""
    starts = columns_of(model, "start", target.options)
    if target.year is None:
        return starts
    return starts.filter(pl.col("year") == target.year)


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
