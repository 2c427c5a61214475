"""A random case in which drawback, undertakings and a shared volume are open.

Drawn cases seldom send a vehicle under one of them. So each territory gets a duty on
all vehicles and parts, which more exact rows still replace, and the reliefs from it. A
drawn row as exact as one of these makes the case invalid.
"""

from dataclasses import replace

import polars as pl

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame
from tests.properties.draw import Row

TERRITORIES = ("HL", "ML", "AL")
VOLUME = 150.0  # vehicles a year, of quota and undertaking together
LEAST = 6_000.0  # price of the undertaking, case currency


def with_reliefs(case: Case, *, is_shared: bool = True) -> Case:
    """Return a drawn case with reliefs at each border.

    Parameters
    ----------
    case
        The drawn case.
    is_shared
        Whether the undertaking shares its volume with a free quota; else it has none.
    """
    rows = [row for territory in TERRITORIES for row in _rows(territory, is_shared)]
    before = case.tables["trade_measures"]
    more = typed_frame(TABLES["trade_measures"], rows).select(before.columns)
    allowed = case.tables["agreements"].with_columns(
        allows_drawback=pl.col("customs_territory") != TERRITORIES[1]
    )
    measures = pl.concat([before, more])
    changed = {"trade_measures": measures, "agreements": allowed}
    return replace(case, tables=dict(case.tables) | changed)


def _rows(territory: str, is_shared: bool) -> list[Row]:
    def row(kind: str, heading: str, rate: float, **cells: object) -> Row:
        name = {"measure": f"{kind}-{heading}-{territory}", "importer": territory}
        return {**name, "hs_code": heading, "kind": kind, "ad_valorem": rate, **cells}

    pool = {"quota_pool": f"pool-{territory}"} if is_shared else {}
    back = 1.0 if territory == "HL" else 0.6
    parts = [
        found
        for heading in ("85", "8708")
        for found in (row("mfn", heading, 0.08), row("drawback", heading, back))
    ]
    vehicles = [
        row("mfn", "87", 0.15),
        row("countervailing", "87", 0.12),
        row("undertaking", "87", 0.0, minimum_price=LEAST, **pool),
    ]
    free = row("quota", "870380", 0.0, quota_volume=VOLUME, **pool)
    return [*parts, *vehicles, *([free] if is_shared else [])]
