"""The mini case against its published answers (GBP m, to 1e-3)."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.why.knowing import WorthOfKnowing, worth_of_knowing
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES

MILLION = 1e6


@pytest.fixture(scope="module")
def mini() -> Case:
    """Return the shipped mini case."""
    return read_case("mini")


@pytest.fixture(scope="module")
def joint(mini: Case) -> Plan:
    """Return the joint plan of entrant and host."""
    return plan(mini.choose(("E", "H")))


@pytest.fixture(scope="module")
def worth(mini: Case) -> WorthOfKnowing:
    """Return what knowing the future is worth to both."""
    return worth_of_knowing(mini.choose(("E", "H")))


@pytest.mark.parametrize(
    ("parties", "value"),
    [(("E",), 412.496), (("H",), 637.790), (("E", "H"), 1336.516)],
)
def test_a_coalition_has_its_known_value(
    mini: Case, parties: tuple[str, ...], value: float
) -> None:
    """v(E), v(H), v(EH): enumeration of all start patterns gives the same."""
    found = plan(mini.choose(parties))
    assert found.value / MILLION == pytest.approx(value, abs=1e-3)
    assert found.is_sound
    assert found.status == "optimal"


@pytest.mark.parametrize(
    ("parties", "outsider", "value"),
    [
        (("E", "G"), 383.998, 1002.009),
        (("H", "G"), 119.883, 1141.672),
        (("E", "H", "G"), 0.0, 2060.601),
    ],
)
def test_a_government_in_the_coalition_has_its_known_value(
    mini: Case, parties: tuple[str, ...], outsider: float, value: float
) -> None:
    """The plan, and what the state receives of the outsider acting alone."""
    found = plan(mini.choose(parties))
    assert found.value / MILLION + outsider == pytest.approx(value, abs=1.5e-3)
    assert found.is_sound
    taken = found.tables["support"].height
    assert taken == (0 if parties == ("H", "G") else 1)


def test_knowing_the_future_has_its_known_worth(worth: WorthOfKnowing) -> None:
    """WS 1375.604 >= RP 1336.516 >= EEV 1316.543: EVPI 39.088, VSS 19.973."""
    assert worth.wait_and_see / MILLION == pytest.approx(1375.604, abs=1e-3)
    assert worth.recourse / MILLION == pytest.approx(1336.516, abs=1e-3)
    assert worth.mean_value / MILLION == pytest.approx(1316.543, abs=1e-3)
    assert worth.perfect_information / MILLION == pytest.approx(39.088, abs=1e-3)
    assert worth.stochastic_solution / MILLION == pytest.approx(19.973, abs=1e-3)
    assert worth.now_or_never is not None
    assert worth.waiting is not None
    assert worth.now_or_never / MILLION == pytest.approx(1328.498, abs=1e-3)
    assert worth.waiting / MILLION == pytest.approx(8.018, abs=1e-3)
    assert [one.future for one in worth.futures] == ["hi", "mid", "lo"]


def test_deciding_now_or_never_costs_the_option_to_wait(mini: Case) -> None:
    """Starts at the root only: 1328.498, so waiting is worth 8.018."""
    found = plan(mini.apply("now-or-never").choose(("E", "H")))
    assert found.value / MILLION == pytest.approx(1328.498, abs=1e-3)


def test_the_linear_programme_with_fixed_integers_is_the_plan(joint: Plan) -> None:
    """The reported value is that of the canonical solve and meets the bound."""
    assert joint.value == pytest.approx(joint.bound, rel=1e-9)


def test_tax_strands_the_losses_of_the_host(mini: Case) -> None:
    """25 % tax without a fee: 973.499, under 0.75 x RP = 1002.387."""
    found = plan(_taxed(mini).choose(("E", "H")))
    assert found.value / MILLION == pytest.approx(973.499, abs=1e-3)
    assert found.is_sound


def test_a_fee_frees_the_stranded_losses(mini: Case) -> None:
    """25 % tax and a fee of 3.856 thousand a vehicle: 1000.027."""
    found = plan(_with_fee(_taxed(mini), 3856.0).choose(("E", "H")))
    assert found.value / MILLION == pytest.approx(1000.027, abs=1e-3)
    assert found.is_sound


def _taxed(case: Case) -> Case:
    is_company = pl.col("kind") == "company"
    rate = pl.when(is_company).then(0.25).otherwise(0.0)
    parties = case.tables["parties"].with_columns(tax_rate=rate)
    return replace(case, tables=dict(case.tables) | {"parties": parties})


def _with_fee(case: Case, amount: float) -> Case:
    declared = TABLES["contracts"]
    row = {column.name: column.default for column in declared.columns} | {
        "contract": "fee",
        "payer": "E",
        "payee": "H",
        "facility": "HAL",
        "product": "VE",
        "form": "fee_per_vehicle",
        "amount": amount,
    }
    contracts = pl.DataFrame([row], schema=declared.polars_schema)
    return replace(case, tables=dict(case.tables) | {"contracts": contracts})
