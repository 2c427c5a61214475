"""Futures drawn from ranges, on paper and for the toy.

In the toy the far plant is worth 500 x (3,000 - c) - 1,000 and the near one 250,000; c
is spread evenly from 1,600 to 2,800. The far plant is worth 399,000 on average. Above
c = 2,498 the near one is better, by 500 t with t from 0 to 302: knowing c is worth
500 x 302^2 / 2 / 1,200 = 19,001.
"""

import json

import numpy as np
import pytest

import brownfield
from brownfield.asking.ranges.assumed import Assumption
from brownfield.case.shapes import triangular
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.risk import words
from brownfield.questions.risk.document import Document
from brownfield.questions.risk.facts.sampled import Sampled
from brownfield.questions.risk.figures.sampled import sampled_figure
from brownfield.questions.risk.page import page
from brownfield.questions.risk.sampled.draws import correlations, drawn
from brownfield.questions.risk.sampled.reduce import Reduced
from brownfield.questions.risk.sampled.sample import Sample
from brownfield.questions.risk.text import text
from tests.questions.risk.toy import ranged, toy

EVEN = ranged(
    "build_options",
    "build_option=there",
    "conversion_cost",
    (1600.0, 2000.0, 2800.0),
    distribution="uniform",
)


def row(
    shape: str, low: float, mode: float, high: float, number: int = 1
) -> Assumption:
    """Return an assumption of a shape."""
    ends = low, mode, high
    return Assumption(number, "demand", "", "volume", *ends, shape, "vehicles", False)


@pytest.fixture(scope="module")
def document() -> Document:
    """Return the toy with 60 draws, of which four are planned."""
    asked = {"draws": 60, "keep": 4, "draw_seed": 3}
    found: Document = brownfield.risk(toy((EVEN,)), **asked).document
    return found


@pytest.fixture(scope="module")
def drawn_toy(document: Document) -> Sampled:
    """Return what is told of its draws."""
    assert document.sampled is not None
    return document.sampled


def test_quantiles_of_a_triangle_are_those_on_paper() -> None:
    """From 0 by 2 to 10: .05 below sqrt(.05 x 20) = 1, .2 below 2, .8 below 10 - 4."""
    found = triangular(0.0, 2.0, 10.0, np.array([0.0, 0.05, 0.2, 0.8, 1.0]))
    assert found == pytest.approx([0.0, 1.0, 2.0, 6.0, 10.0])


@pytest.mark.parametrize(
    ("shape", "mean"),
    [
        ("triangular", (10.0 + 20.0 + 60.0) / 3.0),
        ("uniform", 35.0),
        ("point", 20.0),
        ("lognormal", 26.84),
    ],
)
def test_each_shape_has_its_mean_and_stays_in_its_range(
    shape: str, mean: float
) -> None:
    """Of 20,000 draws from 10 by 20 to 60, within 2 %.

    Lognormal, cut at both ends: middle ln sqrt(10 x 60) = 3.198, spread
    ln sqrt(6) / 1.645 = .5447; exp(3.198 + .1483) = 28.41, times
    (Phi(1.645 - .545) - Phi(-1.645 - .545)) / .9 = .8501 / .9: 26.84.
    """
    one = row(shape, 10.0, 20.0, 60.0)
    found = drawn([one], 20_000, np.eye(1), seed=0)[:, 0]
    assert found.mean() == pytest.approx(mean, rel=0.02)
    assert found.min() >= 10.0
    assert found.max() <= 60.0


def test_what_moves_together_is_drawn_together() -> None:
    """Ranks of uniform numbers: 6 / pi asin(.6 / 2) = .582 of normal ones at .6."""
    rows = [row("uniform", 0.0, 0.5, 1.0, number=n) for n in (1, 3)]
    matrix = correlations(rows, ("3 ~ 1 = 0.6",))
    found = drawn(rows, 20_000, matrix, seed=1)
    wanted = 6.0 / np.pi * np.arcsin(0.3)
    together = np.array(np.corrcoef(found.T))
    assert together[0, 1] == pytest.approx(wanted, abs=0.02)
    assert (drawn(rows, 9, matrix, seed=1) == drawn(rows, 9, matrix, seed=1)).all()


@pytest.mark.parametrize("text", ["1~1=0.5", "1~4=0.5", "1~3=1.5", "one~3=0.5"])
def test_a_correlation_that_cannot_be_read_is_told(text: str) -> None:
    """The same row twice, a row that is not moved, more than 1, no number."""
    rows = [row("uniform", 0.0, 0.5, 1.0, number=n) for n in (1, 3)]
    with pytest.raises(UseError, match=r"as 1~3=0.6. Rows that are moved: 1, 3"):
        correlations(rows, (text,))


