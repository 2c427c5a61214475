"""Few futures stand for all if the mean of what they ask for is that of all."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.model.arrays.alike import Alike
from brownfield.solve.decompose.parts import Parts, parted
from brownfield.solve.decompose.representative import representative
from tests.solve.test_parts import NODES, lines


def futures(*asked: float) -> Parts:
    """Return the model of lines with futures that ask for so much each."""
    whole = parted(lines(), NODES)
    model = whole.rest[0].model
    rest = [
        replace(
            whole.rest[0],
            stated=Alike(model.with_arrays(upper=np.array([most])), {}),
        )
        for most in asked
    ]
    return replace(whole, rest=tuple(rest))


def test_the_mean_of_few_is_near_the_mean_of_all() -> None:
    """Futures ask for 1, 3, 2 and 10, in the mean for 4.

    Nearest to that is 3. With 1 the mean would be 2, with 2 it is 2.5, with 10 it would
    be 6.5: so 2 comes next, 1.5 away. Nearest to 1 of these two is 2, to 10 it is 3.
    """
    few = representative(futures(1.0, 3.0, 2.0, 10.0), 2)
    assert few.chosen.tolist() == [1, 2]
    assert few.nearest.tolist() == [2, 1, 2, 1]


def test_the_third_makes_up_for_the_first_two() -> None:
    """After 3 and 2 the mean is 5 with 10 and 2 with 1, one off 4 and two off."""
    few = representative(futures(1.0, 3.0, 2.0, 10.0), 3)
    assert few.chosen.tolist() == [1, 2, 3]
    assert few.nearest.tolist() == [2, 1, 2, 3]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_futures_that_are_equal_are_taken_in_order(count: int) -> None:
    """Nothing sets them apart."""
    few = representative(futures(5.0, 5.0, 5.0), count)
    assert few.chosen.tolist() == list(range(count))


def test_a_future_of_another_shape_stands_for_itself_alone() -> None:
    """Of three futures the last has a row more: where two are asked, it is none."""
    three = futures(4.0, 6.0, 5.0)
    model = three.rest[2].model
    longer = model.with_rows([(np.ones(model.columns), -1.0)])
    other = replace(three.rest[2], stated=Alike(longer, {}))
    few = representative(replace(three, rest=(*three.rest[:2], other)), 2)
    assert few.chosen.tolist() == [0, 1]
    assert few.nearest.tolist() == [0, 1, 0]


def test_too_few_of_one_shape_are_evenly_chosen() -> None:
    """Of the same three, three are asked for."""
    three = futures(4.0, 6.0, 5.0)
    model = three.rest[0].model
    longer = model.with_rows([(np.ones(model.columns), -1.0)])
    other = replace(three.rest[0], stated=Alike(longer, {}))
    few = representative(replace(three, rest=(other, *three.rest[1:])), 3)
    assert few.chosen.tolist() == [0, 1, 2]
    assert few.nearest.tolist() == [0, 1, 2]
