"""A route kept ready at the plant of a party that had no part in the plan's year."""

from dataclasses import replace

import pytest

from brownfield.case.case import Case
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.cures.cures import cures
from brownfield.questions.stress.cures.portfolio import Clinic, Market, Priced, priced
from brownfield.questions.stress.document import document
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.question import stress
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.years.hazards import hazards
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.model.small_cases import buyers, option, pattern, product, small_case

RATE, WEEKS, WORKING = 0.3, 3.0, 47.0
MISSED = RATE * WEEKS * 1_000 / WORKING  # cars a year that the stop takes from home


def kept_at_host(*, fee: float | None = None) -> Case:
    """Return a firm that builds 1,000 cars at home and could build them at a host's.

    At home a car earns 20,000 - 15,000 = 5,000; at the host's the firm earns
    20,000 - 4,000 of parts and the host bears 13,000. The home plant stops for three
    weeks, 0.3 times a year; nothing is on its way.
    """
    contract: Row = {
        "contract": "fee",
        "payer": "firm",
        "payee": "host",
        "form": "fee_per_vehicle",
        "amount": fee or 0.0,
    }
    return small_case(
        {
            "parties": [{"party": p, "discount_rate": 0.0} for p in ("firm", "host")],
            "places": [
                {"place": p, "customs_territory": "HL"}
                for p in ("home", "away", "kits")
            ],
            "facilities": [
                {"facility": "plant", "place": "home", "owner": "firm"},
                {"facility": "theirs", "place": "away", "owner": "host"},
            ],
            "shift_patterns": [pattern("plant", 10_000), pattern("theirs", 10_000)],
            "products": [product("car")],
            "build_options": [
                option("own", conversion_cost=15_000.0),
                option("hosted", facility="theirs", conversion_cost=13_000.0),
            ],
            "bill_of_materials": [
                {
                    "build_option": "hosted",
                    "part_group": "kit",
                    "source": "kits",
                    "unit_value": 4_000.0,
                }
            ],
            "lanes": [{"origin": "away", "destination": "home"}],
            "demand": [buyers(1_000, 20_000)],
            "hazards": [
                {
                    "hazard": "fire",
                    "scope": "facility",
                    "target": "plant",
                    "rate_per_year": RATE,
                    "weeks_low": WEEKS,
                    "weeks_mode": WEEKS,
                    "weeks_high": WEEKS,
                }
            ],
            "mitigations": [
                {
                    "mitigation": "keep",
                    "kind": "backup_option",
                    "target": "hosted",
                    "annual_cost": 100.0,
                }
            ],
            "contracts": [] if fee is None else [contract],
        }
    )


def price_of(case: Case) -> Priced:
    """Return the price of the one cure of a case, planned without tail."""
    found = plan(case)
    clinic = Clinic(found, usual_node(found), Setting(), hazards(case), cures(case))
    return priced(clinic, clinic.cures, Market(rate=0.0, years=1))


def test_a_backup_at_an_idle_host_saves_the_margin_it_earns_there() -> None:
    """0.3 x 3 weeks x 1,000 / 47 cars at 20,000 - 4,000 - 13,000, less 100 a year.

    The firm, which would lose 5,000 a car, has 16,000; the host pays 13,000 for it.
    """
    found = price_of(kept_at_host())
    assert found.less_expected == pytest.approx(MISSED * 3_000, rel=1e-6)
    assert found.worth == pytest.approx(MISSED * 3_000 - 100, rel=1e-6)
    expected = {"firm": MISSED * 16_000, "host": -MISSED * 13_000}
    assert found.by_party == pytest.approx(expected, rel=1e-6)
    assert sum(found.by_party.values()) == pytest.approx(found.less_expected)


def test_a_fee_for_the_backup_moves_money_between_the_two() -> None:
    """A fee of 14,000: the firm has 2,000 a car, the host 1,000."""
    found = price_of(kept_at_host(fee=14_000.0))
    expected = {"firm": MISSED * 2_000, "host": MISSED * 1_000}
    assert found.by_party == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("scope", "target"),
    [("facility", "plant"), ("party", "firm"), ("part_source", "kits")],
)
def test_whatever_stops_the_price_is_told(scope: str, target: str) -> None:
    """A stop of the backup's own parts takes nothing: the plan does not use them."""
    case = kept_at_host()
    row = case.tables["hazards"].to_dicts()[0] | {"scope": scope, "target": target}
    frame = typed_frame(TABLES["hazards"], [row])
    case = replace(case, tables=dict(case.tables) | {"hazards": frame})
    test = stress(plan(case), Asked(cures=True))
    found = document(test).cures
    assert found is not None
    (told,) = found.cures
    saved = 0.0 if scope == "part_source" else MISSED * 3_000
    assert told.less_expected_loss == pytest.approx(saved, rel=1e-6)


def test_a_plant_sells_at_its_own_place_without_a_lane() -> None:
    """Home has no lane to itself: none is stopped, and the plant's stop is told."""
    test = stress(plan(kept_at_host()), Asked(sweep=True))
    assert test.sweep is not None
    stopped = [one.stop.element for one in test.sweep.findings]
    assert ("facility", "plant") in stopped
    assert not [target for scope, target in stopped if scope == "lane"]
