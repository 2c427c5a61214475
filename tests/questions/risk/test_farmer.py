"""The farmer's plans are those of the book, by the commands a planner uses.

The book counts costs: -108,390 for the best plan, -115,405.6 if each year were known,
-107,240 for the plan of the mean year. In the worst third 100, 25 and 375 acres bring
most. There, with 200 t of wheat, 60 t of corn and 6,000 t of beets:
6,000 x 36 - 180 x 210 - 100 x 150 - 25 x 230 - 375 x 260 = 59,950.
"""

import pytest

import brownfield
from brownfield.questions.risk.document import Document
from brownfield.questions.why.knowing import WorthOfKnowing
from tests.questions.risk.farmer import acres, farmer


@pytest.fixture(scope="module")
def document() -> Document:
    """Return what is told of the farmer, who looks at the worst third."""
    found: Document = brownfield.risk(farmer(1 / 3), points=3).document
    return found


@pytest.fixture(scope="module")
def known() -> WorthOfKnowing:
    """Return what it is worth to the farmer to know the yields."""
    return brownfield.worth_of_knowing(farmer())


def test_the_best_plan_is_that_of_the_book(document: Document) -> None:
    """170, 80 and 250 acres bring 108,390; in the worst third 48,820.

    Bad year: 340 t of wheat, 192 t of corn, 4,000 t of beets; planting costs
    170 x 150 + 80 x 230 + 250 x 260 = 108,900: 140 x 170 + 4,000 x 36 - 48 x 210 less
    108,900 = 48,820.
    """
    first = document.frontier[0]
    assert document.value == pytest.approx(108_390.0, abs=0.01)
    assert first.value == pytest.approx(108_390.0, abs=0.01)
    assert first.cvar == pytest.approx(48_820.0, abs=0.01)
    planted = {"wheat": 170.0, "corn": 80.0, "beets": 250.0}
    assert acres(first.starts) == pytest.approx(planted)


def test_full_care_plants_for_the_worst_third(document: Document) -> None:
    """100, 25 and 375 acres bring 59,950 there.

    In the other years 250 and 300 t of wheat, 75 and 90 t of corn, 7,500 and 9,000 t of
    beets: 6,000 x 36 + 1,500 x 10 + 50 x 170 - 165 x 210 - 118,250 = 86,600, and
    216,000 + 30,000 + 100 x 170 - 150 x 210 - 118,250 = 113,250; mean 86,600.
    """
    last = document.frontier[-1]
    assert last.cvar == pytest.approx(59_950.0, abs=0.01)
    assert last.value == pytest.approx(86_600.0, abs=0.01)
    planted = {"wheat": 100.0, "corn": 25.0, "beets": 375.0}
    assert acres(last.starts) == pytest.approx(planted)


def test_knowing_the_yields_is_worth_what_the_book_says(known: WorthOfKnowing) -> None:
    """115,405.6 - 108,390 = 7,015.6; 108,390 - 107,240 = 1,150."""
    assert known.wait_and_see == pytest.approx(115_405.556, abs=0.01)
    assert known.mean_value == pytest.approx(107_240.0, abs=0.01)
    assert known.perfect_information == pytest.approx(7_015.556, abs=0.01)
    assert known.stochastic_solution == pytest.approx(1_150.0, abs=0.01)
