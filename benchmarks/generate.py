"""Which invented case of a given size, number of futures and seed is planned?

    python benchmarks/generate.py country --futures 200 --seed 0 --out cases/country-200

Writes a case folder and prints its statistics. Two companies share the plants of three
customs territories; parts and today's imports also come from overseas. A product may be
built in a quarter of the plants and is sold in four markets of ten. Two years are
known, then the futures part: each scales every product's demand and every market's.
With ``--stages 3`` they part twice, and programmes may wait for the first parting.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

FIRST = 2030
PARTS_AT = 2  # years that all futures share
BUILT_IN = 0.25  # share of plants that may build a product
SOLD_IN = 0.4  # share of markets in which a product is sold
SPARE = 1.4  # line time of all plants on two shifts, over what is asked for
UNIONS = ("north", "east", "south")
PATTERNS = {
    "one-shift": (1, 850.0),
    "two-shift": (2, 1_400.0),
}  # shifts, cost a vehicle
GROUPS = {"battery": 0.32, "body": 0.24, "drive": 0.22, "cabin": 0.22}
SWING = {"product": 0.22, "place": 0.12}  # deviation of the logarithm of demand
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Size:
    """How many of everything a case has."""

    sites: int
    plants: int
    products: int
    markets: int
    years: int


SIZES = {
    "region": Size(5, 8, 12, 8, 8),
    "country": Size(10, 20, 20, 15, 6),
    "continent": Size(25, 60, 80, 40, 10),
}


@dataclass(frozen=True)
class World:
    """What is drawn once and read by several tables.

    Attributes
    ----------
    at
        Place of each site, then of each market. Shape (places, 2), km.
    wage
        Labour cost of each site over the mean. Shape (sites,).
    volume
        What each market asks for in the first year; 0 where it is not sold. Shape
        (products, markets), vehicles a year.
    price
        Of each product. Shape (products,), case currency.
    growth
        Of its demand. Shape (products,), share a year.
    share
        Of each plant in all line time. Shape (plants,).
    builds
        Whether a plant may build a product. Shape (products, plants).
    """

    size: Size
    at: np.ndarray
    wage: np.ndarray
    volume: np.ndarray
    price: np.ndarray
    growth: np.ndarray
    share: np.ndarray
    builds: np.ndarray

    @property
    def line_time(self) -> np.ndarray:
        """What each plant makes on two shifts. Shape (plants,), vehicles a year."""
        middle = (1 + self.growth) ** (self.size.years // 2)
        asked = float((self.volume.sum(axis=1) * middle).sum())
        return self.share / self.share.sum() * asked * SPARE

    def union(self, place: int) -> str:
        """Return the customs territory of a site or market."""
        return UNIONS[min(int(self.at[place, 0] // 700), 2)]


def world(size: Size, seed: int) -> World:
    """Return what a seed draws for a size."""
    draw = np.random.default_rng([seed, size.plants])
    places, pairs = size.sites + size.markets, (size.products, size.markets)
    is_sold = draw.random(pairs) < SOLD_IN
    is_sold[
        np.arange(size.products), draw.integers(size.markets, size=size.products)
    ] = 1
    builds = np.zeros((size.products, size.plants), bool)
    for row in builds:
        row[draw.permutation(size.plants)[: max(2, round(BUILT_IN * size.plants))]] = (
            True
        )
    return World(
        size,
        at=draw.uniform(0, 2_100, (places, 2)),
        wage=draw.uniform(0.75, 1.3, size.sites),
        volume=np.round(np.where(is_sold, draw.lognormal(8.7, 0.6, pairs), 0)),
        price=draw.uniform(20_000, 40_000, size.products).round(-2),
        growth=draw.uniform(-0.02, 0.07, size.products),
        share=draw.uniform(0.6, 1.4, size.plants),
        builds=builds,
    )


def plants_of(made: World) -> Tables:
    """Return parties, places, plants and their shift patterns."""
    size, time = made.size, made.line_time
    names = [*names_of("site", size.sites), *names_of("market", size.markets)]
    sea = {"place": "overseas", "customs_territory": "overseas"}
    places = [
        {"place": name, "customs_territory": made.union(i)}
        | {"latitude": 44 + made.at[i, 1] / 111, "longitude": made.at[i, 0] / 78}
        for i, name in enumerate(names)
    ]
    plants = [
        {"facility": name, "place": names[i % size.sites], "owner": owner(i)}
        | {"status": "candidate" if i % 5 in (2, 4) else "operating"}
        | {"opening_cost": round(time[i] * 2_400, -5) if i % 5 in (2, 4) else 0}
        | {"lead_years": int(i % 5 in (2, 4))}
        for i, name in enumerate(names_of("plant", size.plants))
    ]
    home = {"facility": "importer", "place": "overseas", "owner": "maker"}
    companies = [
        {"party": "maker", "has_other_profit": False},
        {"party": "host", "has_other_profit": True},
    ]
    return {
        "parties": pl.DataFrame(companies).with_columns(
            kind=pl.lit("company"), discount_rate=0.08, tax_rate=0.25
        ),
        "places": pl.DataFrame(
            [*places, sea | {"latitude": 31.0, "longitude": 121.0}]
        ).with_columns(pl.col("latitude", "longitude").round(3)),
        "facilities": pl.DataFrame(
            [
                *plants,
                home | {"status": "operating", "opening_cost": 0, "lead_years": 0},
            ]
        ),
        "shift_patterns": pl.DataFrame([*patterns(made)]),
    }


def patterns(made: World) -> Iterator[dict[str, object]]:
    """Yield one and two shifts of every plant, and what the importer ships."""
    for i, name in enumerate(names_of("plant", made.size.plants)):
        for pattern, (shifts, cost) in PATTERNS.items():
            paid = made.line_time[i] * cost * made.wage[i % made.size.sites]
            yield pattern_of(name, pattern, made.line_time[i], shifts, paid)
    total = float(made.line_time.sum())
    yield pattern_of("importer", "two-shift", 0.5 * total, 2, 0.0)


def pattern_of(
    plant: str, pattern: str, most: float, shifts: int, paid: float
) -> dict[str, object]:
    """Return a row of shift_patterns; `most` is what two shifts make in a year."""
    row = {"hours_per_shift": 8, "shifts_per_day": shifts, "days_per_year": 250}
    rate = {"jobs_per_hour": round(most / 3_600, 4), "oee": 0.9}
    return (
        {"facility": plant, "pattern": pattern}
        | row
        | rate
        | {"fixed_cost": round(paid, -4)}
    )


def products_of(made: World, seed: int) -> Tables:
    """Return products, ways to build them, their parts, demand and lanes."""
    draw = np.random.default_rng([seed, 1])
    options, parts = [], []
    for p in range(made.size.products):
        for option, its_parts in ways(made, p, draw):
            options.append(option)
            parts.extend(its_parts)
    names = names_of("product", made.size.products)
    kinds = ["bev" if p % 2 else "phev" for p in range(len(names))]
    ramp = {
        "ramp_curve": "launch",
        "years_since_start": [0, 1, 2],
        "share": [0.4, 0.8, 1],
    }
    return {
        "products": pl.DataFrame({"product": names, "powertrain": kinds}).with_columns(
            company=pl.lit("maker"),
            hs_code=pl.Series(["870380" if k == "bev" else "870360" for k in kinds]),
            is_zero_emission=pl.col("powertrain") == "bev",
        ),
        "ramp_curves": pl.DataFrame(ramp),
        "build_options": pl.DataFrame(options),
        "bill_of_materials": pl.DataFrame(parts),
        "demand": pl.DataFrame([*demand(made)]),
        "lanes": pl.DataFrame([*lanes(made)]),
    }


def ways(
    made: World, p: int, draw: np.random.Generator
) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Yield each way to build a product, with its parts."""
    total, materials = made.volume[p].sum(), made.price[p] * draw.uniform(0.74, 0.81)
    plants = names_of("plant", made.size.plants)
    found = [plants[i] for i in np.flatnonzero(made.builds[p])]
    for plant in [*found, *(["importer"] if p % 2 == 0 else [])]:
        is_import, name = plant == "importer", f"product{p:02d}-{plant}"
        promise = round(total * 0.15) * int(draw.random() < 1 / 3) * (not is_import)
        tooling = 0 if is_import else round(total * draw.uniform(500, 1_100), -4)
        yield (
            {"build_option": name, "product": f"product{p:02d}", "facility": plant}
            | {"programme_owner": "maker", "mode": "cbu" if is_import else "full"}
            | {"tooling_cost": tooling, "ramp_curve": None if is_import else "launch"}
            | {"conversion_cost": round(draw.uniform(650, 1_400))}
            | {"capacity_use": round(draw.uniform(0.8, 1.25), 2)}
            | {"minimum_volume": promise, "shortfall_charge": 400 if promise else None}
            | {"is_committed": is_import},
            [*parts_of(made, name, plant, materials, draw)],
        )


