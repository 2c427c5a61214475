"""Facts and figures: weights over futures, legs on the map, runs of shifts."""

from dataclasses import replace
from math import isclose, pi

import polars as pl
import pytest

from brownfield.questions.plan.document import Document
from brownfield.questions.plan.facts.source import evidence
from brownfield.questions.plan.facts.volume import first_built, shift_runs
from brownfield.questions.plan.question import Study
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame
from brownfield.tell import views
from brownfield.tell.figures.projection import frame, middle, natural_earth
from brownfield.tell.sea_legs import land_leg, sea_leg

NODES = pl.DataFrame(
    {
        "node": ["root", "a", "b"],
        "parent": [None, "root", "root"],
        "branch": ["start", "low", "high"],
        "year": [2026, 2027, 2027],
        "probability": [1.0, 0.25, 0.75],
    }
)


def test_expected_volumes_weigh_the_nodes(starter: Study) -> None:
    """100 in 2026; in 2027 0.25 x 40 + 0.75 x 80 = 70 expected, 40 if low."""
    plan = replace(starter.plan, nodes=NODES)
    made = NODES.select("node", "year", vehicles=pl.Series([100.0, 40.0, 80.0]))
    found = {
        (view, year): value
        for view, year, value in views.averaged(plan, made, []).iter_rows()
    }
    assert found[views.EXPECTED, 2026] == 100.0
    assert found[views.EXPECTED, 2027] == 70.0
    assert found["Low (25 %)", 2027] == 40.0
    assert found["High (75 %)", 2026] == 100.0


def test_options_add_up_to_their_parties(told: Document) -> None:
    """With equal weights an option is worth the sum over its parties."""
    totals = dict(
        told.option_values.group_by("title").agg(pl.col("value").sum()).iter_rows()
    )
    for title, value in told.options.select("title", "value").iter_rows():
        assert totals[title] == pytest.approx(value, rel=1e-6)


def test_every_cash_item_belongs_to_a_group(told: Document) -> None:
    """No item of the plan is told under its own raw name."""
    (raw,) = (table.rows for table in told.results if table.name == "cash")
    assert not set(told.cash["group"]) & set(raw["item"])


def test_landed_cost_is_the_sum_of_its_items(told: Document) -> None:
    """The waterfall ends where the total stands."""
    items = pl.sum_horizontal(
        "materials", "inbound_freight", "inbound_duty", "conversion", "freight",
        "insurance", "duty",
    )  # fmt: skip
    off = told.landed_cost.select((items - pl.col("landed_cost")).abs().max()).item()
    assert off < 1e-6


def test_a_ship_from_shanghai_to_bristol_goes_around_asia() -> None:
    """It passes south of Singapore's latitude, 2 degrees, and keeps off Siberia."""
    leg = sea_leg((121.8, 31.3), (-2.7, 51.5))
    assert leg[0] == (121.8, 31.3)
    assert leg[-1] == (-2.7, 51.5)
    assert min(y for _, y in leg) < 2
    assert max(y for _, y in leg) < 55


def test_a_line_over_the_date_line_runs_on() -> None:
    """From 170 east to 170 west is 20 degrees, not 340."""
    assert land_leg((170.0, 0.0), (-170.0, 0.0)) == ((170.0, 0.0), (190.0, 0.0))


def test_the_equator_is_stretched_by_the_first_coefficient() -> None:
    """At latitude 0 a half turn is 0.8707 x pi wide."""
    x, y = natural_earth(180.0, 0.0)
    assert isclose(x, 0.8707 * pi)
    assert y == 0.0


def test_the_frame_holds_all_points_with_a_margin() -> None:
    """Two points a quarter turn apart on the equator: 1.14 x 0.8707 x pi / 2 wide."""
    points = [(0.0, 0.0), (90.0, 0.0)]
    centre = middle(points)
    found = frame(points, centre)
    assert centre == 45.0
    assert isclose(found.x, 0.0, abs_tol=1e-12)
    assert isclose(found.width, 1.14 * 0.8707 * pi / 2)


def test_years_with_one_pattern_become_one_run() -> None:
    """One shift in 2026 and 2027, two in 2028, a gap, two again in 2030."""
    shifts = pl.DataFrame(
        {
            "view": ["v"] * 4,
            "facility": ["f"] * 4,
            "year": [2026, 2027, 2028, 2030],
            "pattern": ["one", "one", "two", "two"],
            "capacity": [1.0, 1.0, 2.0, 2.0],
            "headcount": [1.0, 1.0, 2.0, 2.0],
        }
    )
    found = shift_runs(shifts).select("pattern", "from", "to").rows()
    assert found == [("one", 2026, 2028), ("two", 2028, 2029), ("two", 2030, 2031)]


def test_a_superseded_fact_says_by_which(starter: Study) -> None:
    """F1 keeps its place in the list; F2 keeps how firm it is."""
    rows = [{"fact": "F1", "superseded_by": "F2"}, {"fact": "F2"}]
    facts = {"facts": typed_frame(TABLES["facts"], rows)}
    case = replace(starter.case, tables=dict(starter.case.tables) | facts)
    listed = dict(evidence(case).select("source", "firmness").iter_rows())
    assert (listed["F1"], listed["F2"]) == ("superseded by F2", "reported")


def test_the_first_car_is_the_first_in_any_future(starter: Study) -> None:
    """Nothing in 2027, 5 in one future of 2029 and 8 in all of 2030: 2029."""
    rows = [("a", 2027, 0.0), ("a", 2030, 8.0), ("a", 2029, 5.0), ("b", 2027, 0.0)]
    schema = ["build_option", "year", "vehicles"]
    made = pl.DataFrame(rows, schema=schema, orient="row")
    tables = dict(starter.plan.tables) | {"production": made}
    assert first_built(replace(starter.plan, tables=tables)).rows() == [("a", 2029)]
