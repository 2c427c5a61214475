"""What is told of statements about one thing, side by side in time?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.asking.ranges.assumed import cell_text
from brownfield.questions.evidence.claims.sides import Observation, Thing, things
from brownfield.tables.definitions import TABLES

if TYPE_CHECKING:
    from brownfield.questions.evidence.question import Evidence


@dataclass(frozen=True)
class Seen:
    """A statement about a thing.

    Attributes
    ----------
    statement
        Its id.
    date, speaker, claim
        When, by whom, what.
    stance
        How far it says the thing has come: denied, nothing said, possible, considered,
        agreed or planned, signed or done.
    relation
        What it does to the cell; blank where the thing is no cell.
    low, mode, high
        What it says of the cell, in its unit; None = not said.
    grade
        Reliability and credibility, as B2.
    weight
        What it counts beside others, in [0, 1].
    superseded_by
        Statement in its place by the tables, else the next of the same speaker about
        the thing; blank = none.
    is_contradicted
        Whether another statement about the thing says the opposite.
    """

    statement: str
    date: str
    speaker: str
    claim: str
    stance: str
    relation: str
    low: float | None
    mode: float | None
    high: float | None
    grade: str
    weight: float
    superseded_by: str
    is_contradicted: bool


@dataclass(frozen=True)
class Timeline:
    """Statements about one thing, side by side in time.

    Attributes
    ----------
    about
        The thing in words, or the cell.
    is_cell
        Whether it is a cell of the case.
    unit
        Unit of the cell; blank for a thing in words.
    seen
        Statements about it, in order of their days.
    holds
        Those in whose place no other stands.
    is_contested
        Whether another statement says the opposite of one of these.
    """

    about: str
    is_cell: bool
    unit: str
    seen: tuple[Seen, ...]
    holds: tuple[str, ...]
    is_contested: bool


def timelines(answer: Evidence) -> tuple[Timeline, ...]:
    """Return what statements are about, those with most statements first."""
    timelines = [_timeline(one) for one in things(answer.claims)]
    return tuple(sorted(timelines, key=lambda one: -len(one.seen)))


def _timeline(thing: Thing) -> Timeline:
    cell = thing.cell
    return Timeline(
        about=thing.about if cell is None else cell_text(*cell),
        is_cell=cell is not None,
        unit="" if cell is None else TABLES[cell[0]].column(cell[2]).unit,
        seen=tuple(map(_seen, thing.seen)),
        holds=tuple(one.claim.name for one in thing.seen if not one.later),
        is_contested=any(one.is_contradicted and not one.later for one in thing.seen),
    )


def _seen(one: Observation) -> Seen:
    row = one.claim.row
    low, mode, high = one.value or (None, None, None)
    return Seen(
        statement=one.claim.name,
        date=row["date"] or "",
        speaker=row["speaker"] or "",
        claim=row["claim"] or "",
        stance=one.stance,
        relation=one.relation.replace("_", " "),
        low=low,
        mode=mode,
        high=high,
        grade=one.claim.grade.title,
        weight=one.claim.weight,
        superseded_by=one.later,
        is_contradicted=one.is_contradicted,
    )
