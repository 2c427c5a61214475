"""Is what claims are worth on mini what draws within draws say, on any hands?"""

from functools import cache

import numpy as np
import pytest

import brownfield
from brownfield.asking.work import Work
from brownfield.questions.evidence.question import Evidence
from brownfield.questions.evidence.worth.stated import Sites
from tests.peers.mini_nested import PLANS, Starts, nested, value
from tests.questions.evidence.mini_claims import mini

MILLION = 1e6


@cache
def found(jobs: int = 1) -> Evidence:
    """Return the evidence, worked out by so many hands."""
    asked = {"draws": 4000}
    answer: Evidence = brownfield.evidence(mini(), work=Work(jobs=jobs), **asked)
    return answer


def starts(sites: Sites) -> Starts:
    """Return the starts of a plan as the second formulation names them."""
    named: dict[str, set[str]] = {}
    for node, name in sites.taken["start"]:
        if name in ("ckd", "full"):
            at = "now" if node == "root" else node.split("@")[0]
            named.setdefault(name, set()).add(at)
    return {name: frozenset(places) for name, places in named.items()}


def test_the_second_formulation_gives_the_published_value() -> None:
    """Kits now, full builds in year 1 if sales are high: 1336.516."""
    assert value(PLANS[0], np.array([2.4]), np.array([2.6])) == pytest.approx(
        [1336.516], abs=5e-4
    )


def test_plans_are_those_of_the_second_formulation() -> None:
    """Kits, full builds, or kits and later full builds."""
    named = [starts(one.sites) for one in found().designs]
    assert len(named) == len(PLANS)
    assert all(one in named for one in PLANS)


def test_every_draw_is_worth_what_the_second_formulation_says() -> None:
    """4,000 draws of three plans, from some dozens of points solved: to the pound."""
    surface = found().surface
    assert surface is not None
    kits, full = surface.values.T / 1e3
    for one, worths in zip(found().designs, surface.benefits.T, strict=True):
        other = value(starts(one.sites), kits, full) * MILLION
        assert np.abs(worths - other).max() < 1.0
    assert surface.error < 1.0


@pytest.mark.parametrize(("place", "claim"), [(0, "P"), (1, "Q")])
def test_worth_is_that_of_draws_within_draws(place: int, claim: str) -> None:
    """Within two standard errors of both."""
    told = {one.statement: one for one in found().document.claims}[claim]
    worth, error = nested(list(PLANS), place, 200, 100, seed=1)
    both = np.hypot(told.standard_error or 0.0, error * MILLION)
    assert both < 5.0 * MILLION
    assert told.evppi == pytest.approx(worth * MILLION, abs=2.0 * both)


@pytest.mark.slow
def test_any_number_of_hands_gives_the_same_answer() -> None:
    """Byte by byte."""
    assert found(2).to_json() == found(1).to_json()
