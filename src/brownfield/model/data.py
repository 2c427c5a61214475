"""Which numbers, on which axes and in which scale, does the formulation use?"""

from dataclasses import dataclass, field
from math import floor, log10

import polars as pl

from brownfield.derive.derive import Derived
from brownfield.derive.frames import total
from brownfield.derive.money import discount_factor
from brownfield.model.axes import Axes, axes_of

SHOPS_SKIPPED = {"skd": ("press", "body", "paint"), "ckd": ("press",)}
MODE_SHOPS = {
    mode: tuple(
        shop
        for shop in ("press", "body", "paint", "battery", "trim")
        if shop not in SHOPS_SKIPPED.get(mode, ())
    )
    for mode in ("cbu", "skd", "ckd", "full")
}


@dataclass(frozen=True)
class Scale:
    """Powers of ten that bring the solver's numbers near one.

    Attributes
    ----------
    volume
        Vehicles in one solver unit of volume.
    money
        Case currency in one solver unit of money.
    """

    volume: float
    money: float

    @property
    def unit_money(self) -> float:
        """Case currency per vehicle in one solver unit."""
        return self.money / self.volume


@dataclass(frozen=True)
class Data:
    """Everything the constraint families read, labels as positions on the axes.

    Volumes are in ``scale.volume`` vehicles, money in ``scale.money``.

    Attributes
    ----------
    nodes
        node, parent, year, probability, is_leaf. One row per node.
    paths
        node, ancestor, age (years): every node with every node on its path.
    leaf_paths
        leaf, node: every node on the path to each leaf.
    programmes
        Build options: keys, structure columns, ramp and start window.
    ages
        build_option, age, share: ramp share at each age.
    recipes, routes, unit_costs, demand, patterns, shops, committed, supplies
        As in docs/architecture.md, scaled.
    facilities, parties, contracts, quotas
        Tables of the case, scaled. Facilities and money of programmes also per node
        (`facility_costs`, `programme_costs`).
    discount
        party, node, factor: present value of one unit of cash.
    """

    derived: Derived = field(repr=False)
    axes: Axes = field(repr=False)
    scale: Scale
    nodes: pl.DataFrame = field(repr=False)
    paths: pl.DataFrame = field(repr=False)
    leaf_paths: pl.DataFrame = field(repr=False)
    programmes: pl.DataFrame = field(repr=False)
    ages: pl.DataFrame = field(repr=False)
    recipes: pl.DataFrame = field(repr=False)
    unit_costs: pl.DataFrame = field(repr=False)
    routes: pl.DataFrame = field(repr=False)
    demand: pl.DataFrame = field(repr=False)
    patterns: pl.DataFrame = field(repr=False)
    shops: pl.DataFrame = field(repr=False)
    committed: pl.DataFrame = field(repr=False)
    supplies: pl.DataFrame = field(repr=False)
    facilities: pl.DataFrame = field(repr=False)
    facility_costs: pl.DataFrame = field(repr=False)
    programme_costs: pl.DataFrame = field(repr=False)
    parties: pl.DataFrame = field(repr=False)
    contracts: pl.DataFrame = field(repr=False)
    quotas: pl.DataFrame = field(repr=False)
    discount: pl.DataFrame = field(repr=False)


