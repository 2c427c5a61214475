"""Do functions that travel to each other go where paper and a full count send them?"""

from itertools import product

import numpy as np
import pytest

from brownfield.questions.site.placing.choice import Choice
from brownfield.questions.site.placing.placement import bound_of, placed, unlimited

RESEARCH, ENGINEERING, COMMERCIAL = range(3)
LENGTHS = np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 0.8], [2.0, 0.8, 0.0]])
"""Between cities a, b and c."""
THREE = Choice(
    cost=np.array([[4.0, 2.0, 4.0], [5.0, 3.5, 3.0], [2.0, 4.6, 5.0]]),
    pairs=((RESEARCH, ENGINEERING), (ENGINEERING, COMMERCIAL)),
    apart=np.array([2.0 * LENGTHS, 3.0 * LENGTHS]),
)
"""Research and engineering travel twice, engineering and sales three times."""


def test_three_functions_and_three_cities() -> None:
    """Given the city of engineering, the other two choose by themselves.

    At a, 5: research 4 here, 2 + 2 x 1 in b, 4 + 2 x 2 in c; sales 2 here: 11. At b,
    3.5: research 2; sales 4.6 here, 2 + 3 x 1 in a, 5 + 3 x .8 in c: 10.1. At c, 3:
    research 2 + 2 x .8 = 3.6 in b; sales 5 here, 2 + 3 x 2 in a: 11.6. So all go to b
    at 10.1, though each by itself would go elsewhere: b, c and a at 7.
    """
    found = placed(THREE)
    assert found is not None
    assert found.places == (1, 1, 1)
    assert found.cost == pytest.approx(10.1)


def test_shares_of_functions_are_no_cheaper() -> None:
    """No two of the pairs share more than one function, so the linear model is exact.

    Its bound is 10.1, too.
    """
    assert bound_of(THREE) == pytest.approx(10.1)


def test_a_talent_pool_sends_one_function_away() -> None:
    """City b has 100 people, research takes 60, engineering 40, sales 50.

    Two of three fit b: 60 + 40 = 100, 40 + 50 = 90. Engineering at b: research 2 and
    sales 2 + 3 = 5 in a, 10.5; or sales 4.6 and research 4 + 2 x .8 = 5.6 in c, 13.7.
    At a 11 as above, where 150 people are enough. So 10.5, and the pool costs .4.
    """
    drain = np.array([[60.0, 40.0, 50.0]])
    room = np.array([[150.0, 100.0, np.inf]])
    found = placed(Choice(THREE.cost, THREE.pairs, THREE.apart, drain, room))
    assert found is not None
    assert found.places == (1, 1, 0)
    assert found.cost == pytest.approx(10.5)


def test_too_few_people_everywhere_leave_no_placement() -> None:
    """Research takes 60 people and no city has more than 50."""
    drain, room = np.array([[60.0, 0.0, 0.0]]), np.array([[50.0, 50.0, 50.0]])
    short = Choice(THREE.cost, THREE.pairs, THREE.apart, drain, room)
    assert placed(short) is None
    assert placed(unlimited(short)) is not None


def drawn(seed: int) -> Choice:
    """Return a choice of up to five functions and four places, with pools."""
    random = np.random.default_rng(seed)
    functions, places = int(random.integers(2, 6)), int(random.integers(2, 5))
    pairs = tuple(
        (f, g)
        for f in range(functions)
        for g in range(f + 1, functions)
        if random.random() < 0.6
    )
    lengths = random.integers(1, 30, (places, places)).astype(float)
    np.fill_diagonal(lengths, 0.0)
    lengths += lengths.T
    return Choice(
        cost=random.integers(10, 90, (functions, places)).astype(float),
        pairs=pairs,
        apart=np.array([random.integers(1, 4) * lengths for _ in pairs]).reshape(
            len(pairs), places, places
        ),
        drain=random.integers(10, 60, (2, functions)).astype(float),
        room=random.integers(40, 160, (2, places)).astype(float),
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_placement_of_all_there_are_is_cheaper(seed: int) -> None:
    """Every placement is counted; those with pools that are too small do not count."""
    choice = drawn(seed)
    functions, places = choice.cost.shape
    everything = product(range(places), repeat=functions)
    costs = [counted(choice, at) for at in everything if has_room(choice, at)]
    found = placed(choice)
    assert (found is None) == (not costs)
    if found is not None:
        assert found.cost == pytest.approx(min(costs))
        assert has_room(choice, found.places)


def counted(choice: Choice, at: tuple[int, ...]) -> float:
    """Return what a placement costs, function by function and pair by pair."""
    total = 0.0
    for function, place in enumerate(at):
        total += choice.cost[function][place]
    for number, (one, other) in enumerate(choice.pairs):
        total += choice.apart[number][at[one]][at[other]]
    return total


def has_room(choice: Choice, at: tuple[int, ...]) -> bool:
    """Return whether the people of each limit find room at each place."""
    for drain, room in zip(choice.drain, choice.room, strict=True):
        used = [0.0] * len(room)
        for function, place in enumerate(at):
            used[place] += drain[function]
        if any(people > most for people, most in zip(used, room, strict=True)):
            return False
    return True
