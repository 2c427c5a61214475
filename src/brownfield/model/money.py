"""Which columns move which party's money, when, and under which item?"""

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.contracts import covered, due
from brownfield.model.data import DataTables
from brownfield.model.labels import Labels
from brownfield.model.table import Array, Table, concat

CAPITAL = "capital_contracts"
CAPITAL_ITEMS = ("tooling", "opening")
ONE_OFF_ITEMS = (
    *CAPITAL_ITEMS,
    "closing",
    "hiring",
    "redundancy",
    CAPITAL,
    "package",
)
TAX_ITEMS = ("tax", "terminal_tax")
UNREPEATED_ITEMS = (*ONE_OFF_ITEMS, *TAX_ITEMS)


ITEMS = (
    "revenue",
    "lost_sales",
    "materials",
    "inbound_freight",
    "inbound_duty",
    "conversion",
    "freight",
    "insurance",
    "duty",
    "shortfall",
    "shift_cost",
    "contracts",
    "payments",
    "receipts",
    "support",
    *ONE_OFF_ITEMS,
    *TAX_ITEMS,
)
ITEM_LABELS = Labels(ITEMS)
FLOW = ("party", "node", "item", "amount")


def money_terms(data: DataTables, columns: ColumnTables) -> Table:
    """Return column, party, node, item, amount: cash one unit of a column moves.

    Amounts are in ``scale.money`` for one unit of the column, positive = received.
    Zero amounts are left out.
    """
    parts = [
        *_deliver_terms(columns),
        *_make_terms(columns),
        *_programme_terms(data, columns),
        *_plant_terms(data, columns),
        *contract_terms(data, columns),
        *_policy_terms(data, columns),
        *_payment_terms(columns),
    ]
    return concat(parts)


def tax_terms(columns: ColumnTables) -> Table:
    """Return the money terms of tax on income and on later years."""
    income, later = columns.income, columns.terminal_tax
    return concat(
        [
            _terms(income, "party", "tax", -income["tax_rate"]),
            _terms(later, "party", "terminal_tax", np.full(later.height, -1.0)),
        ]
    )


def with_item(table: Table, item: str) -> Table:
    """Return the table with one word in the column `item`."""
    place = np.full(table.height, ITEM_LABELS.place[item])
    columns = {**table.columns, "item": place}
    return Table(columns, {**table.labels, "item": ITEM_LABELS}, table.height)


def _terms(table: Table, party: str, item: str, amount: Array) -> Table:
    terms = table.select("column", "node", party=party, amount=amount.astype(float))
    moved = terms.where((amount != 0.0) & ~np.isnan(amount))  # blank moves nothing
    return with_item(moved, item).select("column", *FLOW)


def _deliver_terms(columns: ColumnTables) -> list[Table]:
    sold, owner = columns.deliver, "programme_owner"
    return [
        _terms(sold, owner, "revenue", sold["price"]),
        _terms(sold, owner, "freight", -sold["freight"]),
        _terms(sold, owner, "insurance", -sold["insurance"]),
        _terms(sold, owner, "duty", -sold["duty"]),
    ]


def _make_terms(columns: ColumnTables) -> list[Table]:
    made, owner = columns.make, "programme_owner"
    return [
        _terms(made, owner, "materials", -made["materials"]),
        _terms(made, owner, "inbound_freight", -made["inbound_freight"]),
        _terms(made, owner, "inbound_duty", -made["inbound_duty"]),
        _terms(made, "owner", "conversion", -made["conversion"]),
    ]


def _programme_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    owner, at_node = "programme_owner", ["build_option", "node"]
    decided = columns.start.where(~columns.start["is_committed"])
    tooled = decided.join(data.programme_costs, at_node)
    short = columns.shortfall.join(data.programme_costs, at_node)
    products = data.derived.case.tables["products"]
    companies = data.axes.read(products, "product", "company")
    unmet = columns.unmet.join(companies, ["product"])
    return [
        _terms(tooled, owner, "tooling", -tooled["tooling_cost"]),
        _terms(short, owner, "shortfall", -short["shortfall_charge"]),
        _terms(unmet, "company", "lost_sales", -unmet["lost_sale_penalty"]),
    ]


def _plant_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    costs, at_node = data.plants, ["facility", "node"]
    opened = columns.open.join(costs, at_node)
    closed = columns.close.join(costs, at_node)
    hired = columns.hire.join(costs, at_node)
    dismissed = columns.dismiss.join(costs, at_node)
    run = columns.pattern
    return [
        _terms(run, "owner", "shift_cost", -run["fixed_cost"]),
        _terms(opened, "owner", "opening", -opened["opening_cost"]),
        _terms(closed, "owner", "closing", -closed["closing_cost"]),
        _terms(hired, "owner", "hiring", -hired["hiring_cost"]),
        _terms(dismissed, "owner", "redundancy", -dismissed["redundancy_cost"]),
    ]


def _policy_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    made = columns.make.select("column", "build_option", "node")
    received = made.join(data.receipts, ["build_option", "node"])
    saved, spent = columns.supported, columns.package
    return [
        _terms(received, "party", "receipts", received["amount"]),
        _terms(saved, "owner", "support", saved["amount"]),
        _terms(spent, "party", "package", -spent["one_off_cost"]),
    ]


def _payment_terms(columns: ColumnTables) -> list[Table]:
    paid = columns.payment
    one = np.ones(paid.height)
    return [
        _terms(paid, "payer", "payments", -one),
        _terms(paid, "payee", "payments", one),
    ]


def contract_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    """Return the money terms of contracts whose payment follows a column.

    Payments that follow no decision (reservation, grant) are in `fixed_payments`.
    """
    by_vehicle = covered(columns.make, due(data, "fee_per_vehicle", "take_or_pay"))
    by_cost = covered(columns.make, due(data, "cost_plus"))
    begun = columns.start.where(~columns.start["is_committed"])
    begun = begun.join(data.programme_costs, ["build_option", "node"])
    helped = covered(begun, due(data, "capex_share"))
    missing, leave, unit = columns.missing, columns.leave, data.scale.unit_money
    conversion = (1 + by_cost["amount"]) * by_cost["conversion"]
    return [
        *_paid(data, by_vehicle, "contracts", by_vehicle["amount"] / unit),
        *_paid(data, missing, "contracts", missing["amount"] / unit),
        *_paid(data, by_cost, "contracts", conversion),
        *_paid(data, leave, "contracts", leave["amount"] / data.scale.money),
        *_paid(data, helped, CAPITAL, helped["amount"] * helped["tooling_cost"]),
    ]


def _paid(data: DataTables, table: Table, item: str, amount: Array) -> list[Table]:
    """Return what payer and payee have of a payment, if they plan."""
    flows = []
    for role, sign in (("payer", -1.0), ("payee", 1.0)):
        plans = table.is_label(role, *data.derived.case.planned_parties)
        flows.append(_terms(table.where(plans), role, item, sign * amount[plans]))
    return flows


def fixed_payments(data: DataTables) -> Table:
    """Return party, node, item, amount of payments that follow no decision."""
    reserved, granted = due(data, "reservation"), due(data, "grant")
    parts = [
        *_paid_always(data, reserved, "contracts"),
        *_paid_always(data, granted, CAPITAL),
    ]
    return concat(parts)


def _paid_always(data: DataTables, table: Table, item: str) -> list[Table]:
    numbered = table.with_columns(column=np.zeros(table.height, np.int64))
    amount = table["amount"] / data.scale.money
    return [flow.select(*FLOW) for flow in _paid(data, numbered, item, amount)]
