"""What does the state get back, at which rate and over which years?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.impact.net.impact import DUTY, Net
from brownfield.questions.impact.net.purse import Purse, present_value

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats
    from brownfield.questions.impact.counted.nodes import Nodes


def receipts_of(net: Net) -> Floats:
    """Return further receipts of all heads, duty left aside. Shape (N,), money."""
    return sum(
        (tax for name, tax in net.taxes.items() if name != DUTY),
        np.zeros(len(net.support)),
    )


def purse_of(net: Net, nodes: Nodes, rate: float, years: int) -> Purse:
    """Return the public account, mean of the futures.

    Parameters
    ----------
    net
        What is additional at every node.
    nodes
        The nodes.
    rate
        Share a year, real.
    years
        Years that count. Beyond those of the plan the last one goes on, without what
        is built once.
    """
    weights = [nodes.chance * (nodes.years == year) for year in nodes.calendar]
    return _purse(net, weights, rate, years)


def purse_of_path(
    net: Net, nodes: Nodes, path: tuple[int, ...], rate: float, years: int
) -> Purse:
    """Return the public account of one future; see `purse_of`.

    Parameters
    ----------
    path
        Positions of its nodes.
    """
    on_path = np.isin(np.arange(len(nodes.names)), path)
    weights = [on_path * (nodes.years == year) for year in nodes.calendar]
    return _purse(net, weights, rate, years)


def _purse(net: Net, weights: list[Floats], rate: float, years: int) -> Purse:
    def worth(amounts: Floats) -> float:
        yearly = [float((amounts * weight).sum()) for weight in weights]
        return present_value(yearly, rate, years)

    lasting = receipts_of(net) - net.taxes_once
    once = [float((net.taxes_once * weight).sum()) for weight in weights]
    return Purse(
        rate,
        years,
        worth(lasting) + present_value([*once, 0.0], rate, years),
        worth(net.support),
        worth(-net.taxes[DUTY]),
    )
