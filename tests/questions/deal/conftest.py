"""The mini case and the deal of its two companies, worked out once."""

import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.staying.leave import alone_from_each_year


@pytest.fixture(scope="session")
def mini() -> Case:
    """Return the shipped mini case."""
    return read_case("mini")


@pytest.fixture(scope="session")
def told(mini: Case) -> Deal:
    """Return the deal of entrant and host."""
    return deal(mini, ("E", "H"))


@pytest.fixture(scope="session")
def three() -> Deal:
    """Return the deal of entrant, host and government."""
    return deal(read_case("mini"), ("E", "H", "G"), jobs=1)


@pytest.fixture(scope="session")
def alone_later(mini: Case, told: Deal) -> dict[int, dict[str, Plan]]:
    """Return what entrant and host do alone from each year on."""
    assert told.table is not None
    return alone_from_each_year(mini, told.table, told.seats)
