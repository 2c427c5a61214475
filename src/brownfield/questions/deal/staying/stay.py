"""Would each party still want the deal once it knows which future came?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.deal.terms.after_tax import futures_after

if TYPE_CHECKING:
    from brownfield.questions.deal.contracts.talks import Futures, Side, Talks


@dataclass(frozen=True)
class Stay:
    """One party in one future, at agreed amounts.

    Attributes
    ----------
    party, scenario, probability
        Who, in which future, how likely.
    gain
        Present value of keeping the deal less that of having acted alone.
    exit_fee
        Present value it must owe for leaving so that it stays; 0 if it stays anyway.
    damages
        What the others together lose if it leaves: an exit fee of this size lets it
        leave only where that is better for all.
    """

    party: str
    scenario: str
    probability: float
    gain: float
    exit_fee: float
    damages: float

    @property
    def leaves(self) -> bool:
        """Whether the party would walk away without an exit fee."""
        return self.exit_fee > 0.0


def stays(
    talks: Talks, amounts: Mapping[str, float], scenarios: tuple[str, ...]
) -> tuple[Stay, ...]:
    """Return every party in every future.

    References
    ----------
    Thomas and Worrall (1994); Shavell (1980) for damages.
    """
    gains = {side.party: _gains(talks, side, amounts) for side in talks.sides}
    rounding = 1e-9 * max(abs(v) for s in talks.sides for v in (*s.before, *s.alone))
    by_party = []
    for party, own in gains.items():
        for at, (scenario, chance) in enumerate(
            zip(scenarios, talks.chances, strict=True)
        ):
            others = sum(gains[other][at] for other in gains if other != party)
            fee = -own[at] if own[at] < -rounding else 0.0
            by_party.append(
                Stay(party, scenario, chance, own[at], fee, max(0.0, others))
            )
    return tuple(by_party)


def _gains(talks: Talks, side: Side, amounts: Mapping[str, float]) -> Futures:
    got = futures_after(talks, side, amounts)
    return tuple(g - alone for g, alone in zip(got, side.alone, strict=True))
