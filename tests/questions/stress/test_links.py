"""Which programmes are links, and which one is the best next, on the mini case."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.stress.flexibility.links import Flexibility, flexibility
from brownfield.questions.stress.network.planned import planned
from brownfield.questions.stress.setting import Setting
from brownfield.solve.run import plan


@pytest.fixture(scope="module")
def found() -> Plan:
    """Return the plan of the mini case."""
    return plan(read_case("mini"))


def flexible(found: Plan, node: str = "mid@2029") -> Flexibility:
    """Return its flexibility at a node."""
    return flexibility(planned(found, node), Setting())


def test_a_programme_the_plan_does_not_use_is_a_link(found: Plan) -> None:
    """VE 50,000 at CN (500,000) or HAL, VH 55,000 at HAL (120,000): all is sold.

    Cut at 1.6 times their mean demands are 80,000 and 88,000 at most, each below what
    its own plant offers; so the mean is 105,000 with and without guests, and no link
    is missing.
    """
    own = flexible(found)
    cbu = own.products.index("VE"), own.facilities.index("CN")
    made = found.tables["production"].filter(pl.col("node") == "mid@2029")
    assert "cbu" not in set(made["build_option"])
    assert own.links[cbu]
    assert own.expected == pytest.approx(105_000, abs=4 * own.error)
    assert own.without_guests == pytest.approx(own.expected)
    assert own.full == pytest.approx(own.expected)
    assert own.index == 0
    assert own.next_links == ()
    assert {gain for _, gain in own.guests_by_correlation} == {0.0}


def test_a_plant_that_stands_idle_can_get_the_next_link(found: Plan) -> None:
    """Without imports HAL's 120,000 bind; cbu at idle CN brings all 105,000 back."""
    starts = found.tables["starts"].filter(pl.col("build_option") != "cbu")
    bare = flexible(replace(found, tables=dict(found.tables) | {"starts": starts}))
    (link,) = bare.next_links
    assert (link.product, link.facility, link.is_guest) == ("VE", "CN", False)
    assert link.more_sales > 1_000
    total = bare.expected + link.more_sales
    assert total == pytest.approx(105_000, abs=4 * bare.error)


def test_a_start_of_another_future_is_no_link(found: Plan) -> None:
    """`full` starts in the high future alone; no plant that is shut is in the design.

    In the low future HAL is in its small pattern: 60,000 a year.
    """
    starts = found.tables["starts"]
    assert starts.filter(pl.col("node") == "hi@2027")["build_option"].to_list() == [
        "full"
    ]
    bare = starts.filter(~pl.col("build_option").is_in(["ckd", "cbu"]))
    tables = dict(found.tables) | {"starts": bare}
    other = flexible(replace(found, tables=tables), "lo@2029")
    assert other.products == ("VH",)
    assert "NEW" not in other.facilities
    same = flexible(replace(found, tables=tables), "hi@2029")
    assert set(same.products) == {"VH", "VE"}


def test_a_programme_that_cannot_build_yet_is_no_link(found: Plan) -> None:
    """`full` starts at the end of 2027, builds half from 2028: no link in 2027."""
    starts = found.tables["starts"].filter(
        ~pl.col("build_option").is_in(["ckd", "cbu"])
    )
    tables = dict(found.tables) | {"starts": starts}
    assert flexible(replace(found, tables=tables), "hi@2027").products == ("VH",)
    later = flexible(replace(found, tables=tables), "hi@2028")
    assert set(later.products) == {"VH", "VE"}


def test_more_than_62_open_plants_can_be_pooled(found: Plan) -> None:
    """Seventy copies of CN stand idle: everything everywhere still sells all demand."""
    case = found.case
    copies = [f"CN{i}" for i in range(70)]
    tables, results = dict(case.tables), dict(found.tables)
    for held, name in (
        (tables, "facilities"),
        (tables, "build_options"),
        (results, "capacity_use"),
    ):
        rows = held[name].filter(pl.col("facility") == "CN")
        more = [rows.with_columns(facility=pl.lit(copy)) for copy in copies]
        if name == "build_options":
            more = [
                each.with_columns(build_option=pl.lit(f"cbu-{copy}"))
                for each, copy in zip(more, copies, strict=True)
            ]
        held[name] = pl.concat([held[name], *more])
    wide = replace(found, case=replace(case, tables=tables), tables=results)
    own = flexible(wide)
    assert len(own.facilities) == 72
    assert own.full == pytest.approx(105_000, abs=4 * own.error)
    assert own.next_links == ()
