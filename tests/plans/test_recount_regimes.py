"""Under which regime does a delivery enter, and on which quota is it counted?"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.trade.duty import check_duty
from brownfield.plans.recount.trade.landed_cost import check_landed_cost

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

# In the hand-made plan `cbu` (13,000 cif) enters the UK at 10 %, 1,000 and 2,000 of
# them; `full` enters the EU under TCA, 1,000 of them in 2027.
CBU, FULL = 1, 3  # rows of deliveries: `cbu` of 2026, `full` to the EU
QUOTA = {"importer": "UK", "hs_code": "8703", "kind": "quota"}


def under(
    regime: str, quota: str | None, duty: float, vehicles: float
) -> dict[str, Any]:
    """Return cells of a delivery."""
    return {
        "regime": regime,
        "quota": quota,
        "duty_per_vehicle": duty,
        "duty": duty * vehicles,
    }


def broken(variant: "Tiny") -> dict[str, float]:
    """Return the largest difference of every check of duty that fails."""
    found: dict[str, float] = {}
    for finding in check_duty(variant.world()):
        if finding.difference > 1e-6 * finding.scale:
            before = found.get(finding.check, 0.0)
            found[finding.check] = max(before, finding.difference)
    return found


def low(volume: float | None, **cells: object) -> dict[str, Any]:
    """Return a quota of the UK at 2 %: 260 on 13,000."""
    row = {**QUOTA, "measure": "low", "ad_valorem": 0.02, "quota_volume": volume}
    return {**row, **cells}


@pytest.mark.parametrize(
    ("volume", "excess"), [(1_000.0, {}), (999.0, {"quota": 1.0}), (None, {})]
)
def test_only_deliveries_of_a_quota_count_on_it(
    tiny: "Tiny", volume: float | None, excess: dict[str, float]
) -> None:
    """1,000 use it in 2026; the 2,000 of 2027 pay the base and do not count."""
    variant = tiny.with_case("trade_measures", low(volume))
    used = variant.changed("plan", "deliveries", CBU, **under("low", "low", 260, 1_000))
    assert broken(used) == excess


def test_each_quota_is_counted_by_itself(tiny: "Tiny") -> None:
    """300 in one quota and 700 in the other; neither holds all 1,000."""
    other = low(700.0, measure="other", exporter="CN", ad_valorem=0.0)
    variant = tiny.with_case("trade_measures", low(300.0), other)
    split = variant.changed(
        "plan", "deliveries", CBU, vehicles=300.0, **under("low", "low", 260, 300)
    )
    row = {**split.plan["deliveries"][CBU], "vehicles": 700.0}
    both = split.with_plan("deliveries", {**row, **under("other", "other", 0, 700)})
    assert broken(both) == {}
    row = {**row, "vehicles": 701.0}
    more = split.with_plan("deliveries", {**row, **under("other", "other", 0, 701)})
    assert broken(more) == {"quota": 1.0}


def test_a_preference_is_not_counted_on_the_quota_of_its_agreement(
    tiny: "Tiny",
) -> None:
    """1,000 enter under TCA; its quota of 10 stays empty."""
    row = low(10.0, importer="EU", agreement="TCA", ad_valorem=0.0)
    variant = tiny.with_case("trade_measures", row)
    assert broken(variant) == {}
    used = variant.changed("plan", "deliveries", FULL, **under("low", "low", 0, 1_000))
    assert broken(used) == {"quota": 990.0}


# Cells of the delivery of `cbu` in 2026 -> checks that fail.
WRONG: dict[str, tuple[dict[str, Any], set[str]]] = {
    "quota under another name": (
        under("mfn", "low", 260, 1_000), {"regime open"},
    ),
    "name of a quota without using it": (
        under("low", None, 1_300, 1_000), {"regime open"},
    ),
    "duty of the quota without using it": (
        under("mfn", None, 260, 1_000), {"duty per vehicle", "duty"},
    ),
    "duty of the base in the quota": (
        under("low", "low", 1_300, 1_000), {"duty per vehicle", "duty"},
    ),
    "a quota that is not there": (
        under("high", "high", 1_300, 1_000), {"regime open"},
    ),
    "a measure that is no quota": (
        under("uk-car", "uk-car", 1_300, 1_000), {"regime open"},
    ),
    "a remedy that is not due": (
        under("mfn+countervailing", None, 1_300, 1_000), {"regime open"},
    ),
    "right": (under("low", "low", 260, 1_000), set()),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_regime_is_told_by_name_and_quota(tiny: "Tiny", name: str) -> None:
    """Name, quota and duty must belong together."""
    cells, checks = WRONG[name]
    variant = tiny.with_case("trade_measures", low(5_000.0))
    assert set(broken(variant.changed("plan", "deliveries", CBU, **cells))) == checks


def test_without_a_quota_the_cheapest_regime_applies(tiny: "Tiny") -> None:
    """At 10 % of 12,350 a car that originates does not pay the base, but nothing."""
    dear = tiny.changed("plan", "deliveries", FULL, **under("mfn", None, 0, 1_000))
    assert set(broken(dear)) == {"regime open"}
    paid = tiny.changed("plan", "deliveries", FULL, **under("mfn", None, 1_235, 1_000))
    assert set(broken(paid)) == {"regime open", "duty per vehicle", "duty"}


def test_of_equally_cheap_regimes_either_may_be_named(tiny: "Tiny") -> None:
    """A free base and a free preference are one to the payer."""
    free = tiny.changed("case", "trade_measures", 2, ad_valorem=0.0)
    named = free.changed("plan", "deliveries", FULL, regime="mfn")
    assert broken(free) == broken(named) == {}


def test_rules_of_another_agreement_are_none_of_its(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """A longer and stricter rule of another agreement leaves the TCA's 45 %."""
    rule = {"hs_code": "870380", "test": "max_non_originating", "threshold": 0.1}
    other = tiny.with_case("origin_rules", {**rule, "agreement": "DCTS"})
    same = tiny.with_case("origin_rules", {**rule, "agreement": "TCA"})
    assert failing(other) == set()
    assert "origin status" in failing(same)


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"regime": "mfn"}, "regime open"),
        ({"duty": 1.0}, "landed cost: duty"),
        ({"freight": 301.0}, "landed cost: freight"),
        ({"insurance": 101.0}, "landed cost: insurance"),
        ({"conversion": 1_001.0}, "landed cost: conversion"),
        ({"materials": 10_001.0}, "landed cost: materials"),
        ({"inbound_freight": 501.0}, "landed cost: inbound_freight"),
        ({"inbound_duty": 451.0}, "landed cost: inbound_duty"),
    ],
)
def test_every_item_of_a_landed_cost_is_recounted(
    tiny: "Tiny",
    failing: Callable[["Tiny"], set[str]],
    cells: dict[str, Any],
    check: str,
) -> None:
    """One unit more in one item, or another regime, is named."""
    assert failing(tiny.changed("plan", "landed_cost", 0, **cells)) == {check}


