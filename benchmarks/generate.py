"""Which invented case of a given size, number of futures and seed is planned?

    python benchmarks/generate.py country --futures 200 --seed 0 --out cases/country-200

Writes a case folder and prints its statistics. Two companies share the plants of three
customs territories; parts and today's imports also come from overseas. A product may be
built in a quarter of the plants and is sold in four markets of ten. Two years are
known, then the futures part: each scales every product's demand and every market's.
With ``--stages 3`` they part twice, and programmes may wait for the first parting.
"""

import argparse
from pathlib import Path

import numpy as np

from invented.futures import PARTS_AT, futures
from invented.plants import PATTERNS, plants_of
from invented.products import products_of
from invented.trade import trade
from invented.world import FIRST, SIZES, SPARE, Size, World, world


def settings_of(name: str, size: Size, count: int, stages: int) -> str:
    """Return case.toml."""
    wait = 2 + (size.years - PARTS_AT) // 2 if stages == 3 else PARTS_AT
    return f"""[case]
title = "{name}, invented, {count} futures"
first_year = {FIRST}
last_year = {FIRST + size.years - 1}
terminal = "multiple"
terminal_multiple = 4

[plan]
latest_start_year = {FIRST + wait - 1}

[solve]
gap = 0.01
"""


def statistics(made: World, count: int) -> dict[str, float]:
    """Return what the literature says of real networks, for this one.

    Returns
    -------
    shares
        futures; demand of the middle year over line time on two shifts; fixed cost over
        fixed cost and materials; plants that may build a product over all.
    """
    time, worked = made.line_time, np.arange(made.size.plants) % made.size.sites
    fixed = float((time * PATTERNS["two-shift"][1] * made.wage[worked]).sum())
    variable = float((made.volume.sum(axis=1) * made.price).sum()) * 0.775
    return {
        "futures": count,
        "utilisation": round(1 / SPARE, 3),
        "fixed_cost_share": round(fixed / (fixed + variable), 3),
        "eligibility": round(float(made.builds.mean()), 3),
    }


def write(folder: Path, name: str, *, count: int, seed: int, stages: int) -> World:
    """Write a case folder and return what was drawn for it."""
    size, made = SIZES[name], world(SIZES[name], seed)
    tables = plants_of(made) | products_of(made, seed) | trade()
    tables |= futures(size, count, stages, seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(settings_of(name, size, count, stages))
    for table, frame in tables.items():
        frame.write_csv(folder / f"{table}.csv")
    return made


def main() -> None:
    """Write the case that was asked for and print its statistics."""
    parser = argparse.ArgumentParser(description="Write an invented case.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--futures", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stages", type=int, choices=(2, 3), default=2)
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    kept = {"count": told.futures, "seed": told.seed, "stages": told.stages}
    made = write(told.out, told.size, **kept)
    for word, value in statistics(made, told.futures).items():
        print(f"{word:18} {value:g}")


if __name__ == "__main__":
    main()
