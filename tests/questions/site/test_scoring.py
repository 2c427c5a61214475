"""Do worth, weights and ranks agree with paper?"""

import numpy as np
import pytest

from brownfield.questions.site.scoring.criteria import Criterion, Judged, values
from brownfield.questions.site.scoring.ranks import ranks
from brownfield.questions.site.scoring.truth import stretches, turns, worth
from brownfield.questions.site.scoring.weights import (
    central,
    drawn_weights,
)


def free(count: int, **ends: tuple[float, float]) -> tuple[Criterion, ...]:
    """Return criteria from 0 to 1; some with a range of their weight."""
    names = [f"c{place}" for place in range(count)]
    return tuple(
        Criterion(name, "", "", 0.0, 1.0, None, *ends.get(name, (0.0, 1.0)))
        for name in names
    )


def of(scores: list[list[float]]) -> Judged:
    """Return places by their scores from 0 to 1."""
    found = np.array(scores)
    sites = tuple("abcdefgh"[: len(found)])
    return Judged(sites, free(found.shape[1]), found)


def test_worth_on_natural_ranges_with_swings() -> None:
    """Three criteria, swings 100, 60, 40: weights .5, .3, .2.

    (180, 30, 6) on 300..100, 60..20, 0..10: 120/200 = .6, 30/40 = .75, .6, so
    .5 x .6 + .3 x .75 + .2 x .6 = .645. (300, 50, 9): 0, .25, .9: .255. (220, 24, 2):
    .4, .9, .2: .51.
    """
    criteria = (
        Criterion("price", "", "", 300.0, 100.0, 100.0, 0.0, 1.0),
        Criterion("travel", "", "", 60.0, 20.0, 60.0, 0.0, 1.0),
        Criterion("quality", "", "", 0.0, 10.0, 40.0, 0.0, 1.0),
    )
    scores = np.array([[180.0, 30, 6], [300, 50, 9], [220, 24, 2]])
    weights = central(criteria, np.empty((0, 3)))
    assert weights == pytest.approx([0.5, 0.3, 0.2])
    assert values(scores, criteria) @ weights == pytest.approx([0.645, 0.255, 0.51])


def test_a_better_end_below_the_worse_one_is_worth_one() -> None:
    """Ranges 100..300, 60..20, 0..10 with swings 100, 60, 40.

    (180, 30, 6): .4, .75, .6: .2 + .225 + .12 = .545. (300, 50, 9): 1, .25, .9: .755.
    (220, 24, 2): .6, .9, .2: .61.
    """
    criteria = (
        Criterion("a", "", "", 100.0, 300.0, 100.0, 0.0, 1.0),
        Criterion("b", "", "", 60.0, 20.0, 60.0, 0.0, 1.0),
        Criterion("c", "", "", 0.0, 10.0, 40.0, 0.0, 1.0),
    )
    scores = np.array([[180.0, 30, 6], [300, 50, 9], [220, 24, 2]])
    weights = central(criteria, np.empty((0, 3)))
    assert values(scores, criteria) @ weights == pytest.approx([0.545, 0.755, 0.61])


def test_a_copy_of_a_place_turns_no_rank() -> None:
    """A (1, 9, 8), B (9, 1, 9), C (1, 1, 1) on 0..10, equal weights (Belton and Gear).

    A .6, B .6333, C .1; with a copy of B the same. Weights made of the places' own sums
    would turn A and B.
    """
    criteria = tuple(
        Criterion(name, "", "", 0.0, 10.0, 1.0, 0.0, 1.0) for name in ("x", "y", "z")
    )
    three = Judged("abc", criteria, np.array([[1.0, 9, 8], [9, 1, 9], [1, 1, 1]]))  # type: ignore[arg-type]
    four = Judged("abcd", criteria, np.vstack([three.scores, three.scores[1]]))  # type: ignore[arg-type]
    weights = np.full(3, 1 / 3)
    assert worth(three, weights) == pytest.approx([18 / 30, 19 / 30, 3 / 30])
    assert worth(four, weights)[:3] == pytest.approx(worth(three, weights))
    drawn = drawn_weights(criteria, 20_000, np.random.default_rng(4))
    alone = ranks(three.values[np.newaxis], drawn).acceptability[:, 0]
    copied = ranks(four.values[np.newaxis], drawn).acceptability[:, 0]
    assert copied[:3] == pytest.approx(alone)
    assert copied[3] == alone[1]  # equal places share the better rank


def test_three_specialists_and_one_of_all_trades() -> None:
    """Two criteria would do: (.5, .5, .5) is first where no weight is above one half.

    Each weight exceeds .5 in (1 - .5)^2 = .25 of the triangle of weights, and these
    three corners do not meet, so 1 - 3 x .25 = .25 is left.
    """
    places = of([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.5, 0.5]])
    weights = drawn_weights(places.criteria, 40_000, np.random.default_rng(1))
    found = ranks(places.values[np.newaxis], weights)
    error = found.standard_error[:, 0]
    assert error == pytest.approx([(0.25 * 0.75 / 40_000) ** 0.5] * 4, rel=0.02)
    assert (abs(found.acceptability[:, 0] - 0.25) <= 3 * error).all()
    assert found.acceptability.sum(axis=1) == pytest.approx([1.0] * 4)
    # of the corner of the first weight: from .5 to 1, its middle a third of the way
    assert found.central[0] == pytest.approx([2 / 3, 1 / 6, 1 / 6], abs=0.01)
    assert found.central[3] == pytest.approx([1 / 3] * 3, abs=0.01)
    assert found.confidence.tolist() == [1.0] * 4


