"""How much work do purchases bring to suppliers, and in which region?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.impact.economy.leontief import (
    coefficients,
    inverse,
    with_households,
)
from brownfield.questions.impact.economy.regional import kept_shares

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.impact.economy.given import Nation


@dataclass(frozen=True)
class Chain:
    """What purchases bring to all suppliers, at every node.

    Attributes
    ----------
    jobs
        By region, those of no region first. Shape (N, R), people.
    jobs_by_sector
        Shape (N, S), people.
    full_time
        Full-time jobs. Shape (N,).
    pay
        Pay before tax, by region. Shape (N, R), case currency.
    value_added, cost_of_work
        Value added, and compensation of employees in it. Shape (N,), case currency.
    """

    jobs: Floats = field(repr=False)
    jobs_by_sector: Floats = field(repr=False)
    full_time: Floats = field(repr=False)
    pay: Floats = field(repr=False)
    value_added: Floats = field(repr=False)
    cost_of_work: Floats = field(repr=False)


def chain_of(bought: Floats, nation: Nation) -> Chain:
    """Return what purchases bring to suppliers and theirs (type I).

    Parameters
    ----------
    bought
        Purchases by node, region of the seller and sector. Shape (N, R, S), case
        currency.
    nation
        The economy. A region makes what its own suppliers need as far as the FLQ
        says; the rest is made elsewhere in the nation, so that regions add up to it.
    """
    economy = nation.economy
    output = made_in(bought, nation)
    jobs = economy.per_output(np.nan_to_num(economy.jobs))
    people = output * jobs
    whole = output.sum(axis=1)
    by_sector = people.sum(axis=1)
    return Chain(
        people.sum(axis=2),
        by_sector,
        by_sector @ nation.full_time,
        people @ nation.pay,
        whole @ economy.per_output(np.nan_to_num(economy.value_added)),
        whole @ economy.per_output(np.nan_to_num(economy.wages)),
    )


def made_in(bought: Floats, nation: Nation) -> Floats:
    """Return the output that purchases need. Shape (N, R, S), case currency."""
    matrix = coefficients(nation.economy)
    whole = bought.sum(axis=1) @ inverse(matrix).T
    output = np.zeros_like(bought)
    for place in range(1, bought.shape[1]):
        jobs = nation.region_jobs[place]
        if jobs.sum() > 0.0 and bought[:, place].any():
            own = kept_shares(jobs, nation.economy.jobs, nation.exponents[place])
            output[:, place] = bought[:, place] @ inverse(matrix * own).T
    output[:, 0] = whole - output[:, 1:].sum(axis=1)
    return output


def induced_jobs(bought: Floats, pay: Floats, nation: Nation) -> Floats:
    """Return the jobs from what people in plants and at suppliers spend.

    Parameters
    ----------
    bought
        As for `chain_of`.
    pay
        What plants pay for work. Shape (N,), case currency.

    Returns
    -------
    Floats
        Shape (N,), people: type II less type I.
    """
    economy = nation.economy
    closed = with_households(economy)
    if np.isnan(closed).any():
        return np.full(len(pay), np.nan)
    needs = bought.sum(axis=1)
    asked = np.column_stack([needs, pay])
    more_output = (asked @ inverse(closed).T)[:, :-1] - needs @ inverse(
        coefficients(economy)
    ).T
    jobs: Floats = more_output @ economy.per_output(np.nan_to_num(economy.jobs))
    return jobs
