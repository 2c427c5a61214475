"""How much line time does each vehicle of a recipe take, and as whose guest?"""

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.table import Table


def line_time(data: DataTables, columns: ColumnTables) -> Table:
    """Return the make columns with capacity_use, mode, owner and programme owner."""
    use = data.programmes.select("build_option", "capacity_use")
    return columns.make.join(use, ["build_option"])
