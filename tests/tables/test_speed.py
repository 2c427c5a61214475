"""Is a large case read and checked fast enough to do it every time?"""

import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw

PRODUCTS, PLACES, YEARS = 100, 100, 20  # 200,000 rows of demand
PATTERN_COLUMNS = (
    "facility,pattern,jobs_per_hour,hours_per_shift,shifts_per_day,days_per_year"
)
CPU_SECONDS = 2 * 2.0 * 200_000 / 1_000_000  # 2 s per million rows, twice for noise


def _write_large_case(folder: Path) -> None:
    rows = PRODUCTS * PLACES * YEARS
    source = np.random.default_rng(0)
    products = [f"P{n}" for n in range(PRODUCTS)]
    places = [f"L{n}" for n in range(PLACES)]
    pl.DataFrame(
        {
            "product": np.repeat(products, PLACES * YEARS),
            "place": np.tile(np.repeat(places, YEARS), PRODUCTS),
            "year": np.tile(np.arange(2026, 2026 + YEARS), PRODUCTS * PLACES),
            "volume": source.uniform(0, 1e5, rows).round(2),
            "price": source.uniform(1e4, 6e4, rows).round(2),
        }
    ).write_csv(folder / "demand.csv")
    tables = {
        "parties": ["party", "a"],
        "places": ["place,customs_territory", *(f"{p},UK" for p in places)],
        "facilities": ["facility,place,owner", "F,L0,a"],
        "shift_patterns": [
            PATTERN_COLUMNS,
            "F,one,30,8,2,240",
        ],
        "products": [
            "product,company,hs_code,powertrain",
            *(f"{p},a,870380,bev" for p in products),
        ],
        "build_options": [
            "build_option,product,facility,programme_owner,mode",
            *(f"B{p},{p},F,a,full" for p in products),
        ],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    settings = "[case]\nfirst_year = 2026\nlast_year = 2045\n"
    (folder / "case.toml").write_text(settings, encoding="utf-8")


@pytest.mark.slow
def test_a_million_rows_take_two_seconds_in_proportion(tmp_path: Path) -> None:
    """200,000 rows are read and checked within a fifth of 2 CPU seconds, twice over."""
    _write_large_case(tmp_path)
    begin = time.process_time()
    problems = check(read_raw(tmp_path)).problems
    assert problems == ()
    assert time.process_time() - begin < CPU_SECONDS
