"""A long search shows what is known of it."""

import pytest

from brownfield.console.progress import state_of
from brownfield.solve.backends.solution import Progress

NONE = float("inf")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        pytest.param(Progress.of_nothing(), "looking for a first plan", id="nothing"),
        pytest.param(
            Progress(2.0, -NONE, 12_128_900_000.0, NONE),
            "looking for a first plan; none is worth more than 12.1 bn",
            id="bound",
        ),
        pytest.param(
            Progress(3.0, 11.6e9, NONE, NONE), "looking for a first plan", id="plan"
        ),
        pytest.param(
            Progress(4.0, 11.6e9, 12.1e9, 0.0431),
            "gap 4.31% (Ctrl-C takes it)",
            id="both",
        ),
        pytest.param(
            Progress(5.0, 11.6e9, 11.7e9, 0.0086, is_done=True),
            "done, gap 0.86%",
            id="done",
        ),
    ],
)
def test_a_search_says_what_it_knows(state: Progress, words: str) -> None:
    """First what no plan is worth more than, then how far plan and bound are apart."""
    assert state_of(state) == words
