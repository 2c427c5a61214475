"""The decision is held next whose lesser side is thought to lose most."""

import numpy as np

from brownfield.solve.kept.losses import Losses
from tests.solve.kept.test_branches import SACK

MODEL = SACK.with_arrays(cost=np.array([1.0, 10.0, 9.0]))


def test_at_first_it_is_the_one_with_most_money_open() -> None:
    """.25 of 10 is more than .5 of 1; without costs .5 is farther from whole."""
    losses, point = Losses(), np.array([0.5, 0.75, 1.0])
    assert losses.column(MODEL, point) == 1
    assert losses.column(SACK.with_arrays(cost=np.zeros(3)), point) == 0
    assert losses.column(MODEL, np.array([1.0, 0.0, 1.0 - 1e-9])) is None


def test_of_those_held_it_is_the_one_whose_lesser_side_loses_most() -> None:
    """Half a step of the first costs 2 down and .5 up, of the second 1 either way."""
    losses, point = Losses(), np.array([0.5, 0.5, 0.5])
    losses.note(0, is_up=False, step=0.25, lost=1.0)
    losses.note(0, is_up=True, step=0.5, lost=0.5)
    losses.note(1, is_up=False, step=0.5, lost=1.0)
    assert losses.column(MODEL, point) == 1  # its up side as its down side, 2 a step
    losses.note(1, is_up=True, step=0.5, lost=0.2)
    assert losses.column(MODEL, point) == 0  # .5 against .2


def test_losses_are_means_by_step() -> None:
    """1 and 3 a step are 2 a step; at .9 the step up is a tenth of it."""
    losses, point = Losses(), np.array([0.9, 0.5, 0.0])
    for lost in (0.1, 0.3):
        losses.note(0, is_up=True, step=0.1, lost=lost)
    losses.note(1, is_up=True, step=0.5, lost=0.11)  # .22 a step
    assert losses.column(MODEL, point) == 0  # .2 against .11
    losses.note(1, is_up=True, step=0.1, lost=0.14)  # a mean of .81: .405 at .5
    assert losses.column(MODEL, point) == 1


def test_one_that_was_never_held_waits_for_those_that_were() -> None:
    """The third has most money open, and nothing is known of it."""
    losses = Losses()
    losses.note(0, is_up=True, step=0.5, lost=1e-4)
    assert losses.column(MODEL, np.array([0.5, 0.0, 0.5])) == 0
