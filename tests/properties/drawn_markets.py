"""Which markets, lanes, commitments and rates does a random case hold?"""

from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row, Rows

if TYPE_CHECKING:
    from tests.properties.every_column import World


def demand(world: "World") -> list[Row]:
    """Return what markets would buy."""
    draw = world.draw
    found: list[Row] = []
    for product in world.products:
        for market in world.markets:
            if draw.chance(0.2) and len(world.markets) > 1:
                continue
            price, penalty = draw.money(6e3, 2.2e4), draw.one(0.0, draw.money(0, 1500))
            for year in world.years:
                if draw.chance(0.9):
                    cells: Row = {"product": product, "place": market, "year": year}
                    volume: Row = {"volume": draw.money(50, 1200), "price": price}
                    found.append(cells | volume | {"lost_sale_penalty": penalty})
    return found


def lanes(world: "World") -> list[Row]:
    """Return lanes from every place with plants, some for one product."""
    draw = world.draw
    ways = [(o, m) for o in ("home", "abroad", world.markets[0]) for m in world.markets]
    found: list[Row] = []
    for origin, market in ways:
        own = draw.pick(world.products)
        kept = [(None, 0.85), (own, 0.25)]
        found += [_lane(draw, origin, market, p) for p, s in kept if draw.chance(s)]
    return found


def _lane(draw: Draw, origin: str, market: str, product: str | None) -> Row:
    return {
        "origin": origin,
        "destination": market,
        "product": product,
        "freight": draw.money(0, 1200),
        "insurance": draw.one(0.0, draw.money(0, 200)),
        "cost_index": draw.one(None, None, "steel"),
    }


def commitments(world: "World") -> list[Row]:
    """Take a little line time of plants that run in every year."""
    draw = world.draw
    found: list[Row] = []
    shops = {row["facility"] for row in world.rows["shops"]}
    for plant in world.rows["facilities"]:
        is_steady = plant["first_year"] is None and plant["last_year"] is None
        if plant["facility"] not in world.plants or plant["facility"] in shops:
            continue
        if is_steady and plant["status"] == "operating" and draw.chance(0.3):
            for year in world.years:
                if draw.chance(0.7):
                    cells: Row = {"facility": plant["facility"], "year": year}
                    product: Row = {"product": draw.pick(world.products)}
                    use: Row = {"capacity_use": draw.one(None, None, 0.5, 1.5)}
                    volume: Row = {"vehicles": draw.money(0, 100)}
                    found.append(cells | product | use | volume)
    return found


def money(world: "World") -> Rows:
    """Return exchange rates and cost indices of every year."""
    draw = world.draw
    rates: list[Row] = [
        {"currency": name, "year": year, "rate": base * draw.one(0.8, 1.0, 1.1)}
        for name, base in (("EUR", 0.9), ("CNY", 0.5))
        for year in world.years
    ]
    factors: list[Row] = [
        {"index": name, "year": year, "factor": draw.one(0.9, 1.0, 1.15)}
        for name in ("wages", "steel")
        for year in world.years
    ]
    return {"exchange_rates": rates, "cost_indices": factors}
