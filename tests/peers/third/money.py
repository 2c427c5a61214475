"""What is every amount of a row in case currency, in one year?"""

from typing import Any

from brownfield.tables.settings import Settings

Row = dict[str, Any]
Rows = dict[str, list[Row]]
AMOUNTS = (
    "opening_cost",
    "closing_cost",
    "hiring_cost",
    "redundancy_cost",
    "fixed_cost",
    "tooling_cost",
    "conversion_cost",
    "ex_works_price",
    "shortfall_charge",
    "unit_value",
    "inbound_freight",
    "foreign_value",
    "freight",
    "insurance",
    "price",
    "lost_sale_penalty",
    "specific",
    "licence_fee",
    "minimum_price",
    "amount",
    "price_cap",
    "one_off_cost",
    "cap",
    "pay",
    "rent",
    "incentive",
    "fit_out",
)
"""Names that mean money in any table; `cap` of a credit is a share."""
WITHOUT = ("exchange_rates", "places", "parties")


def in_money_of(rows: Rows, year: int, settings: Settings) -> Rows:
    """Return rows of every table with their money in the currency of the case.

    Parameters
    ----------
    rows
        Rows of every table at a node.
    year
        Calendar year of the node.
    settings
        Currency of the case, and whether money is local.
    """
    found = dict(rows)
    for table in rows:
        if table not in WITHOUT:
            found[table] = [
                _paid(row, table, rows, year, settings) for row in rows[table]
            ]
    return found


def _paid(row: Row, table: str, rows: Rows, year: int, settings: Settings) -> Row:
    currency = row.get("currency")
    if currency is None and settings.case.local_money:
        currency = _local(row, rows)
    if currency is None or currency == settings.case.currency:
        return row
    for given in rows["exchange_rates"]:
        if given["currency"] == currency and given["year"] == year:
            return _times(table, row, given["rate"])
    message = f"no rate of {currency} in {year}"
    raise ValueError(message)


TOLD_BY = (
    ("payee", "payee"),
    ("freight", "origin"),
    ("unit_value", "source"),
    ("fixed_cost", "facility"),
    ("tooling_cost", "facility"),
    ("opening_cost", "place"),
    ("fit_out", "place"),
    ("lost_sale_penalty", "place"),
)
"""A cell that only rows of one table have, and the cell that says whose money it is."""


def _local(row: Row, rows: Rows) -> str | None:
    """Return the currency of whose money a row speaks, told by the cells it has."""
    for known, cell in TOLD_BY:
        if known in row:
            return _named(row[cell], cell, rows)
    return None


def _named(name: str, cell: str, rows: Rows) -> str | None:
    table, key = ("parties", "party") if cell == "payee" else ("places", "place")
    if cell in ("source", "facility"):
        for plant in rows["facilities"]:
            if plant["facility"] == name:
                name = plant["place"]
    found: dict[str, str | None] = {row[key]: row["currency"] for row in rows[table]}
    return found[name]


def _times(table: str, row: Row, rate: float) -> Row:
    """Return a row whose amounts are worth `rate` each."""
    changed = dict(row)
    for name in AMOUNTS:
        is_share = name == "amount" and (
            row.get("kind") == "capital_grant"
            or row.get("form") in ("cost_plus", "capex_share")
        )
        if table == "credits" and name == "cap":
            continue
        if row.get(name) is not None and not is_share:
            changed[name] = row[name] * rate
    return changed
