"""What is it worth to know a cost of mini, by draws within draws and without our code?

Built in the host's plant, a kit costs k thousand a car to put together and a full build
f. Starts are held; in each future and year the plant runs one step of its line (or
none), and sells what earns most. That is a small linear problem whose corners do not
hang on costs: they are all listed, and the best is taken in each draw.

Corners are of x = cars by ship to the UK; kits to UK and EU; full builds to UK and EU;
the host's own. Ships to the EU lose: 22 - 17.3 x 1.307 < 0. Millions, thousands.

    python -m tests.peers.mini_nested
"""

from collections.abc import Mapping
from functools import cache
from itertools import combinations, product

import numpy as np

from brownfield.case.shapes import Floats
from tests.peers.mini_by_hand import BRANCHES, DEMAND, DISCOUNT, RAMP, STEPS, worth

Starts = Mapping[str, frozenset[str]]
"""Where each recipe starts: `now`, or the futures in whose year 1 it does."""
TOOLING = {"ckd": 90.0, "full": 150.0}
ROWS = np.array(
    [
        [1, 1, 0, 1, 0, 0],  # sold to the UK
        [0, 0, 1, 0, 1, 0],  # to the EU
        [0, 1, 1, 0, 0, 0],  # kits by rate
        [0, 0, 0, 1, 1, 0],  # full builds by rate
        [0, 1, 1, 1, 1, 1],  # line
        [0, 0, 0, 0, 0, 1],  # the host's buyers
    ],
    dtype=float,
)
KITS = np.array([0, 1, 1, 0, 0, 0.0])
FULL = np.array([0, 0, 0, 1, 1, 0.0])
EARNED = np.array(
    [
        21.5 - 17.3 * 1.1,
        21.5 - 14.2 - 0.2,
        22.0 - 14.2 - 0.5 - 0.1 * (14.2 + 2.4 + 0.5),  # duty on the stated price
        21.5 - 14.9 - 0.2,
        22.0 - 14.9 - 0.5,
        40.0 - 34.0 - 1.8,
    ]
)
"""Margin before k and f, thousands a car."""


@cache
def bases() -> tuple[Floats, Floats]:
    """Return the inverse of each choice of tight rows, and which rows these are."""
    every = np.vstack([ROWS, -np.eye(6)])
    chosen = np.array(list(combinations(range(12), 6)))
    square = every[chosen]
    is_sound = np.abs(np.linalg.det(square)) > 0.5
    return np.linalg.inv(square[is_sound]), chosen[is_sound]


def corners(limits: Floats) -> Floats:
    """Return the corners of ROWS x <= limits, x >= 0. Shape (corners, 6)."""
    inverse, chosen = bases()
    right = np.concatenate([limits, np.zeros(6)])[chosen]
    points = np.einsum("bij,bj->bi", inverse, right)
    is_in = (points > -1e-9).all(axis=1) & (points @ ROWS.T < limits + 1e-9).all(axis=1)
    return np.unique(points[is_in].round(9), axis=0)


def rate(starts: Starts, recipe: str, branch: str, year: int) -> float:
    """Return what a recipe can make, thousands a year."""
    asked = DEMAND["VE", "UK"][0][branch] + DEMAND["VE", "EU"][0][branch]
    places = starts.get(recipe, frozenset())
    age = year if "now" in places else year - 1 if branch in places else 0
    return asked * RAMP[min(age, 2)]


def value(starts: Starts, kits: Floats, full: Floats) -> Floats:
    """Return what starts are worth at each k and f, millions. Shape (draws,)."""
    margins = EARNED - np.outer(kits, KITS) - np.outer(full, FULL)
    total = np.full(len(kits), -spent(starts))
    for branch, year in product(BRANCHES, (1, 2, 3, 4)):
        best = np.zeros(len(kits))
        for step, cost in ((0.0, 0.0), *STEPS["HAL"]):
            limits = [
                DEMAND["VE", "UK"][0][branch],
                DEMAND["VE", "EU"][0][branch],
                rate(starts, "ckd", branch, year),
                rate(starts, "full", branch, year),
                step,
                DEMAND["VH", "UK"][0][branch],
            ]
            earned = (margins @ corners(np.array(limits)).T).max(axis=1) - cost
            best = np.maximum(best, earned)
        total += best * worth(branch, year)
    return total


def spent(starts: Starts) -> float:
    """Return the present value of tooling, millions."""
    chances = {"now": 1.0} | {name: p / DISCOUNT for name, p in BRANCHES.items()}
    return sum(
        TOOLING[recipe] * chances[at]
        for recipe, places in starts.items()
        for at in places
    )


def nested(
    plans: list[Starts], place: int, outer: int, inner: int, seed: int
) -> tuple[float, float]:
    """Return what it is worth to know k (0) or f (1), and its standard error, millions.

    Of each value of the one, the other is drawn anew; both are uniform.
    """
    random = np.random.default_rng(seed)
    ends = ((1.4, 4.4), (1.6, 4.6))
    known = np.repeat(random.uniform(*ends[place], outer), inner)
    other = random.uniform(*ends[1 - place], outer * inner)
    pair = (known, other) if place == 0 else (other, known)
    means = np.array(
        [value(plan, *pair).reshape(outer, inner).mean(1) for plan in plans]
    )
    gains = means.max(axis=0) - means[means.mean(axis=1).argmax()]
    return float(gains.mean()), float(gains.std(ddof=1) / outer**0.5)


PLANS: tuple[Starts, ...] = (
    {"ckd": frozenset({"now"}), "full": frozenset({"hi"})},
    {"ckd": frozenset({"now"})},
    {"full": frozenset({"now"})},
)
"""Kits now and full builds in year 1 if sales are high; kits now; full builds now."""


def main() -> None:
    """Print what knowing k and f is worth, by more and more draws."""
    print("| draws x draws | k | error | f | error |\n|---|---|---|---|---|")  # noqa: T201
    for outer, inner in ((100, 100), (400, 400), (1500, 500)):
        told = [nested(list(PLANS), place, outer, inner, 1) for place in (0, 1)]
        cells = " | ".join(f"{worth:.2f} | {error:.2f}" for worth, error in told)
        print(f"| {outer} x {inner} | {cells} |")  # noqa: T201


if __name__ == "__main__":
    main()
