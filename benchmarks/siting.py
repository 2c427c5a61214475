"""How long do 100,000 draws of weights and scores take for 9 places and 12 criteria?

CPU seconds, medians of five: weights without ranges, with wide ones and with narrow
ones, where nearly every draw of the simplex falls outside; scores that stand, and
scores that are drawn. Then the placement of 5 functions among 9 places.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np

from brownfield.questions.site.placing.choice import Choice
from brownfield.questions.site.placing.placement import placed
from brownfield.questions.site.scoring.criteria import Criterion
from brownfield.questions.site.scoring.ranks import ranks
from brownfield.questions.site.scoring.weights import drawn_weights

RUNS, DRAWS, PLACES, CRITERIA, FUNCTIONS = 5, 100_000, 9, 12, 5
RANGES = {
    "any weights": (0.0, 1.0),
    "weights of 2 to 25 %": (0.02, 0.25),
    "weights of 8.2 to 8.4 %": (0.082, 0.084),
}


def median_of(do: Callable[[], object]) -> float:
    """Return the median CPU seconds of five runs."""
    seconds = []
    for _ in range(RUNS):
        begin = time.process_time()
        do()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds)


def compared(low: float, high: float, *, is_drawn: bool) -> None:
    """Draw weights, and scores if they are drawn, and rank all places."""
    random = np.random.default_rng(5)
    names = [f"c{number}" for number in range(CRITERIA)]
    criteria = tuple(Criterion(n, "", "", 0.0, 1.0, None, low, high) for n in names)
    count = DRAWS if is_drawn else 1
    values = random.random((count, PLACES, CRITERIA))
    ranks(values, drawn_weights(criteria, DRAWS, random))


def choice() -> Choice:
    """Return five functions that all travel to each other."""
    random = np.random.default_rng(6)
    pairs = tuple((f, g) for f in range(FUNCTIONS) for g in range(f + 1, FUNCTIONS))
    lengths = random.random((PLACES, PLACES))
    lengths = (lengths + lengths.T) * (1.0 - np.eye(PLACES))
    return Choice(
        cost=random.random((FUNCTIONS, PLACES)),
        pairs=pairs,
        apart=np.array([lengths * random.random() for _ in pairs]),
        drain=np.ones((1, FUNCTIONS)),
        room=np.full((1, PLACES), 2.0),
    )


def main() -> None:
    """Print what each takes."""
    for name, ends in RANGES.items():
        for is_drawn in (False, True):
            seconds = median_of(lambda: compared(*ends, is_drawn=is_drawn))  # noqa: B023
            scores = "drawn scores" if is_drawn else "scores as they stand"
            print(f"{name}, {scores}: {seconds:.2f} s")
    functions = choice()
    print(f"placement: {median_of(lambda: placed(functions)):.2f} s")


if __name__ == "__main__":
    main()