def test_correlations_that_cannot_hold_together_are_told() -> None:
    """1 goes with 2 and 2 with 3, but 1 against 3."""
    rows = [row("uniform", 0.0, 0.5, 1.0, number=n) for n in (1, 2, 3)]
    with pytest.raises(UseError, match="these cannot hold together"):
        correlations(rows, ("1~2=0.9", "2~3=0.9", "1~3=-0.9"))


def by_hand(plan: Plan) -> Sample:
    """Return four draws of two plans: 4, 4, 0, 0 and 1, 1, 1, 9."""
    benefits = np.array([[4.0, 1.0], [4.0, 1.0], [0.0, 1.0], [0.0, 9.0]])
    few = Reduced((0, 3), (0.5, 0.5), 1.0)
    values = np.arange(4.0)[:, None]
    one = (row("uniform", 0.0, 1.0, 3.0),)
    return Sample(one, values, (plan, plan), benefits, few, 0, 0)


def test_a_sample_by_hand() -> None:
    """In draws 1 and 4 the plans are worth 2 and 5; over all 2 and 3.

    Spread of 4, 4, 0, 0: sqrt(16 / 3) = 2.309, half of it is the error. Best in two
    draws each. Knowing the draw brings (4 + 4 + 1 + 9) / 4 - 3 = 1.5.
    """
    found = by_hand(brownfield.plan(toy(())))
    assert found.chosen == 1
    assert found.in_sample == pytest.approx(5.0)
    assert found.out_of_sample(0).value == pytest.approx(2.0)
    assert found.out_of_sample(0).standard_error == pytest.approx(2.309 / 2, abs=1e-3)
    assert found.ahead(1).value == pytest.approx(1.0)
    assert (found.best_share(0), found.best_share(1)) == (0.5, 0.5)
    assert found.knowing_all().value == pytest.approx(1.5)
    assert found.quantile(0, 0.5) == pytest.approx(2.0)


def test_the_far_plant_is_best_on_average(drawn_toy: Sampled) -> None:
    """399,000 in all draws within three standard errors; both plants were planned."""
    found = drawn_toy
    mean = found.out_of_sample
    assert found.draws == 60
    assert found.chosen == 0
    assert len(found.designs) == 2
    assert mean.standard_error == pytest.approx(1_200 * 500 / 720**0.5, rel=0.2)
    assert abs(mean.value - 399_000.0) < 3.0 * mean.standard_error
    near = found.designs[1].mean
    assert (near.value, near.standard_error) == pytest.approx((250_000.0, 0.0))


def test_few_draws_come_near_to_all(drawn_toy: Sampled) -> None:
    """Four points on an even line of 600,000 are 600,000 / 16 away at the least."""
    assert 600_000.0 / 16 * 0.8 < drawn_toy.distance < 600_000.0 / 16 * 1.6
    gap = abs(drawn_toy.in_sample - drawn_toy.out_of_sample.value)
    assert gap <= drawn_toy.distance


def test_knowing_the_cost_is_worth_what_paper_says(drawn_toy: Sampled) -> None:
    """19,001; there is but one number to know, so that it is worth all of it."""
    everything, (one,) = drawn_toy.knowing_all, drawn_toy.knowing
    assert abs(everything.value - 19_001.0) < 3.0 * everything.standard_error
    assert abs(one.worth.value - everything.value) < 2.0 * one.worth.standard_error


def test_draws_that_no_table_allows_are_left_out() -> None:
    """A share above 1: each is drawn above or below 1, and counted once."""
    tax = ranged(
        "parties", "party=firm", "tax_rate", (0.0, 0.0, 1.5), distribution="uniform"
    )
    found = brownfield.risk(toy((tax,)), draws=8, keep=2).document
    assert found.sampled is not None
    assert found.sampled.refused > 0
    assert found.sampled.draws + found.sampled.refused == 8
    assert any("left out" in line for line in words.sampled(found))


def test_draws_are_told(document: Document) -> None:
    """Sentences, table, picture of both plans, and a section each on the page."""
    lines = text(document)
    assert "Of 60 futures drawn 4 stand for all" in lines
    assert "To know all assumptions before choosing among 2 plans" in lines
    drawn = sampled_figure(document)
    assert drawn is not None
    curves = drawn.panels[0].spec["datasets"]["curves"]
    assert {point["plan"] for point in curves} == {"best plan", "plan 2"}
    names = [part.name for part in page(document).after]
    assert names[-2:] == ["draws", "learning"]


def test_json_says_nothing_of_draws_unless_asked() -> None:
    """No draws, no field."""
    found = json.loads(brownfield.risk(toy((EVEN,))).to_json())
    assert "sampled" not in found
