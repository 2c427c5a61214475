"""How much line time does each vehicle of a recipe take, and as whose guest?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.model.arrays.table import Table
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables


def line_time(data: DataTables, columns: ColumnTables) -> Table:
    """Return the make columns with capacity_use, mode, owner and programme owner."""
    use = data.programmes.select("build_option", "capacity_use")
    return columns.make.join(use, ["build_option"])
