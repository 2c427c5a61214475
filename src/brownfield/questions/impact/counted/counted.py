"""What does a plan employ, buy and pay at home, at every node of its tree?"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.errors import UnansweredError
from brownfield.questions.impact.counted.bought import bought_at, built_at
from brownfield.questions.impact.counted.cash import duty_of, firms_of, support_of
from brownfield.questions.impact.counted.jobs import heads_of
from brownfield.questions.impact.counted.nodes import Nodes, nodes_of
from brownfield.questions.impact.counted.offices import less, offices_of

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home


@dataclass(frozen=True)
class Counted:
    """What a plan, or the difference of two, comes to at home.

    Attributes
    ----------
    nodes
        Nodes of the tree. N of them.
    heads, begun
        People in plants, and those of them whose line time is spent on what only the
        first of two plans begins. Shape (N, R), people.
    bought
        What plants buy a year from each sector, in the region of the source. Shape
        (N, R, S), case currency.
    built
        What is spent once on tooling and buildings. Shape (N, R, S), case currency.
    surplus
        Operating cash of firms at home. Shape (N,), case currency.
    firm_tax
        Tax that they pay on profit. Shape (N,), case currency.
    duty
        Customs duty paid at home. Shape (N,), case currency.
    support
        What the state pays out. Shape (N,), case currency.
    offices
        Functions of headquarters at home: node, function, site, region, people, cost,
        incentive; of a difference those of the other plan with people below 0.
    """

    nodes: Nodes = field(repr=False)
    heads: Floats = field(repr=False)
    begun: Floats = field(repr=False)
    bought: Floats = field(repr=False)
    built: Floats = field(repr=False)
    surplus: Floats = field(repr=False)
    firm_tax: Floats = field(repr=False)
    duty: Floats = field(repr=False)
    support: Floats = field(repr=False)
    offices: pl.DataFrame = field(repr=False)

    def less(self, other: Counted) -> Counted:
        """Return the difference; `begun` stays that of this plan.

        Raises
        ------
        UnansweredError
            If the two plans have other futures or years.
        """
        if self.nodes.names != other.nodes.names:
            message = (
                "The two plans have other futures or years, so nothing can be taken "
                "from each other. Name a what-if that leaves the scenarios as they are."
            )
            raise UnansweredError(message)
        apart = ("nodes", "begun", "offices")
        amounts = [f.name for f in fields(self) if f.name not in apart]
        changed = {n: getattr(self, n) - getattr(other, n) for n in amounts}
        return replace(self, offices=less(self.offices, other.offices), **changed)


def counted(
    case: Case,
    plan: Plan,
    home: Home,
    sectors: tuple[str, ...],
    alone: frozenset[str],
) -> Counted:
    """Return what a plan comes to at home.

    Parameters
    ----------
    case, plan
        The case and its plan.
    home
        The nation.
    sectors
        Short names of its sectors. S of them.
    alone
        Build options that only the first of the two plans begins.
    """
    nodes = nodes_of(case, plan)
    size = (len(nodes.names), len(home.regions), len(sectors))
    heads, begun = heads_of(nodes, plan, home, alone)
    surplus, firm_tax = firms_of(nodes, case, plan, home)
    offices = offices_of(nodes, home)
    paid = nodes.summed(offices.select("node", amount="incentive"))
    return Counted(
        nodes,
        heads,
        begun,
        _placed(bought_at(nodes, plan, home), nodes, sectors, size),
        _placed(built_at(nodes, plan, home), nodes, sectors, size),
        surplus,
        firm_tax,
        duty_of(nodes, case, plan, home),
        support_of(nodes, case, plan, home) + paid,
        offices,
    )


def _placed(
    rows: pl.DataFrame,
    nodes: Nodes,
    sectors: tuple[str, ...],
    size: tuple[int, int, int],
) -> Floats:
    """Return amounts by node, region and sector; those of no sector are left out."""
    amounts = np.zeros(size)
    at = {name: number for number, name in enumerate(sectors)}
    for node, region, sector, amount in rows.iter_rows():
        if sector in at:
            amounts[nodes.at[node], region, at[sector]] += amount
    return amounts
