"""Which amounts of a row are money, in whose currency, and at which rate?"""

from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]
Find = Callable[..., Row | None]
MONEY: Mapping[str, tuple[str, ...]] = {
    "facilities": ("opening_cost", "closing_cost", "hiring_cost", "redundancy_cost"),
    "shift_patterns": ("fixed_cost",),
    "build_options": (
        "tooling_cost",
        "conversion_cost",
        "ex_works_price",
        "shortfall_charge",
    ),
    "bill_of_materials": ("unit_value", "inbound_freight", "foreign_value"),
    "lanes": ("freight", "insurance"),
    "demand": ("price", "lost_sale_penalty"),
    "trade_measures": ("specific", "licence_fee", "minimum_price"),
    "policies": ("amount", "price_cap", "one_off_cost", "cap"),
    "contracts": ("amount", "stop_damages"),
    "credits": ("price",),
    "sites": ("pay", "rent", "incentive", "fit_out"),
}
"""Columns of money by table."""
SHARES = ("capital_grant", "cost_plus", "capex_share")
"""Kinds of policy and forms of contract whose `amount` is a share."""


PLANT = "facility"
OWN: Mapping[str, tuple[str, str]] = {
    "contracts": ("parties", "payee"),
    "facilities": ("places", "place"),
    "sites": ("places", "place"),
    "demand": ("places", "place"),
    "lanes": ("places", "origin"),
    "bill_of_materials": (PLANT, "source"),
    "shift_patterns": (PLANT, "facility"),
    "build_options": (PLANT, "facility"),
}
"""What a row that names no currency has it of, and which cell names that."""


def own_currency(table: str, row: Row, find: Find) -> str | None:
    """Return the currency of a row's place or party; None if it has none.

    Parameters
    ----------
    table
        Its table.
    row
        The row.
    find
        Finds the first row of a table by some of its cells.
    """
    kind, cell = OWN.get(table, ("", ""))
    if not kind:
        return None
    name = row[cell]
    if kind == "parties":
        home = find("parties", party=name)
    else:
        plant = find("facilities", facility=name) if kind == PLANT else None
        home = find("places", place=name if plant is None else plant["place"])
    return None if home is None else home["currency"]


def exchanged(table: str, row: Row, rate: float) -> Row:
    """Return a row with its money times a rate."""
    share = row.get("kind") in SHARES or row.get("form") in SHARES
    money = [name for name in MONEY[table] if not (share and name == "amount")]
    paid = {name: row[name] * rate for name in money if row[name] is not None}
    return {**row, **paid}
