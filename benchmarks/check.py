"""What does it cost to read and check a case of a million rows of demand?

Writes such a case to a folder of its own, reads and checks it with every note of
completeness and magnitude, and prints CPU seconds, and the memory it took at its peak
beyond what the libraries take, as a multiple of the size of the file.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from brownfield.case.read import check_case

PRODUCTS, PLACES, YEARS = 200, 250, 20
FIRST_YEAR = 2026
HEADING = "870380"
KILO, MEGA = 1024, 1024**2


def write_case(folder: Path, *, is_wide: bool = False) -> Path:
    """Write the case, its volumes in a column a year if wide; return the file."""
    products = [f"car{n}" for n in range(PRODUCTS)]
    places = [f"market{n}" for n in range(PLACES)]
    path = folder / "demand.csv"
    demand = _demand(products, places)
    (_wide(demand) if is_wide else demand).write_csv(path)
    for name, lines in _small_tables(products, places).items():
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def _demand(products: list[str], places: list[str]) -> pl.DataFrame:
    """Return volumes that drift, and prices of a product that differ by market."""
    source = np.random.default_rng(0)
    markets = PRODUCTS * PLACES
    drift = source.normal(0.0, 0.1, (markets, YEARS)).cumsum(axis=1)
    volume = source.lognormal(7.0, 1.0, (markets, 1)) * np.exp(drift)
    level = np.repeat(source.uniform(15_000, 60_000, PRODUCTS), PLACES)
    price = np.repeat(level * source.uniform(0.8, 1.2, markets), YEARS)
    return pl.DataFrame(
        {
            "product": np.repeat(products, PLACES * YEARS),
            "place": np.tile(np.repeat(places, YEARS), PRODUCTS),
            "year": np.tile(np.arange(YEARS) + FIRST_YEAR, markets),
            "volume": volume.ravel().round(1),
            "price": price.round(2),
        }
    )


def _wide(demand: pl.DataFrame) -> pl.DataFrame:
    """Return a row a market, at the price of its first year."""
    price = pl.col("price").first().over("product", "place")
    return demand.with_columns(price=price).pivot("year", values="volume")


def _small_tables(products: list[str], places: list[str]) -> dict[str, list[str]]:
    patterns = "facility,pattern,jobs_per_hour,hours_per_shift,shifts_per_day"
    options = "build_option,product,facility,programme_owner,mode,conversion_cost"
    parts = "build_option,part_group,source,unit_value"
    return {
        "case.toml": [
            "[case]",
            f"first_year = {FIRST_YEAR}",
            f"last_year = {FIRST_YEAR + YEARS - 1}",
        ],
        "parties.csv": ["party", "maker"],
        "places.csv": [
            "place,customs_territory",
            *(f"{place},T{n % 20}" for n, place in enumerate(places)),
        ],
        "facilities.csv": ["facility,place,owner", "works,market0,maker"],
        "shift_patterns.csv": [f"{patterns},days_per_year", "works,two,600,8,2,240"],
        "lanes.csv": [
            "origin,destination,freight",
            *(f"market0,{place},500" for place in places[1:]),
        ],
        "trade_measures.csv": [
            "measure,importer,hs_code,kind,ad_valorem",
            *(f"m{n},T{n},8703,mfn,0.1" for n in range(20)),
        ],
        "products.csv": [
            "product,company,hs_code,powertrain",
            *(f"{product},maker,{HEADING},bev" for product in products),
        ],
        "build_options.csv": [
            options,
            *(f"make_{product},{product},works,maker,full,800" for product in products),
        ],
        "bill_of_materials.csv": [
            parts,
            *(f"make_{product},all,market0,10000" for product in products),
        ],
    }


def measured(folder: Path, file: Path) -> str:
    """Read and check the case; return what it took, in one line."""
    check_case("starter")  # libraries, and what they load on first use, do not count
    before, begin = _memory("VmRSS"), time.process_time()
    checked = check_case(folder)
    seconds, memory = time.process_time() - begin, _memory("VmHWM") - before
    size = file.stat().st_size
    return (
        f"{checked.tables['demand'].height:,} rows of demand, {size / MEGA:.1f} MB: "
        f"{seconds:.2f} CPU s, {memory / size:.1f} times the file in memory, "
        f"{len(checked.problems)} problems, {len(checked.notes)} notes"
    )


def _memory(name: str) -> int:
    """Return the memory of this process now (VmRSS), or the most up to now (VmHWM).

    Bytes. The system's other account, getrusage, counts what the process that started
    this one took.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(x.split()[1]) for x in lines if x.startswith(name)) * KILO


def main() -> None:
    """Write the case in both forms in one process, and measure each in another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="a case written before")
    folder = parser.parse_args().folder
    if folder is not None:
        print(measured(folder, folder / "demand.csv"))
        return
    for is_wide in (False, True):
        with tempfile.TemporaryDirectory() as made:
            write_case(Path(made), is_wide=is_wide)
            _in_a_process_of_its_own(Path(made))


def _in_a_process_of_its_own(folder: Path) -> None:
    subprocess.run([sys.executable, __file__, "--folder", str(folder)], check=True)


if __name__ == "__main__":
    main()