def test_a_place_that_another_beats_everywhere_never_comes_first() -> None:
    """It has no weights that speak for it."""
    places = of([[0.9, 0.8], [0.8, 0.7]])
    weights = drawn_weights(places.criteria, 1_000, np.random.default_rng(2))
    found = ranks(places.values[np.newaxis], weights)
    assert found.acceptability.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert np.isnan(found.central[1]).all()
    assert np.isnan(found.confidence[1])


@pytest.mark.parametrize(
    ("count", "shares"),
    [(3, [0.6111, 0.2778, 0.1111]), (4, [0.5208, 0.2708, 0.1458, 0.0625])],
)
def test_drawn_weights_in_order_have_the_middle_of_that_order(
    count: int, shares: list[float]
) -> None:
    """Sorted draws are equally likely among all weights in that order.

    Their middle is 1/n sum_{j>=i} 1/j (Barron and Barrett 1996): of three
    (1 + 1/2 + 1/3)/3 = 11/18, (1/2 + 1/3)/3 = 5/18, 1/9.
    """
    terms = [1 / place for place in range(1, count + 1)]
    middle = [sum(terms[place:]) / count for place in range(count)]
    assert middle == pytest.approx(shares, abs=5e-5)
    drawn = drawn_weights(free(count), 40_000, np.random.default_rng(3))
    ordered = -np.sort(-drawn, axis=1)
    assert ordered.mean(axis=0) == pytest.approx(middle, abs=0.004)


RANGES = {
    "some": {"c0": (0.2, 0.5), "c1": (0.1, 1.0), "c2": (0.0, 0.3)},
    "narrow": {"c0": (0.30, 0.32), "c1": (0.30, 0.36), "c2": (0.33, 0.37)},
    "one way only": {"c0": (0.2, 0.2), "c1": (0.3, 0.3), "c2": (0.5, 0.5)},
}


@pytest.mark.parametrize("name", RANGES)
def test_weights_keep_to_their_ranges(name: str) -> None:
    """And sum to 1, however narrow they are."""
    criteria = free(3, **RANGES[name])
    drawn = drawn_weights(criteria, 2_000, np.random.default_rng(5))
    assert drawn.shape == (2_000, 3)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(2_000))
    for place, one in enumerate(criteria):
        assert drawn[:, place].min() >= one.low - 1e-9
        assert drawn[:, place].max() <= one.high + 1e-9


def test_a_walk_is_as_likely_everywhere_as_draws_thrown_away() -> None:
    """Two weights within .499 to .501: their middle is .5, spread .002/sqrt(12)."""
    criteria = free(2, c0=(0.499, 0.501))
    drawn = drawn_weights(criteria, 20_000, np.random.default_rng(6))
    assert drawn[:, 0].mean() == pytest.approx(0.5, abs=2e-5)
    assert drawn[:, 0].std() == pytest.approx(0.002 / 12**0.5, rel=0.02)


def test_which_weight_makes_which_place_best() -> None:
    """A (.8, .2), b (.4, .7), weights .4 and .6: a .44, b .58.

    a is best from w = .5/.9 of the first on: .8w + .2(1 - w) = .4w + .7(1 - w) gives
    .2 + .6w = .7 - .3w, w = 5/9; of the second up to 4/9. Score that ties: a needs .14
    more: .14/.4 = .35 on the first is 1.15, beyond its best; .14/.6 = .2333 on the
    second, .4333.
    """
    places, weights = of([[0.8, 0.2], [0.4, 0.7]]), np.array([0.4, 0.6])
    found = [(s.criterion, s.site, s.low, s.high) for s in stretches(places, weights)]
    assert [(c, s) for c, s, _, _ in found] == [
        ("c0", "b"),
        ("c0", "a"),
        ("c1", "a"),
        ("c1", "b"),
    ]
    assert [high for *_, high in found] == pytest.approx([5 / 9, 1, 4 / 9, 1])
    first, second = turns(places, weights)
    assert (first.site, first.criterion, first.score) == ("a", "c0", None)
    assert first.weight == pytest.approx(5 / 9)
    assert second.weight == pytest.approx(4 / 9)
    assert second.score == pytest.approx(0.2 + 0.14 / 0.6)


@pytest.mark.parametrize("seed", range(20))
def test_strips_agree_with_every_weight_tried(seed: int) -> None:
    """At each of 200 weights the place of the strip is a best one."""
    random = np.random.default_rng(seed)
    places = of(random.random((6, 4)).round(2).tolist())
    weights = random.dirichlet(np.ones(4))
    found = stretches(places, weights)
    for number, criterion in enumerate(places.criteria):
        own = [s for s in found if s.criterion == criterion.name]
        assert own[0].low == 0.0
        assert own[-1].high == 1.0
        for weight in np.linspace(0.0, 1.0, 200):
            moved = weights * (1.0 - weight) / (1.0 - weights[number])
            moved[number] = weight
            best = worth(places, moved)
            site = next(s.site for s in own if s.low - 1e-9 <= weight <= s.high + 1e-9)
            assert best[places.sites.index(site)] == pytest.approx(best.max())
