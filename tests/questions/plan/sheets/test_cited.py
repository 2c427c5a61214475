"""Each kind of cash cites the rows that make it, and no others."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.questions.plan.facts.ledger.cited import Cited
from brownfield.questions.plan.question import Study
from brownfield.tables.definitions import TABLES

KEYS = {
    "demand": "product",
    "bill_of_materials": "build_option",
    "lanes": "destination",
    "build_options": "build_option",
    "shift_patterns": "pattern",
    "contracts": "contract",
    "parties": "party",
}
"""Column whose cell each row is made to cite."""


@pytest.fixture(scope="module")
def cited(starter: Study) -> Cited:
    """Return what the starter case's plan cites if each row cites its own name."""
    return Cited(starter.plan, _citing(starter.case))


def _citing(case: Case) -> Case:
    tables = dict(case.tables)
    for name, key in KEYS.items():
        column = TABLES[name].citing_column
        tables[name] = tables[name].with_columns(pl.col(key).alias(column))
    return replace(case, tables=tables)


@pytest.mark.parametrize(
    ("party", "item", "rows"),
    [
        ("importer", "revenue", {"newcar"}),
        ("host", "revenue", {"oldcar"}),
        ("importer", "materials", {"newcar_import", "newcar_kits"}),
        ("importer", "conversion", {"newcar_import"}),
        ("host", "conversion", {"newcar_kits", "oldcar_home"}),
        ("importer", "tooling", {"newcar_kits"}),
        ("host", "shift_cost", {"one_shift", "two_shift"}),
        ("importer", "tax", {"importer"}),
        ("importer", "opening", set()),
        ("importer", "duty", set()),
    ],
)
def test_an_item_cites_the_rows_that_make_it(
    cited: Cited, party: str, item: str, rows: set[str]
) -> None:
    """The importer sells the new car from both plants, the host bears both crews."""
    found = cited(party, item)
    assert set(found.split(", ")) - {""} == rows


def test_both_sides_of_a_contract_cite_it(cited: Cited) -> None:
    """The fee from importer to host is in the cash of both."""
    assert cited("importer", "contracts") == cited("host", "contracts") != ""


def test_freight_cites_the_lanes_that_are_used(cited: Cited) -> None:
    """The host sells at home only; the importer in both markets."""
    assert cited("host", "freight") == "home_market"
    assert set(cited("importer", "freight").split(", ")) == {
        "home_market",
        "next_market",
    }
