"""Which columns move which party's money, when, and under which item?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.labels import BLANK, Labels
from brownfield.model.arrays.table import Array, Table, concat

if TYPE_CHECKING:
    from brownfield.model.columns import ColumnTables
    from brownfield.model.data import DataTables

CAPITAL = "capital_contracts"
CAPITAL_ITEMS = ("tooling", "opening", "capital_grants")
ONE_OFF_ITEMS = (
    *CAPITAL_ITEMS,
    "closing",
    "hiring",
    "redundancy",
    "moving",
    CAPITAL,
    "package",
    "credits",
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
    "licences",
    "shortfall",
    "shift_cost",
    "contracts",
    "payments",
    "receipts",
    "support",
    "grants",
    "operating_support",
    "carbon",
    "headquarters",
    *ONE_OFF_ITEMS,
    *TAX_ITEMS,
)
ITEM_LABELS = Labels(ITEMS)
FLOW = ("party", "node", "item", "amount")


def money_terms(data: DataTables, columns: ColumnTables) -> Table:
    """Return column, party, node, item, amount: cash one unit of a column moves.

    Amounts are in ``scale.money`` for one unit of the column, positive = received.
    Zero amounts are left out. What contracts pay is in `contract_terms`.
    """
    parts = [
        *_deliver_terms(columns),
        *_licence_terms(data, columns),
        *_make_terms(columns),
        *_programme_terms(data, columns),
        *_plant_terms(data, columns),
        *_policy_terms(data, columns),
        *_payment_terms(columns),
        *_office_terms(columns),
    ]
    return concat(parts)


def tax_terms(columns: ColumnTables) -> Table:
    """Return the money terms of tax on income and on later years."""
    income, later = columns.income, columns.terminal_tax
    return concat(
        [
            terms_of(income, "party", "tax", -income["tax_rate"]),
            terms_of(later, "party", "terminal_tax", np.full(later.height, -1.0)),
        ]
    )


def with_item(table: Table, item: str) -> Table:
    """Return the table with one word in the column `item`."""
    place = np.full(table.height, ITEM_LABELS.place[item], ITEM_LABELS.kind)
    columns = {**table.columns, "item": place}
    return Table(columns, {**table.labels, "item": ITEM_LABELS}, table.height)


def terms_of(table: Table, party: str, item: str, amount: Array) -> Table:
    """Return the money terms of columns: who has how much of what for one unit.

    Parameters
    ----------
    table
        Rows with column, node and the column named by `party`.
    party
        Name of the column that says whose cash it is.
    item
        What the money is for.
    amount
        Cash for one unit, scaled; 0 and blank leave no term. Shape (rows,).
    """
    terms = table.select("column", "node", party=party, amount=amount.astype(float))
    moved = terms.where((amount != 0.0) & ~np.isnan(amount))  # blank moves nothing
    return with_item(moved, item).select("column", *FLOW)


def revenues(columns: ColumnTables) -> Table:
    """Return the money terms of what is sold, the only ones of revenue."""
    sold = columns.deliver
    return terms_of(sold, "programme_owner", "revenue", sold["price"])


def _deliver_terms(columns: ColumnTables) -> list[Table]:
    sold, owner = columns.deliver, "programme_owner"
    return [
        revenues(columns),
        terms_of(sold, owner, "freight", -sold["freight"]),
        terms_of(sold, owner, "insurance", -sold["insurance"]),
        terms_of(sold, owner, "duty", -sold["duty"]),
    ]


def _licence_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    """Return what entering under a volume costs, and brings the holder if it plans."""
    sold = columns.deliver.where(columns.deliver["quota"] != BLANK)
    licensed = sold.join(data.licences, ["quota", "node"])
    licensed = licensed.where(licensed["holder"] != licensed["programme_owner"])
    held = licensed.where(licensed["holder"] != BLANK)
    return [
        terms_of(licensed, "programme_owner", "licences", -licensed["fee"]),
        terms_of(held, "holder", "licences", held["fee"]),
    ]


def _make_terms(columns: ColumnTables) -> list[Table]:
    make, owner = columns.make, "programme_owner"
    return [
        terms_of(make, owner, "materials", -make["materials"]),
        terms_of(make, owner, "inbound_freight", -make["inbound_freight"]),
        terms_of(make, owner, "inbound_duty", -make["inbound_duty"]),
        terms_of(make, "owner", "conversion", -make["conversion"]),
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
        terms_of(tooled, owner, "tooling", -tooled["tooling_cost"]),
        terms_of(short, owner, "shortfall", -short["shortfall_charge"]),
        terms_of(unmet, "company", "lost_sales", -unmet["lost_sale_penalty"]),
    ]


def _plant_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    costs, at_node = data.plants, ["facility", "node"]
    opened = columns.open.join(costs, at_node)
    closed = columns.close.join(costs, at_node)
    hired = columns.hire.join(costs, at_node)
    dismissed = columns.dismiss.join(costs, at_node)
    run = columns.pattern
    return [
        terms_of(run, "owner", "shift_cost", -run["fixed_cost"]),
        terms_of(opened, "owner", "opening", -opened["opening_cost"]),
        terms_of(closed, "owner", "closing", -closed["closing_cost"]),
        terms_of(hired, "owner", "hiring", -hired["hiring_cost"]),
        terms_of(dismissed, "owner", "redundancy", -dismissed["redundancy_cost"]),
    ]


def _policy_terms(data: DataTables, columns: ColumnTables) -> list[Table]:
    production = columns.make.select("column", "build_option", "node")
    received = production.join(data.receipts, ["build_option", "node"])
    saved, spent = columns.supported, columns.package
    return [
        terms_of(received, "party", "receipts", received["amount"]),
        terms_of(saved, "owner", "support", saved["amount"]),
        terms_of(spent, "party", "package", -spent["one_off_cost"]),
    ]


def _office_terms(columns: ColumnTables) -> list[Table]:
    paid = columns.office
    return [
        terms_of(paid, "party", "headquarters", -paid["running"]),
        terms_of(paid, "party", "moving", -paid["moving"]),
    ]


def _payment_terms(columns: ColumnTables) -> list[Table]:
    paid = columns.payment
    one = np.ones(paid.height)
    return [
        terms_of(paid, "payer", "payments", -one),
        terms_of(paid, "payee", "payments", one),
    ]
