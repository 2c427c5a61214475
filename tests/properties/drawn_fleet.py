"""Which fleet rules does a random case hold, and what may makers do with credits?"""

from typing import TYPE_CHECKING

from tests.properties.draw import Row

if TYPE_CHECKING:
    from tests.properties.every_column import World

KINDS = (
    "buy",
    "sell",
    "bank",
    "bank",
    "pool",
    "borrow",
    "exchange",
    "pool",
    "opening",
    "weight",
    "free_below",
)


def fleet(world: "World") -> list[Row]:
    """Add fleet rules to the policies and return rows of credits."""
    draw = world.draw
    names = [f"fleet{n}" for n in range(draw.one(0, 1, 2, 2))]
    kinds = {name: draw.one("zev_mandate", "co2_limit") for name in names}
    for name in names:
        world.rows["policies"] += _rules(world, name, kinds[name])
    return [row for name in names for row in _credits(world, name, names, kinds)]


def _rules(world: "World", name: str, kind: str) -> list[Row]:
    """Return a rule of all years, or of two spells of its own each."""
    draw, years = world.draw, world.years
    cells: Row = {
        "policy": name,
        "kind": kind,
        "territory": draw.one(None, None, "HL", "AL"),
        "party": draw.one(None, None, None, draw.pick(world.companies)),
        "product": draw.one(None, None, None, draw.pick(world.products)),
        "mode": None,
        "hs_code": draw.one(None, None, "8703", "870380"),
        "one_off_cost": 0.0,
    }
    split = draw.pick(years)
    spells = [(years[0] - draw.one(0, 1), split)]
    if split < years[-1] and draw.chance(0.7):
        spells.append((split + 1, years[-1]))
    return [cells | _asked(world, kind, *spell) for spell in spells]


def _asked(world: "World", kind: str, first: int, last: int) -> Row:
    draw = world.draw
    is_share = kind == "zev_mandate"
    price = draw.money(100, 6000) if is_share else draw.money(2, 100)
    is_hard = draw.chance(0.12)
    return {
        "year": first,
        "to_year": last if last > first or draw.chance(0.5) else None,
        "target": draw.money(0.05, 0.95) if is_share else draw.money(10, 160),
        "amount": None if is_hard else draw.one(price, price, price, 0.0),
    }


def _credits(
    world: "World", name: str, names: list[str], kinds: dict[str, str]
) -> list[Row]:
    draw = world.draw
    chosen = [draw.pick(KINDS) for _ in range(draw.whole(1, 7))]
    found: dict[tuple[object, object], Row] = {}
    for number, kind in enumerate(chosen):
        others = [other for other in names if other != name]
        if kind == "exchange" and not others:
            continue
        credit = f"{name}-{kind}-{draw.one(0, 0, number)}"
        row = _credit(world, kind, kinds[name]) | {
            "credit": credit,
            "policy": name,
            "from_policy": draw.pick(others) if kind == "exchange" else None,
        }
        found[credit, row["party"]] = row
    return list(found.values())


def _credit(world: "World", kind: str, rule: str) -> Row:
    draw = world.draw
    grams = 1.0 if rule == "zev_mandate" else 100.0
    price = draw.money(50, 2500) / grams
    volume = draw.money(20, 600) * (1.0 if kind == "free_below" else grams)
    is_bound = kind in ("sell", "opening", "free_below")
    rate = draw.one(0.5, 1.0, 1.3, 0.8)
    is_weight = kind == "weight"
    first = draw.one(None, None, None, draw.pick(world.years))
    return {
        "party": draw.one(None, None, None, draw.pick(world.companies)),
        "kind": kind,
        "price": price if kind in ("buy", "sell") else draw.one(None, price),
        "rate": rate if kind in ("exchange", "weight") else draw.one(None, rate),
        "cap": draw.one(None, None, draw.money(0, 0.8)),
        "volume": volume if is_bound else draw.one(None, None, volume),
        "product": draw.one(None, draw.pick(world.products)) if is_weight else None,
        "powertrain": draw.one(None, "bev", "phev", "ice", "hev")
        if is_weight
        else None,
        "from_year": first,
        "to_year": draw.one(None, None, world.years[-1]),
    }