def data_of(derived: Derived) -> Data:
    """Return the scaled, encoded data of a derived case."""
    axes, scale = axes_of(derived), scale_of(derived)
    tables = derived.case.tables
    nodes = _nodes(derived)
    frames = {
        "nodes": nodes,
        "paths": derived.tree.paths,
        "leaf_paths": _leaf_paths(derived),
        "programmes": _programmes(derived, scale),
        "ages": _ages(derived),
        "recipes": derived.recipes,
        "unit_costs": _divided(derived.unit_costs, scale.unit_money, UNIT_MONEY),
        "routes": _divided(derived.routes, scale.unit_money, ROUTE_MONEY),
        "demand": _demand(derived, scale),
        "patterns": _patterns(derived, scale),
        "shops": _divided(
            _on_nodes(derived.shops, nodes), scale.volume, ("jobs_per_hour",)
        ),
        "committed": _divided(derived.committed, scale.volume, ("line_time",)),
        "supplies": _supplies(derived),
        "facilities": _divided(
            tables["facilities"], scale.volume, ("guest_limit",)
        ).drop("place"),
        "facility_costs": _facility_costs(derived, scale),
        "programme_costs": _programme_costs(derived, scale),
        "parties": _divided(tables["parties"], scale.money, ("loss_allowance",)),
        "contracts": tables["contracts"],
        "quotas": _quotas(derived, scale),
        "discount": _discount(derived),
    }
    encoded = {name: axes.encode(frame) for name, frame in frames.items()}
    return Data(derived, axes, scale, **encoded)


UNIT_MONEY = (
    "materials",
    "inbound_freight",
    "inbound_duty",
    "conversion",
    "ex_works",
)
ROUTE_MONEY = ("freight", "insurance", "customs_value", "duty")


def scale_of(derived: Derived) -> Scale:
    """Return powers of ten near the largest demand over 50 and price over 20.

    Any power of ten gives the same plan; these keep coefficients within about
    1e-2..1e3, where the solver's tolerances mean what they should.
    """
    volume = _power_of_ten(derived.demand["volume"].max(), 50.0)
    prices = derived.demand["price"].max()
    costs = derived.unit_costs["ex_works"].max()
    penalty = derived.demand["lost_sale_penalty"].max()
    price = _power_of_ten(prices or costs or penalty, 20.0)
    return Scale(volume=volume, money=volume * price)


def _power_of_ten(largest: object, aim: float) -> float:
    if not isinstance(largest, float | int) or largest <= 0:
        return 1.0
    return float(10.0 ** floor(log10(largest / aim) + 0.5))


def _divided(frame: pl.DataFrame, by: float, columns: tuple[str, ...]) -> pl.DataFrame:
    return frame.with_columns(pl.col(name) / by for name in columns)


def _nodes(derived: Derived) -> pl.DataFrame:
    return derived.tree.nodes.select(
        "node",
        "parent",
        "year",
        "probability",
        is_leaf=pl.col("node").is_in(derived.tree.leaves),
    )


def _leaf_paths(derived: Derived) -> pl.DataFrame:
    leaves = list(derived.tree.leaves)
    return (
        derived.tree.paths.filter(pl.col("node").is_in(leaves))
        .select(leaf="node", node="ancestor")
        .sort("leaf", "node")
    )


