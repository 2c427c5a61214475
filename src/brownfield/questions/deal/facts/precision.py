"""How sure are values, shares and fees of a deal?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.deal.terms.ranges import FEE

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal

WORTH_TELLING = 1e-3  # share of what there is to share


@dataclass(frozen=True)
class Precision:
    """What the searches left open; money is present value in case currency.

    Attributes
    ----------
    num_groups, num_close
        Groups of parties, and those whose value is known to `close`.
    close
        What is worth telling.
    widest
        Group whose value is known least, its parties joined by commas.
    low, high
        Between what its value lies.
    talking
        Group whose terms are quoted, its parties joined by commas.
    more
        Up to how much more a better plan of it may be worth; 0 if not worth telling.
    more_per_vehicle
        The same per hosted vehicle; None if it is 0 or nobody hosts.
    shares
        By how much a share may be larger, by rule; empty where nothing is shared.
    """

    num_groups: int
    num_close: int
    close: float
    widest: str
    low: float
    high: float
    talking: str
    more: float
    more_per_vehicle: float | None
    shares: Mapping[str, float]


def precision_from(answer: Deal) -> Precision | None:
    """Return what the searches left open, if that is worth telling."""
    game = answer.game
    close = max(WORTH_TELLING * abs(game.surplus), 1e-6 * abs(game.total))
    if game.slack <= close:
        return None
    widest = max(game.coalitions(), key=game.is_open)
    talking = frozenset(answer.seats.companies if answer.private else game.parties)
    more = game.is_open(talking)
    return Precision(
        num_groups=len(game.values),
        num_close=sum(1 for c in game.coalitions() if game.is_open(c) <= close),
        close=close,
        widest=game.label(widest),
        low=game.values[widest],
        high=game.bound(widest),
        talking=game.label(talking),
        more=more if more > close else 0.0,
        more_per_vehicle=_per_vehicle(answer, more) if more > close else None,
        shares=_shares(answer) if game.has_surplus else {},
    )


def _per_vehicle(answer: Deal, more: float) -> float | None:
    """Return an amount by the hosted vehicles that a fee is paid on."""
    if answer.table is None:
        return None
    talks, host = answer.table.talks, answer.table.pair.host
    worth = talks.forms[FEE].worth[host]
    return more / sum(v * p for v, p in zip(worth, talks.chances, strict=True))


def _shares(answer: Deal) -> dict[str, float]:
    """Return by how much a share of each rule may be larger."""
    return {
        rule: max(high - answer.splits[rule][p] for p, (_, high) in shares.items())
        for rule, shares in answer.split_ranges.items()
    }
