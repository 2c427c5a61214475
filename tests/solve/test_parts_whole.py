"""What a part is worth with whole decisions, and how the search comes to them."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.solve.backends.highs import HighsBackend, HighsWarm
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.cuts.master import cuts_of, master_of
from brownfield.solve.decompose.cuts.priced import Pricing, pricing
from brownfield.solve.decompose.parts import SHARED, parted
from brownfield.solve.decompose.plans import whole as module
from brownfield.solve.decompose.plans.forced import without_forced
from brownfield.solve.decompose.plans.otherwise import decisions_of, otherwise
from brownfield.solve.decompose.plans.rounded import rounded
from brownfield.solve.decompose.plans.whole import Whole, bettered, planned
from brownfield.solve.decompose.proposals.dive import dive
from brownfield.solve.decompose.proposals.near import propose_near
from brownfield.solve.decompose.proposals.tried import Search
from brownfield.solve.decompose.search import search_parts
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import stated

# Lines of 10 at 15 each, at most 5, are built before one of ten equally likely futures
# asks for 5, 10, ... 50, sold at 4. With x lines the ten sell 95, 170, 225, 260, 275:
#     x = 3: -45 + 0.4 * 225 = 45     x = 4: -60 + 104 = 44     x = 2: -30 + 68 = 38
# Half lines too: x = 3.5 brings -52.5 + 0.4 * 245 = 45.5, the most.
TEN = 10


def ten_futures() -> LinearModel:
    """Return the model of lines for ten futures."""
    each = np.arange(TEN)
    rows = MoreRows.of(
        np.concatenate([each, each]),
        np.concatenate([each + 1, np.zeros(TEN, np.int64)]),
        np.concatenate([np.ones(TEN), np.full(TEN, -10.0)]),
        np.full(TEN, -np.inf),
        most=np.zeros(TEN),
    )
    return stated(
        rows,
        cost=np.append(-15.0, np.full(TEN, 0.4)),
        upper=np.append(5.0, 5.0 * (each + 1)),
        is_integer=np.append(True, np.zeros(TEN, np.bool_)),
    )


def priced_by(model: LinearModel) -> Pricing:
    """Return what prices the futures of a model whose first column is shared."""
    nodes = np.append(SHARED, np.arange(model.columns - 1))
    clock = Clock(Limits(), Pressed())
    return pricing(parted(model, nodes), TEN, HighsBackend(), clock)


def test_many_futures_are_planned_to_the_best_by_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three of them are looked at first; the best is that of all."""
    monkeypatch.setattr("brownfield.solve.decompose.search.FEW", 3)
    monkeypatch.setattr("brownfield.solve.decompose.search.MANY", 3)
    parts, clock = priced_by(ten_futures()).parts, Limits(gap=1e-9)
    found = search_parts(parts, HighsBackend(), clock, None, lambda _: 1e-9)
    assert found.objective == pytest.approx(45.0, abs=1e-6)
    assert found.bound == pytest.approx(45.0, abs=1e-6)
    assert found.columns is not None
    assert found.columns[0] == pytest.approx(3.0)


def test_a_dive_ends_at_whole_decisions() -> None:
    """From three and a half lines to three or four, valued as by hand."""
    price = priced_by(ten_futures())
    master = master_of(price.parts.shared, price.at(np.array([0.0])))
    for point in (3.5, 5.0):
        master = master.with_cuts(cuts_of(price.at(np.array([point]))))
    found = dive(master, price)
    assert found.end is not None
    assert found.is_whole
    lines_built = round(float(found.end.at[0]))
    assert found.end.at[0] == pytest.approx(lines_built)
    by_hand = {3: 45.0, 4: 44.0}[lines_built]
    assert found.master.worth(found.end) == pytest.approx(by_hand)


def test_a_dive_stops_where_nothing_is_left() -> None:
    """No whole number lies between a third and two thirds of a line."""
    price = priced_by(ten_futures())
    first = price.at(np.array([0.5]))
    master = master_of(
        price.parts.shared.with_arrays(
            lower=np.array([1 / 3]), upper=np.array([2 / 3])
        ),
        first,
    )
    assert not dive(master, price).is_whole


@pytest.mark.parametrize(("core", "value"), [(2.2, 38.0), (2.5, 45.0)])
def test_near_a_point_only_open_decisions_move(core: float, value: float) -> None:
    """From two lines, worth 38, to three where the core is half a line off.

    Where it is a fifth off it agrees with two, which are held.
    """
    price, at = priced_by(ten_futures()), np.array([2.0])
    begin = price.at(at)
    master = master_of(price.parts.shared, begin)
    for point in (0.0, 3.5, 5.0):
        master = master.with_cuts(cuts_of(price.at(np.array([point]))))
    seen = Seen(price.clock)
    search = Search(price.backend, seen, price, master, np.array([core]), begin)
    search.note(begin)
    propose_near(search)
    assert search.best == pytest.approx(value)


