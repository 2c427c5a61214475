"""What is a quota worth, and what do licences to enter under it cost? On paper.

A firm sells 10,000 cars abroad at 1,000; each costs 600 to make, which is its value at
the border. The duty is 10 % of that, 60; 4,000 cars a year enter free.
"""

from typing import Any

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.plan import grids
from brownfield.questions.plan.document import document
from brownfield.questions.plan.facts.border.rents import quota_rents
from brownfield.questions.plan.page import page
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.words import law
from brownfield.solve.run import plan
from brownfield.tell.page import Paragraph
from tests.model.small_cases import buyers, small_case
from tests.peers.third.on_paper import ABROAD, HALF, LANE, measure, running, worse
from tests.peers.third.optimum import optimum

QUOTA = {"kind": "quota", "rate": 0.0, "quota_volume": 4_000.0}
STATE = {"party": "state", "kind": "government"}
ALL = ("firm", "state")


def rows(**quota: Any) -> dict[str, Any]:
    """Return the case with a quota, changed by cells of its row."""
    return {
        "parties": [{"party": "firm", "discount_rate": 0.0}, STATE],
        "places": ABROAD,
        "lanes": LANE,
        "build_options": [running()],
        "demand": [buyers(10_000, 1_000, place="away")],
        "trade_measures": [
            measure("base", "mfn", 0.1),
            measure("free", **{**QUOTA, **quota}),
        ],
    }


def planned(content: dict[str, Any], parties: tuple[str, ...], years: int = 1) -> Plan:
    """Return the plan, recounted, and worth what the third formulation says."""
    case = small_case(content, parties=parties, years=years)
    found, slow = plan(case), optimum(case)
    assert found.is_sound
    assert slow is not None
    assert slow.value == pytest.approx(found.value)
    return found


def cash(found: Plan) -> dict[str, float]:
    """Return what licences cost or bring each party."""
    paid = found.tables["cash"].filter(item="licences")
    return dict(paid.select("party", "amount").iter_rows())


@pytest.mark.parametrize(
    ("cells", "parties", "value", "worth", "fees"),
    [
        # 10,000 x 400 less 6,000 x 60
        ({}, ("firm",), 3_640_000.0, 60.0, {}),
        # 4,000 x 20 leaves the plan; one more in quota saves 60 and costs 20
        (
            {"licence_fee": 20.0},
            ("firm",),
            3_560_000.0,
            40.0,
            {"firm": -80_000.0},
        ),
        (
            {"licence": "state", "licence_fee": 20.0},
            ("firm",),
            3_560_000.0,
            40.0,
            {"firm": -80_000.0},
        ),
        # between two who plan together nothing is lost
        (
            {"licence": "state", "licence_fee": 20.0},
            ALL,
            3_640_000.0,
            60.0,
            {"firm": -80_000.0, "state": 80_000.0},
        ),
        # who holds the licences pays nobody
        ({"licence": "firm", "licence_fee": 20.0}, ("firm",), 3_640_000.0, 60.0, {}),
        # 70 for a duty of 60: nobody enters; 10,000 x 340
        ({"licence_fee": 70.0}, ("firm",), 3_400_000.0, 0.0, {}),
    ],
)
def test_a_volume_is_worth_the_duty_it_saves_less_the_licence(
    cells: dict[str, Any],
    parties: tuple[str, ...],
    value: float,
    worth: float,
    fees: dict[str, float],
) -> None:
    """Value of the plan, worth of one more vehicle in quota, cash of licences."""
    found = planned(rows(**cells), parties)
    assert found.value == pytest.approx(value)
    prices = found.tables["prices"].filter(quantity="quota")
    assert prices["quota"].to_list() == ["free"]
    assert prices["value"].to_list() == pytest.approx([worth])
    assert cash(found) == pytest.approx(fees)


def test_rent_is_told_with_who_sells_and_who_keeps() -> None:
    """60 x 4,000 = 240,000, of which licences take 80,000."""
    found = planned(rows(licence="state", licence_fee=20.0), ALL)
    (rent,) = quota_rents(found)
    assert (rent.pool, rent.year) == ("free", 2030)
    assert rent.vehicles == pytest.approx(4_000.0)
    assert rent.worth == pytest.approx(60.0)
    assert rent.rent == pytest.approx(240_000.0)
    assert rent.fees == pytest.approx(80_000.0)
    assert (rent.holders, rent.kept_by) == ("state", "firm")


def test_without_a_quota_in_use_there_is_no_rent() -> None:
    """A licence of 70 keeps everybody out."""
    assert quota_rents(planned(rows(licence_fee=70.0), ("firm",))) == ()


def test_rents_of_a_pool_are_one_and_follow_the_futures() -> None:
    """60 in the good year and 120 in the bad one: 90 expected, and 360,000 in all.

    The pool is shared by two rows, of which only the free one is used.
    """
    content = rows(quota_pool="shared", quota_volume=4_000.0)
    more = measure("dear", "quota", 0.05, quota_pool="shared", exporter="HL")
    content["trade_measures"] = [*content["trade_measures"], more]
    content["demand"] = [buyers(10_000, 1_000, place="away", year=2031)]
    content["scenarios"] = HALF
    content["what_ifs"] = [worse("trade_measures", "measure=base", "ad_valorem", "0.2")]
    (rent,) = quota_rents(planned(content, ("firm",), years=2))
    assert (rent.pool, rent.year, rent.holders) == ("shared", 2031, None)
    assert rent.vehicles == pytest.approx(4_000.0)
    assert rent.worth == pytest.approx(90.0)
    assert rent.rent == pytest.approx(360_000.0)
    assert rent.fees == 0.0


def test_the_page_tells_rent_holder_and_keeper() -> None:
    """60 x 4,000 = 0.24 m, 80,000 for licences; the table has both, and the parties."""
    found = planned(rows(licence="state", licence_fee=20.0), ALL)
    shown = document(Study(found.case, found))
    section = next(one for one in page(shown).after if one.name == "quotas")
    (row,) = grids.rents(shown).rows
    assert [cell.text for cell in row] == [
        *("free", "2030", "4,000", "60", "240,000", "80,000", "State", "Firm"),
    ]
    assert section.blocks[0] == Paragraph(law.rents(shown))
    assert f"worth {shown.currency} 0.24 m" in law.rents(shown)
    assert f"who deliver {shown.currency} 80,000" in law.rents(shown)
    alone = planned(rows(), ("firm",))
    free = document(Study(alone.case, alone))
    assert grids.rents(free).rows[0][6].text == "nobody"
