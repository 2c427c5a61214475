"""Which cells of a policy does its kind not read?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.carbon import CARBON_KINDS
from brownfield.tables.declared.fleet import FLEET_RULES
from brownfield.tables.declared.trade_and_policy import VEHICLE_GRANTS
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Finding, listed, shown
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

VEHICLE = ("territory", "party", "product", "mode", "hs_code", "powertrain")
GRANT = (*VEHICLE, "amount", "cap", "currency", "payer")
PURCHASE, OPERATING = VEHICLE_GRANTS
PRICE, CAP = CARBON_KINDS
PAID = ("amount", "currency")
PUBLIC = ("territory", "party", "product", "mode", *PAID, "target", "cap")
READ: dict[str, tuple[str, ...]] = {
    PURCHASE: (*GRANT, "made_in", "price_cap", "pass_through"),
    OPERATING: GRANT,
    "capital_grant": GRANT,
    "aid_ceiling": ("territory", "target", "cap", "currency"),
    "receipts_per_vehicle": PUBLIC,
    "support_package": (*PUBLIC, "one_off_cost"),
    **dict.fromkeys(
        FLEET_RULES, ("territory", "party", "product", "hs_code", "target", *PAID)
    ),
    PRICE: (*VEHICLE, "covers", *PAID),
    CAP: (*VEHICLE, "covers", *PAID, "target"),
}
"""Columns that each kind reads; what a government may not set is told elsewhere."""
SAID = ("policy", "kind", "year", "to_year", "condition", "source", "note")
"""Columns that every kind reads, or that are only shown."""


def unread_cells(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield cells that are given in a policy whose kind does not look at them."""
    columns = [c for c in TABLES["policies"].columns if c.name not in SAID]
    for row, cells in rows_where(tables["policies"], pl.lit(value=True)):
        read = READ.get(cells["kind"] or "", ())
        for column in columns:
            given = cells[column.name]
            if read and column.name not in read and given not in (None, column.default):
                yield _note(row, cells, column.name, read)


def _note(row: int, cells: Cells, column: str, read: tuple[str, ...]) -> Finding:
    return Finding(
        table="policies",
        row=row,
        column=column,
        value=shown(cells[column]),
        rule="unread_cell",
        message=f"A policy of kind {cells['kind']} does not read {column}",
        hint=f"Leave it blank; this kind reads {listed(read)}",
    )
