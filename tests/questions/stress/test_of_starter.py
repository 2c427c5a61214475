"""Second sources and yearly losses, on the starter case."""

from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from brownfield.case.read import read_case
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.facts.stops import ranked
from brownfield.questions.stress.network.hits import availability
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import COSTS, usual_node
from brownfield.questions.stress.question import stress
from brownfield.questions.stress.setting import Setting
from brownfield.solve.run import plan
from brownfield.tell.values import values

SETTING = Setting()


def test_a_dearer_second_source_is_no_cost_but_a_way_out() -> None:
    """Starter's kits with the other battery: not in the plan, yet a route in a stop."""
    made = plan(read_case("starter"))
    node = usual_node(made)
    own = set(made.tables["production"].filter(pl.col("node") == node)["recipe"])
    (kits,) = (recipe for recipe in own if recipe.startswith("newcar_kits"))
    other = {
        "newcar_kits|battery=far_parts": "newcar_kits|battery=home_parts",
        "newcar_kits|battery=home_parts": "newcar_kits|battery=far_parts",
    }[kits]
    bare = plan_network(made, node, SETTING)
    kept = plan_network(made, node, SETTING, backups=[other])
    assert other not in set(bare.at.arcs["recipe"])
    rows = kept.at.arcs.filter(pl.col("recipe") == other)
    assert rows.height > 0
    assert rows["vehicles"].sum() == 0
    source = kits.split("battery=")[1]
    stopped = {
        k
        for k, share in zip(
            kept.resources,
            availability(kept, ("part_source", source)),
            strict=True,
        )
        if share < 1
    }
    assert stopped == {("source", source)}


def test_a_second_source_that_the_plan_left_out_costs_the_same() -> None:
    """Its rows are taken out of the plan's table: worked out again, none differs."""
    made = plan(read_case("starter"))
    node = usual_node(made)
    backups = [f"newcar_kits|battery={name}_parts" for name in ("far", "home")]
    landed = made.tables["landed_cost"]
    used = set(made.tables["production"].filter(pl.col("node") == node)["recipe"])
    (other,) = set(backups) - used
    assert not landed.filter(pl.col("recipe") == other).is_empty()
    without = landed.filter(pl.col("recipe") != other)
    bare = replace(made, tables=dict(made.tables) | {"landed_cost": without})
    columns = ["recipe", "place", "landed_cost", *COSTS]
    first, second = (
        plan_network(one, node, SETTING, backups=backups)
        .at.arcs.filter(pl.col("recipe") == other)
        .sort("place")
        .select(columns)
        for one in (made, bare)
    )
    assert_frame_equal(first, second)


def test_a_hazard_costs_a_year_its_rate_times_its_loss() -> None:
    """Lengths that never vary: the mean loss over all lengths is that of one stop."""
    case = read_case("starter")
    fixed = pl.col("weeks_mode")
    hazards = case.tables["hazards"].with_columns(weeks_low=fixed, weeks_high=fixed)
    same = replace(case, tables=dict(case.tables) | {"hazards": hazards})
    asked = Asked(cures=False, flexibility=False, years=0)
    test = stress(plan(same), asked)
    assert test.sweep is not None
    found = values(ranked(test.sweep))
    rows = [row for row in found if row["hazard"] is not None]
    assert {row["hazard"] for row in rows} == {"host-cyber", "far-parts-late"}
    for row in rows:
        expected = row["rate_per_year"] * row["lost_value"]
        assert row["expected_loss_per_year"] == pytest.approx(expected, rel=1e-6)
    assert sorted(row["rank_expected"] for row in rows) == [1, 2]
