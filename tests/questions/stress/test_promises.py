"""What is owed or earned by the vehicle in the plan is so in a stop of it.

One plant builds 940 cars a year, 20 in each of 47 weeks; buyers pay 1,000, conversion
costs 300. Six weeks without it are 120 cars.
"""

from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.sweep import Finding, Stop, sweep
from brownfield.solve.run import plan
from tests.model.small_cases import buyers, option, small_case

CARS = 120  # 940 / 47 x 6


def one_plant(*, planning: tuple[str, ...] = (), **rows: Any) -> Case:
    """Return the case with further rows."""
    usual: dict[str, Any] = {
        "demand": [buyers(940, 1_000)],
        "build_options": [made()],
    }
    return small_case(usual | rows, parties=planning)


def made(**cells: Any) -> dict[str, Any]:
    """Return the committed programme of the plant."""
    usual = {"conversion_cost": 300.0, "is_committed": True}
    return dict(option("make", **(usual | cells)))


def stopped(case: Case) -> Finding:
    """Return what six weeks without the plant cost."""
    found = plan(case)
    assert found.is_sound
    planned = plan_network(found, usual_node(found), Setting())
    return sweep(planned, [Stop(("facility", "plant"), 6.0)]).findings[0]


@pytest.mark.parametrize(
    ("cost", "volume", "lost"),
    [
        (300.0, 940, CARS * (700 + 50)),
        (300.0, 900, CARS * 700 + 80 * 50),  # 820 built: 80 under the volume
        (300.0, 800, CARS * 700),  # 820 built: nothing missing
        (1_020.0, 940, CARS * (-20 + 50)),  # built at a loss to keep the promise
    ],
)
def test_a_promised_volume_is_owed_in_a_stop(
    cost: float, volume: int, lost: float
) -> None:
    """50 for each vehicle under the volume; 940 - 120 = 820 are built."""
    promise: dict[str, Any] = {"minimum_volume": volume, "shortfall_charge": 50.0}
    case = one_plant(build_options=[made(**promise, conversion_cost=cost)])
    assert stopped(case).lost_value == pytest.approx(lost, rel=1e-6)


def hosted(**contract: Any) -> dict[str, Any]:
    """Return rows in which a guest builds the car at the firm's plant."""
    return {
        "parties": [{"party": "firm"}, {"party": "guest"}],
        "build_options": [made(programme_owner="guest")],
        "contracts": [{"contract": "c", "payer": "guest", "payee": "firm"} | contract],
    }


@pytest.mark.parametrize(
    ("volume", "unpaid"),
    [(470, CARS), (880, 60), (940, 0), (2_000, 0)],  # 820 built, 940 planned
)
def test_take_or_pay_ends_at_the_volume(volume: int, unpaid: int) -> None:
    """100 for the larger of what is built and the volume: 60 fewer of 880, and so on.

    The guest loses 1,000 a car less what it need not pay; the host that, less 300 a car
    of conversion.
    """
    terms = hosted(form="take_or_pay", amount=100.0, volume=volume)
    found = stopped(one_plant(**terms)).by_party
    assert found["guest"] == pytest.approx(CARS * 1_000 - unpaid * 100)
    assert found["firm"] == pytest.approx(unpaid * 100 - CARS * 300)


def test_a_government_that_looks_on_pays_from_outside() -> None:
    """It pays the firm 40 a car: the firm loses 740 a car, the government nothing."""
    fee = {"contract": "c", "payer": "state", "payee": "firm", "amount": 40.0}
    case = one_plant(
        planning=("firm",),
        parties=[{"party": "firm"}, {"party": "state", "kind": "government"}],
        contracts=[fee | {"form": "fee_per_vehicle"}],
    )
    assert stopped(case).by_party == pytest.approx({"firm": CARS * 740})


@pytest.mark.parametrize(
    ("cells", "firm", "state"),
    [
        ({"kind": "purchase_grant"}, 750.0, -50.0),
        ({"kind": "purchase_grant", "pass_through": 0.5}, 725.0, -50.0),
        ({"kind": "purchase_grant", "cap": 470 * 50.0}, 725.0, -25.0),
        ({"kind": "purchase_grant", "price_cap": 999.0}, 700.0, 0.0),
        ({"kind": "operating_support"}, 700.0, 0.0),  # not given: it gains nobody
    ],
)
def test_grants_by_the_vehicle_are_lost_too(
    cells: dict[str, Any], firm: float, state: float
) -> None:
    """50 on each of 940 cars, or on half of them, beside the 700 that a car earns."""
    grant: dict[str, Any] = {"policy": "grant", "payer": "state", "year": 2030}
    grant |= {"amount": 50.0}
    case = small_case(
        {
            "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
            "build_options": [made()],
            "demand": [buyers(940, 1_000)],
            "policies": [grant | cells],
        },
        parties=("firm", "state"),
    )
    found = stopped(case).by_party
    assert found["firm"] == pytest.approx(CARS * firm)
    assert found.get("state", 0.0) == pytest.approx(CARS * state)


def test_support_that_a_government_chose_to_give_is_lost_once() -> None:
    """With a weight of 2 on the firm it gets 50 a car: 750 lost, and 50 saved."""
    support: dict[str, Any] = {"policy": "help", "kind": "operating_support"}
    case = small_case(
        {
            "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
            "build_options": [made()],
            "demand": [buyers(940, 1_000)],
            "policies": [support | {"payer": "state", "year": 2030, "amount": 50.0}],
        },
        parties=("firm", "state"),
    ).with_settings("plan", {"objective_weights": {"firm": 2.0}})
    found = stopped(case).by_party
    assert found == pytest.approx({"firm": CARS * 750, "state": CARS * -50})


def test_receipts_and_support_by_the_vehicle_are_lost_too() -> None:
    """A government that plans receives 40 a car and helps the plant with 60 a car."""
    public: dict[str, Any] = {"party": "state", "year": 2030, "to_year": 2030}
    case = small_case(
        {
            "parties": [{"party": "firm"}, {"party": "state", "kind": "government"}],
            "build_options": [made()],
            "demand": [buyers(940, 1_000)],
            "policies": [
                public
                | {"policy": "tax", "kind": "receipts_per_vehicle", "amount": 40},
                public
                | {
                    "policy": "help",
                    "kind": "support_package",
                    "amount": 60,
                    "one_off_cost": 100,
                },
            ],
        },
        parties=("firm", "state"),
    )
    assert stopped(case).by_party == pytest.approx(
        {"firm": CARS * 760, "state": CARS * 40}
    )
