"""Which duties, agreements, policies and contracts does a random case hold?"""

from itertools import combinations
from typing import TYPE_CHECKING

from brownfield.case.case import Case
from tests.properties import drawn_relief, drawn_support
from tests.properties.draw import Draw, Row, Rows

if TYPE_CHECKING:
    from tests.properties.every_column import World

FOR_EVER = 9999  # stands for a blank last year
EXACT = (
    "importer",
    "kind",
    "agreement",
    "hs_code",
    "company",
    "exporter",
    "powertrain",
)
CAR_HEADINGS = ("87", "8703", "870322", "870380", "870360")
PART_HEADINGS = ("85", "850760", "8708", "8507")
CONDITIONS = (
    "territory",
    "party",
    "product",
    "mode",
    "hs_code",
    "powertrain",
    "powertrain",
    "made_in",
    "price_cap",
)
BY_VEHICLE = ("fee_per_vehicle", "take_or_pay")


def refuse_ties(case: Case) -> None:
    """Raise ValueError if two measures are as exact as each other."""
    rows = case.tables["trade_measures"].to_dicts()
    for one, other in combinations(rows, 2):
        if all(one[name] == other[name] for name in EXACT) and _overlap(one, other):
            message = f"{one['measure']} and {other['measure']}"
            raise ValueError(message)


def _overlap(one: Row, other: Row) -> bool:
    first = max(int(row["from_year"] or 0) for row in (one, other))
    last = min(int(row["to_year"] or FOR_EVER) for row in (one, other))
    return first <= last


def trade(world: "World") -> Rows:
    """Return measures, agreements and origin rules."""
    draw = world.draw
    if draw.chance(0.15):
        return {}
    names = draw.names("pact", 1, 2)
    members = {name: draw.some(world.territories, 2) for name in names}
    agreements: list[Row] = [
        {
            "agreement": name,
            "customs_territory": territory,
            "cumulates": draw.one(1.0, 1.0, 0.6, 0.0),
            "allows_drawback": draw.chance(0.4),
        }
        for name, found in members.items()
        for territory in found
    ]
    measures = [
        _measure(world, f"row{number}", draw.pick(world.territories), names)
        for number in range(draw.whole(2, 9))
    ]
    measures += [_aimed(world, f"aimed{number}") for number in range(draw.one(0, 1, 2))]
    measures += drawn_relief.reliefs(world, measures)
    drawn_relief.license_volumes(world, measures)
    rules = [rule for name in names for rule in _rules(world, name)]
    return {
        "agreements": agreements,
        "trade_measures": measures,
        "origin_rules": list({_key(rule): rule for rule in rules}.values()),
    }


def _years(draw: Draw, years: list[int]) -> Row:
    first = draw.pick(years) if draw.chance(0.15) else None
    last = draw.pick(years) if draw.chance(0.15) else None
    if first is not None and last is not None:
        last = max(first, last)
    return {"from_year": first, "to_year": last}


def _measure(world: "World", name: str, importer: str, pacts: list[str]) -> Row:
    draw = world.draw
    kind = draw.one(
        "mfn",
        "mfn",
        "mfn",
        "preference",
        "preference",
        "quota",
        "quota",
        "countervailing",
        "anti_dumping",
    )
    is_part = draw.chance(0.25) and kind != "quota"
    pact = draw.pick(pacts)
    agreement = {"preference": pact, "quota": draw.one(None, pact)}.get(kind)
    low = 0.15 if kind in ("preference", "quota") else 0.4
    powertrain = "part" if is_part else draw.one("bev", "phev", "ice", "hev")
    cells: Row = {
        "measure": name,
        "importer": importer,
        "exporter": draw.one(None, None, draw.pick(world.territories)),
        "hs_code": draw.pick(PART_HEADINGS if is_part else CAR_HEADINGS),
        "company": None
        if is_part
        else draw.one(None, None, draw.pick(world.companies)),
        "powertrain": draw.one(None, None, powertrain),
        "kind": kind,
        "ad_valorem": draw.money(0, low),
        "specific": draw.one(0.0, 0.0, draw.money(0, 300)),
        "quota_volume": draw.money(0, 600) if kind == "quota" else None,
        "quota_pool": None,
        "minimum_price": None,
        "agreement": agreement,
        "duty_base": draw.one("cif", "cif", "ex_works"),
        "bears_on": "exporter",
    }
    if kind in ("countervailing", "anti_dumping"):
        cells |= _reach(world, cells)
    return cells | _years(draw, world.years)


