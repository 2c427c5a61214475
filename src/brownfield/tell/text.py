"""How is an answer laid out as plain text in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from brownfield.tables.cells.controls import printable

if TYPE_CHECKING:
    from brownfield.tables.problems import Problem

Row = Sequence[object]
MOST_NOTES = 8  # notes on single rows printed by check, plan and deal


class Noted(Protocol):
    """What has notes on single rows of a case; a document, or its part that says so."""

    @property
    def case(self) -> str:
        """Name of the case."""

    @property
    def row_notes(self) -> tuple[str, ...]:
        """The notes, one sentence each."""


def grid(header: Sequence[str], rows: Iterable[Row]) -> str:
    """Return rows as aligned text; numbers to the right."""
    cells = [list(header)] + [[_cell(value) for value in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    kinds = [_is_number(cells, i) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, kinds, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"
    return printable(str(value)).replace("\n", "\\n").replace("\t", "\\t")


def _is_number(cells: list[list[str]], position: int) -> bool:
    values = [row[position] for row in cells[1:] if row[position] != "-"]
    return bool(values) and all(v.lstrip("-+")[:1].isdigit() for v in values)


def notes(remarks: Sequence[Problem | str], others_at: str) -> list[str]:
    """Return notes on single rows, one line each, and where to find those left out."""
    lines = [f"Note: {note}" for note in remarks[:MOST_NOTES]]
    if len(remarks) > MOST_NOTES:
        rest = len(remarks) - MOST_NOTES
        lines.append(f"And {rest} notes like these: {others_at}.")
    return lines


def case_notes(source: Noted) -> list[str]:
    """Return the notes on single rows of the case that a document was made from."""
    return notes(source.row_notes, f"see brownfield check {source.case}")


def unfinished(left_out: Sequence[str]) -> tuple[str, ...]:
    """Return what is said on standard error of what Ctrl-C left out, if anything."""
    return (f"brownfield: not finished: {', '.join(left_out)}.",) if left_out else ()
