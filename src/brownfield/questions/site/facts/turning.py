"""What would have to be true for another place, as plain data?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.site.scoring.truth import Turn, worth

if TYPE_CHECKING:
    from brownfield.questions.site.question import Siting


@dataclass(frozen=True)
class WouldHave:
    """What would have to be true for a place to come first.

    Attributes
    ----------
    site
        Which place.
    behind
        How much less it is worth than the first, value 0 to 1.
    turns
        Each criterion with the weight, and with the score, at which it comes first,
        the nearest first; None where there is none.
    """

    site: str
    behind: float
    turns: tuple[Turn, ...]


def would_have(answer: Siting) -> tuple[WouldHave, ...]:
    """Return the places that are not first, the nearest first."""
    values = worth(answer.judged, answer.weights)
    behind = dict(
        zip(answer.judged.sites, (values.max() - values).tolist(), strict=True)
    )
    own: dict[str, list[Turn]] = {}
    for turn in answer.turns:
        own.setdefault(turn.site, []).append(turn)
    return tuple(
        WouldHave(site, behind[site], tuple(sorted(own[site], key=_effort)))
        for site in sorted(own, key=lambda site: behind[site])
    )


def _effort(turn: Turn) -> float:
    """Return how far a weight would have to move; 2 where no weight is enough."""
    return 2.0 if turn.weight is None else abs(turn.weight - turn.weight_today)
