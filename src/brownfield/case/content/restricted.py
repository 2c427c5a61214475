"""Which rows of a case stay if only some parties decide, own and sell?"""

from collections.abc import Mapping, Sequence

import polars as pl

from brownfield.case.what_if import cascade
from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.frames import Tables, with_line_time
from brownfield.tables.memory import Again, remembered


def _states(tables: Tables) -> list[str]:
    """Return the governments of a case."""
    kinds = tables["parties"].select("party", "kind").iter_rows()
    return [party for party, kind in kinds if kind == "government"]


def _is_paid(states: Sequence[str], chosen: tuple[str, ...]) -> pl.Expr:
    """Return which contracts a group of planning parties takes part in."""
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
    is_owned = pl.col("owner").is_in(chosen)
    after["facilities"] = _kept(before, "facilities", is_owned, chosen)
    is_theirs = pl.col("programme_owner").is_in(chosen)
    if options is not None:
        is_theirs &= pl.col("build_option").is_in(options)
    after["build_options"] = _kept(
        before, "build_options", is_theirs, (*chosen, None, *(options or ()))
    )
    after["commitments"] = _with_line_time(before)["commitments"]
    states = _states(before)
    is_paid = _is_paid(states, chosen)
    after["contracts"] = _kept(before, "contracts", is_paid, (*chosen, None, *states))
    is_public = pl.col("kind").is_in(GOVERNMENT_KINDS)
    is_seated = ~is_public | pl.col("party").is_in(chosen)
    after["policies"] = _kept(before, "policies", is_seated, chosen)
    makers = before["products"].select("product", "company").iter_rows()
    sold = [product for product, company in makers if company in chosen]
    after["demand"] = _kept(before, "demand", pl.col("product").is_in(sold), sold)
    return cascade(before, after, at_node=options is not None)


@remembered(commitments=None, build_options=("facility", "product", "capacity_use"))
def _with_line_time(tables: Tables) -> dict[str, pl.DataFrame]:
    rows = with_line_time(tables["commitments"], tables["build_options"])
    return {"commitments": rows}


_ROWS = Again[pl.DataFrame | None](most=64)
"""Rows kept last, None for all: the futures of a case keep the same ones."""


def _kept(
    tables: Tables, name: str, condition: pl.Expr, named: Sequence[str | None]
) -> pl.DataFrame:
    """Return the rows for which a condition holds; the frame itself if all do.

    Parameters
    ----------
    tables, name
        Every table, and which is meant.
    condition
        The condition, which hangs on the table and on `named` only.
    named
        What it names.
    """
    frame = tables[name]

    def rows() -> pl.DataFrame | None:
        some = frame.filter(condition)
        return None if some.height == frame.height else some

    kept = _ROWS.of([frame], (name, *named), rows)
    return frame if kept is None else kept
