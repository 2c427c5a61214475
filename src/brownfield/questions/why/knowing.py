"""What is it worth to know the future, to plan for not knowing it, and to wait?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import paid_by_node
from brownfield.case.scenarios import Tree, only_leaf, tree
from brownfield.derive.frames import total
from brownfield.notebook import html_block, html_table, millions
from brownfield.questions.why.futures.branches import Branch, branches
from brownfield.solve.hold import SITES, barred, held
from brownfield.solve.method import searched
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import Search, plan

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan

MILLIONS = "present value (m of case currency)"


@dataclass(frozen=True)
class KnownFuture:
    """What would be planned if one future were certain.

    Attributes
    ----------
    future
        Its branch.
    probability
        Of it.
    value
        What the best plan for it alone is worth, case currency.
    starts
        Build options that it starts, without those that are committed.
    """

    future: str
    probability: float
    value: float
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorthOfKnowing:
    """What it is worth to know the future, and to plan for not knowing it.

    Attributes
    ----------
    recourse
        RP: expected value of the best plan of the tree, in case currency.
    wait_and_see
        WS: expected value if each future were known in advance.
    mean_value
        EEV: expected value if the first year is decided for the mean future.
    now_or_never
        Expected value if everything that is ever started is started in the first year
        or never, in case currency; None if nobody asked.
    futures
        What would be planned for each future alone.
    tree
        What the best plan decides in each branch and is worth there; the first is what
        it decides before any future shows.
    """

    recourse: float
    wait_and_see: float
    mean_value: float
    now_or_never: float | None = None
    futures: tuple[KnownFuture, ...] = field(default=(), repr=False)
    tree: tuple[Branch, ...] = field(default=(), repr=False)

    @property
    def perfect_information(self) -> float:
        """EVPI: most that knowing the future could be worth."""
        return self.wait_and_see - self.recourse

    @property
    def stochastic_solution(self) -> float:
        """VSS: worth of planning for all futures instead of their mean."""
        return self.recourse - self.mean_value

    @property
    def waiting(self) -> float | None:
        """What it is worth that starts may wait, in case currency; None as above."""
        if self.now_or_never is None:
            return None
        return self.recourse - self.now_or_never

    def _repr_html_(self) -> str:
        """Return the worth of each way to decide and of each future for a notebook."""
        ways = (
            ("the best plan of the tree (RP)", self.recourse),
            ("each future known in advance (WS)", self.wait_and_see),
            ("decided for the mean future (EEV)", self.mean_value),
            ("all at once or never", self.now_or_never),
            ("worth of perfect information (EVPI)", self.perfect_information),
            ("worth of planning for all futures (VSS)", self.stochastic_solution),
        )
        told = [(name, millions(worth)) for name, worth in ways if worth is not None]
        futures = [
            (one.future, one.probability, millions(one.value), ", ".join(one.starts))
            for one in self.futures
        ]
        header = ("future, if it were certain", "probability", MILLIONS, "starts")
        return html_block(
            "Worth of knowing",
            html_table(("what", MILLIONS), told),
            html_table(header, futures) if futures else "",
        )


def worth_of_knowing(
    case: Case, best: Plan | None = None, search: Search = searched
) -> WorthOfKnowing:
    """Return RP, WS, EEV and now-or-never of a case with a scenario tree (METHODS B5).

    Parameters
    ----------
    case
        The case.
    best
        Its best plan, if it is known already.
    search
        As for `plan`, of plans of the whole tree.
    """
    scenario_tree = tree(case)
    futures = tuple(_known(case, *future) for future in scenario_tree.futures)
    average = plan(mean_case(case, scenario_tree), pricing=no_prices)
    first = {scenario_tree.nodes["node"][0]: average.nodes["node"][0]}
    bound = plan(
        case,
        fix=lambda model: held(model, average, kinds=SITES, at=first),
        pricing=no_prices,
        search=search,
    )
    at_once = plan(case, fix=now_or_never, pricing=no_prices, search=search)
    best = best or plan(case, pricing=no_prices)
    return WorthOfKnowing(
        recourse=best.value,
        wait_and_see=sum(one.probability * one.value for one in futures),
        mean_value=bound.value,
        now_or_never=at_once.value,
        futures=futures,
        tree=branches(best),
    )


def _known(case: Case, leaf: str, branch: str, probability: float) -> KnownFuture:
    found = plan(only_leaf(case, leaf), pricing=no_prices)
    starts = found.begun["build_option"].unique(maintain_order=True)
    return KnownFuture(branch, probability, found.value, tuple(starts))


def now_or_never(model: Formulation) -> Formulation:
    """Return the model in which programmes and plants start at the root or never."""
    tree_of = model.data.derived.tree.nodes
    root = tree_of.filter(pl.col("parent").is_null())["node"][0]
    families = model.columns.start, model.columns.open
    is_later = pl.col("node").cast(pl.String) != root
    return barred(model, *(family.filter(is_later)["column"] for family in families))


def mean_case(case: Case, scenario_tree: Tree) -> Case:
    """Return the case without a tree, in which demand is its mean over futures.

    Only demand is averaged, in case currency: other numbers stay as the case has them.
    """
    at = paid_by_node(case)
    parts = [
        at(node)
        .tables["demand"]
        .filter(pl.col("year") == year)
        .with_columns(weight=pl.lit(probability))
        for node, year, probability in scenario_tree.nodes.select(
            "node", "year", "probability"
        ).iter_rows()
    ]
    numbers = ("volume", "price", "lost_sale_penalty")
    weighted = (
        pl.concat(parts)
        .group_by("product", "place", "year", maintain_order=True)
        .agg(
            total(pl.col(n) * pl.col("weight")) / total(pl.col("weight"))
            for n in numbers
        )
    )
    demand = case.tables["demand"]
    mean = (
        demand.drop(numbers)
        .join(weighted, on=["product", "place", "year"], maintain_order="left")
        .with_columns(currency=pl.lit(case.settings.case.currency))
    )
    return case.with_tables(
        "one future of mean demand",
        demand=mean.select(demand.columns),
        scenarios=case.tables["scenarios"].clear(),
    )
