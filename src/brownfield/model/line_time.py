"""How much line time does each vehicle of a recipe take, and as whose guest?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data


def line_time(data: Data, columns: Columns) -> pl.DataFrame:
    """Return the make columns with capacity_use, mode, owner and programme owner."""
    use = data.programmes.select("build_option", "capacity_use")
    return columns.make.join(use, on="build_option", maintain_order="left")
