"""Splits of coalition games against published and hand-worked answers."""

import json
import os
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brownfield.errors import UseError
from brownfield.questions.deal.coalitions import sharing
from brownfield.questions.deal.coalitions.game import (
    Game,
    check_size,
    objections_to_joining,
)
from brownfield.questions.deal.coalitions.sharing import (
    RULES,
    equal_split,
    is_core_empty,
    least_excess,
    nash,
    nucleolus,
    objections,
    shapley,
    share_ranges,
)
from brownfield.questions.deal.contracts.linear_programme import maximise

ROOT = Path(__file__).parents[3]
BARGAINING = (
    Path(os.environ.get("BROWNFIELD_BENCHMARKS", ROOT.parent / "shared" / "benchmarks"))
    / "bargaining"
)
MINI = (412.496, 637.790, 503.882, 1336.516, 1002.009, 1141.672, 2060.601)


def game_of(values: Sequence[float], parties: Sequence[str]) -> Game:
    """Return the game whose values stand by size, then in party order."""
    groups = [c for k in range(1, len(parties) + 1) for c in combinations(parties, k)]
    pairs = zip(groups, values, strict=True)
    return Game(tuple(parties), {frozenset(group): value for group, value in pairs})


def in_order(game: Game, split: dict[str, float]) -> list[float]:
    """Return the shares in party order."""
    return [split[party] for party in game.parties]


@pytest.fixture(scope="module")
def mini() -> Game:
    """Return the published game of entrant, host and government (GBP m)."""
    return game_of(MINI, "EHG")


def test_the_published_shapley_value_is_found(mini: Game) -> None:
    """E: 412.496/3 + (698.726 + 498.127)/6 + 918.929/3 = 643.284, and so on."""
    assert in_order(mini, shapley(mini)) == pytest.approx(
        [643.284, 825.762, 591.555], abs=1.5e-3
    )


def test_the_published_nucleolus_is_found(mini: Game) -> None:
    """610.662, 835.956, 613.983."""
    assert in_order(mini, nucleolus(mini)) == pytest.approx(
        [610.662, 835.956, 613.983], abs=1.5e-3
    )


def test_the_published_game_has_a_core_that_holds_both_splits(mini: Game) -> None:
    """Nobody objects; joining always pays."""
    assert not is_core_empty(mini)
    assert objections(mini, shapley(mini)) == {}
    assert objections(mini, nucleolus(mini)) == {}
    assert objections_to_joining(mini) == ()


