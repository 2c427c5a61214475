"""Groups of parts are priced in turns; the bound is that of all of them.

The lines of `test_parts`: 30 a line, futures that sell 5 and 25 at 2 each; without
whole lines half a line is best, -15 + 10 + 10 = 5.
"""

import numpy as np
import pytest

from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.decompose.clock import Clock
from brownfield.solve.decompose.cuts.master import cuts_of, master_of
from brownfield.solve.decompose.cuts.priced import Pricing, pricing
from brownfield.solve.decompose.cuts.rounds import closed_by_turns, closed_in
from brownfield.solve.decompose.parts import parted
from brownfield.solve.decompose.seen import Seen
from brownfield.work.interrupts import Pressed
from tests.solve.test_parts import NODES, lines


def priced_lines() -> Pricing:
    """Return what prices the two futures."""
    clock = Clock(Limits(seconds=60.0), Pressed())
    return pricing(parted(lines(), NODES), 20, HighsBackend(), clock)


def test_a_group_that_is_not_asked_for_is_nothing() -> None:
    """With a fifth of a line both sell 2 for 4; a line more would bring each 20."""
    priced = priced_lines().at(np.array([0.2]), np.array([False, True]))
    assert priced.value.tolist() == [0.0, 4.0]
    assert priced.slope.tolist() == [[0.0], [20.0]]


def test_cuts_of_some_groups_are_about_their_estimates() -> None:
    """The second estimate is at most 4 + 20 (x - .2) = 20 x, so -20 x + it <= 0."""
    some = np.array([False, True])
    cuts = cuts_of(priced_lines().at(np.array([0.2]), some), some)
    assert len(cuts) == 1
    point = np.array([0.4, 99.0, 7.0])
    assert (cuts.most - cuts.sums(point)).tolist() + (
        cuts.sums(point) - cuts.least
    ).tolist() == pytest.approx([np.inf, 20 * 0.4 - 7.0])


@pytest.mark.parametrize("at", [0.45, 0.5])
def test_turns_bring_the_bound_to_what_is_best(at: float) -> None:
    """Cuts of one point alone leave more; those of turns near it come to 5."""
    price = priced_lines()
    seen, core = Seen(price.clock), price.at(np.array([at]))
    master = master_of(price.parts.shared, core)
    closed = closed_by_turns(master, core, price, seen, 1e-9)
    assert seen.bound == pytest.approx(5.0, abs=1e-6)
    assert len(closed.cuts) > len(master.cuts)


@pytest.mark.parametrize("at", [0.2, 0.55, 2.0])
def test_turns_from_afar_leave_the_rest_to_rounds(at: float) -> None:
    """At .2 both futures want more lines, -30 x + 40 x says the master, up to 3: 30.

    Turns stay near .2, where that is so; rounds go where the best is.
    """
    price = priced_lines()
    seen, core = Seen(price.clock), price.at(np.array([at]))
    master = master_of(price.parts.shared, core)
    closed = closed_by_turns(master, core, price, seen, 1e-9)
    assert seen.bound >= 5.0 - 1e-6
    assert at != 0.2 or seen.bound == pytest.approx(30.0)
    closed_in(closed, core, price, seen, 1e-9)
    assert seen.bound == pytest.approx(5.0, abs=1e-6)


def test_turns_end_when_they_bring_little() -> None:
    """No turn lowers the bound by more than all there is."""
    price = priced_lines()
    seen, core = Seen(price.clock), price.at(np.array([0.45]))
    master = master_of(price.parts.shared, core)
    closed = closed_by_turns(master, core, price, seen, 1e9)
    assert len(closed.cuts) == len(master.cuts) + price.groups
    assert seen.bound >= 5.0 - 1e-6
