"""Which contracts are paid at which node, and which programmes do they cover?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK

if TYPE_CHECKING:
    from brownfield.model.arrays.table import Table
    from brownfield.model.data import DataTables


def due(data: DataTables, *forms: str) -> Table:
    """Return the contracts of some forms where they are paid."""
    contracts = data.contracts
    return contracts.where(
        contracts.is_label("form", *forms) & contracts["is_due"].astype(np.bool_)
    )


def covered(production: Table, contracts: Table) -> Table:
    """Return every pair of a contract and a row of a programme it covers.

    Parameters
    ----------
    production
        Rows with programme_owner, facility, product, node.
    contracts
        Contracts, by node.
    """
    theirs = contracts.with_columns(
        programme_owner="guest", only_plant="facility", only_product="product"
    ).drop("facility", "product")
    both = production.join(theirs, ["node", "programme_owner"])
    fits = np.ones(both.height, np.bool_)
    for only, name in (("only_plant", "facility"), ("only_product", "product")):
        fits &= (both[only] == BLANK) | (both[only] == both[name])
    return both.where(fits)


def hostings(data: DataTables) -> Table:
    """Return the exit_fee contracts at every node, with the node before."""
    contracts = data.contracts.where(data.contracts.is_label("form", "exit_fee"))
    return contracts.join(data.nodes.select("node", "parent"), ["node"])


def leaves_of(hosted: Table) -> Table:
    """Return the exit_fee contracts where they are paid if nothing is made any more."""
    is_due = hosted["is_due"].astype(np.bool_)
    before = hosted.select("contract", parent="node")
    return hosted.where(is_due).semi(before, ["contract", "parent"])
