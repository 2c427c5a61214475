"""Which plants has an invented case, where, whose, on how many shifts?"""

from collections.abc import Iterator

import polars as pl

from invented.world import Tables, World, names_of, owner

PATTERNS = {
    "one-shift": (1, 850.0),
    "two-shift": (2, 1_400.0),
}  # shifts, cost a vehicle


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
