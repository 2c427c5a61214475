"""Is what headquarters make possible worth what paper says?"""

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.questions.site.document import Document, document
from brownfield.questions.site.facts.stays import OpensWay
from brownfield.questions.site.text import text
from tests.questions.risk.options import THOUSAND, stages

HOME = {"site": "home", "pay": 0, "fit_out": 10 * THOUSAND, "closing_chance": 0.1}
AWAY = {"site": "away", "pay": 0, "fit_out": 4 * THOUSAND, "closing_chance": 0.5}
ON_TALENT = {"criterion": "talent", "worst": 0, "best": 10}


@pytest.fixture(scope="module")
def case() -> Case:
    """Return contract and own plant, with an office of one that costs 10 once."""
    found = (
        stages()
        .with_table("functions", [{"function": "office", "staff": 1, "owner": "firm"}])
        .with_table("sites", [HOME, AWAY])
        .with_table(
            "criteria",
            [
                ON_TALENT | {"site": "home", "score": 5},
                {"criterion": "talent", "site": "away", "score": 2},
            ],
        )
    )
    for name in ("contract", "own"):
        lost = {"table": "build_options", "where": {"build_option": name}, "op": "drop"}
        found = found.add_what_if(f"no_{name}", lost)
    return found


@pytest.fixture(scope="module")
def told(case: Case) -> Document:
    """Return what is told of headquarters first, at home, the better place."""
    return document(brownfield.site(case, without=("no_contract", "no_own")))


def thousands(way: OpensWay) -> tuple[float, float, float]:
    """Return gain, net and expected net in thousands."""
    return tuple(  # type: ignore[return-value]  # three of them
        value / THOUSAND for value in (way.gain, way.net, way.expected_net)
    )


def test_the_contract_stage_less_the_office(told: Document) -> None:
    """310.701 - 279.211 = 31.490 as in the stages of a risk; less 10 it is 21.490.

    The contract starts in the first year, when the office is surely open.
    """
    contract = told.opens_way[0]
    assert thousands(contract) == pytest.approx((31.490, 21.490, 21.490), abs=1e-3)
    assert (contract.site, contract.first_year) == ("home", 2030)
    assert contract.still_open == 1.0
    assert contract.least_chance == pytest.approx(10 / 31.490, abs=1e-4)


def test_the_own_plant_follows_only_if_the_office_is_still_open(
    told: Document,
) -> None:
    """310.701 - 280.694 = 30.007, in 2032, when the office is open with .9^2 = .81.

    .81 x 30.007 - 10 = 14.306 on average. It pays from a chance of 10 / 24.306.
    """
    own = told.opens_way[1]
    assert thousands(own) == pytest.approx((30.007, 20.007, 14.306), abs=1e-3)
    assert own.first_year == 2032
    assert own.still_open == pytest.approx(0.81)
    assert own.least_chance == pytest.approx(10 / 24.306, abs=1e-4)


def test_the_range_is_from_the_worst_on_average_to_the_best_that_stays(
    told: Document,
) -> None:
    """14.306 to 21.490 thousand."""
    assert "are worth GBP +14,306 to GBP +21,490" in text(told)
    assert "in 3.4 of 4 years on average" in text(told)  # 1 + .9 + .81 + .729 = 3.439


def test_headquarters_elsewhere_may_be_asked_for(case: Case) -> None:
    """Away they cost 4 and close with .5: 31.490 - 4 = 27.490 for the contract."""
    found = document(brownfield.site(case, without=("no_contract",), at="away"))
    assert thousands(found.opens_way[0])[1] == pytest.approx(27.490, abs=1e-3)
    assert found.opens_way[0].site == "away"


def test_a_place_that_is_none_is_told(case: Case) -> None:
    """With the places there are."""
    with pytest.raises(UseError, match=r"--at there: .* are home, away"):
        brownfield.site(case, at="there")
