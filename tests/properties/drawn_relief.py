"""Which drawback, price undertakings and shared volumes does a random case hold?

They are drawn beside the other rows, from a source of their own.
"""

from random import Random
from typing import TYPE_CHECKING

from tests.properties.draw import Draw, Row

if TYPE_CHECKING:
    from tests.properties.every_column import World

BLANK: Row = {
    "exporter": None,
    "company": None,
    "powertrain": None,
    "ad_valorem": 0.0,
    "specific": 0.0,
    "quota_volume": None,
    "quota_pool": None,
    "minimum_price": None,
    "agreement": None,
    "duty_base": "cif",
    "bears_on": "exporter",
    "from_year": None,
    "to_year": None,
}


def reliefs(world: "World", measures: list[Row]) -> list[Row]:
    """Return more rows of measures; some of those given come to share a volume."""
    draw = Draw(Random(f"relief {measures}"))  # noqa: S311
    found = [_drawback(world, draw, f"back{n}") for n in range(draw.one(0, 1, 1, 2))]
    remedies = [row for row in measures if row["kind"] == "countervailing"]
    if remedies and draw.chance(0.7):
        found.append(_undertaking(draw, draw.pick(remedies)))
    if draw.chance(0.5):
        found += _pooled(world, draw, [*measures, *found])
    return found


def _drawback(world: "World", draw: Draw, name: str) -> Row:
    last = draw.pick(world.years) if draw.chance(0.15) else None
    return {
        **BLANK,
        "measure": name,
        "kind": "drawback",
        "importer": draw.one("HL", "HL", draw.pick(world.territories)),
        "exporter": draw.one(None, None, draw.pick(world.territories)),
        "hs_code": draw.one("85", "87", "85", "850760"),
        "powertrain": draw.one(None, "part"),
        "ad_valorem": draw.one(1.0, 0.95, 0.5),
        "to_year": last,
    }


def _undertaking(draw: Draw, remedy: Row) -> Row:
    """Return an undertaking beside a countervailing duty, or on more goods."""
    same = ("importer", "exporter", "hs_code", "company", "powertrain")
    return {
        **BLANK,
        **{name: remedy[name] for name in same},
        "exporter": draw.one(None, remedy["exporter"]),
        "measure": "promise",
        "kind": "undertaking",
        "minimum_price": draw.money(0, 2e4),
        "quota_volume": draw.one(None, draw.money(0, 600)),
        "to_year": remedy["to_year"],
    }


def _pooled(world: "World", draw: Draw, rows: list[Row]) -> list[Row]:
    """Let rows of one importer share a volume; return the row that states it."""
    is_limited = [
        row
        for row in rows
        if row["kind"] == "quota"
        or (row["kind"] == "undertaking" and row["quota_volume"] is not None)
    ]
    importer = draw.pick(is_limited)["importer"] if is_limited else "AL"
    volume = draw.money(50, 400)
    for row in is_limited:
        if row["importer"] == importer:
            row |= {"quota_pool": "pool", "quota_volume": draw.one(None, volume)}
    stating = {"measure": "stated", "importer": importer, "kind": "quota"}
    cells = {"quota_pool": "pool", "quota_volume": volume}
    heading, rate = draw.one("87", "8703", "870380"), draw.money(0, 0.1)
    shown: Row = {"hs_code": heading, "ad_valorem": rate}
    exporter = draw.one(None, None, draw.pick(world.territories))
    return [{**BLANK, **stating, **cells, **shown, "exporter": exporter}]


def license_volumes(world: "World", measures: list[Row]) -> None:
    """Say of every row with a volume who sells licences to enter, and at which fee."""
    draw = Draw(Random(f"licences {measures}"))  # noqa: S311
    for row in measures:
        row |= {"licence": None, "licence_fee": 0.0}
        if row["quota_volume"] is not None or row["quota_pool"] is not None:
            row["licence"] = draw.one(None, draw.pick(world.parties))
            row["licence_fee"] = draw.one(0.0, draw.money(0, 400))
