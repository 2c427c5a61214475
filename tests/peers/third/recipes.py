"""What does a vehicle of each recipe cost, and does it originate?"""

from dataclasses import dataclass
from itertools import product as combinations

from tests.peers.third.trade import Goods, Regime, holds, is_member, regimes
from tests.peers.third.world import Row, Spot, World

EXACT = 1e-9  # a share at its limit passes, whatever its last digit


@dataclass(frozen=True)
class Part:
    """One part group bought from one source."""

    group: str
    source: str
    territory: str
    value: float
    freight: float
    duty: float
    row: Row
    foreign: float | None


@dataclass(frozen=True)
class Recipe:
    """A build option with the source of every part group, at one node."""

    option: Row
    plant: Row
    territory: str
    parts: tuple[Part, ...]
    conversion: float
    ex_works: float
    work: float

    @property
    def materials(self) -> float:
        """Value of all parts, case currency per vehicle."""
        return sum(part.value for part in self.parts)

    @property
    def inbound(self) -> float:
        """Freight and duty on all parts, case currency per vehicle."""
        return sum(part.freight + part.duty for part in self.parts)


def index(spot: Spot, row: Row) -> float:
    """Return the factor of the row's cost index; 1 without one."""
    if row["cost_index"] is None:
        return 1.0
    found = spot.find("cost_indices", index=row["cost_index"], year=spot.year)
    if found is None:
        message = f"no factor of {row['cost_index']} in {spot.year}"
        raise ValueError(message)
    return float(found["factor"])


def territory(spot: Spot, place: str) -> str:
    """Return the customs territory of a place."""
    row = spot.find("places", place=place)
    if row is None:
        raise ValueError(place)
    return str(row["customs_territory"])


def territory_of_source(spot: Spot, source: str) -> str:
    """Return the customs territory of a plant, or else of a place."""
    plant = spot.find("facilities", facility=source)
    return territory(spot, plant["place"] if plant else source)


def recipes(world: World, spot: Spot) -> list[Recipe]:
    """Return every recipe of every build option at a node."""
    found = []
    for option in spot.rows["build_options"]:
        bought = world.whole.all(
            "bill_of_materials", build_option=option["build_option"]
        )
        groups = sorted({row["part_group"] for row in bought})
        here = spot.all("bill_of_materials", build_option=option["build_option"])
        sources = [[r for r in here if r["part_group"] == group] for group in groups]
        found += [_recipe(world, spot, option, rows) for rows in combinations(*sources)]
    return found


def _recipe(world: World, spot: Spot, option: Row, rows: tuple[Row, ...]) -> Recipe:
    plant = spot.find("facilities", facility=option["facility"])
    if plant is None:
        raise ValueError(option["facility"])
    home = territory(spot, plant["place"])
    parts = tuple(_part(spot, home, row) for row in rows)
    conversion = option["conversion_cost"] * index(spot, option)
    work = conversion + crew(world, spot, plant) * option["capacity_use"]
    cost = sum(p.value + p.freight + p.duty for p in parts) + work
    stated = option["ex_works_price"]
    gate = cost if stated is None else stated
    return Recipe(option, plant, home, parts, conversion, gate, work)


def crew(world: World, spot: Spot, plant: Row) -> float:
    """Return the yearly cost of a plant's pattern for each vehicle it would make."""
    rates = []
    for row in spot.all("shift_patterns", facility=plant["facility"]):
        hours = row["hours_per_shift"] * row["shifts_per_day"] * row["days_per_year"]
        made = hours * row["jobs_per_hour"] * row["oee"]
        if made > 0.0:
            each = row["fixed_cost"] * index(spot, row) / made
            rates.append((not row["is_current"], each))
    share = float(world.case.settings.case.crew_utilisation)
    return float(min(rates)[1]) / share if rates else 0.0


def _part(spot: Spot, home: str, row: Row) -> Part:
    factor = index(spot, row)
    value, freight = row["unit_value"] * factor, row["inbound_freight"] * factor
    given = row["foreign_value"]
    foreign = None if given is None else given * factor
    away = territory_of_source(spot, row["source"])
    bare = Part(
        row["part_group"], row["source"], away, value, freight, 0.0, row, foreign
    )
    if row["hs_code"] is None:
        return bare
    goods = Goods(home, away, row["hs_code"], None, "part", value, value + freight)
    ways = regimes(spot, goods, lambda agreement: part_origin(spot, bare, agreement)[0])
    duty = min(way.duty for way in ways if way.quota is None)
    return Part(bare.group, bare.source, away, value, freight, duty, row, foreign)


