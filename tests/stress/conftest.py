"""The starter case and its plan, worked out once."""

import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan


@pytest.fixture(scope="session")
def starter() -> Case:
    """Return the starter case."""
    return read_case("starter")


@pytest.fixture(scope="session")
def found(starter: Case) -> Plan:
    """Return its plan."""
    return plan(starter)
