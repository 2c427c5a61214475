"""What is left of the difference between two plans, in jobs, pay, value and tax?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.questions.impact.net.chain import Chain, chain_of, induced_jobs
from brownfield.questions.impact.net.offices import office_work
from brownfield.questions.impact.net.steps import kept
from brownfield.questions.impact.net.taxes import (
    Tax,
    taxes_of,
    taxes_per_head,
)
from brownfield.tables.declared.region import PROFIT

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.impact.counted.counted import Counted
    from brownfield.questions.impact.economy.given import Nation

DUTY = "customs_duty"
FIRM_TAX = "tax_of_firms"


@dataclass(frozen=True)
class Net:
    """What is additional, at every node; people, or case currency a year.

    Attributes
    ----------
    direct, chain
        Jobs in plants and headquarters, and at suppliers, by region. Shape (N, R),
        people.
    offices
        Jobs in headquarters among `direct`. Shape (N, R), people.
    induced
        Jobs from what all of them spend. Shape (N,), people.
    full_time
        Full-time jobs of both; one in a headquarters is one. Shape (N,).
    construction
        Years of work on tooling and buildings. Shape (N,), people for a year.
    pay
        Pay before tax of both, by region. Shape (N, R).
    value_added
        Of plants, headquarters, firms and suppliers. Shape (N,).
    once
        Value added of construction. Shape (N,).
    taxes, taxes_once
        Receipts by head, and those of construction among them. Shape (N,) each.
    support
        What the state pays out. Shape (N,).
    """

    direct: Floats = field(repr=False)
    chain: Floats = field(repr=False)
    offices: Floats = field(repr=False)
    induced: Floats = field(repr=False)
    full_time: Floats = field(repr=False)
    construction: Floats = field(repr=False)
    pay: Floats = field(repr=False)
    value_added: Floats = field(repr=False)
    once: Floats = field(repr=False)
    taxes: Mapping[str, Floats] = field(repr=False)
    taxes_once: Floats = field(repr=False)
    support: Floats = field(repr=False)

    @property
    def jobs(self) -> Floats:
        """Jobs in plants, headquarters and at suppliers. Shape (N,), people."""
        total: Floats = self.direct.sum(axis=1) + self.chain.sum(axis=1)
        return total


def shares_of(table: pl.DataFrame) -> dict[str, float]:
    """Return what each step takes off, by step, from the table `additionality`."""
    return dict(table.select("step", "share").iter_rows())


def net_of(
    more: Counted, nation: Nation, shares: Mapping[str, float], table: pl.DataFrame
) -> Net:
    """Return what of the difference of two plans is additional.

    Parameters
    ----------
    more
        What the plan has more than the one it is compared with.
    nation
        The economy.
    shares
        What each step takes off, share of what is left.
    table
        Table `taxes`.
    """
    keep, crew, taxes = kept(shares), nation.crew, taxes_of(table)
    crews = more.heads * keep
    rows = more.offices.with_columns(pl.col("people") * keep)
    office = office_work(rows, more.nodes, taxes, crews.shape[1])
    chain = chain_of(more.bought * keep, nation)
    once = chain_of(more.built * keep, nation)
    staff = crews.sum(axis=1)
    own_pay = 0.0 if crew is None else nation.pay[crew]
    own_cost = 0.0 if crew is None else _cost_of_a_head(nation, crew)
    own_time = 1.0 if crew is None else nation.full_time[crew]
    surplus, firm_tax = more.surplus * keep, more.firm_tax * keep
    of_chain = _taxes(chain, taxes, nation)
    of_once = _taxes(once, taxes, nation)
    own = _own_taxes(staff, taxes, np.array([own_pay]))
    sums = (of_chain, of_once, own, office.taxes)
    by_head = {name: np.sum([one[name] for one in sums], axis=0) for name in of_chain}
    return Net(
        crews + office.people,
        chain.jobs,
        office.people,
        induced_jobs(more.bought * keep, staff * own_cost + office.cost, nation),
        staff * own_time + office.people.sum(axis=1) + chain.full_time,
        once.jobs.sum(axis=1),
        crews * own_pay + office.pay + chain.pay,
        staff * own_cost + office.cost + surplus + chain.value_added,
        once.value_added,
        by_head | {FIRM_TAX: firm_tax, DUTY: more.duty},
        sum(of_once.values(), np.zeros(len(staff))),
        more.support,
    )


def tax_of_head(nation: Nation, table: pl.DataFrame) -> float:
    """Return the tax on one person in a plant, and on what is bought from the pay.

    Parameters
    ----------
    nation
        The economy; 0 if it does not say which sector plants belong to.
    table
        Table `taxes`.
    """
    if nation.crew is None:
        return 0.0
    pay = nation.pay[nation.crew : nation.crew + 1]
    taxes = _own_taxes(np.ones(1), taxes_of(table), pay)
    return float(sum(tax[0] for tax in taxes.values()))


def _cost_of_a_head(nation: Nation, sector: int) -> float:
    return float(nation.economy.wages[sector] / nation.economy.jobs[sector])


def _own_taxes(staff: Floats, taxes: tuple[Tax, ...], pay: Floats) -> dict[str, Floats]:
    """Return taxes on the pay of plants and on what is bought from it."""
    heads = taxes_per_head(taxes, pay)
    return {name: staff * per_head[0] for name, per_head in heads.items()}


def _taxes(chain: Chain, taxes: tuple[Tax, ...], nation: Nation) -> dict[str, Floats]:
    """Return taxes on suppliers: on pay, on what is bought from it, on profit."""
    heads = taxes_per_head(taxes, nation.pay)
    amounts = {}
    for tax in taxes:
        if tax.base == PROFIT:
            amounts[tax.name] = tax.rates[0] * (chain.value_added - chain.cost_of_work)
        else:
            amounts[tax.name] = chain.jobs_by_sector @ heads[tax.name]
    return amounts
