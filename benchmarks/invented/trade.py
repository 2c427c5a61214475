"""Which duties and agreements hold in an invented case?"""

import polars as pl

from invented.world import UNIONS, Tables


def trade() -> Tables:
    """Return duties, and one agreement of two of the three territories."""
    codes = {"hs_code": "8703"}
    mfn = [
        {"measure": f"duty-{u}", "importer": u, "kind": "mfn", "ad_valorem": 0.1}
        | codes
        for u in UNIONS
    ]
    free = [
        {"measure": f"free-{a}-{b}", "importer": a, "exporter": b, "kind": "preference"}
        | {"ad_valorem": 0.0, "agreement": "pact"}
        | codes
        for a, b in ((UNIONS[0], UNIONS[1]), (UNIONS[1], UNIONS[0]))
    ]
    rule = {"test": "max_non_originating", "threshold": 0.45} | codes
    return {
        "trade_measures": pl.concat(map(pl.DataFrame, (mfn, free)), how="diagonal"),
        "agreements": pl.DataFrame(
            {"agreement": "pact", "customs_territory": UNIONS[:2]}
        ),
        "origin_rules": pl.DataFrame([{"agreement": "pact"} | rule]),
    }
