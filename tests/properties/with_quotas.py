"""A random case in which every import may enter free under a small quota.

Drawn cases seldom deliver under a quota: none of 240 did. So each territory gets one
for 200 vehicles a year.
"""

from dataclasses import replace

import polars as pl

from brownfield.case.case import Case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame

TERRITORIES = ("HL", "ML", "AL")
VOLUME = 200.0  # vehicles a year


def with_quotas(case: Case, *, fee: float = 0.0) -> Case:
    """Return a drawn case with a free quota for all vehicles into each territory.

    With a fee, licences are sold by the first party that plans.
    """
    holder: dict[str, str | float] = {"licence": case.planned_parties[0]}
    sold = holder | {"licence_fee": fee} if fee else {}
    rows: list[dict[str, str | float]] = [
        {
            "measure": f"quota-{territory}",
            "importer": territory,
            "hs_code": "87",
            "kind": "quota",
            "ad_valorem": 0.0,
            "quota_volume": VOLUME,
            **sold,
        }
        for territory in TERRITORIES
    ]
    before = case.tables["trade_measures"]
    more = typed_frame(TABLES["trade_measures"], rows).select(before.columns)
    tables = dict(case.tables) | {"trade_measures": pl.concat([before, more])}
    return replace(case, tables=tables)
