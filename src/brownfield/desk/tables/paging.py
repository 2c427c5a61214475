"""Which rows of a table stand on a page, in which order?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import Cells, Kept, unpacked

if TYPE_CHECKING:
    from brownfield.desk.store.link import Dialect, Link
    from brownfield.tables.columns import Table

MOST = 100  # rows of a page


@dataclass(frozen=True)
class Wanted:
    """Which rows are wanted.

    Attributes
    ----------
    page
        Number of the page, from 1.
    words
        Only rows in which a cell holds these words; blank = every row.
    order
        Column whose cells give the order; blank = that of the rows.
    is_down
        Whether the last comes first.
    rows
        Only rows of these numbers; None = every row.
    """

    page: int = 1
    words: str = ""
    order: str = ""
    is_down: bool = False
    rows: Collection[int] | None = None


@dataclass(frozen=True)
class Rows:
    """Rows of a page.

    Attributes
    ----------
    rows
        Cells by number of the row, in order.
    count
        How many rows are wanted on all pages together.
    """

    rows: dict[int, Cells]
    count: int

    @property
    def num_pages(self) -> int:
        """How many pages they fill; at least one."""
        return max(-(-self.count // MOST), 1)


def rows_of(link: Link, case: Kept, table: Table, wanted: Wanted) -> Rows:
    """Return the rows of a page of a table."""
    asked, values = _condition(link.dialect, case, table, wanted)
    count = link.execute(f"SELECT count(*) FROM cells WHERE {asked}", values)  # noqa: S608 (texts of ours)
    order, keys = _order(link.dialect, table, wanted)
    records = link.execute(
        f"SELECT row, content FROM cells WHERE {asked} ORDER BY {order} "  # noqa: S608 (texts of ours)
        "LIMIT ? OFFSET ?",
        [*values, *keys, MOST, MOST * (max(wanted.page, 1) - 1)],
    )
    rows = {row: unpacked(content) for row, content in records}
    return Rows(rows, count.fetchone()[0])


def _condition(
    words: Dialect, case: Kept, table: Table, wanted: Wanted
) -> tuple[str, list[object]]:
    """Return the condition on rows in SQL, and its values."""
    asked, values = 'case_id = ? AND "table" = ?', [case.id, table.name]
    given: list[object] = list(values)
    if wanted.words:
        asked += f" AND {words.has_words}"
        given.append(f"%{_plain(wanted.words)}%")
    if wanted.rows is not None:
        asked += f" AND {words.is_among}"
        given.append(f"[{','.join(map(str, wanted.rows))}]")
    return asked, given


def _plain(words: str) -> str:
    for sign in "\\%_":
        words = words.replace(sign, f"\\{sign}")
    return words


def _order(words: Dialect, table: Table, wanted: Wanted) -> tuple[str, list[object]]:
    """Return the order in SQL, and its values; blank cells come last."""
    if wanted.order not in table.column_names:
        return f"row {'DESC' if wanted.is_down else 'ASC'}", []
    is_number = table.column(wanted.order).kind in ("integer", "number")
    by = words.number if is_number else words.cell
    way = "DESC" if wanted.is_down else "ASC"
    return f"{words.cell} IS NULL, {by} {way}, row", [wanted.order, wanted.order]
