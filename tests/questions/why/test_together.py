"""Two numbers that move at once flip the toy where paper says."""

import pytest

import brownfield
from brownfield.questions.why.document import Document
from brownfield.questions.why.figures.frontier import frontier_figure
from brownfield.questions.why.text import text
from tests.questions.why.toy import toy

TOOLING = "build_options.tooling_cost:build_option=here"
FAR = "build_options.conversion_cost:build_option=there"


@pytest.fixture(scope="module")
def told() -> Document:
    """Return why the near plant is left out, with one point between two flips."""
    found: Document = brownfield.why(
        toy(), targets=("facility=near",), levers=(TOOLING, FAR), frontier=1
    ).document
    return found


def test_half_of_each_way_is_enough_of_both(told: Document) -> None:
    """250,000 are missing: 125,000 of tooling, and 500 cars dearer by 250 at the other.

    1,000,000 - 125,000 = 875,000; 2,000 + 125,000 / 500 = 2,250.
    """
    (one,) = told.why_not
    assert one.frontier is not None
    assert (one.frontier.first, one.frontier.second) == (0, 1)
    (point,) = one.frontier.points
    assert point.verified
    assert point.first_at == pytest.approx(875_000.0, rel=1e-3)
    assert point.second_at == pytest.approx(2_250.0, rel=1e-3)


def test_the_point_between_is_told_and_drawn(told: Document) -> None:
    """From 100 % and 125 % over 87.5 % and 112.5 % to 75 % and 100 %."""
    (one,) = told.why_not
    assert "Both at once: with the tooling of" in text(told)
    figure = frontier_figure(one, "frontier")
    assert figure is not None
    drawn = figure.panels[0].spec["datasets"]["line"]
    assert [row["across"] for row in drawn] == pytest.approx([100, 87.5, 75], rel=1e-3)
    assert [row["up"] for row in drawn] == pytest.approx([125, 112.5, 100], rel=1e-3)


def test_nothing_is_drawn_unless_asked() -> None:
    """Neither in the document nor on the page."""
    found = brownfield.why(toy(), targets=("facility=near",), levers=(TOOLING, FAR))
    (one,) = found.document.why_not
    assert one.frontier is None
    assert frontier_figure(one, "frontier") is None
