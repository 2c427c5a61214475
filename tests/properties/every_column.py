"""Which small valid cases draw every column that a plan reads?

Plain `random` with a seed, so that a seed names a case for good. What breaks a rule of
the tables, or could be read in two ways, is drawn again.
"""

from dataclasses import dataclass, field
from random import Random

from brownfield.case.case import Case
from brownfield.case.scenarios import tree
from brownfield.errors import BrownfieldError
from brownfield.tables.check import check_typed
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import all_tables, typed_frame
from brownfield.tables.settings import Settings
from tests.properties import (
    drawn_carbon,
    drawn_fleet,
    drawn_futures,
    drawn_markets,
    drawn_money,
    drawn_offices,
    drawn_trade,
)
from tests.properties.draw import Draw, Row, Rows

TRIES = 200
FIRST = 2030
CURVES = (
    (0.5, 1.0),
    (0.0, 0.5, 1.0),
    (0.0, 1.0),
    (0.3, 0.9),
    (0.0, 0.0, 0.6),
    (0.2, 0.2, 1.0, 1.0),
    (0.8,),
)
SHOPS = ("press", "body", "paint", "battery", "trim")
GROUPS = ("battery", "body", "electronics")


def every_column_case(seed: int, attempt: int = 0) -> Case:
    """Return the small valid case of a seed: of its first valid draw from `attempt`."""
    for tried in range(attempt, TRIES):
        case = _drawn(Draw(Random(f"{seed}/{tried}")))  # noqa: S311
        if case is not None and is_valid_everywhere(case):
            return case
    message = f"seed {seed}: no valid case in {TRIES} tries"
    raise RuntimeError(message)


def is_valid_everywhere(case: Case) -> bool:
    """Return whether the tables break no rule at any node."""
    if check_typed(dict(case.tables), case.settings):
        return False
    try:
        for names in tree(case).nodes["what_ifs"]:
            once = tuple(dict.fromkeys(names))
            drawn_trade.refuse_ties(case.apply(*once))
    except (BrownfieldError, ValueError):
        return False
    return True


def _drawn(draw: Draw) -> Case | None:
    world = World(draw)
    rows = world.rows
    rows["parties"] = _parties(world)
    rows["places"] = _places(world)
    rows["facilities"] = [_plant(world, name) for name in world.plants]
    _patterns(world)
    rows["shops"] = _shops(world)
    rows["products"] = [_product(world, name) for name in world.products]
    rows["ramp_curves"] = _curves(world)
    rows["build_options"] = _options(world)
    rows["bill_of_materials"] = _parts(world)
    rows["demand"] = drawn_markets.demand(world)
    rows["lanes"] = drawn_markets.lanes(world)
    rows["commitments"] = drawn_markets.commitments(world)
    rows |= drawn_markets.money(world)
    rows |= drawn_trade.trade(world)
    rows |= drawn_trade.public_and_contracts(world)
    rows["credits"] = drawn_fleet.fleet(world)
    rows |= drawn_futures.futures(world)
    drawn_carbon.add_carbon(world, rows)
    is_local = drawn_money.add_currencies(world, rows)
    drawn_offices.add_offices(world, rows)
    known = {
        name: typed_frame(TABLES[name], _declared(name, content))
        for name, content in rows.items()
    }
    settings = with_money(_settings(world), is_local=is_local)
    return Case("drawn", settings, all_tables(known))


def with_money(settings: Settings, *, is_local: bool) -> Settings:
    """Return settings that say whether rows speak in the money of their place."""
    case = settings.case.model_copy(update={"local_money": is_local})
    return settings.model_copy(update={"case": case})


def _declared(name: str, content: list[Row]) -> list[Row]:
    """Leave out columns that are not declared (yet)."""
    columns = TABLES[name].column_names
    return [{c: v for c, v in row.items() if c in columns} for row in content]


@dataclass
class World:
    """What the parts of one case are drawn from."""

    draw: Draw
    rows: Rows = field(default_factory=dict)

    def __post_init__(self) -> None:
        draw = self.draw
        self.years = list(range(FIRST, FIRST + draw.whole(1, 4)))
        self.companies = draw.names("firm", 1, 3)
        self.governments = draw.names("state", 1, 2) if draw.chance(0.4) else []
        self.territories = ["HL", "ML", "AL"]
        self.plants = draw.names("plant", 2, 4)
        self.products = draw.names("car", 1, 3)
        self.markets = draw.names("market", 1, 3)
        self.supplier = "parts-maker" if draw.chance(0.3) else None

    @property
    def parties(self) -> list[str]:
        """Companies and governments."""
        return [*self.companies, *self.governments]


