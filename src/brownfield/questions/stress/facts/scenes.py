"""Which markets and plants go dark when something stops?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brownfield.questions.stress.facts.groups import StopGroup
    from brownfield.questions.stress.network.planned import Planned
    from brownfield.questions.stress.sweep.sweep import Finding, Sweep

HALF = 0.5  # share of its planned vehicles under which a plant counts as dark
SHORT = 0.0005  # share of its vehicles above which a market counts as short
Places = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Market:
    """A market while something is stopped.

    Attributes
    ----------
    place
        Its short name.
    longitude, latitude
        Where it lies, degrees.
    share_lost
        Share of its vehicles that is lost, in [0, 1].
    is_short
        Whether that is more than rounding.
    """

    place: str
    longitude: float
    latitude: float
    share_lost: float
    is_short: bool


@dataclass(frozen=True)
class Plant:
    """A plant while something is stopped.

    Attributes
    ----------
    facility
        Its short name.
    longitude, latitude
        Where it lies, degrees.
    share_built
        Share of its planned vehicles that it builds; above 1 it helps out.
    is_dark
        Whether that is less than half.
    """

    facility: str
    longitude: float
    latitude: float
    share_built: float
    is_dark: bool


@dataclass(frozen=True)
class Scene:
    """What a stop does to the map.

    Attributes
    ----------
    group
        What stops.
    weeks
        Stop and half of its ramp, weeks.
    lost_value
        What it costs, case currency.
    num_markets, num_short
        Markets, and those of them that are short.
    markets, plants
        Those whose place is known.
    """

    group: StopGroup
    weeks: float
    lost_value: float
    num_markets: int
    num_short: int
    markets: tuple[Market, ...]
    plants: tuple[Plant, ...]


def scenes(at: Planned, sweep: Sweep, groups: Sequence[StopGroup]) -> tuple[Scene, ...]:
    """Return what stops do to the map, the dearest first, each effect only once.

    Parameters
    ----------
    at
        The year and future looked at.
    sweep
        What every stop costs.
    groups
        The stops that cost something, worst first.
    """
    places = {row["place"]: row for row in at.case.tables["places"].to_dicts()}
    return tuple(
        _scene(at, places, group, one) for group, one in _distinct(sweep, groups)
    )


def _distinct(
    sweep: Sweep, groups: Sequence[StopGroup]
) -> Iterator[tuple[StopGroup, Finding]]:
    by_stop = {(*f.stop.element, f.stop.hazard): f for f in sweep.findings}
    seen = set[tuple[float, ...]]()
    for group in groups:
        one = by_stop[(group.stop.scope, group.stop.target, group.stop.hazard)]
        effect = tuple(round(share, 3) for share in one.by_place.values())
        effect = (*effect, float(f"{one.lost_value / one.stop.full_weeks:.3g}"))
        if effect not in seen:
            seen.add(effect)
            yield group, one


def _scene(at: Planned, places: Places, group: StopGroup, finding: Finding) -> Scene:
    return Scene(
        group=group,
        weeks=finding.stop.full_weeks,
        lost_value=finding.lost_value,
        num_markets=len(finding.by_place),
        num_short=sum(share > SHORT for share in finding.by_place.values()),
        markets=tuple(_markets(places, finding)),
        plants=tuple(_plants(at, places, finding)),
    )


def _markets(places: Places, finding: Finding) -> Iterator[Market]:
    for name, share in finding.by_place.items():
        place = places[name]
        if place["longitude"] is not None:
            where = (place["longitude"], place["latitude"])
            yield Market(name, *where, share, share > SHORT)


def _plants(at: Planned, places: Places, finding: Finding) -> Iterator[Plant]:
    for row in at.arcs.unique("facility", maintain_order=True).to_dicts():
        name, place = row["facility"], places[row["origin"]]
        if name in finding.by_plant and place["longitude"] is not None:
            share = finding.by_plant[name]
            where = (place["longitude"], place["latitude"])
            yield Plant(name, *where, share, share < HALF)
