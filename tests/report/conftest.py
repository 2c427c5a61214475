"""The study that the report's tests tell."""

from dataclasses import replace

import pytest

from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study, study
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.question import StressTest, stress
from brownfield.questions.stress.setting import Setting
from brownfield.solve.run import plan
from brownfield.tell.page import render

ASKED = Asked(years=500, events=("host-cyber", "far-parts-late"), design="host-cyber")


@pytest.fixture(scope="session")
def starter() -> Study:
    """Return the study of the shipped starter case."""
    return study(read_case("starter"))


@pytest.fixture(scope="session")
def told(starter: Study) -> Document:
    """Return what is told of it."""
    return document(starter)


@pytest.fixture(scope="session")
def page(told: Document) -> str:
    """Return its report."""
    return render(page_of(told))


@pytest.fixture(scope="session")
def starter_plan() -> Plan:
    """Return the plan of the starter case."""
    return plan(read_case("starter"))


@pytest.fixture(scope="session")
def stressed(starter_plan: Plan) -> StressTest:
    """Return every answer there is, reckoning with a stop in 2028."""
    asked = replace(ASKED, year=2028, future="slow")
    return stress(starter_plan, asked, Setting(demand_correlation=0.4))