def parts_of(
    made: World, option: str, plant: str, materials: float, draw: np.random.Generator
) -> Iterator[dict[str, object]]:
    """Yield the parts of a way to build; batteries have two sources."""
    is_import = plant == "importer"
    here = "overseas" if is_import else site_of(made, plant)
    for group, share in GROUPS.items():
        value = materials * share * draw.uniform(0.96, 1.04)
        is_battery = group == "battery" and not is_import
        for source in ("overseas", here) if is_battery else (here,):
            is_far = source == "overseas" and not is_import
            yield {"build_option": option, "part_group": group, "source": source} | {
                "unit_value": round(value if source == "overseas" else value * 1.04),
                "inbound_freight": 600 if is_far else 0,
            }


def demand(made: World) -> Iterator[dict[str, object]]:
    """Yield what each market asks of each product in each year."""
    for p, m in np.argwhere(made.volume > 0).tolist():
        for year in range(made.size.years):
            volume = made.volume[p, m] * (1 + made.growth[p]) ** year
            yield {"product": f"product{p:02d}", "place": f"market{m:02d}"} | {
                "year": FIRST + year,
                "volume": round(volume),
                "price": made.price[p],
            }


def lanes(made: World) -> Iterator[dict[str, object]]:
    """Yield roads from every site and the sea from overseas to every market."""
    for m, market in enumerate(names_of("market", made.size.markets)):
        to = made.at[made.size.sites + m]
        yield {"origin": "overseas", "destination": market, "freight": 1_250.0} | {
            "days": 38,
            "is_sea": True,
        }
        for s, site in enumerate(names_of("site", made.size.sites)):
            far = float(np.hypot(*(made.at[s] - to)))
            yield {"origin": site, "destination": market} | {
                "freight": round(60 + 0.35 * far),
                "days": 1 + int(far // 900),
                "is_sea": False,
            }


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


def futures(size: Size, count: int, stages: int, seed: int) -> Tables:
    """Return the tree of futures and what each changes; none for a single one."""
    if count == 1:
        return {}
    draw, nodes, changes = np.random.default_rng([seed, 2]), [], []
    nodes.append({"node": "today", "parent": None, "year": FIRST, "probability": 1.0})
    for name, parent, year, last, chance in partings(size, count, stages):
        nodes.append({"node": name, "parent": parent, "year": year, "what_if": name})
        nodes[-1]["probability"] = chance
        changes.extend(swings(size, name, year, last, draw))
    frame = pl.DataFrame(nodes, infer_schema_length=None)
    return {"scenarios": frame, "what_ifs": pl.DataFrame(changes)}


def partings(
    size: Size, count: int, stages: int
) -> Iterator[tuple[str, str, int, int, float]]:
    """Yield name, parent, first and last year, chance of every node but the first."""
    last, opens = FIRST + size.years - 1, FIRST + PARTS_AT
    later = opens + (size.years - PARTS_AT) // 2
    many = max(2, round(count**0.5)) if stages == 3 else count
    for i in range(many):
        ends = later - 1 if stages == 3 else last
        yield f"future{i:04d}", "today", opens, ends, 1 / many
    for i, (begin, end) in enumerate(
        pairwise(np.linspace(0, count, many + 1).astype(int))
    ):
        for k in range(begin, end) if stages == 3 else ():
            name = f"later{k:04d}"
            yield name, f"future{i:04d}", later, last, 1 / (end - begin)


def swings(
    size: Size, name: str, year: int, last: int, draw: np.random.Generator
) -> Iterator[dict[str, object]]:
    """Yield what a future does to the demand of every product and every market."""
    labels = {"product": names_of("product", size.products)}
    labels["place"] = names_of("market", size.markets)
    for column, swing in SWING.items():
        for label in labels[column]:
            value = str(round(float(draw.lognormal(-0.5 * swing**2, swing)), 4))
            where = f"{column}={label}, year={year}..{last}"
            row = {"what_if": name, "table": "demand", "where": where}
            yield row | {"column": "volume", "op": "times", "value": value}


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


def owner(plant: int) -> str:
    """Return who owns a plant: the maker two of three."""
    return "host" if plant % 3 == 2 else "maker"


def site_of(made: World, plant: str) -> str:
    """Return the site of a plant."""
    return f"site{int(plant.removeprefix('plant')) % made.size.sites:02d}"


def names_of(kind: str, count: int) -> list[str]:
    """Return short names: kind and number."""
    return [f"{kind}{i:02d}" for i in range(count)]


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
