"""Which statements about one thing stand side by side in time?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from brownfield.questions.evidence.claims.alike import (
    cells,
    heard,
    is_contradicted,
    moving,
)

if TYPE_CHECKING:
    from brownfield.case.said.linked import Cell
    from brownfield.questions.evidence.claims.ledger import Claim, Link

STANCES = {
    "denied": "denied",
    "none": "nothing said",
    "opinion": "possible",
    "possible": "possible",
    "conditional": "considered",
    "considering": "considered",
    "probable": "agreed or planned",
    "planned": "agreed or planned",
    "fact": "signed or done",
    "done": "signed or done",
}
"""How far a thing has come, by how firm a statement about it is."""
SILENT = "nothing said"


class Range(NamedTuple):
    """What a statement says of a cell: its ends and likeliest; None = not said."""

    low: float | None
    mode: float | None
    high: float | None


@dataclass(frozen=True)
class Observation:
    """A statement about a thing.

    Attributes
    ----------
    claim
        The statement.
    stance
        How far it says that the thing has come.
    value
        What it says of the cell; None where it gives no number.
    relation
        What it does to the cell; blank where the thing is no cell.
    later
        Statement in its place: that of `superseded_by`, else the next of the same
        speaker about the thing; blank = none.
    is_contradicted
        Whether another statement says the opposite.
    """

    claim: Claim
    stance: str
    value: Range | None
    relation: str
    later: str
    is_contradicted: bool


@dataclass(frozen=True)
class Thing:
    """What several statements are about: a thing in words, or a cell.

    Attributes
    ----------
    about
        In words; blank for a cell.
    cell
        Table, row and column; None for a thing in words.
    seen
        Statements about it, in order of their days.
    """

    about: str
    cell: Cell | None
    seen: tuple[Observation, ...]


def things(claims: Sequence[Claim]) -> tuple[Thing, ...]:
    """Return what statements are about: things in words first, each in time."""
    words = dict.fromkeys(one.row["about"] for one in claims if one.row["about"])
    linked = dict.fromkeys(link.cell for one in claims for link in moving(one))
    things = [
        Thing(about, None, _seen([c for c in claims if c.row["about"] == about], None))
        for about in words
    ]
    things += [
        Thing("", cell, _seen([c for c in claims if cell in cells(c)], cell))
        for cell in linked
    ]
    return tuple(things)


def _seen(claims: list[Claim], cell: Cell | None) -> tuple[Observation, ...]:
    standing = [one for one in claims if one.row["status"] != "rejected"]
    ordered = sorted(standing, key=lambda one: one.row["date"] or "")
    counted = heard(ordered)
    return tuple(_observation(one, ordered, counted, cell) for one in ordered)


def _observation(
    one: Claim, every: list[Claim], counted: Sequence[Claim], cell: Cell | None
) -> Observation:
    link = next((link for link in moving(one) if link.cell == cell), None)
    return Observation(
        one,
        STANCES.get(one.row["modality"] or "none", SILENT),
        _value(link),
        "" if link is None else link.relation,
        _later(one, every),
        is_contradicted(one, counted),
    )


def _value(link: Link | None) -> Range | None:
    if link is None or (link.low, link.mode, link.high) == (None, None, None):
        return None
    return Range(link.low, link.mode, link.high)


def _later(one: Claim, every: list[Claim]) -> str:
    """Return the statement that stands in the place of one; blank for none."""
    said: str = one.row["superseded_by"] or ""
    if said in {other.name for other in every}:
        return said
    return next((other.name for other in _after(one, every)), "")


def _after(one: Claim, every: list[Claim]) -> Iterator[Claim]:
    """Yield what the same speaker says about the thing on later days, in order."""
    day, who = one.row["date"] or "", one.row["speaker"]
    for other in every:
        if who and other.row["speaker"] == who and (other.row["date"] or "") > day:
            yield other
