"""The study that the report's tests tell."""

import pytest

from brownfield.case.read import read_case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study, study
from brownfield.tell.page import render


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