def _aimed(world: "World", name: str) -> Row:
    """Return a remedy against the territory that some part comes from."""
    draw = world.draw
    territories = {
        str(row["place"]): row["customs_territory"] for row in world.rows["places"]
    }
    places = {row["facility"]: str(row["place"]) for row in world.rows["facilities"]}
    bought = world.rows["bill_of_materials"]
    dearest = max(bought, key=lambda row: float(row["unit_value"]), default=None)
    source = str(draw.one(dearest, draw.pick(bought))["source"]) if dearest else "home"
    exporter = territories[places.get(source, source)]
    reach = draw.one("origin", "origin", "part")
    return {
        "measure": name,
        "importer": draw.pick([t for t in world.territories if t != exporter]),
        "exporter": exporter,
        "company": None,
        "powertrain": None,
        "quota_volume": None,
        "quota_pool": None,
        "minimum_price": None,
        "agreement": None,
        "hs_code": draw.one("87", "8703")
        if reach == "origin"
        else draw.one("85", "87"),
        "kind": draw.one("countervailing", "anti_dumping"),
        "ad_valorem": draw.money(0, 0.4),
        "specific": draw.one(0.0, draw.money(0, 300)),
        "duty_base": draw.one("cif", "ex_works"),
        "bears_on": reach,
    } | _years(draw, world.years)


def _reach(world: "World", cells: Row) -> Row:
    """Return what a remedy bears on; on parts it names no company or powertrain."""
    draw = world.draw
    reach = draw.one("exporter", "origin", "origin", "part")
    if reach != "part":
        exporter = cells["exporter"] or draw.pick(world.territories)
        return {"bears_on": reach, "exporter": exporter}
    of_parts = {"company": None, "powertrain": draw.one(None, "part")}
    heading = draw.one(cells["hs_code"], "85", "87", "8708")
    return {"bears_on": reach, "hs_code": heading, **of_parts}


def _rules(world: "World", agreement: str) -> list[Row]:
    draw = world.draw
    bought = sorted({str(row["part_group"]) for row in world.rows["bill_of_materials"]})
    found: list[Row] = []
    for _ in range(draw.whole(1, 4)):
        is_part = draw.chance(0.3)
        is_group = draw.chance(0.25) and bool(bought) and not is_part
        heading = draw.pick(PART_HEADINGS if is_part else CAR_HEADINGS)
        own = "part" if is_part else draw.one("bev", "ice", "phev", "hev")
        cells: Row = {
            "agreement": agreement,
            "hs_code": heading,
            "powertrain": draw.one(None, own),
            "test": "originating_part" if is_group else "max_non_originating",
            "part_group": draw.pick(bought) if is_group else None,
            "threshold": None if is_group else draw.one(0.2, 0.4, 0.55, 0.7, 1.0),
        }
        found.append(cells | _years(draw, world.years))
    return found


def _key(row: Row) -> tuple[object, ...]:
    names = "agreement hs_code powertrain from_year test part_group"
    return tuple(row[name] for name in names.split())


