"""Is landed cost what the tariff says, worked out by hand?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import pytest

from brownfield.derive.landed_cost import unit_costs
from brownfield.derive.recipes import enumerate_recipes
from brownfield.errors import LabelError
from brownfield.tables.settings import Settings

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Derive = Callable[[Mapping[str, pl.DataFrame]], Any]
Rows = dict[str, Sequence[Mapping[str, Any]]]

PACK = {"build_option": "build", "part_group": "pack", "unit_value": 1_000.0}

CHINESE_PLANT = {"facility": "plant", "place": "china", "owner": "maker"}


def from_china(rows: Rows, *, price: float, **lane: float) -> Rows:
    """Return the rows with the plant in China, selling in the EU and the UK."""
    sold = {"product": "car", "year": 2025, "volume": 1, "price": 1}
    return {
        **rows,
        "facilities": [CHINESE_PLANT],
        "build_options": [{**rows["build_options"][0], "ex_works_price": price}],
        "demand": [{**sold, "place": place} for place in ("eu", "uk")],
        "lanes": [
            {"origin": "china", "destination": place, **lane} for place in ("eu", "uk")
        ],
    }


def remedy(rate: float, **more: object) -> dict[str, object]:
    """Return a countervailing duty of the EU on battery cars from China."""
    return {
        "measure": f"cvd-{more.get('company', 'rest')}",
        "importer": "EU",
        "exporter": "CN",
        "hs_code": "870380",
        "kind": "countervailing",
        "ad_valorem": rate,
        **more,
    }


def test_a_chinese_car_pays_base_and_countervailing_duty_on_cif(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """CIF 18,000 + 1,200 + 100 = 19,300; EU 30.7 % = 5,925.1, UK 10 % = 1,930."""
    rows = from_china(trade, price=18_000, freight=1_200, insurance=100)
    rows["trade_measures"] = [*rows["trade_measures"], remedy(0.207)]
    ways = derive_frames(make_tables(**rows)).routes.sort("place")
    assert ways["regime"].to_list() == ["mfn+countervailing", "mfn"]
    assert ways["customs_value"].to_list() == pytest.approx([19_300, 19_300])
    assert ways["duty"].to_list() == pytest.approx([5_925.1, 1_930])
    landed = ways["customs_value"] + ways["duty"]
    assert landed.to_list() == pytest.approx([25_225.1, 21_230])


@pytest.mark.parametrize(
    ("company", "value", "mfn", "countervailing"),
    [
        ("byd", 25_000, 2_500, 4_250),  # 10 % and 17.0 % of 25,000
        ("saic", 20_000, 2_000, 7_060),  # 10 % and 35.3 % of 20,000
        ("tesla", 40_000, 4_000, 3_120),  # 10 % and 7.8 % of 40,000
        ("other", 10_000, 1_000, 3_530),  # 35.3 %: the row for any company
    ],
)
def test_the_duty_of_the_company_beats_that_of_any_company(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    company: str,
    value: float,
    mfn: float,
    countervailing: float,
) -> None:
    """Regulation (EU) 2024/2754 has a rate for each named group and one for others."""
    rows = from_china(trade, price=value)
    names = ("maker", "byd", "saic", "tesla", "other")
    rows["parties"] = [{"party": name} for name in names]
    rows["products"] = [{**rows["products"][0], "company": company}]
    rates = {"byd": 0.17, "saic": 0.353, "tesla": 0.078}
    rows["trade_measures"] = [
        *rows["trade_measures"],
        remedy(0.353),
        *(remedy(rate, company=name) for name, rate in rates.items()),
    ]
    ways = derive_frames(make_tables(**rows)).routes.filter(pl.col("place") == "eu")
    assert ways["duty"].to_list() == pytest.approx([mfn + countervailing])


def mini_build(
    name: str, facility: str, materials: float, conversion: float, *, originates: bool
) -> tuple[dict[str, object], dict[str, object]]:
    """Return a build option of the mini case and its single part group."""
    option = {
        "build_option": name,
        "product": "car",
        "facility": facility,
        "programme_owner": "maker",
        "mode": "cbu",
        "conversion_cost": conversion,
    }
    parts = {
        "build_option": name,
        "part_group": "all",
        "source": "china",
        "unit_value": materials,
        "is_originating": originates,
    }
    return option, parts


@pytest.mark.parametrize(
    ("name", "place", "duty"),
    [
        ("cbu", "uk", 1.73),  # 10 % of 13.5 + 2.5 + 1.3 = 17.3
        ("cbu", "eu", 5.3111),  # 30.7 % of 17.3
        ("ckd", "uk", 0.0),  # no border
        ("ckd", "eu", 1.71),  # 10 % of 14.2 + 2.4 + 0.5 = 17.1: not originating
        ("full", "uk", 0.0),
        ("full", "eu", 0.0),  # originating, so preference
    ],
)
def test_the_mini_case_pays_the_duties_worked_out_by_hand(
    make_tables: MakeTables,
    trade: Rows,
    derive_frames: Derive,
    name: str,
    place: str,
    duty: float,
) -> None:
    """Duty = rate x (materials + conversion + freight)."""
    builds = [
        mini_build("cbu", "cn", 13.5, 2.5, originates=False),
        mini_build("ckd", "plant", 14.2, 2.4, originates=False),
        mini_build("full", "plant", 14.9, 2.6, originates=True),
    ]
    freight = {("china", "uk"): 1.3, ("china", "eu"): 1.3}
    freight |= {("uk", "uk"): 0.2, ("uk", "eu"): 0.5}
    rows = from_china(trade, price=0.0) | {
        "facilities": [*trade["facilities"], {**CHINESE_PLANT, "facility": "cn"}],
        "build_options": [option for option, _ in builds],
        "bill_of_materials": [parts for _, parts in builds],
        "lanes": [
            {"origin": origin, "destination": to, "freight": amount}
            for (origin, to), amount in freight.items()
        ],
        "trade_measures": [*trade["trade_measures"], remedy(0.207)],
        "origin_rules": [
            {
                "agreement": "tca",
                "hs_code": "8703",
                "test": "max_non_originating",
                "threshold": 0.45,
            }
        ],
    }
    ways = derive_frames(make_tables(**rows)).routes
    is_asked = (pl.col("recipe") == name) & (pl.col("place") == place)
    assert ways.filter(is_asked)["duty"].to_list() == pytest.approx([duty])


def test_ex_works_adds_up_when_no_price_is_given(
    make_tables: MakeTables, trade: Rows, settings: Settings
) -> None:
    """(80 + 8) at index 1.5: 120 + 12; conversion 50 x 1.1 = 55."""
    trade["build_options"] = [
        {**trade["build_options"][0], "conversion_cost": 50.0, "cost_index": "wages"}
    ]
    trade["bill_of_materials"] = [
        {
            "build_option": "build",
            "part_group": "pack",
            "source": "eu",
            "unit_value": 80.0,
            "inbound_freight": 8.0,
            "cost_index": "metal",
        }
    ]
    trade["cost_indices"] = [
        {"index": "metal", "year": 2025, "factor": 1.5},
        {"index": "wages", "year": 2025, "factor": 1.1},
    ]
    tables = make_tables(**trade)
    recipes, sourcing = enumerate_recipes(tables)
    costs = unit_costs(tables, settings, recipes, sourcing, [2025])
    assert costs.row(0) == pytest.approx(("build", 2025, 120, 12, 0, 55, 0, 187))


def test_the_lane_of_the_product_beats_the_lane_of_any_product(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """300 for this car, 200 for any car."""
    trade["lanes"] = [
        {"origin": "uk", "destination": "eu", "freight": 200.0},
        {"origin": "uk", "destination": "eu", "freight": 300.0, "product": "car"},
    ]
    ways = derive_frames(make_tables(**trade)).routes
    assert ways["freight"].to_list() == [300.0]


def test_no_lane_means_no_route_but_home_needs_none(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """The EU cannot be reached; the plant's own place can, at no freight."""
    sold = {"product": "car", "year": 2025, "volume": 1, "price": 1}
    trade["demand"] = [{**sold, "place": place} for place in ("eu", "uk")]
    trade["lanes"] = []
    ways = derive_frames(make_tables(**trade)).routes
    assert ways.select("place", "regime", "freight").rows() == [("uk", "domestic", 0.0)]


