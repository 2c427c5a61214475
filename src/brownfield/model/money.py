"""Which columns move which party's money, when, and under which item?"""

import polars as pl

from brownfield.model.columns import Columns
from brownfield.model.data import Data

CAPITAL_ITEMS = ("tooling", "opening", "closing")
ONE_OFF_ITEMS = (*CAPITAL_ITEMS, "hiring", "redundancy", "capital_contracts", "package")
TAX_ITEMS = ("tax", "terminal_tax")
UNREPEATED_ITEMS = (*ONE_OFF_ITEMS, *TAX_ITEMS)


def money_terms(data: Data, columns: Columns) -> pl.DataFrame:
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
    ]
    return pl.concat(parts).filter(pl.col("amount") != 0.0)


def tax_terms(columns: Columns) -> pl.DataFrame:
    """Return the money terms of tax on income and on later years."""
    return pl.concat(
        [
            _terms(columns.income, "party", "tax", -pl.col("tax_rate")),
            _terms(columns.terminal_tax, "party", "terminal_tax", pl.lit(-1.0)),
        ]
    )


def _terms(frame: pl.DataFrame, party: str, item: str, amount: pl.Expr) -> pl.DataFrame:
    return frame.select(
        "column",
        party=pl.col(party),
        node=pl.col("node"),
        item=pl.lit(item),
        amount=amount.cast(pl.Float64),
    )


def _deliver_terms(columns: Columns) -> list[pl.DataFrame]:
    owner = "programme_owner"
    return [
        _terms(columns.deliver, owner, "revenue", pl.col("price")),
        _terms(columns.deliver, owner, "freight", -pl.col("freight")),
        _terms(columns.deliver, owner, "insurance", -pl.col("insurance")),
        _terms(columns.deliver, owner, "duty", -pl.col("duty")),
    ]


def _make_terms(columns: Columns) -> list[pl.DataFrame]:
    owner = "programme_owner"
    return [
        _terms(columns.make, owner, "materials", -pl.col("materials")),
        _terms(columns.make, owner, "inbound_freight", -pl.col("inbound_freight")),
        _terms(columns.make, owner, "inbound_duty", -pl.col("inbound_duty")),
        _terms(columns.make, "owner", "conversion", -pl.col("conversion")),
    ]


def _programme_terms(data: Data, columns: Columns) -> list[pl.DataFrame]:
    costs = data.programme_costs.drop("programme_owner", "facility")
    at_node = ["build_option", "node"]
    tooled = columns.start.filter(~pl.col("is_committed")).join(costs, on=at_node)
    short = columns.shortfall.join(costs, on=at_node)
    companies = data.derived.case.tables["products"].select("product", "company")
    unmet = columns.unmet.join(data.axes.encode(companies), on="product")
    return [
        _terms(tooled, "programme_owner", "tooling", -pl.col("tooling_cost")),
        _terms(short, "programme_owner", "shortfall", -pl.col("shortfall_charge")),
        _terms(unmet, "company", "lost_sales", -pl.col("lost_sale_penalty")),
    ]


def _plant_terms(data: Data, columns: Columns) -> list[pl.DataFrame]:
    costs = data.facility_costs.drop("owner")
    at_node = ["facility", "node"]
    opened = columns.open.join(costs, on=at_node)
    closed = columns.close.join(costs, on=at_node)
    hired = columns.hire.join(costs, on=at_node)
    dismissed = columns.dismiss.join(costs, on=at_node)
    return [
        _terms(columns.pattern, "owner", "shift_cost", -pl.col("fixed_cost")),
        _terms(opened, "owner", "opening", -pl.col("opening_cost")),
        _terms(closed, "owner", "closing", -pl.col("closing_cost")),
        _terms(hired, "owner", "hiring", -pl.col("hiring_cost")),
        _terms(dismissed, "owner", "redundancy", -pl.col("redundancy_cost")),
    ]


def _policy_terms(data: Data, columns: Columns) -> list[pl.DataFrame]:
    made = columns.make.select("column", "build_option", "node")
    received = made.join(data.receipts, on=["build_option", "node"])
    return [
        _terms(received, "party", "receipts", pl.col("amount")),
        _terms(columns.supported, "owner", "support", pl.col("amount")),
        _terms(columns.package, "party", "package", -pl.col("one_off_cost")),
    ]


def contract_terms(data: Data, columns: Columns) -> list[pl.DataFrame]:
    """Return the money terms of contracts whose payment follows a column.

    Payments that follow no decision (reservation, grant) are in `fixed_payments`.
    """
    matched = [_contract_volume(data, columns, row) for row in _rows(data)]
    return [part for pair in matched for part in pair]


def _rows(data: Data) -> list[dict[str, object]]:
    forms = ("fee_per_vehicle", "cost_plus", "capex_share")
    return data.contracts.filter(pl.col("form").is_in(forms)).to_dicts()


def _contract_volume(
    data: Data, columns: Columns, row: dict[str, object]
) -> list[pl.DataFrame]:
    base, amount, item = _contract_base(data, columns, row)
    years = pl.col("year").is_between(
        pl.lit(row["from_year"] or 0), pl.lit(row["to_year"] or 9999)
    )
    base = base.filter(years)
    for name in ("facility", "product"):
        if row[name] is not None:
            base = base.filter(pl.col(name) == row[name])
    base = base.with_columns(payer=pl.lit(row["payer"]), payee=pl.lit(row["payee"]))
    base = data.axes.encode(base)
    return [
        _terms(base, "payer", item, -amount),
        _terms(base, "payee", item, amount),
    ]


def _contract_base(
    data: Data, columns: Columns, row: dict[str, object]
) -> tuple[pl.DataFrame, pl.Expr, str]:
    payer = pl.col("programme_owner") == row["payer"]
    amount = pl.lit(row["amount"])
    if row["form"] == "capex_share":
        costs = data.programme_costs.drop("programme_owner", "facility")
        helped = pl.col("programme_owner") == row["payee"]
        started = columns.start.filter(helped & ~pl.col("is_committed"))
        base = started.join(costs, on=["build_option", "node"])
        return base, amount * pl.col("tooling_cost"), "capital_contracts"
    base = columns.make.join(data.nodes.select("node", "year"), on="node")
    base = base.filter(payer)
    if row["form"] == "cost_plus":
        return base, (1 + amount) * pl.col("conversion"), "contracts"
    return base, amount / data.scale.unit_money, "contracts"


def fixed_payments(data: Data) -> pl.DataFrame:
    """Return party, node, item, amount of payments that follow no decision."""
    first = data.derived.case.settings.case.first_year
    parts: list[pl.DataFrame] = []
    forms = data.contracts.filter(pl.col("form").is_in(["reservation", "grant"]))
    for row in forms.to_dicts():
        begin, end = row["from_year"] or first, row["to_year"] or 9999
        is_grant = row["form"] == "grant"
        nodes = data.nodes.filter(
            pl.col("year").is_between(begin, begin if is_grant else end)
        )
        item = "capital_contracts" if is_grant else "contracts"
        for party, sign in ((row["payer"], -1.0), (row["payee"], 1.0)):
            parts.append(
                nodes.select(
                    "node",
                    party=pl.lit(party),
                    item=pl.lit(item),
                    amount=pl.lit(sign * row["amount"] / data.scale.money),
                )
            )
    schema = {"node": pl.String, "party": pl.String, "item": pl.String}
    empty = pl.DataFrame(schema=schema | {"amount": pl.Float64})
    return pl.concat([data.axes.encode(part) for part in [empty, *parts]])
