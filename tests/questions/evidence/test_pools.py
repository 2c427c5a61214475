"""What grades weigh, what voices say and what is drawn from them, on paper."""

import numpy as np
import pytest

from brownfield.asking.ranges.assumed import Assumption
from brownfield.case.said.grades import grade_of
from brownfield.questions.evidence.claims.ledger import Claim, Link
from brownfield.questions.evidence.claims.priors import Voice, drawn, voices

CELL = ("scenarios", "node=dear", "probability")
COSTS = ("build_options", "build_option=there", "conversion_cost")
MANY = 20_000


def assumption(cell: tuple[str, str, str] = CELL, number: int = 1) -> Assumption:
    """Return a number between 0.1 and 0.5, most likely 0.2."""
    ends = (0.1, 0.2, 0.5)
    return Assumption(number, *cell, *ends, "triangular", "share", is_factor=False)


def claim(
    name: str, *links: Link, grade: tuple[str, int] = ("A", 1), **cells: str
) -> Claim:
    """Return a confirmed claim, on record."""
    usual = {"statement": name, "origin": None, "band": None, "modality": "done"}
    usual |= {"status": "confirmed", "attribution": "on record"}
    row = {**usual, "reliability": grade[0], "credibility": grade[1], **cells}
    return Claim(row, grade_of(row), links, 0, is_left_out=False)


def link(
    relation: str = "supports",
    low: float | None = None,
    mode: float | None = None,
    high: float | None = None,
) -> Link:
    """Return what is said of the chance."""
    return Link(CELL, relation, low, mode, high)


@pytest.mark.parametrize(
    ("letter", "number", "weight"),
    [
        ("A", 1, 1.0),
        ("A", 2, 0.8),
        ("B", 3, 0.48),  # 0.8 x 0.6
        ("C", 4, 0.18),  # 0.6 x 0.3
        ("D", 2, 0.24),  # 0.3 x 0.8
        ("F", 6, 0.04),  # 0.2 x 0.2
        ("E", 1, 0.0),
        ("A", 5, 0.0),
    ],
)
def test_a_grade_is_a_product(letter: str, number: int, weight: float) -> None:
    """Of what the source and what is said weigh."""
    found = grade_of(claim("P", grade=(letter, number)).row)
    assert found.weight == pytest.approx(weight)
    assert found.title == f"{letter}{number}"


@pytest.mark.parametrize(
    ("attribution", "modality", "title", "weight"),
    [
        ("document", "planned", "B2?", 0.64),
        ("paraphrase", "probable", "C3?", 0.36),
        ("anonymous", "opinion", "D4?", 0.09),
        ("second_hand", "done", "E2?", 0.0),
        ("", "", "F6?", 0.04),
        ("refusal", "none", "F6?", 0.0),
        ("decline", "none", "F6?", 0.0),
        ("absence", "none", "F6?", 0.0),
    ],
)
def test_a_grade_is_proposed(
    attribution: str, modality: str, title: str, weight: float
) -> None:
    """By how it is known and how firm it is, where no reviewer gave one."""
    row = {"reliability": None, "credibility": None, "status": "confirmed"}
    found = grade_of(row | {"attribution": attribution, "modality": modality})
    assert found.title == title
    assert found.weight == pytest.approx(weight)


def test_half_a_grade_is_proposed_as_well() -> None:
    """A reviewer gave the letter only: A2 with a question mark, and the other way."""
    row = claim("P").row
    assert grade_of(row | {"credibility": None}).title == "A2?"
    assert grade_of(row | {"reliability": None}).title == "B1?"
    assert grade_of(row | {"status": "draft"}).weight == 0.0


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (link("supports", 0.2, 0.3, 0.6), (0.2, 0.3, 0.6, "triangular")),
        (link("supports", 0.0, 0.0, 0.6), (0.0, 0.0, 0.6, "triangular")),
        (link("contradicts", 0.2, 0.3, 0.6), (0.2, 0.3, 0.6, "triangular")),
        (link(mode=0.3), (0.3, 0.3, 0.3, "point")),
        (link(low=0.2, high=0.6), (0.2, 0.4, 0.6, "uniform")),
        (link(mode=0.3, high=0.6), (0.3, 0.3, 0.3, "point")),
    ],
)
def test_what_a_claim_says(said: Link, found: tuple[float, float, float, str]) -> None:
    """Three numbers, one, or two ends; A1 counts as much as the case."""
    own, other = voices(assumption(), [claim("P", said)])
    assert (own.origin, own.weight, other.origin, other.weight) == (
        "case",
        0.5,
        "P",
        0.5,
    )
    assert (own.low, own.mode, own.high, own.shape) == (0.1, 0.2, 0.5, "triangular")
    assert (other.low, other.mode, other.high, other.shape) == pytest.approx(found)
    assert (own.statements, other.statements) == ((), ("P",))


def test_a_band_is_a_curve_and_a_denial_its_other_side() -> None:
    """Likely is 0.55 to 0.80; denied 0.20 to 0.45."""
    _, said = voices(assumption(), [claim("P", link(), band="likely")])
    _, denied = voices(assumption(), [claim("P", link("contradicts"), band="likely")])
    assert (said.low, said.mode, said.high) == pytest.approx((0.55, 0.675, 0.8))
    assert (denied.low, denied.mode, denied.high) == pytest.approx((0.2, 0.325, 0.45))
    assert {said.shape, denied.shape} == {"beta"}


