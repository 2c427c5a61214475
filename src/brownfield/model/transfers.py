"""What do contracts pay, and what of it counts when parties plan together?

The cash of a transfer between two that plan together is no part of the joint value: it
is counted in each party's own, after the plan is found. Tax is paid to a third, so what
a transfer does to the tax of both together counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from brownfield.model.arrays.table import Table, concat
from brownfield.model.covered import covered, due
from brownfield.model.money import CAPITAL, FLOW, terms_of

if TYPE_CHECKING:
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

OPERATING = "contracts"
CREDITS = "credits"
Counted = Literal["in full", "for tax", "for nobody"]
WAYS: tuple[Counted, ...] = ("in full", "for tax", "for nobody")


@dataclass(frozen=True)
class Contracted:
    """Cash that contracts move: positive = received, in ``scale.money``.

    Attributes
    ----------
    terms
        column, party, node, item, amount: cash that one unit of a column moves.
    fixed
        party, node, item, amount: payments that follow no decision.
    """

    terms: Table = field(repr=False)
    fixed: Table = field(repr=False)


def contracted(data: DataTables, columns: ColumnTables) -> dict[Counted, Contracted]:
    """Return what contracts pay, by how it counts in the joint value.

    In full; only for tax (transfers that move profit between different taxes); or for
    nobody (other transfers).
    """
    following = _following(data, columns)
    granted = due(data, "grant")
    granted = granted.with_columns(
        column=np.zeros(granted.height, np.int64),
        paid=granted["amount"] / data.scale.money,
    )
    return {
        counted: Contracted(
            concat(_flows(data, following, counted)),
            concat(_flows(data, [(granted, CAPITAL)], counted)).select(*FLOW),
        )
        for counted in WAYS
    }


def _flows(
    data: DataTables, payments: list[tuple[Table, str]], counted: Counted
) -> list[Table]:
    """Return what those payments move that count in one way."""
    return [
        flow
        for rows, item in payments
        for flow in _paid(data, _chosen(rows, counted), item)
    ]


def _following(data: DataTables, columns: ColumnTables) -> list[tuple[Table, str]]:
    """Return rows with `paid` for one unit of their column, and their item."""
    by_vehicle = covered(columns.make, due(data, "fee_per_vehicle", "take_or_pay"))
    by_cost = covered(columns.make, due(data, "cost_plus"))
    begun = columns.start.where(~columns.start["is_committed"])
    begun = begun.join(data.programme_costs, ["build_option", "node"])
    helped = covered(begun, due(data, "capex_share"))
    reserved = columns.begun.where(columns.begun.is_label("form", "reservation"))
    handed = columns.credit.where(columns.credit.is_label("kind", "pool"))
    handed = handed.with_columns(payer="party", payee="giver", paid="price")
    unit, money = data.scale.unit_money, data.scale.money
    conversion = (1 + by_cost["amount"]) * by_cost["conversion"]
    tooling = helped["amount"] * helped["tooling_cost"]
    return [
        (_at_price(by_vehicle, unit), OPERATING),
        (_at_price(columns.missing, unit), OPERATING),
        (by_cost.with_columns(paid=conversion), OPERATING),
        (_at_price(columns.leave, money), OPERATING),
        (_at_price(reserved, money), OPERATING),
        (helped.with_columns(paid=tooling), CAPITAL),
        (handed, CREDITS),
    ]


def _at_price(rows: Table, unit: float) -> Table:
    return rows.with_columns(paid=rows["amount"] / unit)


def _chosen(rows: Table, counted: Counted) -> Table:
    is_transfer, is_untaxed = (
        rows[name].astype(np.bool_) for name in ("is_transfer", "is_untaxed")
    )
    chosen = {
        "in full": ~is_transfer,
        "for tax": is_transfer & ~is_untaxed,
        "for nobody": is_untaxed,
    }
    return rows.where(chosen[counted])


def _paid(data: DataTables, rows: Table, item: str) -> list[Table]:
    """Return what payer and payee have of a payment, if they plan."""
    flows = []
    for role, sign in (("payer", -1.0), ("payee", 1.0)):
        plans = rows.is_label(role, *data.derived.case.planned_parties)
        planned = rows.where(plans)
        flows.append(terms_of(planned, role, item, sign * planned["paid"]))
    return flows
