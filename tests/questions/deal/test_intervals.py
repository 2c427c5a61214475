"""What is told where searches end early: intervals, never nothing."""

import time
from dataclasses import replace

import pytest

from brownfield.case.case import Case
from brownfield.errors import UnansweredError
from brownfield.questions.deal.coalitions.game import Game, objections_to_joining
from brownfield.questions.deal.coalitions.sharing import (
    is_core_empty,
    nash,
    objections,
    share_ranges,
)
from brownfield.questions.deal.document import document
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.search import search
from brownfield.questions.deal.search.search import Ask, _without_search, answered
from brownfield.questions.deal.search.waves import best_of
from brownfield.questions.deal.terms.ranges import FEE, range_of
from brownfield.questions.deal.text import text
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tell.values import values

MILLION = 1e6
A, B, AB = frozenset("a"), frozenset("b"), frozenset("ab")
KNOWN = {
    "E": 412.496,
    "H": 637.790,
    "E,H": 1336.516,
}


def two(*, alone: float = 12.0, most: float = 44.0) -> Game:
    """Return a game: a has 10 or up to `alone`, b 20, both 40 or up to `most`."""
    values = {A: 10.0, B: 20.0, AB: 40.0}
    return Game(("a", "b"), values, bounds={A: alone, B: 20.0, AB: most})


def test_shares_lie_between_what_the_values_leave_open() -> None:
    """Nash gives a (10 - 20 + 40) / 2 = 15; 2 more alone are 1, 4 more of all are 2.

    And b (20 - 10 + 40) / 2 = 25: 1 less where a has more alone, 2 more of all.
    """
    found = share_ranges(two(), nash)
    assert found["a"] == pytest.approx((15.0, 18.0))
    assert found["b"] == pytest.approx((24.0, 27.0))


def test_only_what_is_sure_is_a_surplus() -> None:
    """40 less 12 and 20 leaves 8; if a may have 21 alone, nothing is sure."""
    assert two().least_surplus == pytest.approx(8.0)
    assert two().gains(AB)
    assert not two(alone=21.0).has_surplus


def test_who_might_lose_by_joining_is_not_accused() -> None:
    """13 + 20 = 33 apart; 30 found together, but up to 35 may be there."""
    values = {A: 13.0, B: 20.0, AB: 30.0}
    open_game = Game(("a", "b"), values, bounds={AB: 35.0})
    assert objections_to_joining(open_game) == ()
    assert not is_core_empty(open_game)
    assert objections(open_game, {"a": 11.0, "b": 19.0}) == {}
    ((one, other, loss),) = objections_to_joining(replace(open_game, bounds={}))
    assert (one, other) == (A, B)
    assert loss == pytest.approx(3.0)


def test_a_host_that_may_have_more_alone_moves_its_end_of_the_fee(told: Deal) -> None:
    """1.97617 m over 197,617 discounted vehicles are 10 a vehicle: 3,132.1 + 10."""
    assert told.table is not None
    talks = told.table.talks
    sides = tuple(
        replace(s, is_open=1.97617e6 if s.party == "H" else 0.0) for s in talks.sides
    )
    fee = range_of(replace(talks, sides=sides), FEE, (), {})
    assert fee.sure_low == pytest.approx(3142.1, abs=0.5)
    assert fee.sure_high == pytest.approx(4580.5, abs=0.5)
    assert fee.off == pytest.approx(10.0, abs=0.01)


def test_a_fee_that_nothing_proves_may_be_off_by_all_of_it(told: Deal) -> None:
    """The surplus is 286.230 m: if E may have 300 m more alone, no fee is sure."""
    assert told.table is not None
    sides = tuple(replace(s, is_open=150e6) for s in told.table.talks.sides)
    fee = range_of(replace(told.table.talks, sides=sides), FEE, (), {})
    assert fee.low == pytest.approx(3132.1, abs=0.5)
    assert fee.sure_low is None
    assert fee.off == float("inf")


