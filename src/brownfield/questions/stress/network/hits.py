"""What stops when a plant, company, outage domain, place, source or lane does?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.errors import UseError
from brownfield.tables.targets import names_in_scope

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.limits import Key
    from brownfield.questions.stress.network.of_plan import PlanNetwork

SCOPES = ("facility", "party", "outage_domain", "place", "part_source", "lane")
Element = tuple[str, str]  # scope and target


def elements(planned: PlanNetwork) -> list[Element]:
    """Return everything of a case that can stop: scope and target, in table order.

    Plants that are shut or never opened are among them: their stop costs nothing. Sales
    at the plant's own place need no lane, so none can stop.
    """
    case = planned.at.case
    plants = case.tables["facilities"]
    domains = plants["outage_domain"].drop_nulls().unique(maintain_order=True)
    sources = planned.at.plan.tables["sourcing"].join(
        planned.at.arcs.select("recipe"), on="recipe", how="semi"
    )["source"]
    lanes = set(names_in_scope(case.tables, "lane"))
    by_scope = {
        "facility": plants["facility"].to_list(),
        "party": plants["owner"].unique(maintain_order=True).to_list(),
        "outage_domain": domains.to_list(),
        "place": case.tables["places"]["place"].to_list(),
        "part_source": sources.unique(maintain_order=True).to_list(),
        "lane": [n for k, n in planned.resources if k == "lane" and n in lanes],
    }
    return [(scope, target) for scope in SCOPES for target in by_scope[scope]]


def facilities_in_force(planned: PlanNetwork) -> list[str]:
    """Return the plants that offer line time at the node, in table order."""
    use = planned.at.table("capacity_use").filter(pl.col("capacity") > 0)
    used = set(use["facility"]) | set(planned.at.arcs["facility"])
    return [f for f in planned.at.case.tables["facilities"]["facility"] if f in used]


def plants_hit(case: Case, scope: str, target: str) -> set[str]:
    """Return the plants that stop: by name, owner, outage domain or place."""
    facilities = case.tables["facilities"]
    column = {
        "facility": "facility",
        "party": "owner",
        "outage_domain": "outage_domain",
        "place": "place",
        "part_source": "facility",
    }.get(scope)
    if column is None:
        return set()
    return set(facilities.filter(pl.col(column) == target)["facility"])


def availability(
    planned: PlanNetwork,
    element: Element,
    residual: float = 0.0,
    *,
    separate: Collection[str] = (),
    only: Collection[str] = (),
) -> Floats:
    """Return the share of each resource that runs while an element is stopped.

    Parameters
    ----------
    planned
        The weekly network of a plan.
    element
        Scope and target.
    residual
        Share that still runs of what is hit, in [0, 1].
    separate
        Plants whose guests have computers of their own: a stop of the plant's outage
        domain leaves their lines running.
    only
        Plants of the target that are reached; empty = all of them.

    Returns
    -------
    shares
        Shape (R,), in [0, 1].

    Raises
    ------
    UseError
        If the scope or target is unknown.
    """
    scope, target = element
    check_element(planned.at.case, element)
    plants = plants_hit(planned.at.case, scope, target)
    plants &= set(only) or plants
    hit = {("plant", name) for name in plants}
    if scope == "outage_domain":
        hit = {("own" if name in separate else "plant", name) for name in plants}
    if scope in ("part_source", "place"):
        hit.add(("source", target))
    if scope == "lane":
        hit |= set(lanes_hit(planned.resources, target))
    is_hit = np.array([key in hit for key in planned.resources])
    return np.where(is_hit, residual, 1.0)


def lanes_hit(resources: Collection[Key], target: str) -> list[Key]:
    """Return the lanes named `origin>destination`, or all from an origin."""
    return [
        key
        for key in resources
        if key[0] == "lane" and target in (key[1], key[1].split(">")[0])
    ]


def check_element(case: Case, element: Element) -> None:
    """Raise UseError if the case has no such element."""
    scope, target = element
    if scope not in SCOPES:
        message = f"There is no scope {scope!r}. Allowed: {', '.join(SCOPES)}."
        raise UseError(message)
    names = names_in_scope(case.tables, scope)
    if target not in names:
        message = f"The case has no {scope} {target!r}. It has: {', '.join(names)}."
        raise UseError(message)


def owners_hit(planned: PlanNetwork, element: Element) -> set[str]:
    """Return the parties that own what stops: the others are hit indirectly."""
    plants = plants_hit(planned.at.case, *element)
    facilities = planned.at.case.tables["facilities"]
    return set(facilities.filter(pl.col("facility").is_in(sorted(plants)))["owner"])
