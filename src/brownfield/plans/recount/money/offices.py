"""What does each party pay for its headquarters at a node?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Node, World


def office_costs(world: World, node: Node) -> Iterator[tuple[str, str, float]]:
    """Yield party, item and amount of each function that stands somewhere.

    Parameters
    ----------
    world
        The case and the plan.
    node
        Where in the tree; amounts are paid, so below 0, case currency.
    """
    rows, first = world.case[node.name], world.settings.case.first_year
    for function in rows.all("functions"):
        opens = max(function["opens"] or first, first)
        if function["site"] is None or node.year < opens:
            continue
        site = rows.one("sites", site=function["site"])
        people = function["staff"] or 0.0
        each = site["pay"] + function["space"] * (site["rent"] or 0.0)
        yield function["owner"], "headquarters", -people * each
        if node.year == opens:
            once = site["fit_out"] - site["incentive"]
            yield function["owner"], "moving", -people * once
