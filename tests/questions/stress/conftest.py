"""The starter case and its plan, worked out once."""

from dataclasses import replace

import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.question import StressTest, stress
from brownfield.questions.stress.setting import Setting
from brownfield.solve.run import plan

ASKED = Asked(years=500, events=("host-cyber", "far-parts-late"), design="host-cyber")


@pytest.fixture(scope="session")
def starter() -> Case:
    """Return the starter case."""
    return read_case("starter")


@pytest.fixture(scope="session")
def found(starter: Case) -> Plan:
    """Return its plan."""
    return plan(starter)


@pytest.fixture(scope="session")
def stressed(found: Plan) -> StressTest:
    """Return every answer there is, reckoning with a stop in 2028."""
    asked = replace(ASKED, year=2028, future="slow")
    return stress(found, asked, Setting(demand_correlation=0.4))
