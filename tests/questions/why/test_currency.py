"""Numbers are told in the currency of their rows; what they move, in that of the case.

The toy with the near plant's tooling stated in euros at 0.5: 2,000,000 of them are the
1,000,000 pounds of the toy.
"""

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.questions.why import words
from brownfield.questions.why.document import Document
from brownfield.questions.why.flips.levers import lever_of
from brownfield.tables.frames import Row
from tests.model.small_cases import option, small_case
from tests.questions.why.toy import COST, rows_of

EURO: Row = {"currency": "EUR", "year": 2030, "rate": 0.5}
TOOLING = "build_options.tooling_cost:build_option=here"


@pytest.fixture(scope="module")
def euro() -> Case:
    """Return the toy whose near plant is priced in euros."""
    cells: dict[str, str | float] = {
        "facility": "near",
        "tooling_cost": 2e6,
        "conversion_cost": 1_000.0,
    }
    here = option("here", currency="EUR", **cells)
    there = rows_of()["build_options"][1]
    rows = {**rows_of(), "build_options": [here, there], "exchange_rates": [EURO]}
    return small_case(rows)


@pytest.fixture(scope="module")
def near(euro: Case) -> Document:
    """Return why the near plant is left out."""
    levers = (TOOLING, "exchange_rates.rate:currency=EUR")
    found = brownfield.why(euro, targets=("facility=near",), levers=levers)
    document: Document = found.document
    return document


def test_a_break_even_is_told_in_the_currency_of_its_row(near: Document) -> None:
    """250,000 pounds short: 1,500,000 euros instead of 2,000,000."""
    (one,) = near.why_not
    flip = next(f for f in one.break_evens if f.column == "tooling_cost")
    assert one.cost == pytest.approx(COST)
    assert (flip.today, flip.currency) == (2e6, "EUR")
    assert flip.flips_at == pytest.approx(1.5e6, rel=1e-3)
    assert words.shown(flip, flip.today) == "EUR 2.00 m"
    assert "misses by GBP 0.25 m" in words.headline(near)


def test_a_rate_flips_what_is_paid_in_its_currency(near: Document) -> None:
    """2,500,000 euros of tooling and conversion are 1,000,000 pounds at 0.4."""
    (one,) = near.why_not
    flip = next(f for f in one.break_evens if f.table == "exchange_rates")
    assert flip.flips_at == pytest.approx(0.4, rel=1e-3)


@pytest.mark.parametrize(
    ("cells", "currency"),
    [
        (TOOLING, "EUR"),
        ("build_options.conversion_cost:build_option=there", "GBP"),
        ("build_options.conversion_cost", ""),  # of both: a factor
        ("build_options.capacity_use", ""),  # no money
    ],
)
def test_a_lever_knows_its_currency(euro: Case, cells: str, currency: str) -> None:
    """Blank where its cells differ in it, or are no money."""
    assert lever_of(euro, cells).currency == currency
