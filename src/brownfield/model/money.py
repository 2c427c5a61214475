"""Which columns move which party's money, when, and under which item?"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from brownfield.model.columns import ColumnTables
from brownfield.model.data import DataTables
from brownfield.model.labels import Labels
from brownfield.model.table import Array, Table, concat

CAPITAL_ITEMS = ("tooling", "opening")
ONE_OFF_ITEMS = (
    *CAPITAL_ITEMS,
    "closing",
    "hiring",
    "redundancy",
    "capital_contracts",
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
    costs, at_node = data.facility_costs, ["facility", "node"]
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
    forms = ("fee_per_vehicle", "cost_plus", "capex_share")
    followed = [
        _contract_volume(data, columns, row)
        for row in _contracts(data)
        if row["form"] in forms
    ]
    return [part for pair in followed for part in pair]


def _contracts(data: DataTables) -> list[dict[str, Any]]:
    return data.derived.case.tables["contracts"].to_dicts()


def _contract_volume(
    data: DataTables, columns: ColumnTables, row: Mapping[str, Any]
) -> list[Table]:
    base, amount, item = _contract_base(data, columns, row)
    first, last = row["from_year"] or 0, row["to_year"] or 9999
    is_met = (base["year"] >= first) & (base["year"] <= last)
    for name in ("facility", "product"):
        if row[name] is not None:
            is_met &= base.is_label(name, row[name])
    flows = []
    for role, sign in (("payer", -1.0), ("payee", 1.0)):
        met = with_party(data, base.where(is_met), row[role])
        flows.append(_terms(met, "party", item, sign * amount[is_met]))
    return flows


def with_party(data: DataTables, table: Table, party: str) -> Table:
    """Return the table with one party in the column `party`."""
    parties = data.axes.of("party")
    place = np.full(table.height, parties.place[party])
    labels = {**table.labels, "party": parties}
    return Table({**table.columns, "party": place}, labels, table.height)


def _contract_base(
    data: DataTables, columns: ColumnTables, row: Mapping[str, Any]
) -> tuple[Table, Array, str]:
    amount, owner = row["amount"], "programme_owner"
    if row["form"] == "capex_share":
        is_helped = columns.start.is_label(owner, row["payee"])
        started = columns.start.where(is_helped & ~columns.start["is_committed"])
        base = started.join(data.programme_costs, ["build_option", "node"])
        return base, amount * base["tooling_cost"], "capital_contracts"
    made = columns.make.where(columns.make.is_label(owner, row["payer"]))
    base = made.join(data.nodes.select("node", "year"), ["node"])
    if row["form"] == "cost_plus":
        return base, (1 + amount) * base["conversion"], "contracts"
    return base, np.full(base.height, amount / data.scale.unit_money), "contracts"


def fixed_payments(data: DataTables) -> Table:
    """Return party, node, item, amount of payments that follow no decision."""
    parts = [_no_payment(data)]
    for row in _contracts(data):
        if row["form"] in ("reservation", "grant"):
            parts += _fixed_flows(data, row)
    return concat(parts)


def _no_payment(data: DataTables) -> Table:
    none = data.discount.take(np.arange(0)).select("party", "node", amount=0.0)
    return with_item(none, "contracts").select(*FLOW)


def _fixed_flows(data: DataTables, row: Mapping[str, Any]) -> list[Table]:
    is_grant = row["form"] == "grant"
    first = row["from_year"] or data.derived.case.settings.case.first_year
    last = first if is_grant else row["to_year"] or 9999
    year = data.nodes["year"]
    nodes = data.nodes.where((year >= first) & (year <= last)).select("node")
    item = "capital_contracts" if is_grant else "contracts"
    return [
        with_item(
            with_party(data, nodes, row[role]).with_columns(
                amount=sign * row["amount"] / data.scale.money
            ),
            item,
        ).select(*FLOW)
        for role, sign in (("payer", -1.0), ("payee", 1.0))
    ]
