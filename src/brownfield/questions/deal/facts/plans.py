"""How was the plan of each group found, and what does the joint one begin?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import tree
from brownfield.tell.labels import labels

if TYPE_CHECKING:
    from brownfield.plans import plan as plans
    from brownfield.questions.deal.question import Deal

SURE = 0.9995  # a chance that is printed as certain


@dataclass(frozen=True)
class Plan:
    """How the plan of a group was found.

    Attributes
    ----------
    status
        How its search ended.
    value, bound
        Worth of the plan, and what none is worth more than; present value, case
        currency.
    gap
        Share by which the plan may be improved on.
    value_by_party
        Present value of each party, case currency.
    audit
        Whether the independent recount agrees.
    seconds
        Time that it took.
    """

    status: str
    value: float
    bound: float
    gap: float
    value_by_party: Mapping[str, float]
    audit: bool
    seconds: float


@dataclass(frozen=True)
class Built:
    """A programme that the joint plan begins.

    Attributes
    ----------
    product, owner, plant
        Printed names of what is built, of whose programme it is, and where.
    mode
        How, as `build_options` says.
    year
        Calendar year in which it is decided and paid for.
    first_built
        Calendar year of its first vehicle, the earliest of the futures in which it
        begins; None if it never builds one.
    branch
        Branch of the tree in which it begins; None in every future.
    vehicles
        Expected vehicles of its best year.
    """

    product: str
    owner: str
    plant: str
    mode: str
    year: int
    first_built: int | None
    branch: str | None
    vehicles: float


def plans_from(answer: Deal) -> dict[str, Plan]:
    """Return how the plan of every group with a company was found."""
    by_group = answer.found.plans.items()
    return {answer.game.label(group): _plan(plan) for group, plan in by_group}


def _plan(plan: plans.Plan) -> Plan:
    return Plan(
        status=plan.status,
        value=plan.value,
        bound=plan.bound,
        gap=plan.gap,
        value_by_party=plan.value_by_party,
        audit=plan.is_sound,
        seconds=sum(plan.seconds.values()),
    )


def built_from(answer: Deal) -> tuple[Built, ...]:
    """Return what the joint plan begins, by whom, where, from when and how much."""
    names, volumes = labels(answer.case), _peaks(answer)
    first = _first_built(answer)
    return tuple(
        Built(
            product=names.products.get(row["product"], row["product"]),
            owner=names.parties.get(row["programme_owner"], row["programme_owner"]),
            plant=names.facilities.get(row["facility"], row["facility"]),
            mode=row["mode"],
            year=row["year"],
            first_built=first.get((row["build_option"], row["node"])),
            branch=None if row["probability"] > SURE else row["branch"],
            vehicles=volumes.get(row["build_option"], 0.0),
        )
        for row in _begun(answer).iter_rows(named=True)
    )


def _begun(answer: Deal) -> pl.DataFrame:
    plan = answer.found.joint
    tables = plan.case.tables
    options = tables["build_options"].select("build_option", "mode", "is_committed")
    owners = tables["facilities"].select("facility", "owner")
    chance = plan.nodes.select("node", "probability", "branch")
    return (
        plan.tables["starts"]
        .join(options, on="build_option")
        .filter(~pl.col("is_committed"))
        .join(owners, on="facility")
        .join(chance, on="node", maintain_order="left")
    )


def _first_built(answer: Deal) -> dict[tuple[str, str], int]:
    """Return the year of the first vehicle by programme and node of its start."""
    plan = answer.found.joint
    later = tree(plan.case).paths.select("node", started="ancestor")
    years = (
        plan.tables["production"]
        .filter(pl.col("vehicles") > 0)
        .join(later, on="node")
        .group_by("build_option", "started")
        .agg(pl.col("year").min())
    )
    return {(option, node): year for option, node, year in years.iter_rows()}


def _peaks(answer: Deal) -> dict[str, float]:
    """Return the expected vehicles of each programme in its best year."""
    plan = answer.found.joint
    chance = plan.nodes.select("node", "probability")
    by_year = (
        plan.tables["production"]
        .join(chance, on="node")
        .group_by("build_option", "year")
        .agg(expected=(pl.col("vehicles") * pl.col("probability")).sum())
        .group_by("build_option")
        .agg(pl.col("expected").max())
    )
    return dict(by_year.iter_rows())
