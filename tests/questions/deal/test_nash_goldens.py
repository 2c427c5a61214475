"""Nash and Kalai-Smorodinsky on frontiers worked on paper.

A frontier is made of payments: one form for each of its pieces, of which a unit gives
the first party 1 and costs the second as much as the piece falls.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import pytest

from brownfield.questions.deal.contracts.talks import Form, Side, Talks
from brownfield.questions.deal.terms.terms import nash_terms, shared_hope_terms

Point = tuple[float, float]
NASH, GOLDEN = 1.0 / sqrt(3.0), (sqrt(5.0) - 1.0) / 2.0
FIRSTS = sorted({*(n / 64 for n in range(65)), NASH, GOLDEN})
ARCH = [(u, 1.0 - u**2) for u in FIRSTS]  # the best points of the arch are corners


def along(corners: Sequence[Point], alone: Point = (0.0, 0.0)) -> Talks:
    """Return talks whose frontier runs through corners, from the first's least up."""
    forms = {}
    for number, ((u0, v0), (u1, v1)) in enumerate(pairwise(corners)):
        worth = {"one": (1.0,), "two": ((v1 - v0) / (u1 - u0),)}
        name = f"piece {number}"
        forms[name] = Form(name, "m", worth, low=0.0, high=u1 - u0)
    sides = (
        Side("one", (corners[0][0],), (alone[0],)),
        Side("two", (corners[0][1],), (alone[1],)),
    )
    return Talks((1.0,), sides, forms)


def test_nash_on_an_arch() -> None:
    """Max u (1 - u^2): 1 = 3 u^2, u = .57735, 1 - 1/3 = .66667."""
    talks = along(ARCH)
    found = nash_terms(talks, tuple(talks.forms))
    assert found is not None
    assert found.gains == pytest.approx({"one": 0.57735, "two": 0.66667}, abs=1e-5)


def test_kalai_smorodinsky_on_an_arch() -> None:
    """Hopes are 1 and 1, so u = 1 - u^2: the golden section .61803."""
    talks = along(ARCH)
    found = shared_hope_terms(talks, tuple(talks.forms))
    assert found is not None
    assert found.gains == pytest.approx({"one": 0.61803, "two": 0.61803}, abs=1e-5)


@pytest.mark.parametrize(
    ("corners", "alone", "answer"),
    [
        ([(0, 6), (9, 0)], (0, 0), (4.5, 3.0)),
        ([(0, 6), (9, 0)], (3, 2), (4.5, 3.0)),
        ([(0, 6), (6, 3), (8, 0)], (0, 0), (6.0, 3.0)),
    ],
)
def test_nash_on_a_polygon(corners: list[Point], alone: Point, answer: Point) -> None:
    """On u1/9 + u2/6 = 1 the middle; the kink (6, 3) has product 18."""
    talks = along(corners, alone)
    found = nash_terms(talks, tuple(talks.forms))
    assert found is not None
    had = found.gains["one"] + alone[0], found.gains["two"] + alone[1]
    assert had == pytest.approx(answer, abs=1e-5)


def test_power_tilts_the_point() -> None:
    """On u1 + u2 = 1 with power 3:1 the first gets 3/4."""
    talks = along([(0.0, 1.0), (1.0, 0.0)])
    found = nash_terms(talks, tuple(talks.forms), {"one": 3.0})
    assert found is not None
    assert found.gains == pytest.approx({"one": 0.75, "two": 0.25}, abs=1e-4)


def test_no_deal_where_no_point_gives_both_more() -> None:
    """On u1 + u2 = 1 nobody can pass (0.6, 0.6)."""
    talks = along([(0.0, 1.0), (1.0, 0.0)], alone=(0.6, 0.6))
    assert nash_terms(talks, tuple(talks.forms)) is None
