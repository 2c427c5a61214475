"""What is sold where in an invented case, and how may it be built?"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from invented.world import FIRST, Tables, World, names_of, site_of

GROUPS = {"battery": 0.32, "body": 0.24, "drive": 0.22, "cabin": 0.22}


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
