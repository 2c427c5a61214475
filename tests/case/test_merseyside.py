"""Do the cells of the reference case follow from the facts that they name?"""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case, shipped_cases
from brownfield.case.scenarios import tree
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows


@cache
def merseyside() -> Case:
    """Return the reference case."""
    return read_case("merseyside")


def rows(name: str, **cells: object) -> pl.DataFrame:
    """Return the rows of a table of the reference case that have these cells."""
    frame = merseyside().tables[name]
    return frame.filter(*(pl.col(column) == cell for column, cell in cells.items()))


@pytest.mark.parametrize("name", shipped_cases())
def test_the_likely_value_of_an_assumption_is_its_cell(name: str) -> None:
    """Whoever moves a cell moves its range: mode and cell are one number."""
    tables = read_case(name).tables
    for row in tables["assumptions"].to_dicts():
        frame = tables[row["table"]]
        matched = matching_rows(frame, row["where"], TABLES[row["table"]])
        cells = frame.filter(matched)[row["column"]].drop_nulls().unique().to_list()
        assert cells in ([], [pytest.approx(row["mode"])]), row


def test_the_readme_counts_the_assumptions_of_the_case() -> None:
    """How many cells have a range, and how many of these name no source."""
    told = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    found = merseyside().tables["assumptions"]
    without = found["source"].null_count()
    assert (
        f"`merseyside` has {found.height} such cells; {without} name no source" in told
    )


def test_nothing_is_decided_or_built_in_a_year_that_is_known() -> None:
    """Known in 2026: kits from 2027 + 1 = 2028, bodies and paint from 2027 + 2 = 2029.

    A plant next to Ebro's line may build in the year of the decision.
    """
    settings = merseyside().settings
    assert settings.case.known_year == 2026
    assert settings.case.first_year == settings.plan.earliest_start_year == 2027
    made = rows("ramp_curves").filter(pl.col("share") > 0)
    first = dict(
        made.group_by("ramp_curve").agg(pl.col("years_since_start").min()).rows()
    )
    assert (first["kits"], first["body_and_paint"], first["full_build"]) == (1, 2, 2)
    beside = rows("build_options", ramp_curve="beside_ebro")["facility"].unique()
    assert beside.to_list() == ["barcelona"]
    assert first["beside_ebro"] == 0


def test_a_ramp_of_bodies_and_paint_is_that_of_the_facts() -> None:
    """18 to 30 months from signing: 0, 0, 0.4, 0.8, 1."""
    curve = rows("ramp_curves", ramp_curve="body_and_paint").sort("years_since_start")
    assert curve["share"].to_list() == [0, 0, 0.4, 0.8, 1]


def test_leaving_costs_what_was_paid() -> None:
    """GBP 42 m for 500 people is 84,000 a head (PL64)."""
    assert (
        rows("facilities", facility="halewood")["redundancy_cost"].item() == 42e6 / 500
    )


def test_the_rate_is_real() -> None:
    """9.2 % nominal less inflation of 2 %: 1.092 / 1.02 - 1 = 7.06 %."""
    assert merseyside().settings.case.discount_rates == "real"
    rates = rows("parties", kind="company")["discount_rate"].unique().to_list()
    assert rates == [round(1.092 / 1.02 - 1, 2)]


def test_receipts_follow_crews_and_profit() -> None:
    """13,790 of tax a head; heads a car 3,500 / 117,312 and 6,000 / 400,034.

    The mean of both is 0.0224: x 0.4 x 1.3, x 1.3, x 1.6 for kits, bodies, all. A JLR
    car: 13,790 x 0.0298 x 1.6 = 658, and a quarter of 5,660 - 2,010 = 3,650 is 912.
    """
    tax = 42_000 - 12_570
    head = tax * 0.20 + tax * 0.08 + (42_000 - 5_000) * 0.15
    assert head == pytest.approx(5_886 + 2_354 + 5_550, abs=1)
    halewood, mean = 3_500 / 117_312, (3_500 / 117_312 + 6_000 / 400_034) / 2
    kits, bodies, full = (head * mean * times for times in (0.4 * 1.3, 1.3, 1.6))
    jlr = head * halewood * 1.6 + 0.25 * (5_660 - 2_010)
    amounts = dict(
        rows("policies", kind="receipts_per_vehicle").select("policy", "amount").rows()
    )
    assert amounts["receipts-skd"] == pytest.approx(kits, abs=5)
    assert amounts["receipts-ckd"] == pytest.approx(bodies, abs=5)
    assert amounts["receipts-full"] == pytest.approx(full, abs=10)
    assert amounts["receipts-full"] + amounts["receipts-jlr-suv"] == pytest.approx(
        jlr, abs=10
    )


def test_sales_hold_the_rate_of_early_2026() -> None:
    """5.8 % of 2,048,000 is 118,784, rounded to 119,000 in every year (VO53)."""
    assert round(0.058 * 2_048_000, -3) == 119_000
    sold = rows("demand", place="uk").filter(pl.col("product").str.starts_with("chery"))
    totals = sold.group_by("year").agg(pl.col("volume").sum())["volume"].to_list()
    assert totals == [119_000] * 10


