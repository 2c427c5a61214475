"""Plans under shared quotas, price undertakings and drawback, against paper.

A thousand cars of 15,000 are sold abroad at 20,000: 5 m without duty. Where their gate
price is stated as 24,000 and the pack of one source costs 900 more, 10 % of 24,000 is
2,400 a car and 4.5 % of parts of 9,000 is 405.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from tests.model.small_cases import (
    MILLION,
    Rows,
    buyers,
    every_year,
    option,
    pattern,
    small_case,
)
from tests.peers.third.on_paper import ABROAD, HALF, LANE, measure, worse
from tests.peers.third.optimum import optimum
from tests.peers.third.run import compared

Cells = dict[str, Any]
MFN = measure("m", "mfn", 0.10)  # 1,500
ADDED = measure("added", "countervailing", 0.20)  # 3,000


def sound(rows: Rows, *, years: int = 1) -> Plan:
    """Return the plan of cars made at home for 15,000 and sold abroad.

    Its audit passes and the third formulation finds the same value.
    """
    making = option("make", conversion_cost=15_000.0)
    usual: dict[str, Sequence[Cells]] = {
        "places": ABROAD,
        "lanes": LANE,
        "demand": [
            dict(row) | {"place": "away"} for row in every_year(years, 1_000, 20_000)
        ],
        "build_options": [dict(making)],
    }
    case = small_case({**usual, **rows}, years=years)
    found = plan(case)
    seen = compared(case, found, optimum(case))
    assert seen.kind == "same", seen
    return found


def worth(measures: Sequence[Cells], **more: Sequence[Any]) -> float:
    """Return what a thousand cars abroad are worth under the measures, million."""
    return sound({"trade_measures": measures, **more}).value / MILLION


def quota(name: str, volume: float | None, **cells: Any) -> Cells:
    """Return a free quota of a pool."""
    volumes = {"quota_volume": volume, "quota_pool": "pool", **cells}
    return dict(measure(name, "quota", 0.0), **volumes)


@pytest.mark.parametrize("stated", [400.0, None])
def test_quotas_of_a_pool_share_its_volume(stated: float | None) -> None:
    """400 free, 600 pay 1,500: 5 - 0.9 = 4.1 m; each with its own 400 it were 4.7."""
    rows = [
        MFN,
        quota("by-land", 400.0, exporter="HL"),
        quota("by-firm", stated, company="firm"),
    ]
    assert worth(rows) == pytest.approx(4.1)
    own = {"quota_pool": None, "quota_volume": 400.0}
    apart = [dict(MFN), *({**row, **own} for row in rows[1:])]
    assert worth(apart) == pytest.approx(4.7)


def test_two_territories_fill_one_pool() -> None:
    """500 cars each from HL and KL, 600 of them free: 5 - 400 x 1,500 = 4.4 m."""
    places = [*ABROAD, {"place": "there", "customs_territory": "KL"}]
    plants = [
        {"facility": name, "place": place, "owner": "firm"}
        for name, place in (("plant", "home"), ("other", "there"))
    ]
    found = sound(
        {
            "places": places,
            "facilities": plants,
            "shift_patterns": [pattern("plant", 500), pattern("other", 500)],
            "lanes": [*LANE, {"origin": "there", "destination": "away"}],
            "build_options": [
                option("make", conversion_cost=15_000.0),
                option("more", conversion_cost=15_000.0, facility="other"),
            ],
            "trade_measures": [
                MFN,
                quota("of-hl", 600.0, exporter="HL"),
                quota("of-kl", None, exporter="KL"),
            ],
        }
    )
    assert found.value / MILLION == pytest.approx(4.4)
    used = found.tables["deliveries"].drop_nulls("quota")
    assert used["vehicles"].sum() == pytest.approx(600.0)


def test_a_pool_has_the_volume_of_its_future() -> None:
    """400 free now and in good, 100 in bad: 4.1 + (4.1 + 3.65) / 2 = 7.975 m."""
    less = worse("trade_measures", "measure=by-land", "quota_volume", "100")
    rows = [
        MFN,
        quota("by-land", 400.0, exporter="HL"),
        quota("by-firm", None, company="firm"),
    ]
    tables: Rows = {"trade_measures": rows, "scenarios": HALF, "what_ifs": [less]}
    assert sound(tables, years=2).value / MILLION == pytest.approx(7.975)


def test_a_pool_has_the_volume_of_the_year() -> None:
    """400 in 2030, 600 from 2031: 4.1 + 5 - 400 x 1,500 = 8.5 m."""
    rows = [
        MFN,
        quota("first", 400.0, to_year=2030),
        quota("then", 600.0, from_year=2031),
    ]
    found = sound({"trade_measures": rows}, years=2)
    assert found.value / MILLION == pytest.approx(8.5)


def promise(least: float, **cells: Any) -> Cells:
    """Return an undertaking on cars from home."""
    terms = {"minimum_price": least, "exporter": "HL", **cells}
    return dict(measure("promise", "undertaking", 0.0), **terms)


@pytest.mark.parametrize(
    ("terms", "value"),
    [
        (promise(18_500.0), 3.5),  # 20,000 - 1,500 due = 18,500: 1,000 x 3,500
        (promise(18_501.0), 0.5),  # too low: 1,000 x (5,000 - 4,500)
        (promise(18_500.0, quota_volume=300.0), 1.4),  # 300 x 3,500 + 700 x 500
        (promise(18_500.0, to_year=2029), 0.5),  # over
    ],
)
def test_an_undertaking_spares_the_countervailing_duty(
    terms: Cells, value: float
) -> None:
    """Base 1,500 and countervailing duty 3,000 on cars that earn 5,000."""
    assert worth([MFN, ADDED, terms]) == pytest.approx(value)


def test_an_undertaking_and_a_quota_share_a_volume() -> None:
    """Of 300, each spares 3,000 or 1,500: all go to the undertaking, 1.4 m."""
    rows = [MFN, ADDED, promise(18_500.0, quota_pool="pool"), quota("free", 300.0)]
    assert worth(rows) == pytest.approx(1.4)


def test_buyers_who_pay_less_in_one_future_end_an_undertaking() -> None:
    """At 19,000 in bad the price is too low: 3.5 + 0.5 x 3.5 + 0, as duty is 4,500.

    There 19,000 - 15,000 - 4,500 is a loss, and no car is sold.
    """
    less = worse("demand", "place=away", "price", "19000")
    rows = {
        "trade_measures": [MFN, ADDED, promise(18_500.0)],
        "scenarios": HALF,
        "what_ifs": [less],
    }
    assert sound(rows, years=2).value / MILLION == pytest.approx(5.25)


def bought(*sources: str) -> list[Cells]:
    """Return parts of 9,000 from far away, and the pack from these places."""
    part = {"build_option": "make", "part_group": "rest", "source": "far"}
    pack = {"build_option": "make", "part_group": "pack"}
    prices = {"far": 5_100.0, "home": 6_000.0}
    return [
        part | {"unit_value": 9_000.0, "hs_code": "870829"},
        *(pack | {"source": s, "unit_value": prices[s]} for s in sources),
    ]


def exporting(*sources: str, pays_back: bool, allows: bool) -> float:
    """Return what a car bears beside its cheapest parts, case currency."""
    places = [*ABROAD, {"place": "far", "customs_territory": "CN"}]
    duty = {"importer": "HL", "hs_code": "8708"}
    rows = [
        measure("m", "mfn", 0.10, duty_base="ex_works"),
        measure("p", "preference", 0.0, agreement="AG"),
        {**duty, "measure": "parts", "kind": "mfn", "ad_valorem": 0.045},
    ]
    if pays_back:
        back = {"measure": "back", "kind": "drawback", "ad_valorem": 1.0}
        rows.append({**duty, **back})
    found = sound(
        {
            "places": places,
            "build_options": [option("make", ex_works_price=24_000.0)],
            "bill_of_materials": bought(*sources),
            "demand": [buyers(1_000, 20_000, place="away")],
            "trade_measures": rows,
            "agreements": [
                {"agreement": "AG", "customs_territory": t, "allows_drawback": allows}
                for t in ("HL", "AL")
            ],
            "origin_rules": [
                {
                    "agreement": "AG",
                    "hs_code": "8703",
                    "test": "originating_part",
                    "part_group": "pack",
                }
            ],
        }
    )
    return 20_000.0 - 9_000.0 - 5_100.0 - found.value / 1_000


@pytest.mark.parametrize(
    ("sources", "pays_back", "allows", "borne"),
    [
        (("far", "home"), False, False, 1_305.0),  # 405 + 900, no 10 %
        (("far", "home"), True, False, 1_305.0),  # beats 2,400 + 405 - 405
        (("far", "home"), True, True, 900.0),  # 405 + 900 - 405
        (("far",), True, True, 2_400.0),  # no origin: 2,400 + 405 - 405
        (("far",), False, True, 2_805.0),  # nothing comes back
    ],
)
def test_drawback_or_preference_whichever_bears_less(
    sources: tuple[str, ...], pays_back: bool, allows: bool, borne: float
) -> None:
    """Preference 1,305, with drawback 900; full duty with drawback 2,400."""
    found = exporting(*sources, pays_back=pays_back, allows=allows)
    assert found == pytest.approx(borne)
