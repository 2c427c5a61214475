"""What does the state get back, and what does a job cost beside others?"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from brownfield.questions.impact.facts.counts import jobs_of, steps_of
from brownfield.questions.impact.net.account import purse_of
from brownfield.questions.impact.net.impact import DUTY
from brownfield.questions.impact.net.purse import present_value
from brownfield.questions.impact.question import LEAST, Difference, cost_per_job
from brownfield.tell.labels import pretty

if TYPE_CHECKING:
    from brownfield.questions.impact.asked import Asked

OWN_NAMES = {"tax_of_firms": "Tax of firms in the plan", DUTY: "Customs duty"}


@dataclass(frozen=True)
class Head:
    """A kind of receipt.

    Attributes
    ----------
    tax
        Short name.
    name
        Printed name.
    last_year
        In the last year of the plan, mean of the futures, case currency.
    worth
        Present value over the years of the account, case currency; the last goes on.
    """

    tax: str
    name: str
    last_year: float
    worth: float


@dataclass(frozen=True)
class Exchequer:
    """The public account, mean of the futures, case currency of the price base.

    Attributes
    ----------
    rate, years
        Real rate, share a year, and years that count from the first; those after the
        plan are as its last.
    heads
        Further receipts by head.
    receipts, support, forgone
        Present value of further taxes, of what the state pays out, and of duty that is
        no longer paid.
    balance
        Receipts less support less what is forgone.
    is_earned_back
        Whether that is at least 0.
    lower_rate, balance_at_lower_rate
        The same at a lower rate.
    plan_years, balance_of_plan, support_of_plan
        Over the years of the plan alone.
    value_added
        Present value of value added over the years of the plan.
    cost_per_value_added
        Support and duty forgone for each unit of it; None if there is none.
    anyway
        Tax on the pay, and on what it buys, of those on what the plan begins who would
        be there anyway, in the last year.
    most_support
        Most the state could pay more without losing: the balance, at least 0.
    """

    rate: float
    years: int
    heads: tuple[Head, ...]
    receipts: float
    support: float
    forgone: float
    balance: float
    is_earned_back: bool
    lower_rate: float
    balance_at_lower_rate: float
    plan_years: int
    balance_of_plan: float
    support_of_plan: float
    value_added: float
    cost_per_value_added: float | None
    anyway: float
    most_support: float


@dataclass(frozen=True)
class Paid:
    """What a job cost elsewhere.

    Attributes
    ----------
    precedent
        Which plant.
    value
        Support for each job, case currency of its year.
    year
        Year of the decision; None = not given.
    """

    precedent: str
    value: float
    year: int | None


def exchequer_of(
    difference: Difference, asked: Asked, names: dict[str, str]
) -> Exchequer:
    """Return the public account."""
    nodes, net = difference.more.nodes, difference.net
    count, steps = len(nodes.calendar), {one.name: one for one in steps_of(difference)}
    whole = purse_of(net, nodes, asked.rate, asked.years)
    lower = purse_of(net, nodes, asked.lower_rate, asked.years)
    short = purse_of(net, nodes, asked.rate, count)
    yearly = nodes.expected(net.value_added + net.once)
    added = present_value(list(yearly.values()), asked.rate, count)
    cost = short.support + max(short.forgone, 0.0)
    return Exchequer(
        asked.rate,
        asked.years,
        _heads(difference, asked, names),
        whole.receipts,
        whole.support,
        whole.forgone,
        whole.balance,
        whole.balance >= 0.0,
        asked.lower_rate,
        lower.balance,
        count,
        short.balance,
        short.support,
        added,
        cost / added if added > 0.0 else None,
        -steps["anyway"].change * difference.tax_of_head,
        max(whole.balance, 0.0),
    )


def _heads(
    difference: Difference, asked: Asked, names: dict[str, str]
) -> tuple[Head, ...]:
    nodes = difference.more.nodes
    heads = []
    for tax, amounts in difference.net.taxes.items():
        yearly = nodes.expected(amounts)
        worth = present_value(list(yearly.values()), asked.rate, asked.years)
        name = names.get(tax) or OWN_NAMES.get(tax) or pretty(tax)
        heads.append(Head(tax, name, yearly[nodes.calendar[-1]], worth))
    return tuple(heads)


def cost_of(difference: Difference, asked: Asked) -> float | None:
    """Return what a net job costs the state over the plan; None without net jobs."""
    nodes = difference.more.nodes
    short = purse_of(difference.net, nodes, asked.rate, len(nodes.calendar))
    cost = cost_per_job(short, jobs_of(difference).net)
    return None if isnan(cost) else cost


def support_per_job(difference: Difference, asked: Asked) -> float | None:
    """Return the support for each net job over the plan; None without net jobs."""
    nodes, jobs = difference.more.nodes, jobs_of(difference).net
    short = purse_of(difference.net, nodes, asked.rate, len(nodes.calendar))
    return short.support / jobs if jobs > LEAST else None


def paid_elsewhere(difference: Difference) -> tuple[Paid, ...]:
    """Return what a job cost elsewhere, in the order of `precedents`."""
    rows = difference.plan.case.tables["precedents"].filter(kind="cost_per_job")
    columns = rows.select("precedent", "value", "year")
    return tuple(Paid(*row) for row in columns.iter_rows())