@pytest.fixture(scope="module")
def hasty(mini: Case) -> Deal:
    """Return the deal of entrant and host with next to no time for any search."""
    return deal(mini.with_settings("solve", {"time_limit_seconds": 1e-6}), ("E", "H"))


def test_without_time_values_are_intervals_around_the_known_ones(hasty: Deal) -> None:
    """412.496, 637.790 and 1336.516 lie between value and bound."""
    content = values(document(hasty))
    for name, known in KNOWN.items():
        assert content["coalitions"][name] / MILLION <= known + 1e-3
        assert content["coalition_bounds"][name] / MILLION >= known - 1e-3
    assert "GBP" in text(document(hasty))


def test_a_group_without_any_search_starts_nothing_and_has_a_bound(mini: Case) -> None:
    """E and H then have what each has without a start, at least; 1336.516 at most."""
    case = mini.choose(("E", "H"))
    found = _without_search(Ask(case, seconds=0.0))
    assert found.status == "time_limit"
    assert found.is_sound
    assert found.value / MILLION < 1336.516 <= found.bound / MILLION
    starts = found.tables["starts"].join(
        case.tables["build_options"].filter("is_committed"),
        on="build_option",
        how="anti",
    )
    assert starts.is_empty()


def test_a_group_that_begins_with_a_plan_is_never_worth_less(mini: Case) -> None:
    """The plan to begin with is one of its own."""
    case = mini.choose(("E", "H"))
    best = plan(case)
    found = answered(Ask(case, seconds=0.0, begin=best)).plan
    assert found.value == pytest.approx(best.value, rel=1e-9)
    assert _without_search(Ask(case, begin=best)).value == pytest.approx(
        best.value, rel=1e-6
    )


def test_a_search_that_would_end_before_it_begins_is_left_out(
    mini: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan to begin with stays, with the proof of the relaxed model."""
    case = mini.choose(("E", "H"))
    idle = _without_search(Ask(case))
    assert answered(Ask(case, seconds=60.0, begin=idle)).plan.value > idle.value
    monkeypatch.setattr(search, "BEGINNING", 1e9)
    found = answered(Ask(case, seconds=0.0, begin=idle)).plan
    assert found.status == "time_limit"
    assert found.is_sound
    assert found.value == pytest.approx(idle.value, rel=1e-9)
    assert 1336.516 <= found.bound / MILLION <= idle.bound / MILLION * (1 + 1e-9)
    unlimited = answered(Ask(case, begin=idle)).plan
    assert unlimited.value / MILLION == pytest.approx(1336.516, abs=1e-3)


def test_two_searches_of_one_group_leave_the_better_plan_and_proof(mini: Case) -> None:
    """Values 5 and 7, bounds 9 and 10: 7, at most 9."""
    made = plan(mini.choose(("E",)))
    one, other = (
        replace(made, value=value, bound=bound) for value, bound in ((5, 9), (7, 10))
    )
    for found in (best_of(one, other), best_of(other, one)):
        assert (found.value, found.bound) == (7, 9)


def test_a_search_ends_after_its_processor_seconds(
    mini: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that jumps by a second at each look ends it; waiting does not count."""
    from brownfield.derive.derive import derive
    from brownfield.model.formulation import formulate

    ticks = iter(range(10_000))
    monkeypatch.setattr(time, "process_time", lambda: float(next(ticks)))
    model = formulate(derive(mini.choose(("E", "H")))).linear
    found = HighsBackend().solve(model, Limits(processor_seconds=0.5))
    assert found.outcome == "time_limit"


def test_a_group_with_no_plan_at_all_is_told(mini: Case) -> None:
    """HAL promises more vehicles than its largest pattern can build."""
    rows: list[Row] = [
        {"facility": "HAL", "product": "VH", "year": 2028, "vehicles": 500_000.0}
    ]
    frame = typed_frame(TABLES["commitments"], rows)
    case = replace(mini, tables=dict(mini.tables) | {"commitments": frame})
    short = case.with_settings("solve", {"time_limit_seconds": 1e-6})
    with pytest.raises(UnansweredError, match="has no plan at all: commitments"):
        deal(short, ("E", "H"))
