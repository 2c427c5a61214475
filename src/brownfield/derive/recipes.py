"""Which combinations of sources can each build option be made from?"""

from collections.abc import Iterator, Set
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt
import polars as pl

from brownfield.derive.derived import MADE, SENT
from brownfield.derive.frames import Tables, attach, facility_places
from brownfield.errors import DataError, UseError
from brownfield.tables.memory import remembered

MOST_COMBINATIONS = 4_096  # recipes of one build option; beyond it nobody reads them

RECIPE_SCHEMA = {"recipe": pl.String, "build_option": pl.String}
SOURCING_SCHEMA = {"recipe": pl.String, "part_group": pl.String, "source": pl.String}

Choices = dict[str, list[str]]  # part group -> its sources, both in order


def _choices(tables: Tables) -> dict[str, Choices]:
    by_option: dict[str, Choices] = {
        option: {} for option in tables["build_options"]["build_option"].sort()
    }
    parts = tables["bill_of_materials"].select("build_option", "part_group", "source")
    for option, group, source in parts.unique().sort(parts.columns).iter_rows():
        if option not in by_option:
            message = f"bill_of_materials names build option {option}, which is not one"
            raise DataError(message)
        by_option[option].setdefault(group, []).append(source)
    return by_option


def _check_number(option: str, groups: Choices) -> None:
    number = prod(len(sources) for sources in groups.values())
    if number <= MOST_COMBINATIONS:
        return
    widest = sorted(groups, key=lambda group: (-len(groups[group]), group))
    named = ", ".join(
        f"{group} ({len(groups[group])})" for group in widest if len(groups[group]) > 1
    )
    message = (
        f"bill_of_materials: build option {option} has {number:,} combinations of "
        f"sources, at most {MOST_COMBINATIONS:,} are allowed; drop sources of {named}"
    )
    raise DataError(message)


def _name(option: str, groups: Choices, sources: tuple[str, ...]) -> str:
    chosen = [
        f"{group}={source}"
        for group, source in zip(groups, sources, strict=True)
        if len(groups[group]) > 1
    ]
    return "|".join([option, *chosen])