@pytest.mark.parametrize(
    "heard",
    [
        claim("P", link("context", mode=0.4)),
        claim("P", link()),
        claim("P", link("bounds_low")),
        claim("P", link(low=0.3)),
        claim("P", link(high=0.3)),
        claim("P", link(mode=0.4), grade=("E", 1)),
        claim("P", Link(COSTS, "supports", None, 0.4, None)),
    ],
)
def test_who_says_no_number_has_no_voice(heard: Claim) -> None:
    """Context, no number and no band, no bound, no weight, another cell."""
    assert voices(assumption(), [heard]) == voices(assumption(), ())


def test_a_band_is_about_chances_only() -> None:
    """Of a cost, likely says nothing."""
    said = claim("P", Link(COSTS, "supports", None, None, None), band="likely")
    assert len(voices(assumption(COSTS), [said])) == 1


def test_one_origin_has_one_voice_that_of_its_best_claim() -> None:
    """B2 (0.64) before C3 (0.36): shares 1/1.64 and 0.64/1.64, both named."""
    heard = [
        claim("P", link(mode=0.4), grade=("C", 3), origin="leak"),
        claim("Q", link(mode=0.3), grade=("B", 2), origin="leak"),
    ]
    own, other = voices(assumption(), heard)
    assert (own.weight, other.weight) == pytest.approx((1 / 1.64, 0.64 / 1.64))
    assert (other.mode, other.statements, other.origin) == (0.3, ("P", "Q"), "leak")


@pytest.mark.parametrize(
    ("relation", "bound", "range_"),
    [
        ("bounds_low", 0.3, (0.3, 0.3, 0.5)),
        ("bounds_low", 0.15, (0.15, 0.2, 0.5)),
        ("bounds_low", 0.05, (0.1, 0.2, 0.5)),
        ("bounds_low", 0.7, (0.5, 0.5, 0.5)),
        ("bounds_high", 0.15, (0.1, 0.15, 0.15)),
        ("bounds_high", 0.4, (0.1, 0.2, 0.4)),
        ("bounds_high", 0.7, (0.1, 0.2, 0.5)),
        ("bounds_high", 0.05, (0.1, 0.1, 0.1)),
    ],
)
def test_bounds_cut_the_range(
    relation: str, bound: float, range_: tuple[float, float, float]
) -> None:
    """Never beyond its other end; the mode moves with them."""
    (own,) = voices(assumption(), [claim("P", link(relation, mode=bound))])
    assert (own.low, own.mode, own.high) == range_
    assert own.weight == 1.0


@pytest.mark.parametrize(
    ("voice", "mean", "deviation"),
    [
        (Voice("P", (), 1.0, 3.0, 3.0, 3.0, "point"), 3.0, 0.0),
        (Voice("P", (), 1.0, 0.0, 3.0, 6.0, "uniform"), 3.0, 6 / 12**0.5),
        # (0 + 1 + 5) / 3 = 2; (0 + 1 + 25 - 0 - 0 - 5) / 18 = 7/6
        (Voice("P", (), 1.0, 0.0, 1.0, 5.0, "triangular"), 2.0, (7 / 6) ** 0.5),
        # nine in ten between the ends: 0.25 / 3.29
        (Voice("P", (), 1.0, 0.55, 0.675, 0.8, "beta"), 0.675, 0.25 / 3.29),
        (Voice("P", (), 1.0, 0.171, 0.5, 0.829, "beta"), 0.5, 0.2),  # 0.658 / 3.29
    ],
)
def test_what_is_drawn_from_a_voice(
    voice: Voice, mean: float, deviation: float
) -> None:
    """Mean within four standard errors, spread within four per cent."""
    values = voice.drawn(np.random.default_rng(1), MANY)
    assert values.shape == (MANY,)
    error = 4.0 * deviation / MANY**0.5
    assert values.mean() == pytest.approx(mean, abs=error + 1e-12)
    assert values.std() == pytest.approx(deviation, rel=0.04, abs=1e-12)
    assert voice.mean == pytest.approx(mean, rel=1e-4)


def test_draws_are_shared_out_by_weight() -> None:
    """Three in four say 1, one in four 2; a row of its own has draws of its own."""
    pool = (
        Voice("case", (), 0.75, 1.0, 1.0, 1.0, "point"),
        Voice("P", (), 0.25, 2.0, 2.0, 2.0, "point"),
    )
    rows = [assumption(number=1), assumption(number=2)]
    values = drawn(rows, [pool, pool], MANY, 7)
    assert values.shape == (MANY, 2)
    shares = (values == 2.0).mean(axis=0)
    assert shares == pytest.approx([0.25, 0.25], abs=4 * (0.1875 / MANY) ** 0.5)
    alone = drawn(rows[1:], [pool], MANY, 7)
    assert np.array_equal(alone[:, 0], values[:, 1])
    assert not np.array_equal(values[:, 0], values[:, 1])
    assert not np.array_equal(drawn(rows[1:], [pool], MANY, 8), alone)
    assert drawn([], [], 3, 1).shape == (3, 0)