@pytest.mark.parametrize(
    ("estate", "answer"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_the_talmud_divides_an_estate(estate: float, answer: list[float]) -> None:
    """Claims 100, 200, 300: a group is sure of what the others' claims leave."""
    claims = {"a": 100.0, "b": 200.0, "c": 300.0}
    groups = [g for k in range(1, 4) for g in combinations("abc", k)]
    rest = [sum(claims[p] for p in "abc" if p not in g) for g in groups]
    game = game_of([max(0.0, estate - other) for other in rest], "abc")
    assert in_order(game, nucleolus(game)) == pytest.approx(answer, abs=1e-6)


def test_shapley_divides_an_estate_of_two_hundred() -> None:
    """v(bc) = 100, v(abc) = 200, all else 0: a 100/3, b and c 100/3 + 50."""
    game = game_of([0, 0, 0, 0, 0, 100, 200], "abc")
    answer = [100 / 3, 250 / 3, 250 / 3]
    assert in_order(game, shapley(game)) == pytest.approx(answer)


def test_an_empty_core_is_seen_and_the_objectors_named() -> None:
    """Any two are worth 1, all three 1: each split of 1 leaves a pair 2/3 at most."""
    game = game_of([0, 0, 0, 1, 1, 1, 1], "abc")
    assert is_core_empty(game)
    assert least_excess(game) == pytest.approx(-1 / 3)
    gains = objections(game, equal_split(game))
    assert gains == {
        frozenset(pair): pytest.approx(1 / 3) for pair in ("ab", "ac", "bc")
    }


def test_two_that_lose_by_joining_have_an_empty_core() -> None:
    """5 for two that have 3 and 4 alone: one of them misses (3 + 4 - 5) / 2 = 1."""
    game = game_of([3, 4, 5], "ab")
    assert is_core_empty(game)
    assert least_excess(game) == pytest.approx(-1.0)


def test_a_core_of_one_split_is_not_empty() -> None:
    """Pairs are worth 2, all three 3: 1 each, and nobody gains by leaving."""
    game = game_of([0, 0, 0, 2, 2, 2, 3], "abc")
    assert not is_core_empty(game)
    assert least_excess(game) == pytest.approx(0.0)


def test_the_least_excess_is_in_the_currency_of_the_game() -> None:
    """Pairs and all three are worth 300: a pair gets 200 at best, 100 too little."""
    game = game_of([0, 0, 0, 300, 300, 300, 300], "abc")
    assert least_excess(game) == pytest.approx(-100.0)


@pytest.mark.parametrize(
    ("total", "unit", "answer"),
    [(6, 1.0, [3, 3, 0]), (6, 0.1, [0.3, 0.3, 0]), (0, 1.0, [0, 0, 0])],
)
def test_the_nucleolus_leaves_nobody_less_than_alone(
    total: float, unit: float, answer: list[float]
) -> None:
    """A and b make 10, all three less: by excess alone c would pay 2 (or 5) of it.

    With x for a and b together, min(x - 10, total - x) is best at x = 5 + total / 2;
    but c has 0 alone, so x stops at the total.
    """
    values = [0.0, 0.0, 0.0, 10.0, 0.0, 0.0, float(total)]
    game = game_of([unit * value for value in values], "abc")
    assert in_order(game, nucleolus(game)) == pytest.approx(answer, abs=1e-7)


def test_one_party_keeps_everything() -> None:
    """There is nobody to share 7 with, and nobody to object."""
    game = game_of([7], "a")
    assert nucleolus(game) == {"a": pytest.approx(7.0)}
    assert not is_core_empty(game)


def test_groups_that_lose_by_joining_are_named() -> None:
    """v(a) + v(b) = 7 > v(ab) = 5: the loss is 2."""
    game = game_of([3, 4, 5], "ab")
    [(one, other, loss)] = objections_to_joining(game)
    assert (one, other) == (frozenset("a"), frozenset("b"))
    assert loss == pytest.approx(2.0)


def test_power_moves_the_surplus() -> None:
    """1000 with 100, 250, 50 alone and power 2:1:1 splits 600 into 300, 150, 150."""
    game = game_of([100, 250, 50, 350, 150, 300, 1000], "abc")
    split = nash(game, {"a": 2.0})
    assert in_order(game, split) == pytest.approx([400, 400, 200])


def test_a_game_needs_every_value() -> None:
    """A missing coalition is named."""
    with pytest.raises(UseError, match="no value for: a,b"):
        Game(("a", "b"), {frozenset("a"): 1.0, frozenset("b"): 1.0})


@pytest.mark.parametrize("parties", [("a",), tuple("abcdef")])
def test_a_deal_needs_two_to_five_parties(parties: tuple[str, ...]) -> None:
    """One party has nobody to talk to; six make 63 plans."""
    with pytest.raises(UseError, match="needs 2 to 5 parties"):
        check_size(parties)


def test_a_party_named_twice_is_refused() -> None:
    """a,a is one party."""
    with pytest.raises(UseError, match="named twice"):
        check_size(("a", "a"))


def published() -> list[Any]:
    """Return the published games, none where they are not at hand."""
    path = BARGAINING / "golden_bargaining.json"
    if not path.exists():
        return []
    kinds = ("tu_game", "linear_production_game")
    return [c for c in json.loads(path.read_text()) if c["type"] in kinds]


@pytest.mark.peer
@pytest.mark.skipif(not published(), reason="published games are not at hand")
@pytest.mark.parametrize("case", published(), ids=lambda case: case["name"])
def test_published_games_have_their_known_splits(case: Any) -> None:
    """Shapley and nucleolus of Talmud, Ibn Ezra, cost sharing, linear production."""
    values = case["v"] if "v" in case else case["published"]["v"]
    count = {7: 3, 15: 4}[len(values)]
    if case["type"] == "linear_production_game":
        order = case["coalition_order"]
        assert order == "{1},{2},{3},{12},{13},{23},{123}"
    game = game_of(values, "abcd"[:count])
    known = case["recomputed"]
    assert in_order(game, shapley(game)) == pytest.approx(known["shapley"], abs=1e-5)
    found = in_order(game, nucleolus(game))
    assert found == pytest.approx(known["nucleolus"], abs=1e-5)


VALUES = st.lists(st.floats(0.0, 100.0), min_size=4, max_size=4)


@given(VALUES, st.sampled_from(sorted(RULES)))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_shares_add_up_and_nobody_loses(more: list[float], rule: str) -> None:
    """In every superadditive game: sum = v(N), each at least what it has alone."""
    game = superadditive(more)
    split = RULES[rule](game)
    assert sum(split.values()) == pytest.approx(game.total, abs=1e-6 * game.scale)
    for party, alone in game.alone.items():
        assert split[party] >= alone - 1e-6 * game.scale


@given(VALUES, st.sampled_from(sorted(RULES)))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_the_money_unit_does_not_matter(more: list[float], rule: str) -> None:
    """In thousandths every share is a thousand times as large."""
    game = superadditive(more)
    small = Game(game.parties, {c: v * 1000.0 for c, v in game.values.items()})
    shares, large = RULES[rule](game), RULES[rule](small)
    for party in game.parties:
        wanted = 1000.0 * shares[party]
        assert large[party] == pytest.approx(wanted, abs=1e-4 * small.scale)


@given(VALUES, st.sampled_from(sorted(RULES)))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_symmetric_parties_get_equal_shares(more: list[float], rule: str) -> None:
    """Values that depend on size alone leave everybody the same."""
    one, two, three = 10.0, 20.0 + more[0], 30.0 + 2.0 * more[0] + more[1]
    game = game_of([one] * 3 + [two] * 3 + [three], "abc")
    split = RULES[rule](game)
    equal = pytest.approx(three / 3.0, abs=1e-6 * game.scale)
    assert all(share == equal for share in split.values())


def superadditive(more: list[float]) -> Game:
    """Return a game of three in which joining always pays."""
    alone = [5.0, 10.0, 15.0]
    pairs = [15.0 + more[0], 20.0 + more[1], 25.0 + more[2]]
    best = max(pairs[0] + 15.0, pairs[1] + 10.0, pairs[2] + 5.0)
    return game_of([*alone, *pairs, best + more[3]], "abc")


OPEN = Game(
    ("A", "B"),
    {frozenset("A"): 10.0, frozenset("B"): 20.0, frozenset("AB"): 50.0},
    {frozenset("A"): 14.0, frozenset("AB"): 56.0},
)


def test_shares_move_with_what_searches_left_open() -> None:
    """Shapley gives A (10 + 30) / 2 = 20 and B 30.

    A alone may have 4 more, half of which goes from B to A; both 6 more, half each.
    """
    found = share_ranges(OPEN, shapley)
    assert found == {
        "A": pytest.approx((20.0, 20.0 + 2.0 + 3.0)),
        "B": pytest.approx((30.0 - 2.0, 30.0 + 3.0)),
    }


@pytest.mark.parametrize(("gain", "objects"), [(1.0, False), (1.5, True)])
def test_a_gain_within_the_tolerance_is_no_objection(
    gain: float, objects: bool
) -> None:
    """A has nothing alone; a billionth of 100 is not worth leaving for."""
    game = game_of((0.0, 0.0, 100.0), "AB")
    short = gain * game.tolerance
    found = objections(game, {"A": -short, "B": 100.0 + short})
    assert found == ({frozenset("A"): pytest.approx(short)} if objects else {})


def test_losers_share_on_below_what_they_have_alone() -> None:
    """20 each alone, 50 together, and 100 for A and B without C.

    x_A + x_B - 100 and x_C - 20 add up to -70, so both are -35: A and B have 65. What
    is left to decide is 12.5 above alone for both: 32.5 each.
    """
    game = game_of((20.0, 20.0, 20.0, 100.0, 0.0, 0.0, 50.0), "ABC")
    assert in_order(game, nucleolus(game)) == pytest.approx([32.5, 32.5, -15.0])


def test_where_floors_leave_no_room_they_are_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """10, 20 and 50: 20 and 30 are 10 more than alone, with floors or without."""
    solved = maximise

    def without_floors(*asked: Any) -> Any:
        return None if asked[2:] else solved(*asked)

    monkeypatch.setattr(sharing, "maximise", without_floors)
    assert least_excess(OPEN) == pytest.approx(10.0)


def test_where_nothing_is_found_the_total_is_shared_equally(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """50 are 25 each, and no group has more than its value."""
    monkeypatch.setattr(sharing, "maximise", lambda *_: None)
    assert least_excess(OPEN) == 0.0
    assert in_order(OPEN, nucleolus(OPEN)) == [25.0, 25.0]
