"""Over which futures is a figure shown, how are node tables averaged and discounted?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import way_to_root
from brownfield.derive.money import discount_factor
from brownfield.plans.results import RESULTS
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import percent

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

EXPECTED = "Expected over all futures"
CERTAIN = "The one future of the case"
MOST_FUTURES = 8  # futures that can be chosen on the page; the expected view has all


def table(plan: Plan, name: str) -> pl.DataFrame:
    """Return a result table of a plan; typed and empty if the plan has none."""
    if name in plan.tables:
        return plan.tables[name]
    return RESULTS[name].empty()


def futures(plan: Plan) -> pl.DataFrame:
    """Return the futures of a plan.

    Returns
    -------
    pl.DataFrame
        future (printed name), leaf (node), probability; likeliest first.
    """
    nodes = plan.nodes
    leaves = nodes.filter(~pl.col("node").is_in(nodes["parent"].drop_nulls().implode()))
    ordered = leaves.sort("probability", descending=True, maintain_order=True)
    names = [
        f"{pretty(branch)} ({percent(probability)})"
        for branch, probability in ordered.select("branch", "probability").iter_rows()
    ]
    return ordered.select(
        future=pl.Series(names, dtype=pl.String), leaf="node", probability="probability"
    )


def views(plan: Plan) -> pl.DataFrame:
    """Return which node counts how much in which view.

    Returns
    -------
    pl.DataFrame
        view, node, weight: in the expected view the probability of the node, in the
        view of one future 1 for the nodes on its path.
    """
    weights = plan.nodes.select(
        view=pl.lit(EXPECTED), node="node", weight="probability"
    )
    branches = futures(plan)
    if branches.height < 2:
        return weights.with_columns(view=pl.lit(CERTAIN))
    parent = dict(plan.nodes.select("node", "parent").iter_rows())
    rows = [
        (future, node, 1.0)
        for future, leaf in branches.head(MOST_FUTURES)
        .select("future", "leaf")
        .iter_rows()
        for node in way_to_root(leaf, parent)
    ]
    chosen = pl.DataFrame(rows, schema=weights.schema, orient="row")
    return pl.concat([weights, chosen])


def view_names(plan: Plan) -> list[str]:
    """Return the names of the views, the expected one first."""
    return views(plan)["view"].unique(maintain_order=True).to_list()


def expected(plan: Plan, frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return the sums of `averaged` over all futures, without the others."""
    means = averaged(plan, frame, by)
    return means.filter(pl.col("view") == view_names(plan)[0]).drop("view")


def averaged(plan: Plan, frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return sums of a node table by view, year and `by`.

    Parameters
    ----------
    plan
        Plan whose tree weighs the nodes.
    frame
        A result table with node and year; numeric columns that are not in `by` are
        weighted by the view and summed.
    by
        Columns to keep apart.
    """
    numbers = [
        name
        for name, kind in frame.schema.items()
        if kind.is_numeric() and name not in {*by, "year"}
    ]
    return (
        frame.join(views(plan), on="node", maintain_order="left")
        .group_by("view", "year", *by, maintain_order=True)
        .agg((pl.col(number) * pl.col("weight")).sum() for number in numbers)
        .sort("view", "year", *by, maintain_order=True)
    )


def weighed(case: Case, plan: Plan, rows: pl.DataFrame, party: str) -> pl.DataFrame:
    """Return rows of a plan with `weight`, what one unit of their cash is worth.

    Parameters
    ----------
    case, plan
        The case and the plan whose tree weighs the nodes.
    rows
        Rows with `node` and `year`.
    party
        Column that says whose cash it is.

    Returns
    -------
    pl.DataFrame
        The rows in their order, with `weight`: probability of the node times the
        discount factor of the party.
    """
    chance = plan.nodes.select("node", "probability")
    rates = dict(case.tables["parties"].select("party", "discount_rate").iter_rows())
    likely = rows.join(chance, on="node", how="left", maintain_order="left")
    weights = [
        probability * discount_factor(rates[name], year, case.settings)
        for name, year, probability in likely.select(
            party, "year", "probability"
        ).iter_rows()
    ]
    return likely.with_columns(weight=pl.Series(weights, dtype=pl.Float64))


def present_values(case: Case, plan: Plan) -> dict[tuple[str, str], float]:
    """Return the expected present value of cash by item and party, case currency.

    Only of parties that plan: the value of a plan counts no others.
    """
    planned = plan.case.planned_parties
    cash = plan.tables["cash"].filter(pl.col("party").is_in(planned))
    summed = (
        weighed(case, plan, cash, "party")
        .group_by("item", "party", maintain_order=True)
        .agg((pl.col("amount") * pl.col("weight")).sum())
    )
    return {(item, party): worth for item, party, worth in summed.iter_rows()}
