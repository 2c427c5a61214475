"""Which capital grants does a random case hold?

They are drawn beside the other policies, from a source of their own.
"""

from random import Random
from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row

if TYPE_CHECKING:
    from tests.properties.every_column import World

ASKED = ("territory", "territory", "party", "product", "mode", "hs_code", "powertrain")


def capital_grants(world: "World", policies: list[Row]) -> list[Row]:
    """Return grants on tooling and openings, often with a budget and conditions."""
    draw = Draw(Random(f"capital {policies} {world.years}"))  # noqa: S311
    count = draw.one(0, 0, 1, 1, 2)
    return [_grant(world, draw, f"capital{number}") for number in range(count)]


def _grant(world: "World", draw: Draw, name: str) -> Row:
    year = draw.pick([world.years[0] - 1, world.years[0], *world.years])
    payer = draw.pick(world.governments) if world.governments else None
    cells: Row = {
        "policy": name,
        "kind": "capital_grant",
        "year": year,
        "to_year": draw.one(None, *[world.years[-1]] * 4),
        "amount": draw.one(0.05, 0.17, 0.4, 1.0),
        "cap": draw.one(None, None, draw.money(1e4, 3e6), draw.money(1e6, 6e7)),
        "payer": draw.one(payer, payer, None),
    }
    asked = dict.fromkeys(draw.pick(ASKED) for _ in range(draw.one(0, 0, 1, 2)))
    return cells | {column: condition(world, draw, column) for column in asked}


def condition(world: "World", draw: Draw, column: str) -> object:
    """Return what a policy asks of whose, what and how built."""
    return {
        "territory": draw.one("HL", "AL"),
        "party": draw.pick(world.companies),
        "product": draw.pick(world.products),
        "mode": draw.one("full", "ckd"),
        "hs_code": draw.one("87", "8703", "870380"),
        "powertrain": draw.one("bev", "phev", "ice"),
    }[column]