def test_a_landed_cost_under_a_quota_pays_its_duty(
    tiny: "Tiny", failing: Callable[["Tiny"], set[str]]
) -> None:
    """3 % of 12,050 + 400 in the EU's quota: 373.50, and 12,723.50 in all."""
    row = low(1.0, importer="EU", ad_valorem=0.03)
    cells = {"regime": "low", "quota": "low", "duty": 373.5, "landed_cost": 12_723.5}
    variant = tiny.with_case("trade_measures", row)
    bought = {"buyer_cost": 13_223.5}  # 12,850 + 373.50
    right = {**tiny.plan["landed_cost"][0], **cells, **bought}
    assert failing(variant.with_plan("landed_cost", right)) == set()
    assert failing(variant) == {"row missing"}
    other = failing(variant.with_plan("landed_cost", {**right, "quota": "other"}))
    assert other >= {"regime open", "row missing", "row without cause"}


STATE = {"party": "state", "kind": "government"}
FEES: dict[str, tuple[dict[str, Any], float]] = {
    "by the vehicle": ({}, 1_500.0),
    # (1 + 0.2) x 1,000
    "of the host's cost": ({"form": "cost_plus", "amount": 0.2}, 1_200.0),
    "not by the vehicle": ({"form": "reservation"}, 0.0),
    "of another product": ({"product": "van"}, 0.0),
    "until 2025": ({"to_year": 2025}, 0.0),
    "paid by a state": ({"payer": "state", "payee": "E"}, -1_500.0),
    "paid to a state": ({"payee": "state"}, 1_500.0),
    "paid by a state to the host": ({"payer": "state"}, 0.0),
    "paid by the host": ({"payer": "H", "payee": "E"}, 0.0),
    "paid to oneself": ({"payee": "E"}, 0.0),
    "paid by nobody known": ({"payer": "bank"}, 0.0),
}


@pytest.mark.parametrize("name", FEES)
def test_the_fee_of_a_vehicle_is_what_its_owner_pays(tiny: "Tiny", name: str) -> None:
    """E builds `full` at the host under one contract, of 1,500 a vehicle."""
    cells, fee = FEES[name]
    variant = tiny.with_case("parties", STATE).changed("case", "contracts", 0, **cells)
    found = {
        f.where: f.expected
        for f in check_landed_cost(variant.world())
        if f.check == "landed cost: fee"
    }
    (of_full,) = {v for where, v in found.items() if "recipe=full" in where}
    (of_cbu,) = {v for where, v in found.items() if "recipe=cbu" in where}
    assert (of_full, of_cbu) == (fee, 0.0)