def test_every_leaf_is_one_thing_at_a_time() -> None:
    """Seven futures from 2028; their chances add up to 1, and each has one what-if."""
    found = tree(merseyside())
    leaves = found.nodes.filter(pl.col("node").is_in(list(found.leaves)))
    assert leaves.height == 7
    assert leaves["probability"].sum() == pytest.approx(1)
    assert leaves["what_ifs"].list.len().max() == 1
    assert rows("scenarios", parent="start")["year"].unique().to_list() == [2028]


def test_jlr_keeps_its_people_and_may_cut_in_one_future() -> None:
    """3,500 as tabled; 600 + 1,450 and 600 + 2 x 1,015 where it may cut."""

    def crews(case: Case) -> dict[str, float]:
        own = case.tables["shift_patterns"].filter(pl.col("facility") == "halewood")
        return dict(own.select("pattern", "headcount").iter_rows())

    patterns = ("one_shift", "two_shift_slow", "two_shift")
    assert crews(merseyside()) == dict.fromkeys(patterns, 3500)
    lean = (600 + 1_450, 600 + 2 * 1_015, 3500)
    assert crews(merseyside().apply("jlr-may-cut")) == dict(
        zip(patterns, lean, strict=True)
    )
    assert crews(merseyside().apply("jlr-cuts-a-shift")) == {"one_shift": 2050}


def test_nissan_may_staff_its_second_line_again() -> None:
    """6,000 people on one line as on two."""
    patterns = merseyside().apply("nissan-staffs-both-lines").tables["shift_patterns"]
    own = patterns.filter(pl.col("facility") == "sunderland")
    assert own["headcount"].unique().to_list() == [6000]
    assert own["fixed_cost"].n_unique() == 1


def test_what_ifs_of_prices_reach_the_ends_of_their_ranges() -> None:
    """930 + 440 = 1,370 and 930 - 250 = 680 a car (CO04); 1.25 / 1.08 = 1.157."""
    freight = rows("assumptions", table="lanes", column="freight")
    car = freight.filter(pl.col("where") == "origin=wuhu, destination=uk, product=")
    lane = pl.col("destination") == "uk", pl.col("product").is_null()
    for name, end in (("car-freight-up", "high"), ("car-freight-down", "low")):
        lanes = merseyside().apply(name).tables["lanes"].filter(*lane, origin="wuhu")
        assert lanes["freight"].item() == car[end].item()
    part = {"build_option": "bev_full_halewood", "source": "uk_parts"}
    now = float(rows("bill_of_materials", **part)["unit_value"].sum())
    dear = merseyside().apply("european-parts-dearer").tables["bill_of_materials"]
    assert dear.filter(**part)["unit_value"].sum() == pytest.approx(
        now * 1.25 / 1.08, rel=1e-3
    )


def test_what_ifs_of_policy_end_or_raise_what_they_name() -> None:
    """3,750 is the higher band (TR27); without a mandate no credit is left either."""

    def left(name: str, table: str) -> pl.DataFrame:
        return merseyside().apply(name).tables[table]

    grants = pl.col("kind") == "purchase_grant"
    assert set(left("car-grant-higher", "policies").filter(grants)["amount"]) == {3750}
    assert left("no-car-grant", "policies").filter(grants).is_empty()
    assert left("no-zev-mandate", "credits").is_empty()
    kinds = left("no-zev-mandate", "policies")["kind"]
    assert "zev_mandate" not in kinds
    duties = left("parts-duty-free", "trade_measures").filter(
        pl.col("importer") == "UK", pl.col("kind") == "mfn"
    )
    assert set(duties.filter(pl.col("ad_valorem") > 0)["measure"]) == {
        "uk-cars",
        "uk-vans",
    }


def test_a_guest_may_leave_five_years_after_its_first_car() -> None:
    """Signed in 2027, built from 2029, gone from 2029 + 5 = 2034."""
    nodes = tree(merseyside().apply("guest-leaves-in-2034")).nodes
    gone = nodes.filter(pl.col("what_ifs").list.len() > 0)
    assert gone["year"].to_list() == [2034, 2035, 2036]
    assert set(gone["probability"]) == {1.0}
    left = merseyside().apply("no-guest-in-britain").tables["facilities"]
    hosts = left.filter(pl.col("facility").is_in(["halewood", "sunderland"]))
    assert hosts["guest_limit"].to_list() == [0, 0]


def test_no_input_of_the_past_is_called_published() -> None:
    """30,822 + 17,421 + 5,361 = 53,604 stand in the what-if: its anchor is an input."""
    past = rows("anchors", what_if="today")
    assert past["kind"].to_list() == ["input", "derived", "input", "input"]
    sold = merseyside().apply("today").tables["demand"]
    chery = sold.filter(pl.col("product").str.starts_with("chery"))
    expected = rows("anchors", anchor="chery-uk-deliveries")["expected"].item()
    assert chery["volume"].sum() == expected == 30_822 + 17_421 + 5_361


@pytest.mark.slow
def test_the_crew_of_halewood_decides() -> None:
    """As tabled Halewood beats Sunderland; where JLR may cut it adds nothing.

    Searches stop at 0.1 % of some GBP 5,100 m, so that 11 m is no difference.
    """
    kept = merseyside().apply("one-future")
    lean = kept.apply("jlr-may-cut")

    def more(case: Case, partner: str) -> float:
        alone = plan(case.apply("import-only")).value
        return (plan(case.apply(partner)).value - alone) / 1e6

    assert more(kept, "halewood") > more(kept, "sunderland") + 11
    assert more(lean, "halewood") < 11
    assert more(lean, "sunderland") > 100
