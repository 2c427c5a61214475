"""Equation (19): how much may a guest pay its host if payments are free?

No more in a year than the vehicles hosted sell for. Payments cancel but for the losses
they let the payee use: a plan that may choose them is one that some contract allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import LinearBuilder
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

EQUATION = "19"
ON = ["payer", "payee", "node"]


def add(builder: LinearBuilder, data: DataTables, columns: ColumnTables) -> None:
    """Add payment <= price x vehicles delivered from the payee's plants."""
    if columns.payment.is_empty():
        return
    owners = data.facilities.select("facility", payee="owner")
    sold = columns.deliver.select(
        "column", "node", "facility", "price", payer="programme_owner"
    )
    sold = sold.join(owners, ["facility"]).semi(columns.payment, ON)
    rows = builder.add_rows("payment", EQUATION, columns.payment.select(*ON), upper=0.0)
    builder.add_terms(rows, columns.payment, 1.0, on=ON)
    builder.add_terms(rows, sold.with_columns(price=-sold["price"]), "price", on=ON)
