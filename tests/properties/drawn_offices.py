"""Which headquarters does a random case hold, where and from when?

They are drawn when the other rows are there, from a source of their own.
"""

from random import Random
from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row, Rows
from tests.properties.drawn_money import CURRENCIES

if TYPE_CHECKING:
    from tests.properties.every_column import World


def add_offices(world: "World", rows: Rows) -> None:
    """Add functions and sites, and let futures change what they cost."""
    draw = Draw(Random(f"offices {rows['build_options']} {world.years}"))  # noqa: S311
    sites = [f"town{number}" for number in range(draw.one(0, 1, 2))]
    if not sites:
        return
    has_money = any("currency" in row for row in rows["places"])
    rows["sites"] = [_site(world, draw, name, has_money=has_money) for name in sites]
    count = draw.one(1, 1, 2)
    rows["functions"] = [
        _function(world, draw, f"desk{n}", sites) for n in range(count)
    ]
    _change(draw, rows)


def _site(world: "World", draw: Draw, name: str, *, has_money: bool) -> Row:
    given = draw.one(None, *CURRENCIES)
    return {
        "site": name,
        "place": draw.one("home", "abroad", world.markets[0]),
        "pay": draw.money(2e3, 6e4),
        "rent": draw.one(None, draw.money(50, 900)),
        "incentive": draw.one(0.0, draw.money(100, 9e4)),
        "fit_out": draw.one(0.0, draw.money(100, 5e4)),
        "currency": given if has_money else None,
    }


def _function(world: "World", draw: Draw, name: str, sites: list[str]) -> Row:
    years = world.years
    return {
        "function": name,
        "staff": draw.one(None, draw.money(1, 90), draw.money(1, 90)),
        "space": draw.one(0.0, draw.money(5, 40)),
        "owner": draw.pick(world.companies),
        "opens": draw.one(None, years[0] - 2, draw.pick(years), years[-1] + 1),
        "site": draw.one(None, *sites, *sites),
    }


def _change(draw: Draw, rows: Rows) -> None:
    named = {row["what_if"] for row in rows.get("scenarios", []) if row["what_if"]}
    for name in sorted(named):
        if draw.chance(0.5):
            table, column, value = draw.one(
                ("sites", "pay", draw.money(1e3, 9e4)),
                ("sites", "rent", draw.money(10, 2e3)),
                ("sites", "fit_out", draw.money(10, 9e4)),
                ("sites", "incentive", draw.money(10, 9e4)),
                ("functions", "staff", draw.money(1, 200)),
                ("functions", "space", draw.money(1, 60)),
            )
            row: Row = {"what_if": name, "table": table, "where": "", "column": column}
            rows["what_ifs"].append(row | {"op": "set", "value": str(value)})
