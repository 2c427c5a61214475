"""A side is proved by a bound first, and by a search only where that does not tell.

The toy: 500 cars sell at 3,000. The near plant earns 2,500 each less tooling of
1,000,000, the far one 1,000 each; so 250,000 against 500,000. With twice the cars it is
1,500,000 against 1,000,000.
"""

import pytest

import brownfield
from brownfield.plans.plan import Plan
from brownfield.questions.why.flips.challenge import Challenge, challenge_of
from brownfield.questions.why.flips.held_plans import HeldPlans
from brownfield.questions.why.flips.levers import lever_of
from brownfield.questions.why.flips.race import Race, contest_of, race_of
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.targets import target_of
from brownfield.solve.kept.kept import ReSolved
from brownfield.solve.kept.search import wide
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.questions.why.toy import FAR, NEAR, toy

CASE = toy()
TARGET = target_of(CASE, "build_option=here")
VOLUME = lever_of(CASE, "demand.volume")


@pytest.fixture(name="within", scope="module")
def plan_within() -> Plan:
    """Return the plan with the near plant."""
    return forced_plan(CASE, TARGET, is_in=True)


@pytest.fixture(name="race")
def race_of_volume(within: Plan) -> Race:
    """Return the race of both plants along the cars sold."""
    return race_of(contest_of(CASE, TARGET, within, brownfield.plan(CASE)), VOLUME)


def challenge(race: Race, factor: float, *, is_within: bool) -> Challenge:
    """Return the plans of one side against the other."""
    found = challenge_of(race, factor, is_within=is_within)
    assert found is not None
    return found


def test_a_plan_is_worth_what_paper_says_in_any_changed_model(within: Plan) -> None:
    """750 cars: 750 x 2,500 less tooling; prices of 6,000: 500 x 5,500 less it."""
    held = HeldPlans(wide(CASE))
    for text, factor, value in (
        ("demand.volume", 1.5, 875_000.0),
        ("demand.price", 2.0, 1_750_000.0),
        ("demand.volume", 1.0, 250_000.0),
    ):
        model = wide(lever_of(CASE, text).case(CASE, factor))
        found = model.worth(held.objective_in(within, model))
        assert found == pytest.approx(value, abs=0.01)


def not_called(_challenge: Challenge) -> ReSolved:
    """Stand for a search of the other side."""
    pytest.fail("searched")


def test_more_cars_are_proved_by_a_bound(
    race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No plan without the near plant earns more than 1,000 x 1,000."""
    told = challenge(race, 2.0, is_within=True)
    assert told.least == pytest.approx(1_500_000.0)
    monkeypatch.setattr(Challenge, "_searched", not_called)
    assert told.settled() == pytest.approx(1_500_000.0)


def test_a_side_that_is_not_the_best_meets_a_better_plan(race: Race) -> None:
    """The far plant's 1,000,000 are no more than what the near one earns."""
    rival = challenge(race, 2.0, is_within=False).settled()
    assert isinstance(rival, Plan)
    assert rival.value == pytest.approx(1_500_000.0)


def test_a_search_proves_what_a_bound_does_not(race: Race) -> None:
    """600 cars: the far plant earns 600,000, the near one 500,000."""
    told = challenge(race, 1.2, is_within=False)
    assert told.least == pytest.approx(600_000.0)
    assert told.settled() == pytest.approx(600_000.0)


def test_crews_that_a_plan_would_change_join_the_plans_known() -> None:
    """A crew for 500 is free, one for 10,000 costs 100,000: 1,000 cars want that.

    Near they earn 1,000 x 2,500 less tooling and crew, 1,400,000; at today's sales
    nobody changes a crew.
    """
    few = pattern("near", 500, pattern="few", fixed_cost=0.0)
    every = pattern("near", 10_000, fixed_cost=100_000.0)
    near = option("here", facility="near", tooling_cost=1e6, conversion_cost=500.0)
    case = small_case(
        {
            "facilities": [NEAR, FAR],
            "shift_patterns": [few, every, pattern("far", 10_000)],
            "build_options": [
                near,
                option("there", facility="far", conversion_cost=2e3),
            ],
            "demand": [buyers(500, 3_000)],
        }
    )
    target = target_of(case, "build_option=here")
    within = forced_plan(case, target, is_in=True)
    contest = contest_of(case, target, within, brownfield.plan(case))
    race = race_of(contest, lever_of(case, "demand.volume"))
    assert race.with_other_crews(1.0) is race
    _, crewed = race.with_other_crews(2.0).contest.within
    assert crewed.value == pytest.approx(1_400_000.0)
