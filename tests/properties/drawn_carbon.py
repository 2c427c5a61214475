"""Which grids, emissions, prices and caps of carbon does a random case hold?

They are drawn when the other rows are there, from a source of their own.
"""

from random import Random
from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row, Rows
from tests.properties.drawn_support import condition

if TYPE_CHECKING:
    from tests.properties.every_column import World

ASKED = ("territory", "party", "product", "mode", "hs_code", "powertrain")


def add_carbon(world: "World", rows: Rows) -> None:
    """Write emissions into the rows, and add grids, prices and caps."""
    draw = Draw(Random(f"carbon {rows['build_options']} {world.years}"))  # noqa: S311
    for row in rows["build_options"]:
        row["electricity"] = draw.one(None, None, draw.money(100, 5000))
        row["co2"] = draw.one(None, draw.money(10, 900))
    for row in rows.get("bill_of_materials", []):
        row["co2"] = draw.one(None, draw.money(100, 6000))
    for row in rows.get("lanes", []):
        row["co2"] = draw.one(None, 0.0, draw.money(20, 2000), draw.money(20, 2000))
    rows["grids"] = _grids(world, draw, rows)
    count = draw.one(0, 0, 1, 2, 3)
    policies = [_policy(world, draw, f"carbon{number}") for number in range(count)]
    rows["policies"] = [*rows.get("policies", []), *policies]
    _change(draw, rows, policies)


def _change(draw: Draw, rows: Rows, policies: list[Row]) -> None:
    """Let futures that change something change carbon too, now and then."""
    named = {row["what_if"] for row in rows.get("scenarios", []) if row["what_if"]}
    prices = [row for row in policies if row["kind"] == "carbon_price"]
    for name in sorted(named):
        if draw.chance(0.6):
            changes: tuple[tuple[str, str, str, object], ...] = (
                ("grids", "place=home", "intensity", draw.money(0.01, 1.5)),
                ("build_options", "", "co2", draw.one(None, draw.money(1, 2000))),
                ("build_options", "", "electricity", draw.money(1, 9000)),
                ("bill_of_materials", "", "co2", draw.one(None, draw.money(1, 9000))),
                ("lanes", "", "co2", draw.money(1, 3000)),
            )
            rows["what_ifs"].append(_row(name, *draw.pick(changes)))
        if prices and draw.chance(0.5):
            where = f"policy={draw.pick(prices)['policy']}"
            other: tuple[tuple[str, object], ...] = (
                ("amount", draw.money(0, 900)),
                ("covers", draw.one(None, "parts")),
            )
            column, value = draw.pick(other)
            rows["what_ifs"].append(_row(name, "policies", where, column, value))


def _row(name: str, table: str, where: str, column: str, value: object) -> Row:
    text = None if value is None else str(value)
    cells = {"what_if": name, "table": table, "where": where or None}
    return cells | {"column": column, "op": "set", "value": text}


def _grids(world: "World", draw: Draw, rows: Rows) -> list[Row]:
    first, later = world.years[0], world.years[1:]
    found = []
    for place in rows["places"]:
        years = {draw.one(first, first - 3)}
        years |= {draw.pick(later)} if later and draw.chance(0.5) else set()
        found += [
            {"place": place["place"], "year": year, "intensity": draw.money(0.02, 0.9)}
            for year in sorted(years)
        ]
    return found


def _policy(world: "World", draw: Draw, name: str) -> Row:
    is_price = draw.chance(0.6)
    year = draw.pick([world.years[0] - 1, *world.years])
    cells: Row = {
        "policy": name,
        "kind": "carbon_price" if is_price else "carbon_cap",
        "year": year,
        "to_year": draw.one(None, *[max(year, world.years[-1])] * 3),
        "covers": draw.one(None, None, "plants", "parts", "lanes"),
    }
    asked = dict.fromkeys(draw.pick(ASKED) for _ in range(draw.one(0, 0, 1, 2)))
    cells |= {column: condition(world, draw, column) for column in asked}
    if is_price:
        return cells | {"amount": draw.money(1, 400)}
    cells |= {"target": draw.one(0.0, draw.money(100, 1e5), draw.money(1e3, 1e6))}
    if draw.chance(0.6):
        whose = {"party": draw.pick(world.companies)} | cells
        return whose | {"amount": draw.money(10, 3000)}
    return cells
