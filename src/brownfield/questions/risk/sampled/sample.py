"""What are plans worth in futures drawn from the ranges of assumptions?

Many futures are drawn. A few of them, those that stand best for all, are planned: one
plan for all of them together and one for each. These and the best plan of the case are
the designs. The few say which design is best (in-sample); then every design is held in
every future drawn (out-of-sample).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.asking.ranges.assumed import Assumption, case_at
from brownfield.asking.ranges.held import Trial, best_of, decided, tried
from brownfield.asking.ranges.learning import Worth, knowing, knowing_all
from brownfield.errors import DataError
from brownfield.questions.risk.sampled.draws import drawn
from brownfield.questions.risk.sampled.joint import Several, best_for_all
from brownfield.questions.risk.sampled.reduce import Reduced, reduced

if TYPE_CHECKING:
    from brownfield.asking.stages import Stages
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import Floats
    from brownfield.plans.plan import Plan
    from brownfield.questions.risk.ranges.tornado import Swing
    from brownfield.questions.risk.sampled.wanted import Wanted

TOGETHER = 10  # draws in one piece of work


@dataclass(frozen=True)
class Sample:
    """Designs in futures drawn from the ranges.

    Attributes
    ----------
    rows
        The assumptions that were drawn.
    values
        Their values. Shape (draws, rows), unit of each column.
    designs
        Distinct plans; the first is the best plan of the case.
    benefits
        What each is worth in each draw. Shape (draws, designs), case currency.
    few
        Which draws stand for all; how far they are from all, case currency.
    refused
        Draws left out: the tables do not allow their values, or a design is not
        possible there.
    seed
        Of the random numbers.
    """

    rows: tuple[Assumption, ...]
    values: Floats = field(repr=False)
    designs: tuple[Plan, ...] = field(repr=False)
    benefits: Floats = field(repr=False)
    few: Reduced
    refused: int
    seed: int

    @property
    def chosen(self) -> int:
        """Place of the design that is best in the few."""
        return int(self._in_few().argmax())

    @property
    def in_sample(self) -> float:
        """What that design is worth in the few, case currency."""
        return float(self._in_few()[self.chosen])

    def _in_few(self) -> Floats:
        weights = np.array(self.few.weights)
        mean: Floats = weights @ self.benefits[list(self.few.kept)]
        return mean

    def out_of_sample(self, design: int) -> Worth:
        """Return the mean value of a design over all draws, case currency."""
        return _mean(self.benefits[:, design])

    def ahead(self, design: int) -> Worth:
        """Return what a design is worth more than the first, mean over all draws."""
        return _mean(self.benefits[:, design] - self.benefits[:, 0])

    def quantile(self, design: int, share: float) -> float:
        """Return the value under which a share of draws lies, case currency."""
        return float(np.quantile(self.benefits[:, design], share))

    def best_share(self, design: int) -> float:
        """Return the share of draws in which no design is worth more."""
        most = self.benefits.max(axis=1)
        near = np.abs(most) * 1e-9
        return float((self.benefits[:, design] >= most - near).mean())

    def knowing_all(self) -> Worth:
        """Return what knowing all these assumptions is worth before choosing."""
        return knowing_all(self.benefits)

    def knowing(self, place: int) -> Worth:
        """Return what knowing one assumption is worth before choosing."""
        return knowing(self.values[:, [place]], self.benefits, self.seed)


def _mean(values: Floats) -> Worth:
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else 0.0
    return Worth(float(values.mean()), float(error))


@dataclass(frozen=True)
class Draw:
    """The case at some values of its assumptions."""

    case: Case
    rows: tuple[Assumption, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Draws:
    """Draws in which plans are held, in one piece of work."""

    draws: tuple[Draw, ...]
    plans: tuple[Plan, ...] = field(repr=False)


def sampled(
    stages: Stages, best: Plan, swings: Sequence[Swing], wanted: Wanted
) -> Sample | None:
    """Return designs in futures drawn; None if nobody asked, or after Ctrl-C.

    Parameters
    ----------
    stages
        Who works.
    best
        The best plan of the case.
    swings
        What each assumption does to it; those that are drawn.
    wanted
        How futures are drawn.
    """
    if not wanted.draws or stages.leaves(f"{wanted.draws} draws"):
        return None
    rows = tuple(one.assumption for one in swings)
    values = drawn(rows, wanted.draws, wanted.correlation, wanted.seed)
    draws = [Draw(best.case, rows, tuple(map(float, row))) for row in values]
    few = _few(values, swings, best.value, wanted.kept)
    standing = Few(best, tuple(draws[place] for place in few.kept), few.weights)
    joint = stages.each(_joint, {"plan for the draws that stand for all": standing})
    plans = stages.each(
        _best, {f"draw {place + 1} planned": draws[place] for place in few.kept}
    )
    candidates = [*joint.values(), *plans.values()]
    designs = _distinct([best, *(one for one in candidates if one is not None)])
    rows_held = _held(stages, draws, designs)
    if len(rows_held) < len(draws):
        return None
    return _without_refused(rows, values, designs, rows_held, few, wanted.seed)


@dataclass(frozen=True)
class Few:
    """The draws that stand for all, and how many each stands for."""

    best: Plan = field(repr=False)
    draws: tuple[Draw, ...]
    weights: tuple[float, ...]


def _joint(few: Few) -> Plan | None:
    """Return the best plan for all of the few together; None if there is none."""
    pairs = zip(few.draws, few.weights, strict=True)
    weighted = [(case, weight) for draw, weight in pairs if (case := _case(draw))]
    if not weighted:
        return None
    cases, weights = zip(*weighted, strict=True)
    try:
        return best_for_all(Several(cases, weights, few.best))
    except DataError:
        return None


def _case(draw: Draw) -> Case | None:
    """Return the case of a draw; None if the tables do not allow its values."""
    try:
        return case_at(draw.case, draw.rows, draw.values)
    except DataError:
        return None


def _few(values: Floats, swings: Sequence[Swing], today: float, count: int) -> Reduced:
    """Return which draws stand for all, apart by what assumptions do to the value."""
    effects = np.column_stack(
        [_effect(one, values[:, place], today) for place, one in enumerate(swings)]
    )
    distances = np.zeros((len(values), len(values)))
    for column in effects.T:
        distances += np.abs(column[:, None] - column)
    return reduced(distances, np.full(len(values), 1.0 / len(values)), count)


def _effect(one: Swing, values: Floats, today: float) -> Floats:
    """Return what an assumption does to the held plan at its values, case currency.

    On straight lines between low, mode and high.
    """
    row = one.assumption
    at_low = 0.0 if one.low is None else one.low - today
    at_high = 0.0 if one.high is None else one.high - today
    points = [row.low, row.mode, row.high]
    effect: Floats = np.interp(values, points, [at_low, 0.0, at_high])
    return effect


def _best(draw: Draw) -> Plan | None:
    """Return the best plan of a draw; None if it has none."""
    case = _case(draw)
    return None if case is None else best_of(case)


def _distinct(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return the plans that differ in what they start or open, in order."""
    by_starts: dict[frozenset[tuple[str, str]], Plan] = {}
    for one in plans:
        by_starts.setdefault(decided(one), one)
    return tuple(by_starts.values())


