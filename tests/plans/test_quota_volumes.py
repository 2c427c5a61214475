"""Which volume do vehicles under a quota use up, and how much of it is there?"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from brownfield.plans.recount.trade.duty import check_duty, check_regime
from tests.plans.conftest import CBU_1, CBU_2, FIRST, SECOND, sent

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny

Cells = dict[str, Any]


def quota(name: str, **cells: object) -> Cells:
    """Return a quota of the UK on cars at 2 %."""
    row = {"measure": name, "importer": "UK", "hs_code": "8703", "kind": "quota"}
    return {**row, "ad_valorem": 0.02, **cells}


LAW = [
    quota("kits", quota_pool="shared", quota_volume=700.0, to_year=2026),
    quota("cars", quota_pool="shared", hs_code="870380"),
    quota("later", quota_pool="shared", quota_volume=900.0, from_year=2027),
    quota("alone", quota_volume=500.0, to_year=2026),
    quota("next", quota_volume=600.0, from_year=2027),
    quota("other", quota_pool="rest", quota_volume=50.0),
    quota("free"),
]


def entered(name: str | None, vehicles: float, row: Cells) -> Cells:
    """Return vehicles that enter the UK under a quota."""
    return {**sent(row, "uk", str(name), vehicles, 0.0), "quota": name}


def passed(tiny: "Tiny", *rows: Cells) -> list[str]:
    """Return where more enters under a volume than there is."""
    variant = tiny.with_case("trade_measures", *LAW)
    plan = {**variant.plan, "deliveries": list(rows)}
    found = check_duty(replace(variant, plan=plan).world())
    return [
        f.where for f in found if f.check == "quota" and f.difference > 1e-6 * f.scale
    ]


@pytest.mark.parametrize(
    ("name", "year", "volume"),
    [("shared", 2026, 700.0), ("shared", 2027, 900.0)],
)
def test_members_of_a_pool_share_its_volume_of_the_year(
    tiny: "Tiny", name: str, year: int, volume: float
) -> None:
    """Kits and cars together; all but a millionth of 4,000 cars, the largest market."""
    row, first = (CBU_1, "kits") if year == 2026 else (CBU_2, "later")
    for more, is_kept in ((0.0, True), (0.0039, True), (0.0041, False), (1.0, False)):
        half = entered("cars", volume - 100.0 + more, row)
        found = passed(tiny, entered(first, 100.0, row), half)
        assert found == ([] if is_kept else [f"quota={name}, node=base@{year}"])


@pytest.mark.parametrize(
    ("name", "row", "volume"), [("alone", CBU_1, 500.0), ("next", CBU_2, 600.0)]
)
def test_a_quota_without_a_pool_has_its_own_volume(
    tiny: "Tiny", name: str, row: Cells, volume: float
) -> None:
    """500 in 2026, 600 in 2027; several deliveries add up."""
    half = entered(name, volume / 2.0, row)
    assert passed(tiny, half, half) == []
    found = passed(tiny, half, half, entered(name, 1.0, row))
    assert found == [f"quota={name}, node={row['node']}"]


def test_years_and_volumes_are_counted_apart(tiny: "Tiny") -> None:
    """Each volume is full in its year, and a quota without one, or none, has no end."""
    rows = [
        *(entered("kits", 700.0, CBU_1), entered("later", 900.0, CBU_2)),
        *(entered("alone", 500.0, CBU_1), entered("next", 600.0, CBU_2)),
        *(entered("other", 50.0, CBU_1), entered("other", 50.0, CBU_2)),
        *(entered("free", 9_000.0, CBU_1), entered(None, 9_000.0, CBU_1)),
    ]
    assert passed(tiny, *rows) == []
    found = passed(tiny, *rows, entered("other", 1.0, CBU_2))
    assert found == [f"quota=rest, node={SECOND}"]


@pytest.mark.parametrize(
    ("more", "is_open"), [(0.0, True), (5e-7, True), (2e-6, False), (0.5, False)]
)
def test_a_regime_as_cheap_as_the_cheapest_is_open(
    tiny: "Tiny", more: float, is_open: bool
) -> None:
    """Free, all but rounding, under the agreement; the base row asks for more."""
    base = tiny.changed("case", "trade_measures", 2, ad_valorem=0.0, specific=more)
    delivery = {**tiny.plan["deliveries"][3], "regime": "mfn"}
    found = check_regime(base.world(), delivery, "here")
    assert (found.difference == 0.0) is is_open


@pytest.mark.parametrize(
    ("row", "vehicles", "duty", "is_right"),
    [
        # 1,300 on a ten thousandth of a car is 0.13; a millionth of 1,300 is 0.0013
        (1, 1e-4, 0.1312, True),
        (1, 1e-4, 0.1314, False),
        # nothing is due; a millionth of 1
        (0, 1_500.0, 0.9e-6, True),
        (0, 1_500.0, 1.1e-6, False),
    ],
)
def test_duty_differs_by_little(
    tiny: "Tiny", row: int, vehicles: float, duty: float, is_right: bool
) -> None:
    """By a millionth of the duty on one vehicle, of less than 1 as of 1."""
    variant = tiny.changed("plan", "deliveries", row, vehicles=vehicles, duty=duty)
    found = [
        f
        for f in check_duty(variant.world())
        if f.check == "duty" and f.difference > 1e-6 * f.scale
    ]
    assert [FIRST in f.where for f in found] == ([] if is_right else [True])