def _combinations(
    option: str, groups: Choices
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for sources in product(*groups.values()):
        yield _name(option, groups, sources), sources


def _named_recipes(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    recipes: list[tuple[str, str]] = []
    sourcing: list[tuple[str, str, str]] = []
    for option, groups in _choices(tables).items():
        _check_number(option, groups)
        for recipe, sources in _combinations(option, groups):
            recipes.append((recipe, option))
            sourcing += [
                (recipe, group, source)
                for group, source in zip(groups, sources, strict=True)
            ]
    return (
        pl.DataFrame(recipes, schema=RECIPE_SCHEMA, orient="row"),
        pl.DataFrame(sourcing, schema=SOURCING_SCHEMA, orient="row"),
    )


@remembered(
    build_options=("build_option", "product", "facility", "programme_owner", "mode"),
    bill_of_materials=("build_option", "part_group", "source"),
    facilities=("facility", "place", "owner"),
    places=("place", "customs_territory"),
)
def enumerate_recipes(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return every recipe and the source of each of its part groups.

    A build option without bill of materials has one recipe and no sourcing rows.

    Returns
    -------
    recipes
        recipe, build_option, product, facility, place, owner, programme_owner, mode;
        ordered by build option, part group and source.
    sourcing
        recipe, part_group, source.

    Raises
    ------
    DataError
        A build option has more than 4,096 combinations.
    LabelError
        A build option names a plant, or a plant a place, that is not there.
    """
    named, sourcing = _named_recipes(tables)
    options = tables["build_options"].select(
        "build_option", "product", "facility", "programme_owner", "mode"
    )
    recipes = attach(named, options, ["build_option"], what="build_options")
    recipes = attach(recipes, facility_places(tables), ["facility"], what="facilities")
    return recipes.select(
        "recipe",
        "build_option",
        "product",
        "facility",
        "place",
        "owner",
        "programme_owner",
        "mode",
    ), sourcing


def limited_parts(
    tables: Tables, recipes: pl.DataFrame, sourcing: pl.DataFrame
) -> pl.DataFrame:
    """Return what recipes buy from plants that have shift patterns.

    Returns
    -------
    supplies
        recipe, part_group, source, build_option, product, units_per_vehicle.
    """
    limited = tables["shift_patterns"]["facility"].unique()
    units = tables["bill_of_materials"].select(
        "build_option", "part_group", "source", "units_per_vehicle"
    )
    options = recipes.select("recipe", "build_option", "product")
    return (
        sourcing.filter(pl.col("source").is_in(limited.implode()))
        .join(options, on="recipe", maintain_order="left")
        .join(
            units,
            on=["build_option", "part_group", "source"],
            maintain_order="left",
        )
    )


def _delivered_costs(
    unit_costs: pl.DataFrame, routes: pl.DataFrame, moment: str
) -> pl.DataFrame:
    costs = unit_costs.select(
        "recipe",
        moment,
        unit=pl.sum_horizontal(MADE),
    )
    delivered = attach(routes, costs, ["recipe", moment], what="unit costs")
    return delivered.select(
        "recipe",
        cell=pl.struct("place", "quota", moment).rank("dense").cast(pl.Int64) - 1,
        cost=pl.sum_horizontal("unit", *SENT),
    )


def _filled(
    positions: npt.NDArray[np.int64],
    cells: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
    *,
    shape: tuple[int, int],
    empty: float,
) -> npt.NDArray[np.float64]:
    matrix = np.full(shape, empty)
    matrix[positions, cells] = values
    return matrix


def _matrix(
    rows: pl.DataFrame | None, recipes: pl.DataFrame, value: str, *, empty: float
) -> npt.NDArray[np.float64]:
    if rows is None:
        return np.full((recipes.height, 0), empty)
    position = recipes.select("recipe").with_row_index("position")
    placed = rows.join(position, on="recipe", how="inner")
    cells = placed["cell"].rank("dense").cast(pl.Int64).to_numpy() - 1
    return _filled(
        placed["position"].to_numpy().astype(np.int64),
        cells,
        placed[value].to_numpy(),
        shape=(recipes.height, int(cells.max(initial=-1)) + 1),
        empty=empty,
    )


def _skyline(
    costs: npt.NDArray[np.float64], scarce: npt.NDArray[np.float64]
) -> list[int]:
    """Return rows no other row beats; inf = not delivered, scarce = 1 if used.

    Rows are visited so that a row comes after all that could beat it, and beating is
    transitive: comparing with the rows kept so far is enough.
    """
    reached = np.isfinite(costs)
    total = np.where(reached, costs, 0.0).sum(axis=1)
    position = np.arange(len(costs))
    order = np.lexsort((position, scarce.sum(axis=1), total, -reached.sum(axis=1)))
    kept: list[int] = []
    for row in order:
        is_cheaper = (costs[kept] <= costs[row]).all(axis=1)
        is_freer = (scarce[kept] <= scarce[row]).all(axis=1)
        if not (is_cheaper & is_freer).any():
            kept.append(int(row))
    return sorted(kept)


def _scarce_uses(
    sourcing: pl.DataFrame | None, limited_sources: Set[str]
) -> pl.DataFrame:
    if not limited_sources:
        schema = {"recipe": pl.String, "cell": pl.Int64, "used": pl.Float64}
        return pl.DataFrame(schema=schema)
    if sourcing is None:
        raise UseError("undominated: limited_sources needs the sourcing frame as well")
    used = sourcing.filter(pl.col("source").is_in(sorted(limited_sources)))
    return used.select(
        "recipe",
        cell=pl.struct("part_group", "source").rank("dense").cast(pl.Int64) - 1,
        used=pl.lit(1.0),
    )


def _loads(loads: pl.DataFrame | None, scarce: pl.DataFrame) -> pl.DataFrame:
    """Return what is scarce and, in further cells, what the parts emit."""
    if loads is None or loads.is_empty():
        return scarce
    first = 1 + (0 if scarce.is_empty() else int(scarce["cell"].to_numpy().max()))
    cell = pl.struct("node", "home").rank("dense").cast(pl.Int64) - 1 + first
    return pl.concat([scarce, loads.select("recipe", cell=cell, used="kg")])


def undominated(  # noqa: PLR0913 (one keyword for each thing that may keep a recipe)
    recipes: pl.DataFrame,
    unit_costs: pl.DataFrame,
    routes: pl.DataFrame,
    *,
    sourcing: pl.DataFrame | None = None,
    limited_sources: Set[str] = frozenset(),
    loads: pl.DataFrame | None = None,
    moment: str = "year",
) -> list[str]:
    """Return the recipes worth keeping, in their order.

    A recipe is dropped if another one of the same build option serves every place,
    moment and quota it serves at a delivered cost no higher; of equal ones the first
    stays.

    Parameters
    ----------
    recipes, unit_costs, routes
        Frames of this package.
    sourcing
        Needed where `limited_sources` is not empty.
    limited_sources
        Parts plants whose capacity may bind. A recipe that buys a part group there
        cannot drop one that does not buy that group there.
    loads
        recipe, node, home, kg: what parts emit, where that matters. A recipe that emits
        more somewhere cannot drop one that emits less.
    moment
        Column that tells moments apart: year or node.

    Raises
    ------
    LabelError
        A route has no unit cost.
    UseError
        Limited sources without the sourcing frame.
    """
    delivered = _delivered_costs(unit_costs, routes, moment)
    scarce = _loads(loads, _scarce_uses(sourcing, limited_sources))
    rivals = recipes.filter(pl.len().over("build_option") > 1)
    costs, uses = _by_option(delivered, rivals), _by_option(scarce, rivals)
    kept = set(recipes["recipe"]) - set(rivals["recipe"])
    for (name,), option in rivals.group_by("build_option", maintain_order=True):
        rows = _skyline(
            _matrix(costs.get(name), option, "cost", empty=np.inf),
            _matrix(uses.get(name), option, "used", empty=0.0),
        )
        kept.update(option["recipe"].gather(rows))
    return [recipe for recipe in recipes["recipe"] if recipe in kept]


def _by_option(rows: pl.DataFrame, recipes: pl.DataFrame) -> dict[object, pl.DataFrame]:
    """Return the rows of recipes by build option; options without any are left out."""
    options = recipes.select("recipe", "build_option")
    parts = rows.join(options, on="recipe").partition_by("build_option", as_dict=True)
    return {name: part for (name,), part in parts.items()}