def test_what_a_plan_leaves_at_nothing_is_left_out() -> None:
    """Without a line nothing is sold; with one all columns stay."""
    part = parted(ten_futures(), np.append(SHARED, np.zeros(TEN, np.int64))).rest[0]
    none = without_forced(part.at(np.array([0.0])))
    assert (none.model.columns, none.model.rows) == (0, 0)
    assert none.point(np.empty(0)).tolist() == [0.0] * TEN
    one = without_forced(part.at(np.array([1.0])))
    assert (one.model.columns, one.model.rows) == (TEN, TEN)


def test_a_row_that_nothing_could_meet_keeps_the_part_as_it_is() -> None:
    """Two amounts add up to nothing, and one of them must be 1: that stays told."""
    rows = MoreRows.of(
        np.array([0, 0, 1]),
        np.array([0, 1, 0]),
        np.ones(3),
        np.array([-np.inf, 1.0]),
        most=np.array([0.0, np.inf]),
    )
    model = stated(
        rows, cost=np.ones(2), upper=np.ones(2), is_integer=np.zeros(2, np.bool_)
    )
    assert without_forced(model).model is model


def shifts(most: float, limit: float) -> LinearModel:
    """Return two shifts of 10 that cost 3 and 4; each of `most` they make earns 1."""
    rows = MoreRows.of(
        np.zeros(3, np.int64),
        np.arange(3),
        np.array([1.0, -10.0, -10.0]),
        np.array([-np.inf]),
        most=np.zeros(1),
    )
    return stated(
        rows,
        cost=np.array([1.0, -3.0, -4.0]),
        upper=np.array([most, 1.0, limit]),
        is_integer=np.array([False, True, True]),
    )


@pytest.mark.parametrize(
    ("most", "limit", "value", "runs"),
    [(10.5, 1.0, 7.0, 0), (16.0, 1.0, 9.0, 1), (14.0, 0.5, 7.0, 0)],
)
def test_a_part_is_rounded_to_a_plan(
    most: float, limit: float, value: float, runs: int
) -> None:
    """A twentieth of a second shift is dropped, 10 - 3; six tenths run, 16 - 3 - 4.

    A shift of which half may run at most cannot be rounded up: 10 - 3.
    """
    model, backend = shifts(most, limit), HighsBackend()
    found, basis = backend.solve_from(model.relaxed(), None)
    plan = rounded(model, found, basis, backend)
    assert plan is not None
    assert plan.columns is not None
    assert plan.objective == pytest.approx(value)
    assert plan.columns[1:].tolist() == [1.0, runs]


def test_a_part_without_a_point_is_not_rounded() -> None:
    """At least 13 cannot be made where at most 12 are."""
    model, backend = shifts(12.0, 1.0), HighsBackend()
    model = model.with_arrays(lower=np.array([13.0, 0.0, 0.0]))
    found, basis = backend.solve_from(model.relaxed(), None)
    assert rounded(model, found, basis, backend) is None


def two_shifts() -> LinearModel:
    """Return two shifts at a plant of which the lesser suffices; see the tests."""
    rows = MoreRows.of(
        np.array([0, 0, 1, 1, 1]),
        np.array([0, 1, 1, 2, 3]),
        np.array([-14.0, 1.0, 1.0, -10.0, -6.5]),
        np.full(2, -np.inf),
        most=np.zeros(2),
    )
    return stated(
        rows,
        cost=np.array([0.0, 1.0, -5.1, -4.2]),
        upper=np.array([1.0, 20.0, 1.0, 1.0]),
        is_integer=np.array([True, False, True, True]),
    )


def test_what_was_rounded_is_tried_otherwise() -> None:
    """Of 14, shifts of 10 at 5.1 and of 6.5 at 4.2 are made; each earns 1.

    Rounding runs both: 4.7. The second is tried at nothing: 10 - 5.1 = 4.9.
    """
    price = priced_by(two_shifts())
    whole = planned(price, np.array([1.0]), Seen(price.clock), 1e-6)
    assert whole is not None
    assert whole.objective == pytest.approx(4.9)
    assert whole.lost.tolist() == pytest.approx([14 - 5.1 - 4.2 * 4 / 6.5 - 4.9])


