"""Which futures does a random case have, and what differs in them?"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from brownfield.tables.definitions import TABLES
from tests.properties.draw import Draw, Row, Rows

if TYPE_CHECKING:
    from tests.properties.every_column import World

Value = Callable[[Draw], tuple[str, object]]


def _times(*factors: float) -> Value:
    return lambda draw: ("times", draw.pick(factors))


def _set(*values: object) -> Value:
    return lambda draw: ("set", draw.pick(values))


def _figure(low: float, high: float) -> Value:
    return lambda draw: ("set", draw.money(low, high))


MONEY = _times(0.5, 0.8, 1.25, 2.0)
CHANGES: dict[tuple[str, str], Value] = {
    ("places", "customs_territory"): _set("HL", "ML", "AL"),
    ("facilities", "opening_cost"): MONEY,
    ("facilities", "closing_cost"): MONEY,
    ("facilities", "guest_limit"): _set(None, 0.0, 300.0, 900.0),
    ("facilities", "hiring_cost"): _figure(0, 5000),
    ("facilities", "redundancy_cost"): _figure(0, 5000),
    ("shift_patterns", "jobs_per_hour"): _times(0.8, 1.3),
    ("shift_patterns", "hours_per_shift"): _times(0.9, 1.2),
    ("shift_patterns", "shifts_per_day"): _times(0.9, 1.2),
    ("shift_patterns", "days_per_year"): _times(0.8, 1.1),
    ("shift_patterns", "oee"): _set(0.7, 0.95),
    ("shift_patterns", "fixed_cost"): MONEY,
    ("shift_patterns", "headcount"): _times(0.5, 1.5),
    ("shift_patterns", "cost_index"): _set(None, "wages", "steel"),
    ("shops", "jobs_per_hour"): _times(0.6, 1.5),
    ("shops", "hours_per_year"): _times(0.6, 1.5),
    ("products", "hs_code"): _set("870380", "870360", "870322"),
    ("products", "powertrain"): _set("bev", "phev", "ice", "hev"),
    ("build_options", "tooling_cost"): MONEY,
    ("build_options", "conversion_cost"): MONEY,
    ("build_options", "full_rate"): _set(None, 300.0, 700.0, 0.0),
    ("build_options", "ex_works_price"): _set(None, 9000.0, 16000.0),
    ("build_options", "shortfall_charge"): MONEY,
    ("build_options", "cost_index"): _set(None, "wages", "steel"),
    ("bill_of_materials", "unit_value"): MONEY,
    ("bill_of_materials", "inbound_freight"): MONEY,
    ("bill_of_materials", "currency"): _set(None, "EUR", "CNY"),
    ("bill_of_materials", "hs_code"): _set(None, "850760", "870829"),
    ("bill_of_materials", "is_originating"): _set(None, "true", "false"),
    ("bill_of_materials", "foreign_value"): _set(None, 100.0, 1500.0),
    ("bill_of_materials", "units_per_vehicle"): _set(0.5, 1.5),
    ("bill_of_materials", "cost_index"): _set(None, "steel"),
    ("commitments", "vehicles"): _times(0.0, 0.5, 1.5),
    ("lanes", "freight"): MONEY,
    ("lanes", "insurance"): MONEY,
    ("lanes", "cost_index"): _set(None, "steel"),
    ("demand", "volume"): _times(0.0, 0.5, 1.5, 2.0),
    ("demand", "price"): _times(0.7, 0.9, 1.2),
    ("demand", "lost_sale_penalty"): _figure(0, 2000),
    ("exchange_rates", "rate"): _times(0.8, 1.3),
    ("cost_indices", "factor"): _times(0.8, 1.3),
    ("trade_measures", "ad_valorem"): _figure(0, 0.4),
    ("trade_measures", "specific"): _figure(0, 500),
    ("trade_measures", "quota_volume"): _times(0.0, 0.5, 2.0),
    ("trade_measures", "minimum_price"): _figure(0, 2e4),
    ("trade_measures", "duty_base"): _set("cif", "ex_works"),
    ("trade_measures", "bears_on"): _set("exporter", "origin", "part"),
    ("trade_measures", "importer"): _set("HL", "ML", "AL"),
    ("trade_measures", "exporter"): _set(None, "HL", "ML", "AL"),
    ("trade_measures", "hs_code"): _set("87", "8703", "870380", "8507"),
    ("trade_measures", "company"): _set(None, "firm1"),
    ("trade_measures", "powertrain"): _set(None, "bev", "part"),
    ("trade_measures", "to_year"): _set(None, 2031, 2032),
    ("agreements", "allows_drawback"): _set("true", "false"),
    ("agreements", "cumulates"): _set(0.0, 0.5, 1.0),
    ("origin_rules", "threshold"): _set(0.1, 0.4, 0.8),
    ("origin_rules", "to_year"): _set(None, 2031, 2032),
    ("policies", "amount"): MONEY,
    ("policies", "one_off_cost"): MONEY,
    ("policies", "to_year"): _set(2031, 2032, 2033),
    ("policies", "product"): _set(None, "car1"),
    ("policies", "hs_code"): _set(None, "8703", "870380"),
    ("policies", "target"): _set(0.1, 0.5, 60.0),
    ("credits", "price"): _set(0.0, 300.0, 3000.0),
    ("credits", "rate"): _set(0.5, 1.0, 2.0),
    ("credits", "cap"): _set(None, 0.0, 0.3),
    ("credits", "volume"): _set(0.0, 100.0, 1000.0),
    ("credits", "product"): _set(None, "car1"),
    ("credits", "powertrain"): _set(None, "bev"),
    ("credits", "to_year"): _set(None, 2031, 2032),
    ("products", "is_zero_emission"): _set("true", "false"),
    ("products", "tailpipe_co2"): _set(0.0, 50.0, 150.0),
    ("policies", "mode"): _set(None, "full"),
    ("policies", "party"): _set(None, "firm1"),
    ("policies", "powertrain"): _set(None, "bev"),
    ("policies", "made_in"): _set(None, "HL", "AL"),
    ("policies", "pass_through"): _set(0.3, 1.0),
    ("policies", "price_cap"): _set(None, 9000.0, 15000.0),
    ("policies", "cap"): _set(None, 0.0, 3e5),
    ("policies", "payer"): _set(None, "state1"),
    ("contracts", "amount"): _times(0.5, 1.5),
    ("contracts", "volume"): _times(0.5, 1.5),
    ("contracts", "to_year"): _set(None, 2031, 2032),
    ("contracts", "facility"): _set(None, "plant1"),
}
STATED = (
    "closing_cost",
    "minimum_price",
    "quota_volume",
    "shortfall_charge",
    "threshold",
    "volume",
)
DROPPED = (
    "bill_of_materials",
    "commitments",
    "lanes",
    "demand",
    "trade_measures",
    "agreements",
    "origin_rules",
    "policies",
    "contracts",
    "shops",
)


def futures(world: "World") -> Rows:
    """Return the tree and the what-ifs of its nodes."""
    draw, years = world.draw, world.years
    if len(years) == 1 or draw.chance(0.35):
        return {}
    nodes = _tree(draw, years)
    names = sorted({str(node["what_if"]) for node in nodes if node["what_if"]})
    rows = {name: _changes(world, name, nodes) for name in names}
    for node in nodes:
        if node["what_if"] and not rows[str(node["what_if"])]:
            node["what_if"] = None
    return {"scenarios": nodes, "what_ifs": [r for n in names for r in rows[n]]}


def _tree(draw: Draw, years: list[int]) -> list[dict[str, object]]:
    root: dict[str, object] = {
        "node": "now",
        "parent": None,
        "year": years[0],
        "probability": 1.0,
        "what_if": draw.one(None, None, None, "w-now"),
    }
    found = [root]
    shares = draw.one((1.0,), (0.5, 0.5), (0.25, 0.75), (0.3, 0.4, 0.3))
    year = draw.pick(years[1:])
    for number, share in enumerate(shares):
        name = f"n{number}"
        usual = draw.one(f"w-{name}", f"w-{name}", None)
        found.append(
            {"node": name, "parent": "now", "year": year, "probability": share}
            | {"what_if": usual}
        )
        if year < years[-1] and draw.chance(0.3):
            later = draw.pick([y for y in years if y > year])
            again = draw.one(f"w-{name}-later", usual, None)
            found.append(
                {"node": f"{name}x", "parent": name, "year": later}
                | {"probability": 1.0, "what_if": again}
            )
    return found


def _changes(
    world: "World", name: str, nodes: list[dict[str, object]]
) -> list[dict[str, object]]:
    draw = world.draw
    year = min(int(str(n["year"])) for n in nodes if n["what_if"] == name)
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for _ in range(draw.whole(1, 4)):
        row = _change(world, year)
        if row is not None:
            key = row["table"], row["where"], row["column"]
            found[key] = {"what_if": name} | row
    return list(found.values())


def _change(world: "World", year: int) -> dict[str, object] | None:
    draw = world.draw
    if draw.chance(0.15):
        return _drop(world)
    if draw.chance(0.1):
        return _add(world)
    if draw.chance(0.12):
        return _years_of_plant(world, year)
    table = draw.pick(sorted({table for table, _ in CHANGES}))
    column = draw.pick([c for t, c in CHANGES if t == table])
    rows = world.rows.get(table, [])
    if column in STATED:
        rows = [row for row in rows if row[column] is not None]
    if column in ("ad_valorem", "specific"):
        rows = [row for row in rows if row["kind"] not in ("undertaking", "drawback")]
    if not rows or column not in TABLES[table].column_names:
        return None
    op, value = CHANGES[table, column](draw)
    text = None if value is None else str(value)
    row: dict[str, object] = {
        "table": table,
        "where": _where(draw, table, draw.pick(rows)),
    }
    return row | {"column": column, "op": op, "value": text}


def _where(draw: Draw, table: str, row: Row) -> str:
    """Return a condition that means a row, or all rows like it."""
    key = list(TABLES[table].key)
    if "year" in key and draw.chance(0.7):
        key.remove("year")
    return ", ".join(f"{c}={'' if row[c] is None else row[c]}" for c in key)


def _drop(world: "World") -> dict[str, object] | None:
    table = world.draw.pick(DROPPED)
    rows = world.rows.get(table, [])
    if table == "bill_of_materials":
        rows = [row for row in rows if _has_other_source(row, rows)]
    if not rows:
        return None
    key = TABLES[table].key
    row = world.draw.pick(rows)
    where = ", ".join(f"{c}={'' if row[c] is None else row[c]}" for c in key)
    return {"table": table, "where": where, "column": None, "op": "drop", "value": None}


def _has_other_source(row: Row, rows: list[Row]) -> bool:
    same = ("build_option", "part_group")
    return sum(all(o[c] == row[c] for c in same) for o in rows) > 1


def _add(world: "World") -> dict[str, object] | None:
    """Add a row like one there is, under another key."""
    draw = world.draw
    table = draw.one("trade_measures", "contracts", "lanes", "bill_of_materials")
    rows = world.rows.get(table, [])
    if not rows:
        return None
    cells = dict(draw.pick(rows))
    if table in ("trade_measures", "contracts"):
        key = TABLES[table].key[0]
        cells[key] = f"new-{cells[key]}"
        if table == "trade_measures":
            cells["hs_code"] = draw.one("8703", "870380")
    elif table == "lanes":
        cells["product"] = draw.pick(world.products)
        cells["freight"] = draw.money(0, 900)
    else:
        cells["source"] = draw.one("home", "abroad")
    if any(all(cells[c] == row[c] for c in TABLES[table].key) for row in rows):
        return None
    where = ", ".join(f"{c}={_text(v)}" for c, v in cells.items() if v is not None)
    return {"table": table, "where": where, "column": None, "op": "add", "value": None}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _years_of_plant(world: "World", year: int) -> dict[str, object] | None:
    """End a plant, or let it begin later, in one future."""
    draw = world.draw
    busy = {row["facility"] for row in world.rows["commitments"]}
    rows = [
        row
        for row in world.rows["facilities"]
        if row["facility"] not in busy
        and row["first_year"] is None
        and row["last_year"] is None
    ]
    if not rows:
        return None
    plant = draw.pick(rows)
    column = draw.one("last_year", "last_year", "first_year")
    value = year + draw.one(-1, 0, 1) if column == "last_year" else year + 1
    where = f"facility={plant['facility']}"
    row: dict[str, object] = {"table": "facilities", "where": where}
    row |= {"column": column, "op": "set"}
    return row | {"value": str(value)}
