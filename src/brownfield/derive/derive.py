"""What does every node of the scenario tree see: costs, origin, capacity, demand?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.derive.capacity import pattern_capacity
from brownfield.derive.contending import contending_routes
from brownfield.derive.derived import Derived
from brownfield.derive.frames import total
from brownfield.derive.landed_cost import routes, unit_costs
from brownfield.derive.origin import origin_status
from brownfield.derive.recipes import enumerate_recipes, limited_parts, undominated
from brownfield.errors import DataError

STRUCTURE = {
    "build_options": (
        "product",
        "facility",
        "programme_owner",
        "mode",
        "ramp_curve",
        "capacity_use",
        "minimum_volume",
        "exclusive_group",
        "first_year",
        "last_year",
        "is_committed",
    ),
    "facilities": ("owner", "place", "kind", "status", "lead_years"),
    "parties": (
        "discount_rate",
        "tax_rate",
        "loss_relief_share",
        "loss_allowance",
        "allowance_years",
        "has_other_profit",
        "tail",
        "tail_weight",
    ),
    "ramp_curves": ("share",),
}


def derive(case: Case) -> Derived:
    """Return the derived columns of `case` at every node of its scenario tree.

    Raises
    ------
    DataError
        If the tables lack something a recipe needs, or a scenario changes what must
        hold for the whole tree.
    """
    scenario_tree = tree(case)
    case_at = cases_by_node(case)
    root = case_at(scenario_tree.nodes["node"][0])
    recipes, sourcing = enumerate_recipes(root.tables)
    frames: dict[str, list[pl.DataFrame]] = {}
    known: list[Costed] = []
    for _, nodes in scenario_tree.nodes.group_by("what_ifs", maintain_order=True):
        variant, years = case_at(nodes["node"][0]), sorted(set(nodes["year"]))
        check_structure(root, variant)
        shared = next((one for one in known if one.holds(variant, years)), None)
        if shared is None:
            shared = costed(variant, recipes, sourcing, years)
            known.append(shared)
        for name, frame in _by_year(variant, shared, years).items():
            at_nodes = nodes.select("node", "year").join(frame, on="year")
            frames.setdefault(name, []).append(at_nodes)
    whole = {name: pl.concat(parts) for name, parts in frames.items()}
    every = whole["routes"]
    derived = without_dominated(
        Derived(
            root,
            scenario_tree,
            case_at,
            recipes,
            sourcing,
            limited_parts(root.tables, recipes, sourcing),
            contending=every,
            **whole,
        )
    )
    return replace(derived, contending=contending_routes(derived))


def check_structure(root: Case, variant: Case) -> None:
    """Raise DataError if a scenario changes what must hold for the whole tree."""
    for name, columns in STRUCTURE.items():
        key = root.tables[name].columns[0]
        names = [key, *columns]
        if (
            not root.tables[name]
            .select(names)
            .equals(variant.tables[name].select(names))
        ):
            message = (
                f"scenario what-ifs {', '.join(variant.what_ifs_applied)}: they change "
                f"{name} ({', '.join(columns)}), which must hold for the whole tree. "
                "Change costs, demand, duties, capacity or prices at a node instead, "
                "or put the change into a what-if of its own."
            )
            raise DataError(message)


def without_dominated(derived: Derived) -> Derived:
    """Return the derived columns without recipes that can never be worth choosing."""
    limited = set(derived.case.tables["shift_patterns"]["facility"])
    kept = undominated(
        derived.recipes,
        derived.unit_costs,
        derived.routes,
        moment="node",
        sourcing=derived.sourcing,
        limited_sources=limited,
    )
    is_kept = pl.col("recipe").is_in(kept)
    names = (
        "recipes",
        "sourcing",
        "supplies",
        "unit_costs",
        "origin",
        "routes",
        "contending",
    )
    return replace(derived, **{n: getattr(derived, n).filter(is_kept) for n in names})


NOT_COSTED = ("demand", "lanes", "commitments")
"""Tables that unit costs and origin never read; futures often change no others."""


@dataclass(frozen=True)
class Costed:
    """Unit costs and origin of recipes, shared by futures that change neither.

    Attributes
    ----------
    case
        The case they were worked out for.
    years
        The years they cover.
    recipes
        The recipes they hold.
    unit_costs, origin
        Frames by year.
    """

    case: Case
    years: frozenset[int]
    recipes: pl.DataFrame = field(repr=False)
    unit_costs: pl.DataFrame = field(repr=False)
    origin: pl.DataFrame = field(repr=False)

    def holds(self, case: Case, years: Sequence[int]) -> bool:
        """Return whether `case` has the same unit costs and origin in `years`."""
        return (
            self.years.issuperset(years)
            and case.settings == self.case.settings
            and all(
                frame.equals(self.case.tables[name])
                for name, frame in case.tables.items()
                if name not in NOT_COSTED
            )
        )


def costed(
    case: Case, recipes: pl.DataFrame, sourcing: pl.DataFrame, years: Sequence[int]
) -> Costed:
    """Return unit costs and origin of the recipes that `case` has, in `years`."""
    tables, settings = case.tables, case.settings
    present = pl.col("build_option").is_in(
        tables["build_options"]["build_option"].implode()
    )
    recipes = recipes.filter(present)
    sourcing = sourcing.join(recipes, on="recipe", how="semi")
    costs = unit_costs(tables, settings, recipes, sourcing, years)
    origin = origin_status(tables, settings, recipes, sourcing, costs)
    return Costed(case, frozenset(years), recipes, costs, origin)


def _by_year(case: Case, known: Costed, years: list[int]) -> dict[str, pl.DataFrame]:
    tables, is_asked = case.tables, pl.col("year").is_in(years)
    costs, origin = known.unit_costs.filter(is_asked), known.origin.filter(is_asked)
    return {
        "unit_costs": costs,
        "origin": origin,
        "routes": routes(tables, case.settings, known.recipes, costs, origin),
        "capacity": pattern_capacity(tables, case.settings, years),
        "demand": tables["demand"].select(
            "product", "place", "year", "volume", "price", "lost_sale_penalty"
        ),
        "committed": committed_line_time(case),
        "shops": _each_year(
            tables["shops"].select(
                "facility", "shop", "jobs_per_hour", "hours_per_year"
            ),
            years,
        ),
    }


def committed_line_time(case: Case) -> pl.DataFrame:
    """Return facility, year, line_time (standard vehicles) taken by commitments.

    A committed product takes the line time of the plant's own build option for it,
    else one standard vehicle.
    """
    use = (
        case.tables["build_options"]
        .group_by("facility", "product", maintain_order=True)
        .agg(pl.col("capacity_use").first())
    )
    return (
        case.tables["commitments"]
        .join(use, on=["facility", "product"], how="left")
        .with_columns(
            line_time=pl.col("vehicles") * pl.col("capacity_use").fill_null(1)
        )
        .group_by("facility", "year", maintain_order=True)
        .agg(total(pl.col("line_time")))
    )


def _each_year(frame: pl.DataFrame, years: list[int]) -> pl.DataFrame:
    return frame.join(pl.DataFrame({"year": years}), how="cross")
