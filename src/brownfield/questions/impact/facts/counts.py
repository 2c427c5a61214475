"""Which jobs does a plan bring, by step, region, year and future?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.impact.net.account import purse_of_path, receipts_of
from brownfield.questions.impact.net.steps import Step, waterfall
from brownfield.tell.labels import pretty

if TYPE_CHECKING:
    from brownfield.questions.impact.question import Difference

ELSEWHERE = "Elsewhere in"


@dataclass(frozen=True)
class Jobs:
    """Further jobs in the last year of the plan, mean of the futures; people.

    Attributes
    ----------
    year
        Calendar year.
    direct, chain
        Net, in plants and headquarters, and at suppliers.
    offices
        Those in headquarters among `direct`.
    net
        Both.
    full_time
        The same in full-time jobs.
    induced
        From what these people spend; never in `net`.
    construction
        Years of work on tooling and buildings, once, over all years.
    """

    year: int
    direct: float
    chain: float
    offices: float
    net: float
    full_time: float
    induced: float
    construction: float


@dataclass(frozen=True)
class Year:
    """What is additional in a year, mean of the futures.

    Attributes
    ----------
    year
        Calendar year.
    direct, chain, offices, induced, construction
        As of `Jobs`; people, and people for that year.
    pay, value_added
        Pay before tax, and value added with that of construction, case currency.
    receipts, support, duty
        Of the state, case currency: further taxes, what it pays out, further duty.
    """

    year: int
    direct: float
    chain: float
    offices: float
    induced: float
    construction: float
    pay: float
    value_added: float
    receipts: float
    support: float
    duty: float


@dataclass(frozen=True)
class Region:
    """Further jobs in a region, mean of the futures.

    Attributes
    ----------
    region
        Short name; of the nation: what lies in none of its regions.
    name
        Printed name.
    direct, chain, jobs
        Net, in plants and headquarters, at suppliers and all, in the last year, people.
    offices
        Those in headquarters among `direct`, people.
    pay
        Pay before tax in the last year, case currency.
    by_year
        Jobs in each year, people.
    """

    region: str
    name: str
    direct: float
    chain: float
    jobs: float
    offices: float
    pay: float
    by_year: dict[int, float]


@dataclass(frozen=True)
class Future:
    """One future of the tree.

    Attributes
    ----------
    future
        Printed name.
    probability
        In [0, 1].
    jobs
        Net jobs in the last year, people.
    balance
        Public account over the years of the plan, case currency.
    """

    future: str
    probability: float
    jobs: float
    balance: float


def jobs_of(difference: Difference) -> Jobs:
    """Return further jobs in the last year."""
    nodes, net = difference.more.nodes, difference.net
    last = nodes.calendar[-1]
    direct = nodes.expected(net.direct.sum(axis=1))[last]
    chain = nodes.expected(net.chain.sum(axis=1))[last]
    return Jobs(
        last,
        direct,
        chain,
        nodes.expected(net.offices.sum(axis=1))[last],
        direct + chain,
        nodes.expected(net.full_time)[last],
        nodes.expected(net.induced)[last],
        sum(nodes.expected(net.construction).values()),
    )


def steps_of(difference: Difference) -> tuple[Step, ...]:
    """Return the steps from gross to net jobs in the last year."""
    nodes, jobs = difference.more.nodes, jobs_of(difference)
    placed = nodes.summed(difference.more.offices.select("node", amount="people"))
    begun = difference.more.begun.sum(axis=1) + placed.clip(min=0.0)
    gross = nodes.expected(begun)[jobs.year]
    more = nodes.expected(difference.more.heads.sum(axis=1) + placed)[jobs.year]
    return waterfall(gross, gross - more, difference.shares, jobs.chain)


def years_of(difference: Difference) -> tuple[Year, ...]:
    """Return what is additional in each year."""
    nodes, net = difference.more.nodes, difference.net
    columns = {
        "direct": net.direct.sum(axis=1),
        "chain": net.chain.sum(axis=1),
        "offices": net.offices.sum(axis=1),
        "induced": net.induced,
        "construction": net.construction,
        "pay": net.pay.sum(axis=1),
        "value_added": net.value_added + net.once,
        "receipts": receipts_of(net),
        "support": net.support,
        "duty": difference.more.duty,
    }
    means = {name: nodes.expected(amounts) for name, amounts in columns.items()}
    return tuple(
        Year(year, **{name: means[name][year] for name in columns})
        for year in nodes.calendar
    )


def regions_of(difference: Difference, names: dict[str, str]) -> tuple[Region, ...]:
    """Return further jobs by region, what lies in none last."""
    nodes, net = difference.more.nodes, difference.net
    last, rows = nodes.calendar[-1], []
    for place, region in enumerate(difference.home.regions):
        direct, chain = net.direct[:, place], net.chain[:, place]
        by_year = nodes.expected(direct + chain)
        first, second = nodes.expected(direct)[last], nodes.expected(chain)[last]
        pay = nodes.expected(net.pay[:, place])[last]
        office = nodes.expected(net.offices[:, place])[last]
        name = names[region] if place else f"{ELSEWHERE} {names[region]}"
        jobs = first + second
        rows.append(Region(region, name, first, second, jobs, office, pay, by_year))
    return (*rows[1:], rows[0])


def futures_of(difference: Difference, rate: float) -> tuple[Future, ...]:
    """Return jobs and public account of each future, the likeliest first."""
    nodes, net = difference.more.nodes, difference.net
    branches = dict(nodes.frame.select("node", "branch").iter_rows())
    rows = [
        Future(
            pretty(branches[leaf]),
            chance,
            float(net.jobs[nodes.at[leaf]]),
            purse_of_path(net, nodes, path, rate, len(nodes.calendar)).balance,
        )
        for leaf, chance, path in nodes.futures
    ]
    return tuple(sorted(rows, key=lambda one: -one.probability))
