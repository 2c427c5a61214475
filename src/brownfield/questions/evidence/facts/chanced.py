"""What is told of chances at which another plan becomes the best, as plain data?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from brownfield.questions.evidence.chances import ToldChance
from brownfield.questions.evidence.claims.ledger import MOVING, cell_of

if TYPE_CHECKING:
    from brownfield.questions.evidence.question import Evidence
    from brownfield.questions.evidence.worth.chances import BreakEven

NODE = "node="


def told_chances(answer: Evidence, titles: Sequence[str]) -> Iterator[ToldChance]:
    """Yield each break-even of an answer, plans by their titles."""
    for one in answer.chances:
        yield _told(answer, titles, one)


def _told(answer: Evidence, titles: Sequence[str], one: BreakEven) -> ToldChance:
    row = answer.rows[one.place]
    heard = [
        claim.name
        for claim in answer.claims
        if any(
            link.cell == cell_of(row) and link.relation in MOVING
            for link in claim.links
        )
    ]
    pool = answer.pools[one.place]
    return ToldChance(
        event=row.where.removeprefix(NODE),
        statements=tuple(heard),
        now=one.now,
        claimed=sum(voice.weight * voice.mean for voice in pool),
        at=one.at,
        plan="" if one.plan is None else titles[one.plan],
        is_above=one.is_above,
        lead_before=one.lead_before,
        lead_after=one.lead_after,
        lead_of_better=one.lead_of_better,
        is_verified=one.is_verified,
    )
