"""What do people in headquarters earn, and what tax do they bring?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.questions.impact.net.taxes import (
    Tax,
    before_employers,
    taxes_per_head,
)

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.impact.counted.nodes import Nodes


@dataclass(frozen=True)
class Offices:
    """Work in headquarters, at every node.

    Attributes
    ----------
    people
        By region. Shape (N, R), people.
    cost
        Pay and what is paid on it. Shape (N,), case currency a year.
    pay
        Pay before tax, by region. Shape (N, R), case currency a year.
    taxes
        On pay, and on what is bought from it, by tax. Shape (N,), case currency a year.
    """

    people: Floats = field(repr=False)
    cost: Floats = field(repr=False)
    pay: Floats = field(repr=False)
    taxes: Mapping[str, Floats] = field(repr=False)


def office_work(
    rows: pl.DataFrame, nodes: Nodes, taxes: tuple[Tax, ...], num_regions: int
) -> Offices:
    """Return the work in headquarters that two plans differ by.

    Parameters
    ----------
    rows
        node, region, people, cost, as counted.
    nodes
        N of them.
    taxes
        Taxes of the nation.
    num_regions
        R.
    """
    count = len(nodes.names)
    at = np.array([nodes.at[node] for node in rows["node"]], dtype=int)
    region, people = rows["region"].to_numpy(), rows["people"].to_numpy()
    cost = rows["cost"].to_numpy()
    pay = before_employers(taxes, cost)
    staff, paid = np.zeros((count, num_regions)), np.zeros((count, num_regions))
    np.add.at(staff, (at, region), people)
    np.add.at(paid, (at, region), people * pay)
    heads = taxes_per_head(taxes, pay)

    def summed(amounts: Floats) -> Floats:
        sums = np.zeros(count)
        np.add.at(sums, at, amounts)
        return sums

    return Offices(
        staff,
        summed(people * cost),
        paid,
        {name: summed(people * tax) for name, tax in heads.items()},
    )
