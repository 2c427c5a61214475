"""Can a reader look up each fact of the shipped cases?"""

import re

import polars as pl
import pytest

from brownfield.case.read import read_case, shipped_cases
from brownfield.tables.definitions import TABLES
from brownfield.tables.rules.evidence import ids_of

NO_PAGE = {"PL05", "PL70"}  # reported once; the page was not found again


def facts_of(name: str) -> pl.DataFrame:
    """Return the facts of a shipped case."""
    return read_case(name).tables["facts"]


@pytest.mark.parametrize("name", shipped_cases())
def test_a_fact_has_an_address_or_is_an_assumption(name: str) -> None:
    """Estimates of our own may show their arithmetic in place of an address."""
    for fact in facts_of(name).to_dicts():
        if fact["url"] is not None:
            assert re.match(r"https?://\S+\.\S+", fact["url"]), fact
        elif fact["confidence"] == "estimate":
            assert re.search(r"\bx\b|[A-Z]{2}\d\d", fact["note"]), fact
        else:
            assert fact["confidence"] == "assumption", fact


@pytest.mark.parametrize("name", ["merseyside", "merseyside-2026-01"])
def test_a_fact_with_a_publisher_and_no_page_holds_up_no_cell(name: str) -> None:
    """What cannot be looked up again stands beside another fact, if at all."""
    facts = facts_of(name).filter(
        pl.col("publisher").is_not_null(), pl.col("url").is_null()
    )
    lost = set(facts["fact"])
    assert lost
    assert lost <= NO_PAGE
    for table, frame in read_case(name).tables.items():
        column = TABLES[table].citing_column
        for cell in frame[column].drop_nulls() if column in frame.columns else ():
            cited = set(ids_of(cell))
            assert not cited & lost or cited - lost, (table, cell)