def _settings(world: World) -> Settings:
    draw, years = world.draw, world.years
    terminal = draw.one("none", "none", "multiple", "salvage")
    share = draw.one(0.0, 0.3, 1.0)
    multiple = {"none": 0.0, "multiple": draw.one(1.0, 2.5), "salvage": share}
    plan: dict[str, object] = {"parties": _planning(world)}
    if draw.chance(0.2):
        plan["objective_weights"] = {
            party: draw.one(0.5, 2.0) for party in world.companies
        }
    if draw.chance(0.2):
        plan["earliest_start_year"] = draw.pick(years)
    elif draw.chance(0.2):
        plan["latest_start_year"] = draw.pick(years)
    case = {
        "first_year": years[0],
        "last_year": years[-1],
        "terminal": terminal,
        "terminal_multiple": multiple[terminal],
        "discounting": draw.one("end_of_year", "end_of_year", "mid_year"),
        "crew_utilisation": draw.one(1.0, 1.0, 0.8),
    }
    content = {"case": case, "plan": plan, "solve": {"gap": 0.0}}
    return Settings.model_validate(content)


def _planning(world: World) -> tuple[str, ...]:
    draw = world.draw
    if draw.chance(0.5):
        return ()
    if world.governments and draw.chance(0.7):
        return tuple(world.parties)
    return tuple(draw.some(world.parties, 1))


def _parties(world: World) -> list[Row]:
    draw = world.draw
    found: list[Row] = []
    for party in world.parties:
        tail = draw.one(None, None, None, 0.3, 0.5, 1.0)
        found.append(
            {
                "party": party,
                "kind": "company" if party in world.companies else "government",
                "discount_rate": draw.one(0.0, 0.05, 0.1, 0.25),
                "tax_rate": draw.one(0.0, 0.0, 0.2, 0.3),
                "loss_relief_share": draw.one(1.0, 0.5, 0.0),
                "loss_allowance": draw.one(0.0, 2e5, 1e6),
                "allowance_years": draw.one(1, 1, 2, 5),
                "has_other_profit": draw.chance(0.2),
                "tail": tail,
                "tail_weight": 0.0 if tail is None else draw.one(0.0, 0.4, 1.0),
            }
        )
    return found


def _places(world: World) -> list[Row]:
    draw = world.draw
    names = ["home", "abroad", *world.markets]
    given = {"home": "HL", "abroad": "AL"}
    return [
        {
            "place": name,
            "customs_territory": given.get(name) or draw.pick(world.territories),
        }
        for name in names
    ]


def _plant(world: World, name: str) -> Row:
    draw, years = world.draw, world.years
    is_first = name == world.plants[0]
    status = (
        "operating" if is_first else draw.one("operating", "candidate", "mothballed")
    )
    first = draw.pick(years) if draw.chance(0.1) else None
    last = draw.pick([years[0] - 1, *years]) if draw.chance(0.15) else None
    if first is not None and last is not None and last < first:
        last = first
    return {
        "facility": name,
        "place": draw.one("home", "home", "abroad", world.markets[0]),
        "owner": draw.pick(world.companies),
        "kind": draw.one("assembly", "assembly", "parts", "kit_packing"),
        "status": status,
        "opening_cost": draw.money(0, 4e6) if status != "operating" else 0.0,
        "closing_cost": draw.one(0.0, draw.money(0, 2e6)) if draw.chance(0.3) else None,
        "lead_years": draw.one(0, 0, 1, 2),
        "first_year": first,
        "last_year": last,
        "guest_limit": draw.money(0, 1500) if draw.chance(0.25) else None,
        "hiring_cost": draw.one(0.0, draw.money(0, 5000)),
        "redundancy_cost": draw.one(0.0, draw.money(0, 8000)),
    }


def _patterns(world: World) -> None:
    """Draw the patterns of plants, and a parts maker that needs none."""
    draw, found = world.draw, []
    status = {row["facility"]: row["status"] for row in world.rows["facilities"]}
    for name in world.plants:
        current = draw.one("p1", "p2", None)
        is_free = draw.chance(0.4)
        for pattern in ("p1", "p2")[: draw.whole(1, 2)]:
            size = 1.0 if pattern == "p1" else draw.one(1.7, 2.0)
            row: Row = {
                "facility": name,
                "pattern": pattern,
                "jobs_per_hour": draw.one(1.0, 2.0, 0.5),
                "hours_per_shift": draw.one(5.0, 8.0),
                "shifts_per_day": size,
                "days_per_year": draw.one(100.0, 200.0),
                "oee": draw.one(1.0, 0.9),
                "fixed_cost": 0.0 if is_free else draw.money(0, 1.5e6) * size,
                "headcount": draw.one(0.0, 100.0 * size),
                "is_current": pattern == current and status[name] == "operating",
                "cost_index": draw.one(None, None, "wages"),
            }
            found.append(row)
    world.rows["shift_patterns"] = found
    if world.supplier:
        maker = dict(_plant(world, world.supplier)) | {"status": "operating"}
        maker |= {"closing_cost": None, "kind": "parts", "hiring_cost": 0.0}
        world.rows["facilities"] = [*world.rows["facilities"], maker]


