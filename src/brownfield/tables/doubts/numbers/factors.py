"""Which factors of what-ifs are far from what anybody asks?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from brownfield.tables.cells.values import read_kind
from brownfield.tables.doubts.numbers.hints import HUNDRED, LEAVE_OR_MEND
from brownfield.tables.problems import Finding

if TYPE_CHECKING:
    from brownfield.tables.rule import Cells

MOST = 20.0  # times that a cell is moved, or the other way round


def strange_factors(rows: Sequence[Cells]) -> Iterator[tuple[Finding, Cells]]:
    """Yield rows of `what_ifs` that multiply by far more, or less, than usual.

    Parameters
    ----------
    rows
        Rows with their number as `row`.
    """
    for cells in rows:
        factor = read_kind((cells["value"] or "").strip(), "number")
        is_times = cells["op"] == "times" and isinstance(factor, float)
        if is_times and isinstance(factor, float) and _is_far(factor):
            yield _finding(cells, factor), cells


def _is_far(factor: float) -> bool:
    return factor > MOST or 0 < factor < 1 / MOST


def _finding(cells: Cells, factor: float) -> Finding:
    meant = factor / HUNDRED if factor > MOST else factor * HUNDRED
    hint = LEAVE_OR_MEND if _is_far(meant) else f"Did you mean {meant:g}?"
    return Finding(
        table="what_ifs",
        row=cells["row"],
        column="value",
        value=cells["value"],
        rule="strange_factor",
        message=f"Cells become {factor:g} times what they are",
        hint=hint,
    )
