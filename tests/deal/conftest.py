"""The mini case and the deal of its two companies, worked out once."""

import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.deal.deal import Deal, deal


@pytest.fixture(scope="session")
def mini() -> Case:
    """Return the shipped mini case."""
    return read_case("mini")


@pytest.fixture(scope="session")
def told(mini: Case) -> Deal:
    """Return the deal of entrant and host."""
    return deal(mini, ("E", "H"))
