"""What is told of futures drawn from the ranges?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.risk.facts.careful import started
from brownfield.tell.labels import Labels, cell_title
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.asking.ranges.learning import Worth
    from brownfield.questions.risk.sampled.sample import Sample

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
CURVE = tuple(place / 50 for place in range(51))  # shares of the picture


@dataclass(frozen=True)
class Estimate:
    """A mean over draws.

    Attributes
    ----------
    value
        Case currency.
    standard_error
        Of it, case currency.
    """

    value: float
    standard_error: float


@dataclass(frozen=True)
class Design:
    """A plan over all draws.

    Attributes
    ----------
    starts
        Programmes it starts, as NAME@YEAR.
    mean
        Its mean value over all draws and `standard_error`, case currency.
    ahead
        What it is worth more than the best plan of the case, mean over the same draws,
        and `standard_error`, case currency.
    best_share
        Share of draws in which no other plan is worth more.
    quantiles
        Value under which 5, 25, 50, 75 and 95 % of draws lie, case currency.
    curve
        The same for every fiftieth.
    """

    starts: tuple[str, ...]
    mean: Estimate
    ahead: Estimate
    best_share: float
    quantiles: tuple[float, ...]
    curve: tuple[float, ...] = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Learnt:
    """What it is worth to know one assumption before choosing.

    Attributes
    ----------
    number
        Row of `assumptions`.
    table, where, column
        Its cells.
    worth
        Value and `standard_error`, case currency.
    title
        Printed name.
    """

    number: int
    table: str
    where: str
    column: str
    worth: Estimate
    title: str = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Sampled:
    """Plans in futures drawn from the ranges.

    Attributes
    ----------
    draws
        Futures drawn and counted.
    refused
        Futures drawn and left out: the tables do not allow their values, or a plan is
        not possible there.
    seed
        Of the random numbers.
    kept
        How many of the draws stand for all.
    distance
        Kantorovich distance of these from all, in what assumptions do to the value:
        case currency.
    chosen
        Place in `designs`, from 0, of the plan that is best in the few.
    in_sample
        What it is worth there, case currency.
    out_of_sample
        Its mean value over all draws and `standard_error`, case currency.
    designs
        The distinct plans; the first is the best plan of the case.
    knowing_all
        What knowing all assumptions is worth before choosing among these plans (EVPI),
        case currency.
    knowing
        What knowing one of them is worth (EVPPI), largest first.
    """

    draws: int
    refused: int
    seed: int
    kept: int
    distance: float
    chosen: int
    in_sample: float
    out_of_sample: Estimate
    designs: tuple[Design, ...]
    knowing_all: Estimate
    knowing: tuple[Learnt, ...]


def sampled_told(sample: Sample | None, names: Labels) -> Sampled | None:
    """Return what is told of futures drawn; None if none were."""
    if sample is None:
        return None
    learnt = [_learnt(sample, place, names) for place in range(len(sample.rows))]
    return Sampled(
        draws=len(sample.benefits),
        refused=sample.refused,
        seed=sample.seed,
        kept=len(sample.few.kept),
        distance=sample.few.distance,
        chosen=sample.chosen,
        in_sample=sample.in_sample,
        out_of_sample=_estimate(sample.out_of_sample(sample.chosen)),
        designs=tuple(_design(sample, place) for place in range(len(sample.designs))),
        knowing_all=_estimate(sample.knowing_all()),
        knowing=tuple(sorted(learnt, key=lambda one: -one.worth.value)),
    )


def _design(sample: Sample, place: int) -> Design:
    return Design(
        started(sample.designs[place]),
        _estimate(sample.out_of_sample(place)),
        _estimate(sample.ahead(place)),
        sample.best_share(place),
        tuple(sample.quantile(place, share) for share in SHARES),
        tuple(sample.quantile(place, share) for share in CURVE),
    )


def _estimate(worth: Worth) -> Estimate:
    return Estimate(worth.value, worth.standard_error)


def _learnt(sample: Sample, place: int, names: Labels) -> Learnt:
    row = sample.rows[place]
    title = cell_title(names, row.table, row.where, row.column)
    worth = _estimate(sample.knowing(place))
    return Learnt(row.number, row.table, row.where, row.column, worth, title)
