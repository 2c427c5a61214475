"""How do claims become a what-if that a plan can take?

Each number that claims move is given the mean of its pool: of the range of the case and
of what the claims say. The cells of the case stay as they are; a plan that is asked for
the what-if lists it, as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import UnansweredError
from brownfield.questions.evidence.claims.ledger import MOVING, Claim, cell_of, linked
from brownfield.questions.evidence.claims.priors import PROBABILITY, voices

if TYPE_CHECKING:
    from brownfield.asking.ranges.assumed import Assumption
    from brownfield.case.case import Case
    from brownfield.case.what_if import Tables

DIGITS = 6  # significant digits of a value that is taken


@dataclass(frozen=True)
class Taken:
    """A number that claims move.

    Attributes
    ----------
    table, where, column
        The cells.
    unit
        Unit of the column.
    mode
        What the range of the case calls most likely, in `unit`.
    value
        The mean of all that is claimed, in `unit`.
    statements
        Claims that bear on it.
    """

    table: str
    where: str
    column: str
    unit: str
    mode: float
    value: float
    statements: tuple[str, ...]


def moved(case: Case, claims: Sequence[Claim]) -> tuple[tuple[Assumption, Taken], ...]:
    """Return the assumptions that claims move, each with what it is taken to be.

    Parameters
    ----------
    case
        The case.
    claims
        Its claims; those that weigh nothing move nothing.
    """
    return tuple(
        (row, taken)
        for row in linked(case, claims)
        if (taken := _taken(row, claims)) is not None
    )


def _taken(row: Assumption, claims: Sequence[Claim]) -> Taken | None:
    pool = voices(row, claims)
    if pool == voices(row, ()):
        return None
    mean = sum(voice.weight * voice.mean for voice in pool)
    heard = tuple(one.name for one in claims if one.weight > 0.0 and _bears(one, row))
    value, cell = float(f"{mean:.{DIGITS}g}"), (row.table, row.where, row.column)
    return Taken(*cell, row.unit, row.mode, value, heard)


def _bears(claim: Claim, row: Assumption) -> bool:
    return any(
        link.cell == cell_of(row) and link.relation in MOVING for link in claim.links
    )


def with_claims(
    case: Case, name: str, moves: Sequence[tuple[Assumption, Taken]]
) -> Case:
    """Return the case with a what-if of what claims say; it is not applied.

    Parameters
    ----------
    case
        The case.
    name
        Of the what-if, which the case must not know yet.
    moves
        As `moved` returns them.

    Raises
    ------
    UnansweredError
        If claims move no number.
    UseError
        If the name is taken.
    DataError
        If the tables do not allow a value.
    """
    if not moves:
        message = (
            f"No claim of {case.name} moves a number. Confirm, grade and link some "
            "with brownfield evidence review; a draft moves nothing."
        )
        raise UnansweredError(message)
    return case.add_what_if(name, list(_rows(dict(case.tables), moves)))


def _rows(
    tables: Tables, moves: Sequence[tuple[Assumption, Taken]]
) -> Iterator[dict[str, str]]:
    """Yield the rows of the what-if; futures share what is left of their parent."""
    for row, taken in moves:
        note = f"Mean of the range and of {', '.join(taken.statements)}"
        after = row.moved(tables, taken.value)
        if (row.table, row.column) == PROBABILITY:
            yield from _chances(tables[row.table], after[row.table], note)
        else:
            change = row.change(taken.value)
            names = ("table", "where", "op", "column", "value")
            yield {name: change[name] for name in names} | {"note": note}
        tables = after


def _chances(
    before: pl.DataFrame, after: pl.DataFrame, note: str
) -> Iterator[dict[str, str]]:
    """Yield a row for each future whose chance moves."""
    pairs = zip(before["probability"], after.iter_rows(named=True), strict=True)
    for was, row in pairs:
        if row["probability"] != was:
            yield {
                "table": "scenarios",
                "where": f"node={row['node']}",
                "op": "set",
                "column": "probability",
                "value": repr(row["probability"]),
                "note": note,
            }
