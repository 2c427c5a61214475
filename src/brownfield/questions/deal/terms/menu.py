"""What would the host offer if only the guest knew which future will come?

The host offers a menu: a yearly reservation and a fee per vehicle for each future. A
guest that knows its future picks what suits it, so every offer must be at least as good
for the future it is meant for as any other (incentive compatible) and as no deal. The
host may leave futures out. Volumes are those of the plan in each future. Programmes are
linear: one for each set of futures served.

References
----------
METHODS B4 (hidden volume types); Maskin and Riley (1984).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.linear_programme import Row, maximise
from brownfield.questions.deal.contracts.talks import (
    Side,
    Talks,
    form_scale,
    money_scale,
)

if TYPE_CHECKING:
    from brownfield.questions.deal.contracts.forms import Pair

FEE, LUMP = "fee_per_vehicle", "reservation"
MOST_FUTURES = 8  # sets of futures tried: 2^8


@dataclass(frozen=True)
class Offer:
    """What the host offers for one future, and what each gains by it over no deal.

    Attributes
    ----------
    future
        Position of the future.
    reservation, fee
        A year, and per vehicle.
    guest, host
        Present value gained.
    """

    future: int
    reservation: float
    fee: float
    guest: float
    host: float


@dataclass(frozen=True)
class Menu:
    """A menu of offers; present values, expected over the futures.

    Attributes
    ----------
    offers
        One for each future served.
    host
        What the host gains by the menu.
    host_one_offer
        What it gains by the best single offer to all.
    host_knowing
        What it would gain if it knew the future and left the guest nothing.
    """

    offers: tuple[Offer, ...] = field(repr=False)
    host: float
    host_one_offer: float
    host_knowing: float


def menu(talks: Talks, pair: Pair) -> Menu | None:
    """Return the host's best menu; None with too many futures or losses carried over.

    Parameters
    ----------
    talks
        The talks; other payments than fee and reservation are part of the payoffs.
    pair
        The guest and its host.
    """
    sides = {side.party: side for side in talks.sides}
    guest, host = sides[pair.entrant], sides[pair.host]
    has_books = guest.books is not None or host.books is not None
    futures = range(len(talks.chances))
    if has_books or not 2 <= len(futures) <= MOST_FUTURES:
        return None
    game = _Game(talks, guest, host)
    menus = [game.offers(served) for served in _sets(futures)]
    best = max(menus, key=game.worth)
    single = max((game.one_offer(served) for served in _sets(futures)), key=game.worth)
    highest = sum(chance * game.most(at) for at, chance in enumerate(talks.chances))
    return Menu(best, game.worth(best), game.worth(single), highest)


def _sets(futures: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(futures), -1, -1):
        yield from combinations(futures, size)


@dataclass(frozen=True)
class _Game:
    talks: Talks
    guest: Side
    host: Side

    def most(self, at: int) -> float:
        """Return the most that the host can have in a future; it only ever receives."""
        guest, host = self._gain(self.guest, at), self._gain(self.host, at)
        return max(0.0, guest + host) if guest >= 0.0 else 0.0

    def worth(self, offers: Sequence[Offer]) -> float:
        """Return what offers leave the host, expected."""
        return sum(self.talks.chances[o.future] * o.host for o in offers)

    def offers(self, served: tuple[int, ...]) -> tuple[Offer, ...]:
        """Return the best offers to some futures; none if they cannot be told apart."""
        return self._solved(served, {at: str(at) for at in served})

    def one_offer(self, served: tuple[int, ...]) -> tuple[Offer, ...]:
        """Return the best offer that is the same for all futures served."""
        return self._solved(served, dict.fromkeys(served, "all"))

    def _solved(
        self, served: tuple[int, ...], names: Mapping[int, str]
    ) -> tuple[Offer, ...]:
        if not served:
            return ()
        objective: dict[str, float] = {}
        for at in served:
            for column, value in self._paid(self.host, at, names[at]).items():
                weighted = self.talks.chances[at] * value
                objective[column] = objective.get(column, 0.0) + weighted
        bounds = {
            f"{form} {name}": (0.0, float("inf"))
            for name in set(names.values())
            for form in (FEE, LUMP)
        }
        best = maximise(objective, list(self._rows(served, names)), bounds)
        if best is None or not best.point:
            return ()
        return tuple(self._offer(at, names[at], best.point) for at in served)

    def _rows(self, served: tuple[int, ...], names: Mapping[int, str]) -> Iterator[Row]:
        scale = money_scale(self.talks)
        for at in range(len(self.talks.chances)):
            base = self._gain(self.guest, at) / scale
            own = self._paid(self.guest, at, names[at]) if at in served else {}
            if own:
                yield Row(own, lower=-base)
            for name in set(names.values()) - {names.get(at, "")}:
                other = self._paid(self.guest, at, name)
                less = {column: -value for column, value in other.items()}
                # The guest prefers its own offer; one left out prefers none at all.
                yield Row(own | less, lower=0.0 if own else base)

    def _gain(self, side: Side, at: int) -> float:
        """Return what the plan adds to a party in a future before payments."""
        return side.before[at] - side.alone[at]

    def _paid(self, side: Side, at: int, name: str) -> dict[str, float]:
        """Return what scaled amounts of an offer move to a party in a future."""
        scale = money_scale(self.talks)
        return {
            f"{form} {name}": self.talks.forms[form].worth[side.party][at]
            * form_scale(self.talks, form)
            / scale
            for form in (FEE, LUMP)
        }

    def _offer(self, at: int, name: str, point: Mapping[str, float]) -> Offer:
        scale = money_scale(self.talks)
        gained = {
            side.party: self._gain(side, at)
            + scale * sum(v * point[c] for c, v in self._paid(side, at, name).items())
            for side in (self.guest, self.host)
        }
        return Offer(
            future=at,
            reservation=point[f"{LUMP} {name}"] * form_scale(self.talks, LUMP),
            fee=point[f"{FEE} {name}"] * form_scale(self.talks, FEE),
            guest=gained[self.guest.party],
            host=gained[self.host.party],
        )
