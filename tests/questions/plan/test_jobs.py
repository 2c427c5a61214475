"""Jobs and agreements, as told by the first lines of a plan.

The plant has 100 people today, who make 1,000 cars a year; 60 would make 600.
"""

from typing import Any

import pytest

from brownfield.questions.plan.beside.doing import QUIETLY, doing_without
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.figures import jobs
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.questions.plan.words import jobs as words
from brownfield.questions.plan.words.board import unchanged
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, product, small_case
from tests.peers.third.on_paper import FIRM_AND_HOST, HALF, HOSTED, worse

FULL = pattern("plant", 1_000, headcount=100.0, fixed_cost=50.0, is_current=True)
ASK = (
    "The plan is best for all together; whether each would accept it, and at which "
    "fee, says brownfield deal small."
)
LESS = {**pattern("plant", 600, headcount=60.0, fixed_cost=20.0), "pattern": "less"}


def told(years: int = 2, **rows: Any) -> Document:
    """Return what is told of a plan of the plant, 900 cars in 2030 and 500 later."""
    made = option("make", is_committed=True, conversion_cost=600.0)
    usual: dict[str, Any] = {
        "shift_patterns": [FULL, LESS],
        "build_options": [made],
        "demand": [
            buyers(900 if age == 0 else 500, 1_000, year=2030 + age)
            for age in range(years)
        ],
    }
    case = small_case({**usual, **rows}, years=years)
    return document(Study(case, plan(case)))


def test_the_document_holds_the_jobs_of_each_plant_and_year() -> None:
    """Everybody is needed for 900 cars; 60 are enough for 500."""
    (found,) = told(years=3).jobs
    assert (found.facility, found.today) == ("plant", 100.0)
    assert found.years == (2030, 2031, 2032)
    assert found.planned == pytest.approx((100.0, 60.0, 60.0))


def test_the_text_says_what_changes_and_when() -> None:
    """One plant has no sum."""
    found = told(years=3)
    assert words.jobs(found) == "Jobs: plant 100 today, 60 from 2031."
    assert "Jobs: plant 100 today, 60 from 2031." in text(found)
    same = told(shift_patterns=[FULL])
    assert words.jobs(same) == "Jobs: plant 100 as today."


def test_a_plant_whose_years_are_over_is_no_building_as_today() -> None:
    """Its 100 jobs end with 2031, whatever is decided; nobody decides it."""
    plant = {"facility": "plant", "place": "home", "owner": "firm", "last_year": 2031}
    ending = told(years=3, facilities=[plant], shift_patterns=[FULL])
    assert unchanged(ending) == "keep building as today, but plant stops in 2032"
    assert unchanged(told(shift_patterns=[FULL])) == "keep building as today"


def test_futures_are_weighed() -> None:
    """900 cars again in the good half of futures: (100 + 60) / 2 people in 2031."""
    found = told(
        scenarios=HALF,
        what_ifs=[worse("demand", "year=2031", "volume", "500")],
        demand=[buyers(900, 1_000, year=2030 + age) for age in range(2)],
    )
    assert found.jobs[0].planned == pytest.approx((100.0, 80.0))
    assert words.jobs(found) == (
        "Jobs, on average over the futures: plant 100 today, 80 from 2031."
    )


def test_a_plant_to_be_opened_has_nobody_today() -> None:
    """The running plant keeps its 100; the new one has 70 once it is open."""
    plants: list[Row] = [
        {"facility": "plant", "place": "home", "owner": "firm"},
        {"facility": "new", "place": "home", "owner": "firm", "status": "candidate"},
    ]
    found = told(
        facilities=plants,
        shift_patterns=[FULL, pattern("new", 500, headcount=70.0)],
        build_options=[
            option("make", is_committed=True, conversion_cost=600.0),
            option("more", facility="new", conversion_cost=700.0),
        ],
        demand=[buyers(1_400, 1_000, year=2030 + age) for age in range(2)],
    )
    heads = [(one.facility, one.today, one.planned) for one in found.jobs]
    assert heads == [("plant", 100.0, (100.0, 100.0)), ("new", 0.0, (70.0, 70.0))]
    assert words.jobs(found) == (
        "Jobs: plant 100 as today; new 0 today, 70 from 2030. "
        "Together 100 today, 170 in 2031: 70 more."
    )


def test_a_plant_whose_jobs_today_are_unknown_says_the_first_year() -> None:
    """No pattern is marked as current."""
    unmarked = {**FULL, "is_current": None}
    found = told(shift_patterns=[unmarked, LESS])
    assert found.jobs[0].today is None
    assert words.jobs(found) == "Jobs: plant 100 in 2030, 60 from 2031."


