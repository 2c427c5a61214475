"""Which currencies are the rows of a random case in?

They are drawn when the other rows are there, from a source of their own.
"""

from random import Random
from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row, Rows

if TYPE_CHECKING:
    from tests.properties.every_column import World

CURRENCIES = ("GBP", "EUR", "CNY")
PAID = (
    "facilities",
    "shift_patterns",
    "build_options",
    "lanes",
    "demand",
    "trade_measures",
    "policies",
    "contracts",
    "credits",
)
"""Tables whose rows get a currency; parts have had one before."""
LOCAL = ("places", "parties")


def add_currencies(world: "World", rows: Rows) -> bool:
    """Write currencies into the rows; return whether money is local."""
    draw = Draw(Random(f"money {rows['build_options']} {world.years}"))  # noqa: S311
    if draw.chance(0.3):
        return False
    share = draw.one(0.2, 0.5, 1.0)
    for table in (*PAID, *LOCAL):
        for row in rows.get(table, []):
            row["currency"] = draw.pick(CURRENCIES) if draw.chance(share) else None
    _change(draw, rows)
    return draw.chance(0.5)


def _change(draw: Draw, rows: Rows) -> None:
    """Let futures that change something change rates and currencies too."""
    named = {row["what_if"] for row in rows.get("scenarios", []) if row["what_if"]}
    for name in sorted(named):
        if draw.chance(0.5):
            cells = "exchange_rates", f"currency={draw.one('EUR', 'CNY')}", "rate"
            rows["what_ifs"].append(
                _row(name, cells, "times", str(draw.one(0.7, 1.2, 1.5)))
            )
        if draw.chance(0.4):
            cells = draw.one(*PAID, *LOCAL), "", "currency"
            if rows.get(cells[0]):
                rows["what_ifs"].append(
                    _row(name, cells, "set", draw.one(None, *CURRENCIES))
                )


def _row(name: str, cells: tuple[str, str, str], op: str, value: str | None) -> Row:
    table, where, column = cells
    row: Row = {"what_if": name, "table": table, "where": where, "column": column}
    return row | {"op": op, "value": value}