def part_origin(spot: Spot, part: Part, agreement: str) -> tuple[bool, bool, float]:
    """Return whether a part originates, counts as such a group, and what is foreign."""
    full = part.value + part.freight
    if part.row["is_originating"] is not None:
        status = bool(part.row["is_originating"])
        return status, status, 0.0 if status else full
    member = spot.find(
        "agreements", agreement=agreement, customs_territory=part.territory
    )
    limits = [
        rule["threshold"]
        for rule in part_rules(spot, part, agreement)
        if rule["test"] == "max_non_originating"
    ]
    if part.foreign is not None and limits:
        passes = member is not None and part.foreign <= _least(limits, part.value)
        return passes, passes, 0.0 if passes else full
    if member is None:
        return False, False, full
    share = member["cumulates"]
    return True, share > 0, (1 - share) * full


def _least(limits: list[float], base: float) -> float:
    return min(limits) * base + EXACT * max(1.0, base)


def part_rules(spot: Spot, part: Part, agreement: str) -> list[Row]:
    """Return the origin rules of a part's own heading."""
    if part.row["hs_code"] is None:
        return []
    return rules(spot, agreement, part.row["hs_code"], "part")


def rules(spot: Spot, agreement: str, heading: str, powertrain: str) -> list[Row]:
    """Return the rules of the longest heading, its own powertrain before any."""
    found = [
        rule
        for rule in spot.all("origin_rules", agreement=agreement)
        if holds(rule, spot.year)
        and heading.startswith(rule["hs_code"])
        and rule["powertrain"] in (None, powertrain)
    ]
    longest = max((len(rule["hs_code"]) for rule in found), default=0)
    found = [rule for rule in found if len(rule["hs_code"]) == longest]
    own = [rule for rule in found if rule["powertrain"] == powertrain]
    return own or found


def originates(spot: Spot, recipe: Recipe, agreement: str) -> bool:
    """Return whether a vehicle of the recipe originates under an agreement."""
    sold = spot.find("products", product=recipe.option["product"])
    if sold is None or not is_member(spot, agreement, recipe.territory):
        return False
    tests = rules(spot, agreement, sold["hs_code"], sold["powertrain"])
    status = {p.group: part_origin(spot, p, agreement) for p in recipe.parts}
    foreign = sum(amount for _, _, amount in status.values())
    for test in tests:
        if test["test"] == "max_non_originating":
            if foreign > _least([test["threshold"]], recipe.ex_works):
                return False
        elif not status.get(test["part_group"], (False, False))[1]:
            return False
    return bool(tests)


def ways_in(spot: Spot, recipe: Recipe, place: str, carriage: float) -> list[Regime]:
    """Return every way a vehicle of the recipe may enter the market of a place."""
    sold = spot.find("products", product=recipe.option["product"])
    if sold is None:
        return []
    wanted = spot.find("demand", product=sold["product"], place=place, year=spot.year)
    goods = Goods(
        importer=territory(spot, place),
        exporter=recipe.territory,
        heading=sold["hs_code"],
        company=sold["company"],
        powertrain=sold["powertrain"],
        ex_works=recipe.ex_works,
        cif=recipe.ex_works + carriage,
        made_of=tuple(_inside(recipe, part) for part in recipe.parts),
        work=recipe.work,
        sold_for=wanted["price"] if wanted else None,
    )
    return regimes(spot, goods, lambda agreement: originates(spot, recipe, agreement))


def _inside(recipe: Recipe, part: Part) -> Goods:
    """Return a part as goods of its own, as it came to the plant."""
    return Goods(
        importer=recipe.territory,
        exporter=part.territory,
        heading=part.row["hs_code"] or "",
        company=None,
        powertrain="part",
        ex_works=part.value,
        cif=part.value + part.freight,
        duty_paid=part.duty,
    )


def lane(spot: Spot, recipe: Recipe, place: str) -> tuple[float, float] | None:
    """Return freight and insurance to a market; None if no lane leads there."""
    origin = recipe.plant["place"]
    rows = spot.all("lanes", origin=origin, destination=place)
    own = [row for row in rows if row["product"] == recipe.option["product"]]
    any_ = [row for row in rows if row["product"] is None]
    for row in own or any_:
        factor = index(spot, row)
        return row["freight"] * factor, row["insurance"] * factor
    return (0.0, 0.0) if origin == place else None