def _shops(world: World) -> list[Row]:
    draw = world.draw
    found: list[Row] = []
    for name in world.plants:
        for shop in draw.some(SHOPS, 1)[:2] if draw.chance(0.25) else ():
            rate = draw.one(0.5, 1.0, 2.0)
            hours = draw.one(500.0, 1000.0, 3000.0)
            cells: Row = {"jobs_per_hour": rate, "hours_per_year": hours}
            found.append({"facility": name, "shop": shop} | cells)
    return found


def _product(world: World, name: str) -> Row:
    draw = world.draw
    return {
        "product": name,
        "company": draw.pick(world.companies),
        "hs_code": draw.one("870380", "870360", "870322"),
        "powertrain": draw.one("bev", "phev", "ice", "hev"),
        "is_zero_emission": draw.chance(0.5),
        "tailpipe_co2": draw.one(0.0, draw.money(20, 200)),
    }


def _curves(world: World) -> list[Row]:
    return [
        {"ramp_curve": f"curve{number}", "years_since_start": age, "share": share}
        for number in (1, 2)
        for age, share in enumerate(world.draw.pick(CURVES))
    ]


def _options(world: World) -> list[Row]:
    draw = world.draw
    found: list[Row] = []
    plants = {row["facility"]: row for row in world.rows["facilities"]}
    for row in world.rows["products"]:
        for number in range(draw.whole(1, 3)):
            plant = draw.pick(world.plants)
            name = f"{row['product']}-{number}"
            usual = draw.one(row["company"], row["company"], draw.pick(world.companies))
            found.append(_option(world, name, row, plants[plant], str(usual)))
    groups = [row["exclusive_group"] for row in found if row["is_committed"]]
    for option in found:
        if groups.count(option["exclusive_group"]) > 1:
            option["exclusive_group"] = None
    return found


def _option(world: World, name: str, product: Row, plant: Row, owner: str) -> Row:
    draw, years = world.draw, world.years
    least = draw.money(0, 800) if draw.chance(0.3) else 0.0
    first = draw.pick(years) if draw.chance(0.15) else None
    last = draw.pick(years) if draw.chance(0.15) else None
    if first is not None and last is not None:
        last = max(first, last)
    return {
        "build_option": name,
        "product": product["product"],
        "facility": plant["facility"],
        "programme_owner": owner,
        "mode": draw.one("full", "full", "cbu", "ckd", "skd"),
        "tooling_cost": draw.one(0.0, draw.money(0, 5e6)),
        "ramp_curve": draw.one(None, "curve1", "curve2"),
        "conversion_cost": draw.money(500, 4000),
        "capacity_use": draw.one(1.0, 1.0, 1.5, 0.5, 0.0 if draw.chance(0.1) else 2.0),
        "full_rate": draw.money(100, 1500) if draw.chance(0.4) else None,
        "ex_works_price": draw.money(8e3, 2e4) if draw.chance(0.3) else None,
        "minimum_volume": least,
        "shortfall_charge": draw.money(100, 3000)
        if least or draw.chance(0.1)
        else None,
        "exclusive_group": draw.one(None, None, "group"),
        "first_year": first,
        "last_year": last,
        "is_committed": plant["status"] == "operating" and draw.chance(0.45),
        "cost_index": draw.one(None, None, "wages"),
    }


def _parts(world: World) -> list[Row]:
    draw = world.draw
    found: list[Row] = []
    for option in world.rows["build_options"]:
        for group in draw.some(GROUPS, 0)[: draw.one(0, 1, 2, 2)]:
            others = [p for p in world.plants if p != option["facility"]]
            sources = ["home", "abroad", *world.markets[:1], *others]
            sources += [world.supplier] * 2 if world.supplier else []
            chosen = dict.fromkeys(draw.pick(sources) for _ in range(draw.whole(1, 2)))
            found += [_part(draw, option, group, source) for source in chosen]
    return found


def _part(draw: Draw, option: Row, group: str, source: str) -> Row:
    value = draw.one(draw.money(500, 5000), draw.money(6e3, 1.2e4))
    return {
        "build_option": option["build_option"],
        "part_group": group,
        "source": source,
        "unit_value": value,
        "inbound_freight": draw.money(0, 400),
        "currency": draw.one(None, None, "GBP", "EUR", "CNY"),
        "hs_code": draw.one(None, "850760", "870829", "853710"),
        "is_originating": draw.one(None, None, None, True, False),
        "foreign_value": draw.one(None, 0.2 * value, 0.5 * value),
        "units_per_vehicle": draw.one(1.0, 1.0, 0.5, 2.0),  # 0 has two readings
        "cost_index": draw.one(None, None, "steel"),
    }
