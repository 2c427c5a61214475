"""The reference case as of 30 January 2026: only what was known, and its plan."""

from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.rules.evidence import ids_of

DOCS = Path(__file__).parents[2] / "docs"
DAY = "2026-01-30"


@pytest.fixture(scope="module")
def january() -> Case:
    """Return the shipped case."""
    return read_case("merseyside-2026-01")


def cited(case: Case, *names: str) -> set[str]:
    """Return the ids that some tables cite."""
    cells = [case.tables[name][TABLES[name].citing_column] for name in names]
    return {
        one for column in cells for text in column.drop_nulls() for one in ids_of(text)
    }


def test_no_row_stands_on_a_later_day(january: Case) -> None:
    """Later facts are cited by outcomes alone; no statement is later at all.

    A fact of a whole year, or of a year to come, is a rule, an aim or an assumption.
    """
    others = [name for name in TABLES if name != "outcomes"]
    facts = january.tables["facts"]
    is_dated = pl.col("date").str.contains(r"^2026-\d{2}")
    late = facts.filter(is_dated & (pl.col("date").str.slice(0, 7) > DAY[:7]))
    assert late["fact"].to_list() == ["VO53", "OC01", "OC02"]
    assert not cited(january, *others) & set(late["fact"])
    assert january.tables["statements"].filter(pl.col("date") > DAY).is_empty()


def test_what_was_learned_later_is_not_there(january: Case) -> None:
    """Nissan's line (May), sales of early 2026, Ebro's output, undertakings."""
    others = [name for name in TABLES if name != "outcomes"]
    later = {"PL45", "PL52", "PL65", "PL66", "PL67", "VO18", "VO52", "TR48", "TR49"}
    assert not cited(january, *others) & later


def test_both_hosts_keep_their_people_as_tabled(january: Case) -> None:
    """Neither had published a cut: every pattern has the crew of today."""
    crews = january.tables["shift_patterns"].select("facility", "headcount").unique()
    hosts = crews.filter(pl.col("facility").is_in(["halewood", "sunderland"]))
    assert sorted(hosts.rows()) == [("halewood", 3500.0), ("sunderland", 6000.0)]


def test_demand_is_the_rate_of_october_and_its_own_aim(january: Case) -> None:
    """6,216 x 12 = 74,592, so 75,000, and 5,000 more a year to 6 % of two million."""
    demand = january.tables["demand"].filter(
        (pl.col("place") == "uk") & pl.col("product").str.starts_with("chery_")
    )
    by_year = dict(demand.group_by("year").agg(pl.col("volume").sum()).rows())
    assert by_year[2027] == 80_000
    assert by_year[2035] == by_year[2036] == 120_000
    assert by_year[2030] == 75_000 + 4 * 5_000


@pytest.fixture(scope="module")
def told(january: Case) -> Document:
    """Return what is told of the plan."""
    return document(Study(january, plan(january)))


@pytest.mark.slow
def test_the_plan_goes_to_sunderland_and_not_to_halewood(told: Document) -> None:
    """So did the memorandum of June 2026; nothing is signed."""
    planned = {one.outcome: one.planned for one in told.outcomes or ()}
    assert told.is_sound
    assert planned["Chery at Halewood"] == 0
    assert planned["Chery at Sunderland"] == pytest.approx(1)


@pytest.mark.slow
def test_the_documentation_has_the_printed_table(told: Document) -> None:
    """docs/back-tests.md holds what is printed beside the plan, line for line."""
    printed = text(told)
    part = printed[printed.index("What happened") : printed.index("\nFleet rule")]
    page = (DOCS / "back-tests.md").read_text(encoding="utf-8")
    assert part.strip() in page


@pytest.mark.slow
def test_the_mandate_holds_sales_of_2027_back(told: Document) -> None:
    """14,400 battery cars are 38 % less a quarter borrowed of N: N = 14,400 / 0.285.

    A car more would miss 0.285 credits at 12,000: 3,420, and bring less than 2,000.
    """
    sold = {one.outcome: one.planned for one in told.outcomes or ()}
    expected = 14_400 / (0.38 * (1 - 0.25))
    assert expected == pytest.approx(50_526, abs=1)
    assert sold["Chery cars sold in Britain in 2027"] == pytest.approx(expected, abs=1)