def test_a_guest_must_agree_with_its_host() -> None:
    """At the fee that is tabled; a programme that runs needs no agreement."""
    fee = {"contract": "fee", "form": "fee_per_vehicle", "payer": "firm"}
    hosted: dict[str, Any] = {
        "parties": FIRM_AND_HOST,
        "facilities": HOSTED,
        "build_options": [option("make", conversion_cost=600.0)],
    }
    bare = told(**hosted)
    assert words.agreements(bare) == (
        f"Must agree: Firm with Host on plant (no fee is tabled). {ASK}"
    )
    paid = told(**hosted, contracts=[{**fee, "payee": "host", "amount": 120.0}])
    assert paid.agreements[0].fee == pytest.approx(120.0)
    assert words.agreements(paid) == (
        "Must agree: Firm with Host on plant (a fee of GBP 120 a vehicle is tabled). "
        f"{ASK}"
    )
    assert paid.agreements[0].fee_most == pytest.approx(120.0)
    by_year = [
        {**fee, "payee": "host", "amount": 120.0, "to_year": 2030},
        {**fee, "payee": "host", "amount": 130.0, "from_year": 2031, "contract": "b"},
        {**fee, "payee": "host", "amount": 20.0, "from_year": 2031, "contract": "c"},
        {**fee, "payee": "host", "amount": 99.0, "product": "van", "contract": "d"},
    ]  # 120 in 2030, 130 + 20 in 2031; nobody builds the van
    vans = [product("car"), product("van")]
    both = told(**hosted, contracts=by_year, products=vans)
    (agreed,) = both.agreements
    assert (agreed.fee, agreed.fee_most) == pytest.approx((120.0, 150.0))
    said = words.agreements(both) or ""
    assert "a fee of GBP 120 to GBP 150 a vehicle is tabled" in said
    asked = "says brownfield why small; how sure it is, brownfield risk small."
    assert asked in text(both)
    hosted["build_options"] = [option("make", is_committed=True)]
    assert asked not in text(told(**hosted))
    assert words.agreements(told(**hosted)) is None


def test_without_jobs_nothing_is_said() -> None:
    """Patterns without people."""
    assert words.jobs(told(shift_patterns=[pattern("plant", 1_000)])) is None


def test_gains_and_losses_are_told_plant_by_plant() -> None:
    """100 - 40 = 60 at the old plant, 70 at the new one: 30 more in all.

    The plan without a start keeps the old plant alone, with all of its 100.
    """
    plants: list[Row] = [
        {"facility": "plant", "place": "home", "owner": "firm"},
        {"facility": "new", "place": "home", "owner": "firm", "status": "candidate"},
    ]
    case = small_case(
        {
            "facilities": plants,
            "shift_patterns": [FULL, LESS, pattern("new", 500, headcount=70.0)],
            "build_options": [
                option("make", is_committed=True, conversion_cost=600.0),
                option("more", facility="new", conversion_cost=100.0),
            ],
            "demand": [buyers(900, 1_000)],
        }
    )
    best = plan(case)
    found = document(Study(case, best, nothing_begun=doing_without(best, QUIETLY)))
    assert [one.if_nothing for one in found.jobs] == [(100.0,), (0.0,)]
    assert words.jobs(found) == (
        "Jobs: plant 100 today, 60 from 2030; new 0 today, 70 from 2030. Together 100 "
        "today, 130 in 2030: 30 more (plant 40 fewer, new 70 more). If nothing were "
        "begun: plant 100 and new 0 in 2030."
    )


def test_the_picture_has_a_panel_a_plant_on_one_scale() -> None:
    """100 people in 2030 and 60 in 2031; nothing begun would be the same.

    900 cars want all of them, 500 only 60. The scale has room for a twentieth more.
    """
    assert jobs.figure(told(shift_patterns=[pattern("plant", 1_000)])) is None
    drawn = jobs.figure(told())
    assert drawn is not None
    (panel,) = drawn.panels
    assert panel.title == "plant"
    bars = panel.spec["datasets"]["jobs"]
    assert [(bar["year"], bar["planned"]) for bar in bars] == [(2030, 100), (2031, 60)]
    assert drawn.table["Jobs"].to_list() == [100.0, 60.0]
    scale = panel.spec["layer"][0]["encoding"]["y"]["scale"]
    assert scale["domain"] == pytest.approx([0.0, 105.0])
