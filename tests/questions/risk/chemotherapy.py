"""Two treatments with side effects: the worked example of the R package voi.

Its model in our words. Of 111 patients on the usual treatment 52 had side effects, 43
of these went to hospital and 8 of those died; the new treatment multiplies the odds of
side effects by exp(-0.616), give or take 0.3. Who has side effects is cared for at
home, may go to hospital, recover or die, week by week for a year. Then everybody lives
on, dying at a constant rate. A year in good health is worth 20,000. All draws are our
own.
"""

import numpy as np

from brownfield.model.arrays.linear import Floats

WEEKS, LAST_YEAR, WORTH = 52, 40.0, 20_000.0
DRUGS = 120.0, 1_975.0


def beta(random: np.random.Generator, mean: float, spread: float, count: int) -> Floats:
    """Return draws of a share with a mean and a standard deviation."""
    size = mean * (1.0 - mean) / spread**2 - 1.0
    return random.beta(mean * size, (1.0 - mean) * size, count)


def cost(random: np.random.Generator, mean: float, spread: float, count: int) -> Floats:
    """Return draws of a lognormal cost with a mean and a standard deviation."""
    variance = np.log1p((spread / mean) ** 2)
    return random.lognormal(np.log(mean) - variance / 2.0, variance**0.5, count)


def parameters(seed: int, count: int) -> dict[str, Floats]:
    """Return draws of all that is not known, by name."""
    random = np.random.default_rng(seed)
    usual = random.beta(1 + 52, 1 + 111 - 52, count)
    odds = usual / (1.0 - usual) * np.exp(random.normal(-0.616186, 0.3, count))
    return {
        "usual": usual,
        "new": odds / (1.0 + odds),
        "hospital": random.beta(1 + 43, 1 + 52 - 43, count),
        "death": random.beta(1 + 8, 1 + 43 - 8, count),
        "recover_home": beta(random, 0.21, 0.03, count),
        "recover_hospital": beta(random, 0.03, 0.0065, count),
        "cost_home": cost(random, 830.0, 150.0**0.5, count),
        "cost_hospital": cost(random, 2_400.0, 1_880.0**0.5, count),
        "cost_death": cost(random, 1_710.0, 760.0**0.5, count),
        "well": beta(random, 0.98, 0.0008**0.5, count),
        "at_home": beta(random, 0.7, 0.02**0.5, count),
        "in_hospital": beta(random, 0.3, 0.03**0.5, count),
        "rate": random.gamma(0.0475**2 / 0.001, 0.001 / 0.0475, count),
    }


def benefits(drawn: dict[str, Floats]) -> Floats:
    """Return what both treatments are worth. Shape (draws, 2), money."""
    home, hospital, well, dead = _weeks(drawn)
    rate = drawn["rate"]
    years = (np.exp(-2.0 * rate) - np.exp(-LAST_YEAR * rate)) / rate
    dying = 1.0 - np.exp(-(LAST_YEAR - 2.0) * rate)
    found = []
    for drug, share in zip(DRUGS, (drawn["usual"], drawn["new"]), strict=True):
        alive = 1.0 - share * dead
        spent = home * drawn["cost_home"] + hospital * drawn["cost_hospital"]
        spent = share * (spent + dead * drawn["cost_death"]) / 52.0
        spent = drug + spent + alive * dying * drawn["cost_death"]
        lived = home * drawn["at_home"] + hospital * drawn["in_hospital"]
        lived = share * (lived + well * drawn["well"]) / 52.0
        lived = lived + (1.0 - share) * drawn["well"] * (WEEKS + 1.0) / 52.0
        lived = lived + alive * years * drawn["at_home"]
        found.append(WORTH * lived - spent)
    return np.column_stack(found)


def _weeks(drawn: dict[str, Floats]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return weeks at home, in hospital and well, and the share dead in the end."""
    worse = 1.0 - (1.0 - drawn["hospital"]) ** (1.0 / WEEKS)
    dies = 1.0 - (1.0 - drawn["death"]) ** (1.0 / WEEKS)
    later = 1.0 - np.exp(-drawn["rate"] / 52.0)
    home, zero = np.ones_like(worse), np.zeros_like(worse)
    hospital, well, dead = zero, zero, zero
    sums = [home, hospital, well]
    for _ in range(WEEKS):
        heals, leaves = drawn["recover_home"], drawn["recover_hospital"]
        home, hospital, well, dead = (
            home * (1.0 - heals) * (1.0 - worse),
            home * worse + hospital * (1.0 - leaves) * (1.0 - dies),
            home * heals * (1.0 - worse)
            + hospital * leaves * (1.0 - dies)
            + well * (1.0 - later),
            hospital * dies + well * later + dead,
        )
        sums = [a + b for a, b in zip(sums, (home, hospital, well), strict=True)]
    return sums[0], sums[1], sums[2], dead
