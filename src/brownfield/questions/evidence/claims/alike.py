"""Which claims say the same of one thing, and which say the opposite?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from brownfield.questions.evidence.claims.ledger import MOVING, Claim, Link

if TYPE_CHECKING:
    from brownfield.case.said.linked import Cell

AGAINST = {"supports": "contradicts", "contradicts": "supports"}
FIRM = ("planned", "done", "fact")  # what a denial contradicts
NO = "denied"


def heard(every: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that count and in whose place none stands."""
    names = {claim.name for claim in every}
    return tuple(
        claim
        for claim in every
        if claim.weight > 0.0 and claim.row["superseded_by"] not in names
    )


def alike(one: Claim, others: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the others that do the same to a cell, or say the same of one thing."""
    does = {(link.cell, link.relation) for link in moving(one)}
    about, is_no = one.row["about"], one.row["modality"] == NO
    return tuple(
        other
        for other in others
        if other is not one
        and (
            does & {(link.cell, link.relation) for link in moving(other)}
            or (about and about == other.row["about"] and is_no == _denies(other))
        )
    )


def is_contradicted(one: Claim, others: Sequence[Claim]) -> bool:
    """Return whether somebody says the opposite of a cell, or of the thing itself."""
    return any(
        _is_opposite(one, other)
        or any(_is_apart(a, b) for a, b in product(moving(one), moving(other)))
        for other in others
        if other is not one
    )


def cells(one: Claim) -> set[Cell]:
    """Return the cells that a claim bears on."""
    return {link.cell for link in moving(one)}


def moving(one: Claim) -> Iterator[Link]:
    """Yield the links that say something of a cell."""
    return (link for link in one.links if link.relation in MOVING)


def _denies(one: Claim) -> bool:
    return bool(one.row["modality"] == NO)


def _is_opposite(one: Claim, other: Claim) -> bool:
    """Return whether one denies what the other says of the same thing is so."""
    kinds = {one.row["modality"], other.row["modality"]}
    is_same = one.row["about"] and one.row["about"] == other.row["about"]
    return bool(is_same and NO in kinds and kinds & set(FIRM))


def _is_apart(one: Link, other: Link) -> bool:
    """Return whether two links say of one cell what cannot both be."""
    if one.cell != other.cell:
        return False
    if AGAINST.get(one.relation) == other.relation:
        return True
    (low, high), (least, most) = _ends(one), _ends(other)
    return high < least or most < low


def _ends(link: Link) -> tuple[float, float]:
    """Return between which values a link says that a cell lies."""
    said = [value for value in (link.low, link.mode, link.high) if value is not None]
    if not said:
        return float("-inf"), float("inf")
    low = float("-inf") if link.relation == "bounds_high" else min(said)
    high = float("inf") if link.relation == "bounds_low" else max(said)
    return low, high