Row = tuple[float | None, ...]


def _held(
    stages: Stages, draws: Sequence[Draw], designs: tuple[Plan, ...]
) -> list[Row]:
    """Return what each design is worth in each draw."""
    parts = {
        f"draws {place + 1} to {min(place + TOGETHER, len(draws))}": Draws(
            tuple(draws[place : place + TOGETHER]), designs
        )
        for place in range(0, len(draws), TOGETHER)
    }
    by_part = stages.each(_tried, parts)
    return [row for rows in by_part.values() for row in rows]


def _tried(piece: Draws) -> tuple[Row, ...]:
    none: Row = (None,) * len(piece.plans)
    cases = [_case(draw) for draw in piece.draws]
    return tuple(
        none if case is None else tried(Trial(case, piece.plans)) for case in cases
    )


def _without_refused(
    rows: tuple[Assumption, ...],
    values: Floats,
    designs: tuple[Plan, ...],
    benefits_of: list[Row],
    few: Reduced,
    seed: int,
) -> Sample | None:
    """Return the draws in which every design has a value; None if there are none."""
    stay = [place for place, row in enumerate(benefits_of) if None not in row]
    kept = [place for place in few.kept if place in stay]
    if not kept:
        return None
    chances = [w for k, w in zip(few.kept, few.weights, strict=True) if k in stay]
    weights = tuple(w / sum(chances) for w in chances)
    places = tuple(stay.index(place) for place in kept)
    benefits = np.array([benefits_of[place] for place in stay], dtype=np.float64)
    fewer = Reduced(places, weights, few.distance)
    refused = len(benefits_of) - len(stay)
    return Sample(rows, values[stay], designs, benefits, fewer, refused, seed)