def _on_nodes(frame: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    return frame.join(nodes.select("node"), on="node", how="semi")


def _demand(derived: Derived, scale: Scale) -> pl.DataFrame:
    frame = _divided(derived.demand, scale.volume, ("volume",))
    return _divided(frame, scale.unit_money, ("price", "lost_sale_penalty"))


def _patterns(derived: Derived, scale: Scale) -> pl.DataFrame:
    facilities = derived.case.tables["facilities"].select(
        "facility", "owner", "first_year", "last_year"
    )
    current = derived.case.tables["shift_patterns"].select(
        "facility", "pattern", "is_current"
    )
    frame = (
        derived.capacity.join(facilities, on="facility")
        .join(current, on=["facility", "pattern"])
        .filter(
            pl.col("year") >= pl.col("first_year").fill_null(0),
            pl.col("year") <= pl.col("last_year").fill_null(9999),
        )
        .drop("first_year", "last_year")
    )
    frame = _divided(frame, scale.volume, ("capacity",))
    return _divided(frame, scale.money, ("fixed_cost",))


def _programmes(derived: Derived, scale: Scale) -> pl.DataFrame:
    tables, plan = derived.case.tables, derived.case.settings.plan
    first = derived.case.settings.case.first_year
    owners = tables["facilities"].select("facility", "owner", "status")
    frame = (
        tables["build_options"]
        .join(owners, on="facility")
        .select(
            "build_option",
            "product",
            "facility",
            "programme_owner",
            "owner",
            "status",
            "mode",
            "capacity_use",
            "minimum_volume",
            "exclusive_group",
            "is_committed",
            "ramp_curve",
            first_start=pl.max_horizontal(
                pl.col("first_year").fill_null(first),
                pl.lit(plan.earliest_start_year or first),
            ),
            last_start=pl.min_horizontal(
                pl.col("last_year").fill_null(9999),
                pl.lit(plan.latest_start_year or 9999),
            ),
        )
    )
    return _divided(frame, scale.volume, ("minimum_volume",))


def _ages(derived: Derived) -> pl.DataFrame:
    settings = derived.case.settings.case
    horizon = range(settings.last_year - settings.first_year + 1)
    options = derived.case.tables["build_options"].select(
        "build_option", "ramp_curve", "is_committed"
    )
    grid = options.join(pl.DataFrame({"age": horizon}), how="cross").sort("age")
    curves = derived.case.tables["ramp_curves"].sort("years_since_start")
    return (
        grid.join_asof(
            curves.select("ramp_curve", "years_since_start", "share"),
            left_on="age",
            right_on="years_since_start",
            by="ramp_curve",
            check_sortedness=False,
        )
        .with_columns(
            share=pl.when(pl.col("is_committed") | pl.col("ramp_curve").is_null())
            .then(1.0)
            .otherwise(pl.col("share").fill_null(0.0))
        )
        .select("build_option", "age", "share")
    )


def _supplies(derived: Derived) -> pl.DataFrame:
    limited = derived.case.tables["shift_patterns"]["facility"].unique()
    units = derived.case.tables["bill_of_materials"].select(
        "build_option", "part_group", "source", "units_per_vehicle"
    )
    return (
        derived.sourcing.filter(pl.col("source").is_in(limited.implode()))
        .join(derived.recipes.select("recipe", "build_option"), on="recipe")
        .join(units, on=["build_option", "part_group", "source"])
        .group_by("recipe", "source", maintain_order=True)
        .agg(total(pl.col("units_per_vehicle")))
        .rename({"source": "facility"})
    )


def _per_node(derived: Derived, table: str, columns: tuple[str, ...]) -> pl.DataFrame:
    parts = [
        nodes.select("node").join(
            derived.case_at(nodes["node"][0]).tables[table].select(columns), how="cross"
        )
        for _, nodes in derived.tree.nodes.group_by("what_ifs", maintain_order=True)
    ]
    return pl.concat(parts)


def _facility_costs(derived: Derived, scale: Scale) -> pl.DataFrame:
    money = ("opening_cost", "closing_cost", "hiring_cost", "redundancy_cost")
    frame = _per_node(derived, "facilities", ("facility", "owner", *money))
    return _divided(frame, scale.money, money)


def _programme_costs(derived: Derived, scale: Scale) -> pl.DataFrame:
    columns = (
        "build_option",
        "facility",
        "programme_owner",
        "tooling_cost",
        "shortfall_charge",
    )
    frame = _per_node(derived, "build_options", columns)
    frame = _divided(frame, scale.money, ("tooling_cost",))
    return _divided(frame, scale.unit_money, ("shortfall_charge",))


def _quotas(derived: Derived, scale: Scale) -> pl.DataFrame:
    frame = _per_node(derived, "trade_measures", ("measure", "kind", "quota_volume"))
    frame = frame.filter(pl.col("kind") == "quota").drop("kind")
    return _divided(frame.rename({"measure": "quota"}), scale.volume, ("quota_volume",))


def _discount(derived: Derived) -> pl.DataFrame:
    settings = derived.case.settings
    parties = derived.case.tables["parties"].select("party", "discount_rate")
    nodes = derived.tree.nodes.select("node", "year")
    rows = [
        (party, node, discount_factor(rate, year, settings))
        for party, rate in parties.iter_rows()
        for node, year in nodes.iter_rows()
    ]
    return pl.DataFrame(rows, schema=["party", "node", "factor"], orient="row")
