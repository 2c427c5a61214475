"""What do contracts pay, and which payments only move money among those who plan?

A transfer between two parties that plan together is no part of the joint value: it is
counted in each party's own, after the plan is found.
"""

from dataclasses import dataclass, field

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.contracts import covered, due
from brownfield.model.data import DataTables
from brownfield.model.money import CAPITAL, FLOW, terms_of
from brownfield.model.table import Table, concat

OPERATING = "contracts"


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


def contracted(
    data: DataTables, columns: ColumnTables, *, transfers: bool
) -> Contracted:
    """Return what contracts pay: the transfers, or all but the transfers.

    Parameters
    ----------
    data, columns
        The model.
    transfers
        Whether payments that only move money among those who plan are asked for.
    """
    followed = [
        flow
        for rows, item in _following(data, columns)
        for flow in _paid(data, _chosen(rows, transfers=transfers), item)
    ]
    granted = due(data, "grant")
    granted = granted.with_columns(
        column=np.zeros(granted.height, np.int64),
        paid=granted["amount"] / data.scale.money,
    )
    fixed = _paid(data, _chosen(granted, transfers=transfers), CAPITAL)
    return Contracted(concat(followed), concat([flow.select(*FLOW) for flow in fixed]))


def _following(data: DataTables, columns: ColumnTables) -> list[tuple[Table, str]]:
    """Return rows with `paid` for one unit of their column, and their item."""
    by_vehicle = covered(columns.make, due(data, "fee_per_vehicle", "take_or_pay"))
    by_cost = covered(columns.make, due(data, "cost_plus"))
    begun = columns.start.where(~columns.start["is_committed"])
    begun = begun.join(data.programme_costs, ["build_option", "node"])
    helped = covered(begun, due(data, "capex_share"))
    reserved = columns.begun.where(columns.begun.is_label("form", "reservation"))
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
    ]


def _at_price(rows: Table, unit: float) -> Table:
    return rows.with_columns(paid=rows["amount"] / unit)


def _chosen(rows: Table, *, transfers: bool) -> Table:
    return rows.where(rows["is_transfer"].astype(np.bool_) == transfers)


def _paid(data: DataTables, rows: Table, item: str) -> list[Table]:
    """Return what payer and payee have of a payment, if they plan."""
    flows = []
    for role, sign in (("payer", -1.0), ("payee", 1.0)):
        plans = rows.is_label(role, *data.derived.case.planned_parties)
        planned = rows.where(plans)
        flows.append(terms_of(planned, role, item, sign * planned["paid"]))
    return flows