def public_and_contracts(world: "World") -> Rows:
    """Return what governments take and give, and who pays whom."""
    draw = world.draw
    policies = [
        _policy(world, state, f"{state}-policy{number}")
        for state in world.governments
        for number in range(draw.whole(0, 3))
    ]
    policies += grants(world)
    policies += drawn_support.capital_grants(world, policies)
    count = draw.one(0, 0, 1, 2, 3) if len(world.parties) > 1 else 0
    contracts = [_contract(world, f"contract{number}") for number in range(count)]
    return {"policies": policies, "contracts": contracts}


def grants(world: "World") -> list[Row]:
    """Return grants on purchases and on building, often with conditions."""
    draw = world.draw
    count = draw.one(0, 0, 1, 2)
    return [_grant(world, f"grant{number}") for number in range(count)]


def _grant(world: "World", name: str) -> Row:
    draw = world.draw
    kind = draw.one("purchase_grant", "operating_support")
    year = draw.pick([world.years[0] - 1, world.years[0], *world.years])
    payer = draw.pick(world.governments) if world.governments else None
    is_sale = kind == "purchase_grant"
    cells: Row = {
        "policy": name,
        "kind": kind,
        "year": year,
        "to_year": draw.one(None, *[world.years[-1]] * 3, max(year, world.years[0])),
        "amount": draw.money(100, 6000),
        "pass_through": draw.one(1.0, 0.5, 0.8) if is_sale else 1.0,
        "cap": draw.one(None, draw.money(0, 3e5), draw.money(0, 2e6)),
        "payer": draw.one(payer, payer, None),
    }
    known = CONDITIONS if is_sale else CONDITIONS[:-2]
    asked = dict.fromkeys(draw.pick(known) for _ in range(draw.whole(0, 3)))
    return cells | {name: _condition(world, name) for name in asked}


def _condition(world: "World", name: str) -> object:
    draw = world.draw
    return {
        "territory": draw.one("HL", "AL"),
        "party": draw.pick(world.companies),
        "product": draw.pick(world.products),
        "mode": draw.one("full", "ckd"),
        "hs_code": draw.one("87", "8703", "870380"),
        "powertrain": draw.one("bev", "phev", "ice", "hev"),
        "made_in": draw.one("HL", "HL", "AL"),
        "price_cap": draw.money(1e4, 2.2e4),
    }[name]


def _policy(world: "World", state: str, name: str) -> Row:
    draw = world.draw
    kind = draw.one("receipts_per_vehicle", "support_package")
    year = draw.pick(world.years)
    return {
        "policy": name,
        "kind": kind,
        "territory": draw.one("HL", "HL", "AL"),
        "party": state,
        "product": draw.one(None, draw.pick(world.products)),
        "mode": draw.one(None, None, "full", "ckd", "skd", "cbu"),
        "year": year,
        "to_year": draw.one(None, world.years[-1], max(year, draw.pick(world.years))),
        "amount": draw.money(50, 500),
        "one_off_cost": draw.money(0, 3e5) if kind == "support_package" else 0.0,
    }


def _contract(world: "World", name: str) -> Row:
    draw = world.draw
    form = draw.one(
        "fee_per_vehicle",
        "reservation",
        "take_or_pay",
        "cost_plus",
        "capex_share",
        "grant",
        "exit_fee",
    )
    payer = draw.pick(world.parties)
    amounts = {
        "reservation": draw.money(0, 5e5),
        "grant": draw.money(0, 2e6),
        "exit_fee": draw.money(0, 2e6),
        "cost_plus": draw.one(0.05, 0.3),
        "capex_share": draw.one(0.2, 0.9),
    }
    cells: Row = {
        "contract": name,
        "payer": payer,
        "payee": draw.pick([p for p in world.parties if p != payer]),
        "facility": draw.one(None, draw.pick(world.plants)),
        "product": draw.one(None, None, draw.pick(world.products)),
        "form": form,
        "amount": amounts.get(form, draw.money(50, 1500)),
        "volume": draw.money(50, 800) if form == "take_or_pay" else None,
    }
    return cells | _years(draw, world.years)