def test_a_market_without_demand_has_no_route(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """A volume of zero needs no way to get there."""
    trade["demand"] = [{**trade["demand"][0], "volume": 0}]
    assert derive_frames(make_tables(**trade)).routes.is_empty()


def test_freight_and_insurance_follow_the_index_of_the_lane(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """100 and 10 at factor 2: 200 and 20; base of the duty 220, duty 22."""
    trade["lanes"] = [
        {
            "origin": "uk",
            "destination": "eu",
            "freight": 100.0,
            "insurance": 10.0,
            "cost_index": "fuel",
        }
    ]
    trade["cost_indices"] = [{"index": "fuel", "year": 2025, "factor": 2.0}]
    way = derive_frames(make_tables(**trade)).routes.row(0, named=True)
    assert (way["freight"], way["insurance"]) == (200.0, 20.0)
    assert way["duty"] == pytest.approx(22.0)


def test_a_quota_adds_a_row_and_leaves_the_unlimited_one(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """Full duty 10 % of 1,000 without limit, 2 % within the quota."""
    trade["build_options"] = [{**trade["build_options"][0], "ex_works_price": 1_000}]
    quota = {
        "measure": "low-rate",
        "importer": "EU",
        "hs_code": "8703",
        "kind": "quota",
        "ad_valorem": 0.02,
        "quota_volume": 10.0,
    }
    trade["trade_measures"] = [*trade["trade_measures"], quota]
    ways = derive_frames(make_tables(**trade)).routes
    assert ways.select("regime", "quota", "duty").rows() == [
        ("mfn", None, 100.0),
        ("low-rate", "low-rate", 20.0),
    ]


def test_a_border_without_any_measure_levies_nothing(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """The regime is called none."""
    trade["trade_measures"] = []
    ways = derive_frames(make_tables(**trade)).routes
    assert ways.select("regime", "duty").rows() == [("none", 0.0)]


def test_a_specific_duty_and_an_ex_works_base(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """10 % of 1,000 ex works, freight 500 not counted, + 7 a vehicle = 107."""
    trade["build_options"] = [{**trade["build_options"][0], "ex_works_price": 1_000}]
    trade["lanes"] = [{"origin": "uk", "destination": "eu", "freight": 500.0}]
    trade["trade_measures"] = [
        {
            "measure": "mixed",
            "importer": "EU",
            "hs_code": "8703",
            "kind": "mfn",
            "ad_valorem": 0.1,
            "specific": 7.0,
            "duty_base": "ex_works",
        }
    ]
    way = derive_frames(make_tables(**trade)).routes.row(0, named=True)
    assert way["customs_value"] == 1_000
    assert way["duty"] == pytest.approx(107)


def test_a_recipe_that_buys_what_is_not_listed_is_an_error(
    make_tables: MakeTables, trade: Rows, settings: Settings
) -> None:
    """A part without a row of the bill of materials would cost nothing in silence."""
    tables = make_tables(**trade)
    recipes, _ = enumerate_recipes(tables)
    sourcing = pl.DataFrame(
        {"recipe": ["build"], "part_group": ["pack"], "source": ["eu"]}
    )
    with pytest.raises(LabelError, match="bill_of_materials has no row for"):
        unit_costs(tables, settings, recipes, sourcing, [2025])


def test_row_order_does_not_matter(
    make_tables: MakeTables, trade: Rows, derive_frames: Derive
) -> None:
    """Reversing every table leaves every derived frame as it is."""
    rows = from_china(trade, price=100.0, freight=5.0)
    rows["trade_measures"] = [*rows["trade_measures"], remedy(0.2)]
    rows["bill_of_materials"] = [{**PACK, "source": name} for name in ("eu", "china")]
    tables = make_tables(**rows)
    turned = {name: frame.reverse() for name, frame in tables.items()}
    first, second = derive_frames(tables), derive_frames(turned)
    for name in ("recipes", "sourcing", "costs", "origin", "routes"):
        assert getattr(first, name).equals(getattr(second, name)), name
