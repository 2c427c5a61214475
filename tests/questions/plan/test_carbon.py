"""What a plan says of carbon, on the two plants of the tests of carbon on paper."""

import pytest

from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.questions.plan.words import law
from brownfield.tables.frames import Row
from brownfield.tell.page import render
from tests.model.test_carbon import cap, planned, price


def told(*policies: Row) -> Document:
    """Return what is told of the plan under some policies."""
    found = planned(*policies)
    return document(Study(found.case, found))


def test_a_price_is_told_with_its_tonnes() -> None:
    """400 t at 10 each."""
    found = told(price())
    line = "Carbon under price, 2030-2030: 400 t; GBP 4,000 paid."
    assert law.carbon(found) == [line]
    assert line in text(found)
    assert line in render(page(found))


def test_a_cap_that_binds_says_what_a_tonne_is_worth() -> None:
    """250 t, and a third of 80 for one more; a cap of 400 t does not bind."""
    (line,) = law.carbon(told(cap(250.0)))
    assert line == (
        "Carbon under cap, 2030-2030: 250 t; GBP 0 paid; the cap binds, one tonne more "
        "is worth GBP 27 at most."
    )
    assert "binds" not in law.carbon(told(cap(500.0)))[0]


def test_what_is_above_a_cap_is_told() -> None:
    """150 of 400 t at 20."""
    (line,) = law.carbon(told(cap(250.0, party="firm", amount=20.0)))
    assert "400 t, 150 t of them above the cap; GBP 3,000 paid" in line


def test_stages_that_no_table_gives_are_named() -> None:
    """Nothing is said of parts, and nothing at all of carbon where nothing is given."""
    found = told()
    assert law.emitted(found) == "Only what the tables give: nothing is given of parts."
    assert "nothing is given of parts" in render(page(found))
    assert law.carbon(found) == []


def test_the_document_holds_years_and_stages() -> None:
    """300 t at the far plant, 100 t on the way; 400 t under the price in 2030."""
    found = told(price())
    emitted = found.emitted.sort("stage").select("stage", "tonnes").rows()
    assert emitted == [
        ("lanes", pytest.approx(100)),
        ("plants", pytest.approx(300)),
    ]
    (row,) = found.carbon.to_dicts()
    assert (row["year"], row["tonnes"], row["paid"]) == pytest.approx(
        (2030, 400, 4_000)
    )
