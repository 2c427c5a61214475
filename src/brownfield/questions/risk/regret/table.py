"""Which plan is regretted least, whatever comes?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.regret.worlds import World

SAME = 1e-7  # share of the value within which two plans are worth the same
NOTHING = float("inf")  # regret of a plan that is not possible


@dataclass(frozen=True)
class Candidate:
    """A plan with what it is worth in each world.

    Attributes
    ----------
    best_in
        Worlds, by name, for which it is the best plan; blank name = the case itself.
    plan
        The plan.
    values
        What it is worth in each world with its starts and openings held, case
        currency; None where it is not possible.
    """

    best_in: tuple[str, ...]
    plan: Plan = field(repr=False)
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Regrets:
    """Plans, worlds, and what each plan misses in each world.

    Attributes
    ----------
    worlds
        The worlds.
    candidates
        The distinct plans.
    best
        What the best plan known for each world is worth there, case currency.
    """

    worlds: tuple[World, ...]
    candidates: tuple[Candidate, ...]
    best: tuple[float, ...]

    def regrets(self, candidate: Candidate) -> tuple[float, ...]:
        """Return what a plan is worth less than the best one in each world."""
        return tuple(
            NOTHING if value is None else max(0.0, best - value)
            for value, best in zip(candidate.values, self.best, strict=True)
        )

    def largest(self, candidate: Candidate) -> float:
        """Return the largest regret of a plan, case currency."""
        return max(self.regrets(candidate))

    def expected(self, candidate: Candidate) -> float | None:
        """Return the mean regret over futures, case currency; None without futures."""
        chances = [world.probability for world in self.worlds]
        if not any(chances):
            return None
        pairs = zip(self.regrets(candidate), chances, strict=True)
        return sum(regret * chance for regret, chance in pairs if chance is not None)

    @property
    def safest(self) -> Candidate:
        """The plan with the least largest regret; the earlier one of equals."""
        return min(self.candidates, key=self.largest)


def regrets(
    worlds: Sequence[World],
    plans: Mapping[str, Plan],
    values: Mapping[str, Sequence[float | None]],
    scale: float,
) -> Regrets:
    """Return the table of regrets; plans worth the same in every world are one.

    Parameters
    ----------
    worlds
        The worlds.
    plans
        The best plan of the case (blank name) and of each world, by name.
    values
        What each is worth in each world, held.
    scale
        Size of values, case currency, for which see `SAME`.
    """
    candidates: list[Candidate] = []
    for name, plan in plans.items():
        row = tuple(values[name])
        for place, candidate in enumerate(candidates):
            if _is_same(candidate.values, row, scale):
                names = (*candidate.best_in, name)
                candidates[place] = Candidate(names, candidate.plan, candidate.values)
                break
        else:
            candidates.append(Candidate((name,), plan, row))
    best = tuple(
        _best(place, world, plans, candidates) for place, world in enumerate(worlds)
    )
    return Regrets(tuple(worlds), tuple(candidates), best)


def _is_same(
    one: Sequence[float | None], other: Sequence[float | None], scale: float
) -> bool:
    return all(
        (a is None and b is None)
        or (a is not None and b is not None and abs(a - b) <= SAME * scale)
        for a, b in zip(one, other, strict=True)
    )


def _best(
    place: int, world: World, plans: Mapping[str, Plan], candidates: Sequence[Candidate]
) -> float:
    """Return the most that any plan is worth in a world: its own, or one held there."""
    own = plans[world.name].value if world.name in plans else float("-inf")
    held = [one.values[place] for one in candidates]
    return max([own, *(value for value in held if value is not None)])
