"""Which statements bear on each assumption of a case, and how good is each?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.case.said.grades import grade_of

if TYPE_CHECKING:
    from brownfield.case.case import Case

Cell = tuple[str, str, str]  # table, where (blank = every row), column
USUAL = "supports"


@dataclass(frozen=True)
class Graded:
    """A statement that is linked to an assumption.

    Attributes
    ----------
    statement
        Its id.
    grade
        Reliability and credibility, as B2; with a question mark if proposed by rule.
    relation
        What it does to the cell.
    status
        draft, confirmed or rejected.
    """

    statement: str
    grade: str
    relation: str
    status: str

    @property
    def title(self) -> str:
        """As printed: ST10 (B2), ST11 (D3?, contradicts), ST12 (B3?, draft)."""
        words = [self.grade]
        if self.relation != USUAL:
            words.append(self.relation.replace("_", " "))
        if self.status != "confirmed":
            words.append(self.status)
        return f"{self.statement} ({', '.join(words)})"


def graded(case: Case) -> dict[Cell, tuple[Graded, ...]]:
    """Return the statements linked to each assumption, in order of the table."""
    links = case.tables["assumption_links"]
    if links.is_empty():
        return {}
    said = {row["statement"]: row for row in case.tables["statements"].to_dicts()}
    by_cell: dict[Cell, tuple[Graded, ...]] = {}
    for row in links.iter_rows(named=True):
        cell = (row["table"], row["where"] or "", row["column"])
        about = said.get(row["statement"])
        if about is not None:
            one = _graded(about, row["relation"])
            by_cell[cell] = (*by_cell.get(cell, ()), one)
    return by_cell


def _graded(row: dict[str, str], relation: str) -> Graded:
    return Graded(row["statement"], grade_of(row).title, relation, row["status"])
