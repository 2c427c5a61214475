"""Which rows of a case stay if only some parties decide, own and sell?"""

from collections.abc import Mapping, Sequence

import polars as pl

from brownfield.case.what_if import cascade
from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.frames import with_line_time


def _is_paid(tables: Mapping[str, pl.DataFrame], chosen: tuple[str, ...]) -> pl.Expr:
    """Return which contracts a group of planning parties takes part in."""
    is_state = pl.col("kind") == "government"
    states = tables["parties"].filter(is_state)["party"].to_list()
    sides = [pl.col(side).is_in(chosen) for side in ("payer", "payee")]
    named = [pl.col(side).is_in([*chosen, *states]) for side in ("payer", "payee")]
    return (sides[0] | sides[1]) & named[0] & named[1]


def left_out(
    contracts: pl.DataFrame, after: Mapping[str, pl.DataFrame]
) -> tuple[str, ...]:
    """Return the contracts that went although one of their parties plans."""
    if contracts.is_empty():
        return ()
    stay = after["contracts"]["contract"].to_list()
    planned = after["parties"].filter(pl.col("kind") == "company")["party"].to_list()
    is_met = pl.col("payer").is_in(planned) | pl.col("payee").is_in(planned)
    gone = contracts.filter(is_met & ~pl.col("contract").is_in(stay))
    return tuple(gone["contract"].unique(maintain_order=True))


def of_parties(
    tables: Mapping[str, pl.DataFrame],
    chosen: tuple[str, ...],
    options: Sequence[str] | None,
) -> dict[str, pl.DataFrame]:
    """Return the tables in which only `chosen` decide, own and sell.

    Parameters
    ----------
    tables
        Every table, typed.
    chosen
        Names of the parties.
    options
        Build options that the root of the tree keeps; None where it is the root.
    """
    before, after = dict(tables), dict(tables)
    after["facilities"] = _kept(before["facilities"], pl.col("owner").is_in(chosen))
    is_theirs = pl.col("programme_owner").is_in(chosen)
    if options is not None:
        is_theirs &= pl.col("build_option").is_in(options)
    after["build_options"] = _kept(before["build_options"], is_theirs)
    after["commitments"] = with_line_time(
        before["commitments"], before["build_options"]
    )
    after["contracts"] = _kept(before["contracts"], _is_paid(before, chosen))
    is_public = pl.col("kind").is_in(GOVERNMENT_KINDS)
    is_seated = ~is_public | pl.col("party").is_in(chosen)
    after["policies"] = _kept(before["policies"], is_seated)
    sold = before["products"].filter(pl.col("company").is_in(chosen))["product"]
    is_sold = pl.col("product").is_in(sold.implode())
    after["demand"] = _kept(before["demand"], is_sold)
    return cascade(before, after, at_node=options is not None)


def _kept(frame: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    """Return the rows for which a condition holds; the frame itself if all do."""
    rows = frame.filter(condition)
    return frame if rows.height == frame.height else rows
