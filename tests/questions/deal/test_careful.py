"""Parties that look at their worst futures: what is a group worth, what fee is left?"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.questions.deal.coalitions.game import objections_to_joining
from brownfield.questions.deal.terms.ranges import FEE
from tests.questions.deal.parts import Talked, talked

MILLION = 1e6


Careful = Callable[..., Talked]


@pytest.fixture(scope="module")
def careful(mini: Case) -> Careful:
    """Return what plans the groups if some put a weight on their worst 30 %, once."""

    @cache
    def planned(
        parties: str, weight: float, talking: tuple[str, ...] = ("E", "H")
    ) -> Talked:
        is_one = pl.col("party").is_in(list(parties))
        looks = mini.tables["parties"].with_columns(
            tail=pl.when(is_one).then(0.3),
            tail_weight=pl.when(is_one).then(weight).otherwise(0.0),
        )
        case = replace(mini, tables=dict(mini.tables) | {"parties": looks})
        return talked(case.with_settings("solve", {"gap": 1e-6}), talking)

    return planned


@pytest.mark.parametrize(
    ("weight", "low", "high", "gain"),
    [(0.5, 2.942, 4.362, 97.944), (1.0, 2.793, 3.792, 52.774)],
)
def test_the_known_ranges_of_careful_parties(
    careful: Careful, weight: float, low: float, high: float, gain: float
) -> None:
    """The plan of neutral parties stays best; a fee shares its risk (METHODS B4)."""
    told = careful("EH", weight)
    fee = told.fee()
    assert fee.low == pytest.approx(low * 1e3, abs=0.5)
    assert fee.high == pytest.approx(high * 1e3, abs=0.5)
    for party in "EH":
        assert fee.gains[party] == pytest.approx(gain * MILLION, abs=1e3)
    assert told.game.surplus == pytest.approx(2 * gain * MILLION, abs=5e3)


def test_the_range_shrinks_as_parties_grow_more_careful(careful: Careful) -> None:
    """Whoever looks more at bad futures asks for more and offers less."""
    neutral = careful("", 0.0)
    for who in ("E", "EH"):
        widths = []
        for weight in (0.0, 0.25, 0.5, 0.75, 1.0):
            fee = (careful(who, weight) if weight else neutral).fee()
            assert fee.low is not None
            assert fee.high is not None
            widths.append(fee.high - fee.low)
        assert widths == sorted(widths, reverse=True)


def test_who_minds_risk_less_insures_the_other(careful: Careful) -> None:
    """A neutral host can take all risk, so the pair is worth what neutral ones are."""
    told = careful("E", 1.0)
    assert told.game.total == pytest.approx(1336.516 * MILLION, abs=2e5)
    assert told.game.alone["E"] == pytest.approx(136.275 * MILLION, abs=1e4)


def test_the_gap_is_counted_as_the_companies_weigh_futures(careful: Careful) -> None:
    """Without G the pair is worth 1007.100 to itself at half a weight, not its mean."""
    part = careful("EH", 0.5, ("E", "H", "G")).support()
    assert part.counterfactual.companies == pytest.approx(1007.100 * MILLION, abs=5e3)
    assert 0.0 < part.support.gap < part.counterfactual.companies
    joint = part.supported
    assert part.support.gap == pytest.approx(
        part.counterfactual.companies - joint.companies, abs=1.0
    )


def test_a_careful_government_weighs_all_it_receives(mini: Case) -> None:
    """Its worth alone is that of its worst futures, and joining loses nobody a thing.

    At the Nash terms nobody pays G and nothing is lost, so gains add up to the surplus.
    """
    is_state = pl.col("party") == "G"
    looks = mini.tables["parties"].with_columns(
        tail=pl.when(is_state).then(0.3),
        tail_weight=pl.when(is_state).then(1.0).otherwise(0.0),
    )
    case = replace(mini, tables=dict(mini.tables) | {"parties": looks})
    told = talked(case.with_settings("solve", {"gap": 1e-6}), ("E", "H", "G"))
    _, public = told.tables()
    assert public is not None
    (side,) = [s for s in public.talks.sides if s.party == "G"]
    floor = public.talks.floor(side)
    assert told.game.alone["G"] == pytest.approx(floor, rel=1e-6)
    assert objections_to_joining(told.game) == ()
    gains = public.ranges[FEE].gains.values()
    assert sum(gains) == pytest.approx(told.game.surplus, rel=1e-3)


def test_no_gap_comes_of_planning_with_a_little_of_the_mean(careful: Careful) -> None:
    """Looking at nothing but the tail, the pair forgoes nothing by the joint plan."""
    part = careful("EH", 1.0, ("E", "H", "G")).support()
    assert part.support.gap == pytest.approx(0.0, abs=1.0)
