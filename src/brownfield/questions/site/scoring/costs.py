"""What do the functions of a headquarters cost a year in each place?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables


def yearly_costs(tables: Tables) -> pl.DataFrame:
    """Return what each function costs a year at each place.

    Parameters
    ----------
    tables
        `functions` (staff, space) and `sites` (pay, rent, incentive).

    Returns
    -------
    pl.DataFrame
        A row for each site and function: `site`, `function`, `staff` (people), `pay`,
        `rent` and `cost` = staff x pay + staff x space x rent (case currency a year;
        `cost` is null where pay is not given), `incentive` = staff x incentive (case
        currency, once).
    """
    staff = pl.col("staff").fill_null(0.0)
    pay, rent = staff * pl.col("pay"), staff * pl.col("space") * pl.col("rent")
    both = tables["sites"].join(tables["functions"], how="cross", suffix="_of_function")
    return both.select(
        "site",
        "function",
        staff=staff,
        pay=pay,
        rent=rent.fill_null(0.0),
        cost=pay + rent.fill_null(0.0),
        incentive=staff * pl.col("incentive"),
    )


def costs_of_all(tables: Tables) -> dict[str, float | None]:
    """Return what all functions together cost a year at each site; None if not given.

    Parameters
    ----------
    tables
        As for `yearly_costs`.
    """
    each = yearly_costs(tables).group_by("site", maintain_order=True)
    summed = each.agg(
        cost=pl.when(pl.col("cost").is_not_null().all()).then(pl.col("cost").sum())
    )
    return dict(summed.iter_rows())
