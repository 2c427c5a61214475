"""Which recipes originate, and does origin behave when values change?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Derive = Callable[[Mapping[str, pl.DataFrame]], Any]
Rows = dict[str, Sequence[Mapping[str, Any]]]


def most(limit: float) -> dict[str, object]:
    """Return a rule on the share of foreign value in cars."""
    rule = {"agreement": "tca", "hs_code": "8703", "test": "max_non_originating"}
    return {**rule, "threshold": limit}


OWN_PACK: dict[str, object] = {
    "agreement": "tca",
    "hs_code": "8703",
    "test": "originating_part",
    "part_group": "pack",
}


def part(group: str, value: float, source: str, **more: object) -> dict[str, object]:
    """Return a part group of the car."""
    row = {"build_option": "build", "part_group": group, "source": source}
    return {**row, "unit_value": value, **more}


def car(rows: Rows, *, price: float | None, rules: list[dict[str, object]]) -> Rows:
    """Return the rows with that price under those rules."""
    option = {**rows["build_options"][0], "ex_works_price": price}
    return {**rows, "build_options": [option], "origin_rules": rules}


# Value and extra cost of a local source for each part group; ex works 24,000.
GROUPS = {
    "pack": (7_000, 900),
    "e-drive": (1_800, 150),
    "body": (2_200, 60),
    "electronics": (1_600, 260),
    "chassis": (1_400, 90),
    "interior": (1_500, 40),
}


def with_local_sources(rows: Rows, rules: list[dict[str, object]]) -> Rows:
    """Return the car with two sources a group: China, and the UK at a premium.

    The premium is inbound freight of the UK source, so values stay as in the table.
    """
    parts = [
        part(group, value, source, inbound_freight=extra if source == "uk" else 0)
        for group, (value, extra) in GROUPS.items()
        for source in ("china", "uk")
    ]
    changed = car(rows, price=24_000, rules=rules)
    return {**changed, "bill_of_materials": parts}


def cheapest_compliance(frames: Any) -> tuple[float, float]:
    """Return extra cost and foreign share of the cheapest originating recipe."""
    whole = pl.col("materials") + pl.col("inbound_freight")
    costs = frames.costs.select("recipe", extra=whole - 15_500)
    met = frames.origin.filter("is_originating").join(costs, on="recipe")
    best = met.sort("extra", "non_originating_share").row(0, named=True)
    return best["extra"], best["non_originating_share"]


@pytest.mark.parametrize(
    ("rules", "extra", "foreign"),
    [
        ([most(0.60)], 40, 14_000),  # interior: 15,500 - 1,500
        ([most(0.45)], 190, 10_400),  # body, chassis, interior: 15,500 - 5,100
        ([most(0.45), OWN_PACK], 900, 8_500),  # pack: 15,500 - 7,000
    ],
)
def test_the_cheapest_way_to_comply_is_found_among_the_recipes(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    rules: list[dict[str, object]],
    extra: float,
    foreign: float,
) -> None:
    """Shares 58.3 %, 43.3 % and 35.4 % of 24,000, at 40, 190 and 900 a vehicle."""
    frames = derive_frames(make_tables(**with_local_sources(trade, rules)))
    assert frames.recipes.height == 2**6
    found = cheapest_compliance(frames)
    assert found == pytest.approx((extra, foreign / 24_000))


@pytest.mark.parametrize(
    ("limit", "duty", "foreign"),
    [
        (0.65, 600, 15_500),  # passes as it is: content .354
        (0.60, 600, 14_000),  # interior, 40: .417
        (0.55, 600, 11_800),  # + body, 100: .508
        (0.45, 600, 10_400),  # + chassis, 190: .567
        (0.40, 600, 8_600),  # + e-drive, 340: .642
        (0.35, 600, 8_400),  # body, e-drive, electronics, interior, 510: .650
        (0.25, 600, 15_500),  # 1,000 exceeds the duty of 600: .354
        (0.15, 600, 15_500),  # 1,090 exceeds it too: .354
        (0.25, 2_400, 4_800),  # pack, body, interior, 1,000 < 2,400: .800
        (0.15, 2_400, 3_400),  # + chassis, 1,090: .858
    ],
)
def test_local_content_rises_with_the_rule_then_collapses(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    limit: float,
    duty: float,
    foreign: float,
) -> None:
    """A maker complies only while the extra cost stays under the duty on 24,000."""
    rows = with_local_sources(trade, [most(limit)])
    rows["trade_measures"] = [
        {**measure, "ad_valorem": duty / 24_000 if measure["kind"] == "mfn" else 0.0}
        for measure in trade["trade_measures"]
    ]
    frames = derive_frames(make_tables(**rows))
    spent = pl.sum_horizontal("materials", "inbound_freight", "duty")
    best = (
        frames.routes.join(frames.costs, on=["recipe", "year"])
        .join(frames.origin, on=["recipe", "year"])
        .sort(spent, "non_originating_value", descending=[False, True])
        .row(0, named=True)
    )
    assert best["non_originating_value"] == pytest.approx(foreign)


NUM_RANDOM = 40  # random vehicles looked at together in each property


def random_vehicles(rows: Rows, *, price: float | None) -> Rows:
    """Return forty build options with random parts from China (even) and the UK."""
    rng = np.random.default_rng(20_250_601)
    whole = car(rows, price=price, rules=[most(0.45)])
    option = {**whole["build_options"][0], "conversion_cost": 100.0}
    names = [f"build-{number:02}" for number in range(NUM_RANDOM)]
    return {
        **whole,
        "build_options": [{**option, "build_option": name} for name in names],
        "bill_of_materials": [
            part(f"g{group}", float(value), ("china", "uk")[group % 2])
            | {"build_option": name}
            for name in names
            for group, value in enumerate(rng.integers(1, 5_000, rng.integers(2, 5)))
        ],
    }


def revalued(rows: Rows, change: Callable[[Mapping[str, Any]], float]) -> Rows:
    """Return the rows with every part at the value `change` gives it."""
    parts = [{**row, "unit_value": change(row)} for row in rows["bill_of_materials"]]
    return {**rows, "bill_of_materials": parts}


@pytest.mark.parametrize("more", [1.0, 700.0, 4_000.0])
def test_a_dearer_foreign_part_never_creates_origin(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive, more: float
) -> None:
    """At a price that is given, more foreign value can only lose origin."""
    rows = random_vehicles(trade, price=8_000)
    dearer = revalued(
        rows, lambda row: row["unit_value"] + more * (row["source"] == "china")
    )
    before, after = (
        derive_frames(make_tables(**case)).origin["is_originating"]
        for case in (rows, dearer)
    )
    assert 0 < before.sum() < NUM_RANDOM
    assert (before | ~after).all()


@pytest.mark.parametrize("scale", [0.01, 3.7, 1_000.0])
def test_origin_does_not_depend_on_the_unit_of_money(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive, scale: float
) -> None:
    """Everything in pence or in thousands has the same share and status."""
    rows = random_vehicles(trade, price=8_000)
    scaled = revalued(rows, lambda row: row["unit_value"] * scale)
    scaled["build_options"] = [
        {**row, "ex_works_price": 8_000 * scale} for row in rows["build_options"]
    ]
    first, second = (
        derive_frames(make_tables(**case)).origin for case in (rows, scaled)
    )
    shares = first["non_originating_share"].to_list()
    assert second["non_originating_share"].to_list() == pytest.approx(shares)
    assert first["is_originating"].equals(second["is_originating"])


def test_foreign_and_originating_value_make_up_the_price(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """Ex works = foreign parts + parts from members + conversion of 100."""
    rows = random_vehicles(trade, price=None)
    originating = dict.fromkeys(
        (o["build_option"] for o in rows["build_options"]), 100.0
    )
    for row in rows["bill_of_materials"]:
        if row["source"] == "uk":
            originating[row["build_option"]] += row["unit_value"]
    status = derive_frames(make_tables(**rows)).origin
    whole = {
        recipe: foreign + originating[recipe]
        for recipe, foreign in status.select(
            "recipe", "non_originating_value"
        ).iter_rows()
    }
    assert whole == pytest.approx(dict(status.select("recipe", "ex_works").iter_rows()))
