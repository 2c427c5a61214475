"""What a number does not move is not searched again, and costs are asked of plans kept.

The toy: the near plant misses by 250,000 and would be chosen with tooling of 750,000.
"""

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.formulation import Formulation, formulate
from brownfield.plans.plan import Plan
from brownfield.questions.why.flips import break_even as sides
from brownfield.questions.why.flips.break_even import break_even
from brownfield.questions.why.flips.challenge import Challenge, challenge_of
from brownfield.questions.why.flips.keeping import Keeping
from brownfield.questions.why.flips.levers import lever_of
from brownfield.questions.why.flips.race import Contest, Race, contest_of, race_of
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.having import having_of
from brownfield.questions.why.forced.targets import target_of
from brownfield.questions.why.question import Question
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.search import kept_for, search_of
from brownfield.tables.frames import Row
from tests.model.small_cases import small_case
from tests.questions.why.toy import rows_of, toy

CASE = toy()
NEAR = target_of(CASE, "build_option=here")
TOOLING = "build_options.tooling_cost:build_option=here"
LEFT_OUT: Row = {
    "what_if": "far-only",
    "table": "build_options",
    "where": "build_option=here",
    "op": "drop",
}
DEARER: Row = {
    "what_if": "dearer",
    "table": "build_options",
    "where": "build_option=here",
    "column": "tooling_cost",
    "op": "times",
    "value": "2",
}


def keeping() -> Keeping:
    """Return what is kept of the toy; without the near plant it is worth 500,000."""
    model = formulate(derive(CASE))
    return Keeping(model, having_of(CASE, NEAR), 500_000.0)


def at(text: str, factor: float) -> Formulation:
    """Return the model of the toy at a factor of a number."""
    return formulate(derive(lever_of(CASE, text).case(CASE, factor)))


@pytest.mark.parametrize(
    ("text", "is_kept", "is_own"),
    [
        (TOOLING, True, True),
        ("build_options.conversion_cost:build_option=here", True, True),
        ("build_options.conversion_cost:build_option=there", True, False),
        ("demand.price", True, False),
        ("demand.volume", False, False),
    ],
)
def test_what_a_number_moves_is_told(text: str, is_kept: bool, is_own: bool) -> None:
    """Costs of the near plant, of the far one, of both; sales are limits."""
    known, model = keeping(), at(text, 0.5)
    assert known.takes(model, ()) is is_kept
    if is_kept:
        assert known.moves_own(model) is is_own


def test_a_start_in_one_year_leaves_the_same_programme_in_others() -> None:
    """Its tooling moves plans without that start as well."""
    target = target_of(CASE, "start=here@2030")
    model = formulate(derive(CASE))
    known = Keeping(model, having_of(CASE, target), 500_000.0)
    assert known.takes(at(TOOLING, 0.5), ())
    assert not known.moves_own(at(TOOLING, 0.5))


def test_a_plan_kept_is_worth_what_paper_says() -> None:
    """1,500,000 of sales less 250,000 and tooling: 750,000 at half of it."""
    within = forced_plan(CASE, NEAR, is_in=True)
    known = keeping()
    assert known.worth((within,), at(TOOLING, 0.5)) == pytest.approx(750_000.0)
    assert known.worth((within,), at(TOOLING, 1.0)) == pytest.approx(250_000.0)
    assert known.worth((within,), at(TOOLING, 1.5)) == pytest.approx(-250_000.0)


def not_called(_race: Race, factor: float) -> Plan:
    """Stand for a search of all plans."""
    pytest.fail(f"searched at {factor}")


@pytest.mark.parametrize(
    ("factor", "is_within", "value"),
    [(0.7, True, 550_000.0), (0.8, False, 500_000.0)],
)
def test_a_side_is_told_if_nothing_on_the_other_is_worth_more(
    factor: float, is_within: bool, value: float
) -> None:
    """Tooling of 700,000: the near plant is worth 550,000; at 800,000 450,000 only."""
    race = race_of(contest(), lever_of(CASE, TOOLING))
    challenge = challenge_of(race, factor, is_within=is_within)
    assert challenge is not None
    assert challenge.settled() == pytest.approx(value)


