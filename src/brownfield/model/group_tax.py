"""What tax do companies pay whose losses save tax at once?

They earn enough elsewhere, so tax is a share of every profit and every loss: it needs
no columns and no rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Table, concat
from brownfield.model.blocks.money.profit import taxable
from brownfield.model.money import UNREPEATED_ITEMS, with_item

if TYPE_CHECKING:
    from brownfield.model.data import DataTables


def group_tax(data: DataTables, flows: Table) -> Table:
    """Return the tax on `flows` (column, party, node, item, amount), as such flows.

    Years after the last one pay tax on their operating cash.
    """
    parties = data.parties
    taxed = parties.where(
        parties["has_other_profit"] & parties.is_label("kind", "company")
    )
    if taxed.is_empty() or flows.is_empty():
        return flows.take(np.arange(0))
    yearly = taxable(data, taxed.select("party", "allowance_years"), flows)
    rate = taxed.select("party", "tax_rate")
    leaves = data.nodes.where(data.nodes["is_leaf"])
    repeated = flows.where(~flows.is_label("item", *UNREPEATED_ITEMS))
    return concat(
        [
            _taxed(yearly.join(rate, ["party"]), "tax", 1.0, flows),
            _taxed(
                repeated.semi(leaves, ["node"]).join(rate, ["party"]),
                "terminal_tax",
                terminal_multiple(data),
                flows,
            ),
        ]
    )


def terminal_multiple(data: DataTables) -> float:
    """Return how many more years operating cash counts after the last one."""
    settings = data.derived.case.settings.case
    return settings.terminal_multiple if settings.terminal == "multiple" else 0.0


def _taxed(flows: Table, item: str, years: float, like: Table) -> Table:
    tax = flows.with_columns(amount=-years * flows["tax_rate"] * flows["amount"])
    tax = with_item(tax.where(tax["amount"] != 0.0), item)
    return tax.select(*like.columns)
