"""The farmer of Birge and Louveaux (2011), chapter 1, as a case of our tables.

500 acres are planted with wheat, corn or beets for 150, 230 and 260 an acre, before the
yield is known: 2.5, 3 and 20 tonnes an acre, a fifth more in a good year and a fifth
less in a bad one, with even chances. Cattle eat 200 tonnes of wheat and 240 of corn:
what is not grown is bought at 238 and 210. Wheat sells at 170, corn at 150, beets at 36
up to 6,000 tonnes and at 10 beyond.

The land is seven fields, each for one crop. In sixtieths of 100 acres they hold 15,
25, 8, 60, 12, 30 and 150: the plans of the book are all made of whole fields, and no
plan in whole fields is better than the best in acres.

==================  =======================  ====================  ================
plan                wheat                    corn                  beets
==================  =======================  ====================  ================
all futures         60 + 12 + 30 = 170 a     15 + 25 + 8 = 80 a    150 = 250 a
good year           60 + 12 + 30 + 8         15 + 25               150
usual year          60 + 12 = 120 a          15 + 25 + 8 = 80 a    150 + 30 = 300 a
bad year, or care   60 = 100 a               15 = 25 a             the rest = 375 a
==================  =======================  ====================  ================
"""

from collections.abc import Iterator

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, product, small_case

ACRE = 100 / 60  # acres in a unit of field
FIELDS = {"a": 15, "b": 25, "c": 8, "d": 60, "e": 12, "f": 30, "g": 150}
CROPS = {"wheat": (150.0, 2.5), "corn": (230.0, 3.0), "beets": (260.0, 20.0)}
YIELDS = {"good": 1.2, "usual": 1.0, "bad": 0.8}
PLENTY = 1e5  # tonnes that markets without a limit take


def fields() -> Iterator[Row]:
    """Yield each crop on each field: cost of planting, and tonnes in a usual year."""
    for field, size in FIELDS.items():
        for crop, (cost, tonnes) in CROPS.items():
            yield option(
                f"{crop}_{field}",
                product=crop,
                tooling_cost=cost * size * ACRE,
                full_rate=tonnes * size * ACRE,
                exclusive_group=field,
            )


def sold(
    crop: str, place: str, volume: float, price: float, penalty: float = 0.0
) -> Row:
    """Return what a place takes after the harvest."""
    row = buyers(volume, price, product=crop, place=place, year=2031)
    return {**row, "lost_sale_penalty": penalty}


def farmer(tail: float | None = None, weight: float = 0.0) -> Case:
    """Return the case of the farmer, who gives worst futures a weight."""
    futures: list[Row] = [{"node": "now", "year": 2030}]
    futures += [
        {
            "node": name,
            "parent": "now",
            "year": 2031,
            "probability": 1 / 3,
            "what_if": name if change != 1.0 else None,
        }
        for name, change in YIELDS.items()
    ]
    changes: list[Row] = [
        {
            "what_if": name,
            "table": "build_options",
            "column": "full_rate",
            "op": "times",
            "value": str(change),
        }
        for name, change in YIELDS.items()
        if change != 1.0
    ]
    places = ("home", "cattle", "quota")
    case = small_case(
        {
            "parties": [
                {"party": "firm", "tail": tail, "tail_weight": weight},
            ],
            "places": [{"place": p, "customs_territory": "HL"} for p in places],
            "lanes": [{"origin": "home", "destination": p} for p in places[1:]],
            "shift_patterns": [pattern("plant", PLENTY)],
            "products": [product(crop) for crop in CROPS],
            "build_options": list(fields()),
            "demand": [
                sold("wheat", "cattle", 200, 0, penalty=238),
                sold("corn", "cattle", 240, 0, penalty=210),
                sold("wheat", "home", PLENTY, 170),
                sold("corn", "home", PLENTY, 150),
                sold("beets", "quota", 6_000, 36),
                sold("beets", "home", PLENTY, 10),
                *(buyers(0, 0, product=crop) for crop in CROPS),
            ],
            "scenarios": futures,
            "what_ifs": changes,
        },
        years=2,
    )
    return case.with_settings("plan", {"latest_start_year": 2030})


def acres(starts: tuple[str, ...]) -> dict[str, float]:
    """Return the acres of each crop, from programmes written CROP_FIELD@YEAR."""
    found = dict.fromkeys(CROPS, 0.0)
    for start in starts:
        crop, _, field = start.partition("@")[0].partition("_")
        found[crop] += FIELDS[field] * ACRE
    return found
