"""Origin as derived is origin as recounted, for every recipe of random cases."""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.one_currency import in_case_currency
from brownfield.derive.landed_cost import unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.derive.trade.origin import origin_status
from brownfield.plans.recount.complete import check_complete
from brownfield.plans.recount.references import COLUMNS
from brownfield.plans.recount.trade.origin import check_origin
from brownfield.plans.recount.world import build_world
from tests.properties.solved import Solved, solved

FEW = (106, 204)
MORE = (105, 223, 189, 163, 65, 175, 143)
SEEDS = [*FEW, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE)]


def frames_of(found: Solved, node: str, year: int) -> dict[str, pl.DataFrame]:
    """Return sourcing and origin of every recipe that can be made at a node."""
    case = in_case_currency(Case("solved", found.settings, found.case[node]), year)
    tables = case.tables
    recipes, sourcing = enumerate_recipes(tables)
    costs = unit_costs(tables, found.settings, recipes, sourcing, [year])
    rows = origin_status(tables, recipes, sourcing, costs)
    empty = {
        name: pl.DataFrame(schema=list(columns)) for name, columns in COLUMNS.items()
    }
    origin = rows.with_columns(node=pl.lit(node))
    return {**empty, "sourcing": sourcing, "origin": origin}


@pytest.mark.parametrize("seed", SEEDS)
def test_derived_origin_is_recounted_origin(seed: int) -> None:
    """Every figure of every row agrees, and no row is missing or has no cause."""
    found, count, rows = solved(seed), 0, 0
    for node, year in found.nodes.select("node", "year").iter_rows():
        here = found.nodes.filter(node=node).with_columns(parent=pl.lit(None))
        frames = frames_of(found, node, year)
        world = build_world(found.case.__getitem__, found.settings, here, frames)
        findings = list(check_origin(world))
        due = [f for f in check_complete(world) if f.where.startswith("origin: ")]
        count += len(findings)
        rows += frames["origin"].height
        wrong = [f for f in (*findings, *due) if f.difference > 1e-6 * f.scale]
        assert wrong == []
    assert count >= rows
