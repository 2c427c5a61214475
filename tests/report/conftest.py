"""The study that the report's tests tell."""

import pytest

from brownfield.case.read import read_case
from brownfield.report.facts import Facts, collect
from brownfield.report.render import render
from brownfield.studies import Study, study


@pytest.fixture(scope="session")
def starter() -> Study:
    """Return the study of the shipped starter case."""
    return study(read_case("starter"))


@pytest.fixture(scope="session")
def facts(starter: Study) -> Facts:
    """Return its facts."""
    return collect(starter)


@pytest.fixture(scope="session")
def page(starter: Study) -> str:
    """Return its report."""
    return render(starter)