def test_a_part_that_lost_by_rounding_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 14, shifts of 10 at 5.1 and of 6.5 at 4.2 are made; each earns 1.

    By halves both run, the second to 4 / 6.5 = 0.62, which is rounded up: 14 - 9.3 =
    4.7. The first alone is better: 10 - 5.1 = 4.9.
    """
    monkeypatch.setattr(module, "otherwise", lambda *given: given[3])
    price = priced_by(two_shifts())
    seen = Seen(price.clock)
    whole = planned(price, np.array([1.0]), seen, 1e-6)
    assert whole is not None
    assert whole.objective == pytest.approx(4.7)
    assert whole.lost.tolist() == pytest.approx([14 - 5.1 - 4.2 * 4 / 6.5 - 4.7])
    bettered(whole, price, seen, 1e-6)
    assert whole.lost.tolist() == [0.0]
    assert whole.objective == seen.objective == pytest.approx(4.9)


def patterns() -> LinearModel:
    """Return a plant of 6 asked, with a pattern of 20 at 6.6 or one of 8 at 3."""
    rows = MoreRows.of(
        np.array([0, 0, 0, 1, 1]),
        np.array([0, 1, 2, 1, 2]),
        np.array([1.0, -20.0, -8.0, 1.0, 1.0]),
        np.full(2, -np.inf),
        most=np.array([0.0, 1.0]),
    )
    return stated(
        rows,
        cost=np.array([1.0, -6.6, -3.0]),
        upper=np.array([6.0, 1.0, 1.0]),
        is_integer=np.array([False, True, True]),
    )


def test_what_searches_bring_back_is_learnt_from_four() -> None:
    """A fifth is hoped for; four parts that lost 10, 5, 3 and 2 gained 1 of 20."""
    whole = Whole(np.zeros(1), np.zeros(1), 0.0, np.zeros(5))
    assert whole.regained == 0.2
    whole.searched += [(10.0, 1.0), (5.0, 0.0), (3.0, 0.0)]
    assert whole.regained == 0.2
    whole.searched.append((2.0, 0.0))
    assert whole.regained == pytest.approx(0.05)


def test_another_pattern_is_tried_that_the_point_did_not_know_of() -> None:
    """By parts .3 of the large pattern runs: 6 - 1.98; rounded, it: 6 - 6.6.

    The small one is better: 6 - 3.
    """
    model, backend = patterns(), HighsBackend()
    loose, basis = backend.solve_from(model.relaxed(), None)
    assert loose.columns == pytest.approx([6.0, 0.3, 0.0])
    plan = rounded(model, loose, basis, backend)
    assert plan is not None
    assert plan.objective == pytest.approx(-0.6)
    better = otherwise(model, loose.columns, basis, plan, backend)
    assert better.objective == pytest.approx(3.0)
    assert better.columns == pytest.approx([6.0, 0.0, 1.0])


@pytest.mark.parametrize(
    ("most", "made", "price", "solves"), [(9.0, 9.0, 0.0, 0), (12.0, 10.0, 1.0, 1)]
)
def test_what_prices_rule_out_is_not_tried(
    monkeypatch: pytest.MonkeyPatch,
    most: float,
    made: float,
    price: float,
    solves: int,
) -> None:
    """One shift makes all 9: a second costs its 4. Of 12 it may bring 10 - 4 = 6.

    It brings 2 - 4 there, so that both plans stay as they are.
    """
    asked, solve = list[int](), HighsWarm.solve

    def counted(warm: HighsWarm) -> Solution:
        asked.append(1)
        return solve(warm)

    monkeypatch.setattr(HighsWarm, "solve", counted)
    model, backend = shifts(most, 1.0), HighsBackend()
    plan = Solution(
        "solved", np.array([made, 1.0, 0.0]), np.array([price]), made - 3, made - 3
    )
    _, basis = backend.solve_from(model.relaxed(), None)
    loose = np.array([made, 1.0, 0.5])
    assert otherwise(model, loose, basis, plan, backend).objective == made - 3
    assert len(asked) == solves


def test_decisions_are_tried_within_their_bounds() -> None:
    """Patterns of one row: none, either. A count of 2.5 at most is never 3."""
    both = list(decisions_of(patterns(), np.array([6.0, 0.3, 0.0])))
    assert [each.columns.tolist() for each in both] == [[1, 2]]
    assert both[0].ways.tolist() == [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    count = replace(patterns(), upper=np.array([6.0, 2.5, 1.0]))
    alone = list(decisions_of(count, np.array([6.0, 2.5, 0.0])))
    assert [each.columns.tolist() for each in alone] == [[1]]
    assert alone[0].ways.tolist() == [[2.0]]
