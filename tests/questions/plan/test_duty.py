"""Duty by delivery: years of one law together, and what the page says of them."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from brownfield.plans.results import WORKED_OUT
from brownfield.questions.plan import grids
from brownfield.questions.plan.asked import Asked
from brownfield.questions.plan.document import Document
from brownfield.questions.plan.facts.border.duty import duty_by_delivery
from brownfield.questions.plan.files import keep
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.words import law

LINE = {
    "recipe": "build",
    "place": "port",
    "regime": "mfn",
    "vehicles": 100.0,
    "kind": "mfn",
    "measure": "base",
    "outcome": "paid",
    "counts_in": "duty",
    "base": "cif",
    "ad_valorem": 0.1,
    "specific": 0.0,
    "spared": 0.0,
    "why": "heading 8703: the only row that fits",
}


def lines(*rows: dict[str, object]) -> pl.DataFrame:
    """Return lines of a trace that differ from the line above."""
    schema = WORKED_OUT["duty_trace"].polars_schema
    whole = [{name: (LINE | row).get(name) for name in schema} for row in rows]
    return pl.DataFrame(whole, schema=schema)


def in_year(year: int, value: float, **more: object) -> dict[str, object]:
    """Return a line at the node of a year, with the base of a vehicle."""
    amount = {"base_value": value, "duty_per_vehicle": 0.1 * value}
    return {"node": f"base@{year}", "year": year, **amount, **more}


def test_years_of_one_law_are_one_line(starter: Study) -> None:
    """2026, 2027 and 2029 at 10 %, 2028 at 6 %: two lines, 3 x 100 vehicles and 100."""
    nodes = pl.DataFrame(
        {"node": [f"base@{y}" for y in range(2026, 2030)], "probability": 1.0}
    )
    found = duty_by_delivery(
        replace(starter.plan, nodes=nodes),
        lines(
            in_year(2026, 20_000.0),
            in_year(2027, 21_000.0),
            in_year(2028, 21_000.0, ad_valorem=0.06, duty_per_vehicle=1_260.0),
            in_year(2029, 22_000.0),
        ),
    )
    columns = ("years", "vehicles", "ad_valorem", "base_low", "base_high")
    assert found.select(columns).rows() == [
        ("2026-2027, 2029", 300.0, 0.1, 20_000.0, 22_000.0),
        ("2028", 100.0, 0.06, 21_000.0, 21_000.0),
    ]
    duties = found.select("duty_low", "duty_high").rows()
    assert duties == [(2_000.0, 2_200.0), (1_260.0, 1_260.0)]


def test_futures_of_a_year_are_weighed(starter: Study) -> None:
    """100 vehicles with 0.25 and 200 with 0.75 are 175 expected."""
    nodes = pl.DataFrame({"node": ["low", "high"], "probability": [0.25, 0.75]})
    found = duty_by_delivery(
        replace(starter.plan, nodes=nodes),
        lines(
            in_year(2026, 20_000.0, node="low"),
            in_year(2026, 20_000.0, node="high", vehicles=200.0),
        ),
    )
    assert found["vehicles"].to_list() == [175.0]


def test_the_duty_on_parts_is_told_once_for_all_markets(starter: Study) -> None:
    """Two markets of 100 vehicles: one line of 200, without a market."""
    nodes = pl.DataFrame({"node": ["base@2026"], "probability": [1.0]})
    part = {"counts_in": "inbound_duty", "part_group": "pack", "source": "far"}
    found = duty_by_delivery(
        replace(starter.plan, nodes=nodes),
        lines(
            in_year(2026, 4_000.0, **part),
            in_year(2026, 4_000.0, **part, place="inland"),
        ),
    )
    assert found.select("place", "vehicles").rows() == [(None, 200.0)]


def test_the_page_tells_rate_base_duty_and_reason(told: Document, page: str) -> None:
    """Imports of the starter case pay 10 % of 17,010: 1,701 a vehicle."""
    section = unescape(page.split('id="duty"')[1].split("</section>")[0])
    cells = ("home-cars (mfn, paid)", "10 %", "17,010", "1,701", "heading 8703")
    assert all(cell in section for cell in cells)
    assert len(section) < 40_000  # characters
    lines_told = told.duty_by_delivery["measure"].drop_nulls().len()
    assert grids.duty(told).num_left_out == max(0, lines_told - 60)


def test_an_origin_test_is_told_with_its_room() -> None:
    """40 % of at most 45 % leaves 5 %; of at most 35 % it is 5 % too much."""
    line = {
        "why": "row",
        "non_originating_share": 0.40,
        "limit": 0.45,
        "headroom": 0.05,
    }
    told = "row; foreign share 40 % of at most 45 %, 5 % to spare"
    assert law.why(line) == told
    failed = line | {"limit": 0.35, "headroom": -0.05}
    assert law.why(failed).endswith("of at most 35 %, 5 % too much")
    assert law.why(line | {"limit": None}) == "row; foreign share 40 %"
    assert law.why(line | {"non_originating_share": None}) == "row"


def test_a_rate_is_told_as_share_and_fixed_amount() -> None:
    """10 %, 10 % with 50 a vehicle, 50 alone, and nothing at all."""
    rates = [(0.1, 0.0), (0.1, 50.0), (0.0, 50.0), (0.0, 0.0)]
    told = [law.rate({"ad_valorem": a, "specific": s}) for a, s in rates]
    assert told == ["10 %", "10 % + 50", "50", "0 %"]


def test_the_run_folder_holds_every_line(
    starter: Study, told: Document, tmp_path: Path
) -> None:
    """One line a row of law, delivery and node, as comma-separated values."""
    list(keep(starter, told, Asked(out=tmp_path / "run")))
    frame = pl.read_csv(tmp_path / "run" / "duty_trace.csv")
    assert frame.columns == list(WORKED_OUT["duty_trace"].polars_schema)
    assert frame.height == told.duty_trace.height > 0
    paid = frame.filter(counts_in="duty")
    columns = ("duty_per_vehicle", "vehicles")
    duty = sum(each * number for each, number in paid.select(columns).rows())
    assert duty == pytest.approx(sum(starter.plan.tables["deliveries"]["duty"]))