def test_a_better_plan_on_the_other_side_comes_forward() -> None:
    """With tooling of 700,000 it is the near plant, at 800,000 the far one."""
    race = race_of(contest(), lever_of(CASE, TOOLING))
    near, far = (
        challenge.settled()
        for factor, is_within in ((0.7, False), (0.8, True))
        if (challenge := challenge_of(race, factor, is_within=is_within))
    )
    assert isinstance(near, Plan)
    assert near.value == pytest.approx(550_000.0)
    assert race.has(near, 0.7)
    assert isinstance(far, Plan)
    assert far.value == pytest.approx(500_000.0)
    assert not race.has(far, 0.8)


def contest() -> Contest:
    """Return the contest of the near plant and the far one."""
    return contest_of(
        CASE, NEAR, forced_plan(CASE, NEAR, is_in=True), brownfield.plan(CASE)
    )


def test_one_side_of_a_flip_needs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """With less tooling the near plan is worth more than 500,000, today's best."""
    asked = list[tuple[float, bool]]()

    def noted(race: Race, factor: float, *, is_within: bool) -> Challenge | None:
        asked.append((factor, is_within))
        return challenge_of(race, factor, is_within=is_within)

    monkeypatch.setattr(sides, "challenge_of", noted)
    monkeypatch.setattr(Race, "searched", not_called)
    found, _ = break_even(contest(), lever_of(CASE, TOOLING))
    assert found.flips_at == pytest.approx(750_000.0, rel=1e-3)
    assert found.verified
    assert [side.is_used for side in found.sides] == [False, True]
    ((factor, is_within),) = asked
    assert factor > 0.75
    assert not is_within


def with_what_if(row: Row) -> Case:
    """Return the toy with a what-if."""
    return small_case({**rows_of(), "what_ifs": [row]})


def test_an_alternative_without_programmes_is_a_set_of_plans() -> None:
    """It has what is asked about if it has none of the programmes left out."""
    case = with_what_if(LEFT_OUT)
    having = having_of(case, target_of(case, "option=far-only"))
    assert having is not None
    assert having.is_without
    assert having.target.options == ("here",)
    assert having.is_had(brownfield.plan(case))
    assert not having.is_had(forced_plan(case, NEAR, is_in=True))


def test_an_alternative_that_changes_a_number_is_another_case() -> None:
    """Tooling is doubled there."""
    case = with_what_if(DEARER)
    assert having_of(case, target_of(case, "option=dearer")) is None


def test_an_alternative_flips_where_paper_says() -> None:
    """The far plant alone is best until tooling falls to 750,000."""
    case = with_what_if(LEFT_OUT)
    found = brownfield.why(
        case, targets=("option=far-only",), levers=(TOOLING,), ways=False
    )
    (one,) = found.document.why_not
    assert one.cost == pytest.approx(0.0, abs=1e-6)
    assert one.break_evens == ()
    cheap = small_case({**rows_of(600_000.0), "what_ifs": [LEFT_OUT]})
    told = brownfield.why(
        cheap, targets=("option=far-only",), levers=(TOOLING,), ways=False
    )
    (flip,) = told.document.why_not[0].break_evens
    assert told.document.why_not[0].cost == pytest.approx(150_000.0)
    assert flip.verified
    assert flip.flips_at == pytest.approx(750_000.0, rel=1e-3)


def test_a_question_knows_nothing_of_those_before() -> None:
    """So its answer does not hang on their order, nor on who works out which."""
    kept = kept_for(CASE)
    assert kept is not None
    question = Question(CASE, brownfield.plan(CASE), NEAR, rows=kept.rows)
    kept.best(kept.model, Limits(gap=0.0))
    assert kept._points
    assert question.search == search_of(kept)
    assert not kept._points
