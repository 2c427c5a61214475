"""Which contracts stand at which node, and whose programmes do they cover?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import is_in_force

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes
    from brownfield.model.arrays.scale import Scale
    from brownfield.model.arrays.table import Table

KEY = ("contract", "payer", "payee", "node")
COLUMNS = (
    *KEY,
    "form",
    "facility",
    "product",
    "guest",
    "amount",
    "volume",
    "is_due",
    "is_transfer",
    "is_untaxed",
)


def contracts_of(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return every contract at every node at which it stands.

    Returns
    -------
    contracts
        contract, payer, payee, node, form, facility, product; guest (party whose
        programmes it covers: the payer, or the payee of a government and of a share
        of tooling); amount (case currency, or a share), volume (scaled vehicles a
        year), is_due (whether it is paid at the node), is_transfer (whether it only
        moves money among those who plan together), is_untaxed (whether such a transfer
        leaves the tax of both together as it is).
    """
    parties = derived.case.tables["parties"]
    states = parties.filter(pl.col("kind") == "government")["party"].to_list()
    helps = pl.col("payer").is_in(states) | (pl.col("form") == "capex_share")
    begun = pl.col("from_year").fill_null(derived.case.settings.case.first_year)
    frame = derived.at_nodes(lambda case: case.tables["contracts"]).with_columns(
        guest=pl.when(helps).then("payee").otherwise("payer"),
        volume=pl.col("volume").fill_null(0.0) / scale.volume,
        is_due=pl.when(pl.col("form") == "grant")
        .then(begun == pl.col("year"))
        .otherwise(is_in_force()),
    )
    return axes.read(with_transfers(derived, frame), *COLUMNS)


def with_transfers(derived: Derived, frame: pl.DataFrame) -> pl.DataFrame:
    """Return payments with is_transfer and is_untaxed, by their payer and payee."""
    marked = frame.with_columns(is_transfer=_is_transfer(derived))
    even = _is_untaxed(derived.case.tables["parties"])
    return marked.with_columns(is_untaxed=pl.col("is_transfer") & even)


def _is_transfer(derived: Derived) -> pl.Expr:
    """Return whether payer and payee plan, count alike and look at no tail.

    The cash of such a payment is no part of the joint value: it is worth nothing to the
    two together, whatever rate each discounts at. Where payments are free all is kept:
    the plan then says what some contract would make of old losses.
    """
    case = derived.case
    if case.settings.plan.has_free_payments:
        return pl.lit(value=False)
    weights = case.settings.plan.objective_weights
    planned = (p for p in case.planned_parties if p not in case.careful_parties)
    return _of_one_kind({party: weights.get(party, 1.0) for party in planned})


def _is_untaxed(parties: pl.DataFrame) -> pl.Expr:
    """Return whether what the payer saves in tax is what the payee pays more.

    So it is at one tax rate, if the losses of both save tax at once.
    """
    is_company = pl.col("kind") == "company"
    rate = pl.when(is_company).then("tax_rate").otherwise(0.0)
    even = parties.select("party", "has_other_profit", rate=rate)
    even = even.filter((pl.col("rate") == 0) | pl.col("has_other_profit"))
    return _of_one_kind(dict(even.select("party", "rate").iter_rows()))


def _of_one_kind(kinds: Mapping[str, float]) -> pl.Expr:
    """Return whether payer and payee are among the parties, and of one kind."""
    payer, payee = (
        pl.col(side)
        .cast(pl.String)
        .replace_strict(kinds, default=None, return_dtype=pl.Float64)
        for side in ("payer", "payee")
    )
    return (payer == payee).fill_null(value=False)
