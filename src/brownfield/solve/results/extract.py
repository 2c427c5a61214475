"""What do the solver's numbers mean as tables of a plan, in vehicles and money?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.derived import MADE, SENT
from brownfield.derive.fees import buyer_costs
from brownfield.derive.frames import total
from brownfield.plans.results import RESULTS
from brownfield.solve.results.carbon import carbon_paid, emissions_of
from brownfield.solve.results.cash import cash_and_value
from brownfield.solve.results.credits import fleet_tables
from brownfield.solve.results.grants import grants_paid
from brownfield.tables.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brownfield.model.arrays.linear import Floats
    from brownfield.model.columns import Columns
    from brownfield.model.data import Data
    from brownfield.model.formulation import Formulation

SMALLEST = 1e-6  # a smaller share or volume (solver units) is rounding, not a decision
ROUTE = (
    "recipe",
    "build_option",
    "product",
    "facility",
    "place",
    "node",
    "regime",
    "quota",
)
Tables = dict[str, pl.DataFrame]


def plan_tables(
    formulation: Formulation, columns: Floats, prices: pl.DataFrame | None = None
) -> Tables:
    """Return every result table of docs/architecture.md for a point of the model.

    Parameters
    ----------
    formulation
        The model that was solved.
    columns
        Value of each column. Shape (columns,), solver units.
    prices
        Marginal values, made by `prices`; none if not given.
    """
    data = formulation.data
    amounts = _Amounts(formulation, columns)
    make = amounts.volume(formulation.columns.make)
    tables = {
        "starts": starts(data, amounts.share(formulation.columns.start)),
        "openings": openings(amounts, formulation.columns),
        "shifts": shifts(data, amounts.share(formulation.columns.pattern)),
        "production": make.select(
            "recipe", "build_option", "product", "facility", "node", "vehicles"
        ),
        "deliveries": deliveries(data, amounts.volume(formulation.columns.deliver)),
        "unmet": amounts.volume(formulation.columns.unmet).select(
            "product", "place", "node", "vehicles"
        ),
        "shortfall": amounts.volume(formulation.columns.shortfall).select(
            "build_option", "node", "vehicles"
        ),
        "support": amounts.share(formulation.columns.package)
        .filter(pl.col("share") > 0.5)
        .select("policy", "since", "party", "node"),
        "grants": grants_paid(formulation, columns),
        "carbon": carbon_paid(formulation, columns),
        "payments": amounts.money(formulation.columns.payment).select(
            "payer", "payee", "node", "amount"
        ),
        "capacity_use": capacity_use(data, amounts, formulation.columns),
        **fleet_tables(formulation, columns),
        "prices": RESULTS["prices"].empty() if prices is None else prices,
        **cash_and_value(formulation, columns),
        **derived_tables(data),
    }
    tables["emissions"] = emissions_of(
        formulation, tables["production"], tables["deliveries"]
    )
    return {name: _finished(frame, data) for name, frame in tables.items()}


class _Amounts:
    """Values of the columns, attached to their keys."""

    def __init__(self, formulation: Formulation, columns: Floats) -> None:
        self._values = columns
        self._vehicles = formulation.data.scale.volume
        self._money = formulation.data.scale.money

    def share(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of yes/no columns that are on."""
        value = pl.Series("share", self._values[frame["column"].to_numpy()])
        return frame.with_columns(value).filter(pl.col("share") > SMALLEST)

    def money(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of money columns above rounding, in case currency."""
        value = pl.Series("amount", self._values[frame["column"].to_numpy()])
        kept = frame.with_columns(value).filter(pl.col("amount") > SMALLEST)
        return kept.with_columns(pl.col("amount") * self._money)

    def volume(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of volume columns above rounding, in vehicles."""
        value = pl.Series("vehicles", self._values[frame["column"].to_numpy()])
        kept = frame.with_columns(value).filter(pl.col("vehicles") > SMALLEST)
        return kept.with_columns(pl.col("vehicles") * self._vehicles)


def starts(data: Data, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the first start of each programme on each path."""
    pairs = frame.select("build_option", "node")
    earlier = (
        pairs.join(data.paths.filter(pl.col("age") > 0), on="node")
        .join(
            pairs.rename({"node": "ancestor"}),
            on=["build_option", "ancestor"],
            how="semi",
        )
        .select("build_option", "node")
    )
    first = frame.join(earlier, on=["build_option", "node"], how="anti")
    return first.select(
        "build_option", "product", "facility", "programme_owner", "node"
    )


def openings(amounts: _Amounts, columns: Columns) -> pl.DataFrame:
    """Return plants opened and closed, with their node."""
    parts = [
        amounts.share(frame)
        .filter(pl.col("share") > 0.5)
        .select("facility", "owner", "node", action=pl.lit(action))
        for action, frame in (("open", columns.open), ("close", columns.close))
    ]
    return pl.concat(parts).select("facility", "owner", "action", "node")


def shifts(data: Data, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the pattern in force at each plant and node.

    Where patterns without any cost are mixed, the largest of them stands for the mix.
    """
    largest = pl.col("capacity") == pl.col("capacity").max().over("facility", "node")
    return (
        frame.filter(largest)
        .unique(["facility", "node"], keep="first", maintain_order=True)
        .select(
            "facility",
            "pattern",
            "node",
            "headcount",
            capacity=pl.col("capacity") * data.scale.volume,
        )
    )


def deliveries(data: Data, frame: pl.DataFrame) -> pl.DataFrame:
    """Return deliveries with their regime and duty."""
    return frame.with_columns(
        duty_per_vehicle=pl.col("duty") * data.scale.unit_money
    ).select(
        *ROUTE,
        "vehicles",
        "duty_per_vehicle",
        duty=pl.col("duty_per_vehicle") * pl.col("vehicles"),
    )


def capacity_use(data: Data, amounts: _Amounts, columns: Columns) -> pl.DataFrame:
    """Return line time in force, used, used by guests and committed, by plant."""
    on = ["facility", "node"]
    use = data.programmes.select("build_option", "capacity_use")
    volumes = amounts.volume(columns.make).join(
        use, on="build_option", maintain_order="left"
    )
    time = pl.col("vehicles") * pl.col("capacity_use")
    guest = pl.col("programme_owner") != pl.col("owner")
    used = volumes.group_by(on).agg(used=total(time), guest_used=total(time * guest))
    supplied = amounts.volume(columns.make).drop("facility")
    supplied = (
        supplied.join(data.supplies, on=["recipe", "node"], maintain_order="left_right")
        .group_by(on)
        .agg(supplied=total(pl.col("vehicles") * pl.col("units_per_vehicle")))
    )
    volume = data.scale.volume
    in_force = shifts(data, amounts.share(columns.pattern)).select(*on, "capacity")
    return (
        data.patterns.select(*on, "owner")
        .unique(on, maintain_order=True)
        .join(in_force, on=on, how="left")
        .join(used, on=on, how="left")
        .join(supplied, on=on, how="left")
        .join(
            data.committed.select(*on, committed=pl.col("line_time") * volume),
            on=on,
            how="left",
        )
        .with_columns(pl.selectors.float().fill_null(0.0))
        .with_columns(used=pl.col("used") + pl.col("supplied"))
        .select(
            "facility", "owner", "node", "capacity", "used", "guest_used", "committed"
        )
    )


def derived_tables(data: Data) -> Tables:
    """Return sourcing, origin tests and landed cost of every recipe."""
    derived = data.derived
    costs = _landed({}, derived.routes, derived.unit_costs, derived.recipes)
    return {
        "sourcing": derived.sourcing.select("recipe", "part_group", "source"),
        "origin": derived.origin,
        "landed_cost": buyer_costs(derived, costs),
    }


@remembered(8)
def _landed(
    _: Mapping[str, pl.DataFrame],
    routes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    recipes: pl.DataFrame,
) -> pl.DataFrame:
    money = (*MADE, *SENT)
    costs = unit_costs.drop("year")
    names = recipes.select("recipe", "build_option", "product", "facility")
    landed = routes.join(costs, on=["recipe", "node"]).join(names, on="recipe")
    return landed.select(*ROUTE, *money, "crew", landed_cost=pl.sum_horizontal(money))


def _finished(frame: pl.DataFrame, data: Data) -> pl.DataFrame:
    """Return labels as text, the year beside the node, rows in table order."""
    texts = frame.with_columns(pl.selectors.enum().cast(pl.String))
    if "node" not in texts.columns or "year" in texts.columns:
        return texts
    years = data.derived.tree.nodes.select("node", "year")
    joined = texts.join(years, on="node", how="left", maintain_order="left")
    names = list(texts.columns)
    names.insert(names.index("node") + 1, "year")
    return joined.select(names)
