"""What a policy did to a plan: the same case planned once more without it."""

import pytest

import brownfield
from brownfield.asking.work import Work
from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.questions.plan.asked import Asked
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page
from brownfield.questions.plan.question import Study, answer
from brownfield.questions.plan.text import text
from brownfield.questions.plan.without import counted, without
from brownfield.solve.run import plan
from brownfield.tell.page import Rows
from brownfield.tell.values import values
from tests.model.small_cases import small_case
from tests.model.test_fleet import GAIN, at_once, credit, rule

TOGETHER = 2_060.601e6  # entrant, host and government (METHODS A6)
COMPANIES = 1_336.516e6  # entrant and host alone
VEHICLES = 197_617.0  # expected discounted vehicles of the entrant in their plan


@pytest.fixture(scope="module")
def seated() -> Case:
    """Return the mini case in which the government decides with the companies."""
    return read_case("mini").choose(["E", "H", "G"])


@pytest.fixture(scope="module")
def asked(seated: Case) -> Study:
    """Return its plan, with and without each policy."""
    return brownfield.study(seated, policies=True)


@pytest.fixture(scope="module")
def told(asked: Study) -> Document:
    """Return what is told of it."""
    return document(asked)


def test_a_plan_without_receipts_is_worth_what_paper_says(told: Document) -> None:
    """The companies' plan, and a package that saves 600 a vehicle for 40 m once."""
    assert told.policies is not None
    effect = next(one for one in told.policies if one.policy == "fiscal-value")
    package = 600 * VEHICLES - 40e6
    assert effect.worth == pytest.approx(TOGETHER - COMPANIES - package, rel=1e-5)
    assert effect.kind == "receipts_per_vehicle"
    assert effect.is_proved


def test_a_policy_goes_with_all_of_its_years(seated: Case) -> None:
    """The plan without the package is that of tables without its rows."""
    gone = without(seated, "package")
    assert gone.tables["policies"]["policy"].to_list() == ["fiscal-value"]
    assert gone.changes == ("without the policy package",)


def test_policies_of_a_government_that_does_not_plan_move_nothing() -> None:
    """Only the companies plan: what the government gains or may spend is out."""
    case = read_case("mini").choose(["E", "H"])
    assert counted(case) == {}
    study = answer(case, Asked(policies=True), Work(1))
    assert study.without == ()
    last = text(document(study)).splitlines()[-1]
    assert last == "No policy of the case bears on the parties planned."


def test_starts_are_told_where_they_differ(told: Document) -> None:
    """Without the package the entrant builds in the host's plant instead."""
    assert told.policies is not None
    effect = next(one for one in told.policies if one.policy == "package")
    assert list(effect.starts.values()) == [["hi 2027"]]
    assert list(effect.starts_without.values()) == [["hi 2027"]]
    line = next(s for s in text(told).splitlines() if "Without package" in s)
    assert line == (
        "Without package the plan is worth GBP 103 m less: it would start Entrant "
        "vehicle at Host line (full build) (hi 2027) and not Entrant vehicle at New "
        "plant (full build) (hi 2027)."
    )


def test_the_page_has_a_line_for_each_policy(told: Document) -> None:
    """A section between the options and the details."""
    section = next(one for one in page(told).before if one.name == "policies")
    table = section.blocks[1]
    assert isinstance(table, Rows)
    rows = table.grid.rows
    assert [row[0].text for row in rows] == ["fiscal-value", "package"]
    assert rows[1][2].text == "GBP +103 m"


def test_nobody_asked_nothing_is_told() -> None:
    """JSON and words are as they were."""
    case = read_case("mini")
    told = document(answer(case, Asked(), Work(1)))
    assert told.policies is None
    assert "policies" not in values(told)
    assert "Without" not in text(told)


def test_policies_alone_plan_no_alternatives(seated: Case) -> None:
    """Without a page or run folder only what was asked for is planned."""
    found = answer(seated, Asked(policies=True), Work(1))
    assert found.alternatives == ()
    assert found.tie_out is None
    assert [one.policy for one in found.without or ()] == ["fiscal-value", "package"]


def test_a_fleet_rule_goes_with_its_credits() -> None:
    """Vans whose credits cars use: without their rule the cars owe all 500 at 1,000."""
    rows = at_once(petrol=1_000.0, van=100.0)
    vans = rule("vans", hs_code="8704", amount=3_000.0)
    swap = credit("exchange", from_policy="vans", rate=2.0)
    case = small_case({**rows, "policies": [rule(), vans], "credits": [swap]})
    assert counted(case) == {"cars": "zev_mandate", "vans": "zev_mandate"}
    gone = without(case, "vans")
    assert gone.tables["credits"].is_empty()
    assert plan(gone).value == pytest.approx(1_100 * GAIN - 500 * 1_000.0)


def test_a_study_says_what_a_fleet_rule_asks() -> None:
    """16,600 of 26,600 credits are missing: 199.2 m; one more is worth 12,000."""
    rows = at_once(petrol=60_000.0, electric=10_000.0)
    case = small_case({**rows, "policies": [rule(target=0.38, amount=12_000.0)]})
    told = document(brownfield.study(case))
    assert told.fleet["worth"].to_list() == pytest.approx([12_000.0])
    said = "Fleet rule cars asks for 26,600 credits in 2030: 10,000 are earned, 16,600"
    assert said in text(told)
    assert "makers pay GBP 199 m." in text(told)
    assert "fleet" in [section.name for section in page(told).after]
