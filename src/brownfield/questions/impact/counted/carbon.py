"""What does a plan emit, at plants, in parts and on the way?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.carbon import at_plants, in_parts, on_lanes
from brownfield.derive.derive import derive

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home

KG = 1000.0  # kg a tonne


@dataclass(frozen=True)
class Emitted:
    """Emissions by stage and year, mean of the futures; tonnes CO2e.

    Attributes
    ----------
    rows
        stage (plants, parts, lanes), year, at_home and abroad (tonnes CO2e); at home is
        what is emitted in customs territories of the nation alone.
    """

    rows: pl.DataFrame

    def less(self, other: Emitted) -> Emitted:
        """Return the difference of two."""
        minus = other.rows.with_columns(-pl.col("at_home", "abroad"))
        both = pl.concat([self.rows, minus]).group_by(
            "stage", "year", maintain_order=True
        )
        return Emitted(both.agg(pl.col("at_home", "abroad").sum()))


def emitted_of(case: Case, plan: Plan, home: Home) -> Emitted:
    """Return what a plan emits where the tables say so."""
    derived = derive(case)
    production, sent = plan.tables["production"], plan.tables["deliveries"]
    stages = {
        "plants": (production, at_plants(derived), ["build_option", "node"]),
        "parts": (production, in_parts(derived), ["recipe", "node"]),
        "lanes": (sent, on_lanes(derived), ["build_option", "place", "node"]),
    }
    chance = plan.nodes.select("node", "probability")
    parts = [
        _tonnes(name, volumes.join(rates, on=keys).join(chance, on="node"), home)
        for name, (volumes, rates, keys) in stages.items()
    ]
    return Emitted(pl.concat(parts))


def _tonnes(stage: str, rows: pl.DataFrame, home: Home) -> pl.DataFrame:
    tonnes = pl.col("vehicles") * pl.col("kg") * pl.col("probability") / KG
    ours = pl.col("home").is_in(list(home.territories))
    return (
        rows.group_by("year", maintain_order=True)
        .agg(
            at_home=tonnes.filter(ours).sum(),
            abroad=tonnes.filter(~ours).sum(),
        )
        .select(pl.lit(stage).alias("stage"), "year", "at_home", "abroad")
    )
