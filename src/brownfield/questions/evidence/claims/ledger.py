"""Which claims does a case hold, and which cells do they bear on?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.asking.ranges.assumed import Assumption, assumptions
from brownfield.case.said.grades import Grade, grade_of
from brownfield.errors import UseError
from brownfield.tables.problems import listed
from brownfield.tables.rules.evidence import ids_of

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.case.said.linked import Cell

MOVING = ("supports", "contradicts", "bounds_low", "bounds_high")


@dataclass(frozen=True)
class Link:
    """What a statement says of an assumption.

    Attributes
    ----------
    cell
        Table, row and column.
    relation
        supports, contradicts, bounds_low, bounds_high or context.
    low, mode, high
        What it says, unit of the cell; None = not said.
    """

    cell: Cell
    relation: str
    low: float | None
    mode: float | None
    high: float | None


@dataclass(frozen=True)
class Claim:
    """A statement as a claim.

    Attributes
    ----------
    row
        Its row of `statements`, by column.
    grade
        How far it is to be trusted.
    links
        What it says of assumptions.
    cites
        How many rows of the case cite it.
    is_left_out
        Whether it was asked to be left out.
    """

    row: dict[str, Any]
    grade: Grade
    links: tuple[Link, ...]
    cites: int
    is_left_out: bool

    @property
    def name(self) -> str:
        """Its id."""
        return str(self.row["statement"])

    @property
    def origin(self) -> str:
        """Where it first comes from: its origin group, else itself."""
        return str(self.row["origin"] or self.name)

    @property
    def weight(self) -> float:
        """What it counts beside others, in [0, 1]."""
        return 0.0 if self.is_left_out else self.grade.weight


def claims(
    case: Case, without: Sequence[str] = (), as_of: str | None = None
) -> tuple[Claim, ...]:
    """Return the claims of a case in the order of its table.

    Parameters
    ----------
    case
        The case.
    without
        Those that weigh nothing.
    as_of
        Only those said up to that day; None = all.

    Raises
    ------
    UseError
        If there is no such statement.
    """
    rows = list(case.tables["statements"].iter_rows(named=True))
    names = [row["statement"] for row in rows]
    unknown = [name for name in without if name not in names]
    if unknown:
        message = f"--without {unknown[0]}: no such statement. There are: "
        raise UseError(message + listed(names, most=12) + ".")
    links, cites = _links(case), _cited(case)
    return tuple(
        Claim(
            row,
            grade_of(row),
            tuple(links.get(row["statement"], ())),
            cites.get(row["statement"], 0),
            row["statement"] in without,
        )
        for row in rows
        if as_of is None or (row["date"] or "")[: len(as_of)] <= as_of
    )


def _links(case: Case) -> dict[str, list[Link]]:
    by_statement: dict[str, list[Link]] = {}
    for row in case.tables["assumption_links"].iter_rows(named=True):
        cell = (row["table"], row["where"] or "", row["column"])
        link = Link(cell, row["relation"], row["low"], row["mode"], row["high"])
        by_statement.setdefault(row["statement"], []).append(link)
    return by_statement


def _cited(case: Case) -> dict[str, int]:
    """Return how many rows cite each statement."""
    counts: dict[str, int] = {}
    for text in _citations(case):
        for name in ids_of(text):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _citations(case: Case) -> Iterator[str]:
    for frame in case.tables.values():
        name = "evidence" if "evidence" in frame.columns else "source"
        if name in frame.columns and frame.schema[name] == pl.String:
            yield from frame[name].drop_nulls().to_list()


def linked(case: Case, claims: Sequence[Claim]) -> tuple[Assumption, ...]:
    """Return the assumptions that a claim bears on and a plan reads, in order."""
    cells = {
        link.cell for one in claims for link in one.links if link.relation in MOVING
    }
    return tuple(one for one in assumptions(case) if cell_of(one) in cells)


def cell_of(row: Assumption) -> Cell:
    """Return the cell of an assumption."""
    return row.table, row.where, row.column
