"""Which numbers are tried is told from the cash that they move in the toy."""

import pytest

import brownfield
from brownfield.errors import DataError
from brownfield.questions.why.flips import race
from brownfield.questions.why.flips.levers import lever_of, levers
from brownfield.questions.why.flips.moved import moved, sold
from brownfield.questions.why.forced.bridge import Rivals
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.targets import target_of
from brownfield.tell.beside.bridge import bridge
from tests.questions.why.toy import toy

CASE = toy()
NEAR = target_of(CASE, "facility=near")


@pytest.fixture(scope="module")
def rivals() -> Rivals:
    """Return the plan with the near plant beside the one with the far plant."""
    within = forced_plan(CASE, NEAR, is_in=True)
    without = brownfield.plan(CASE)
    return Rivals(within, without, bridge(within, without))


@pytest.mark.parametrize(
    ("cells", "cash"),
    [
        (("build_options", "build_option=here", "tooling_cost"), 1_000_000.0),
        (("build_options", "build_option=here", "conversion_cost"), 500 * 500.0),
        (("build_options", "build_option=there", "conversion_cost"), -500 * 2_000.0),
        (("demand", "product=car", "price"), 0.0),
    ],
)
def test_a_number_moves_the_cash_that_hangs_on_it(
    rivals: Rivals, cells: tuple[str, str, str], cash: float
) -> None:
    """500 cars at their cost, and tooling once; both plans sell the same.

    What the far plan pays more of brings the near one nearer: less than nothing.
    """
    both = sold(CASE, rivals.within), sold(CASE, rivals.without)
    assert moved(rivals, both, cells) == pytest.approx(cash)


def test_those_that_move_most_come_first_and_others_not_at_all(rivals: Rivals) -> None:
    """Tooling and the far plant's cost, 1,000,000 each; all conversion, 750,000 less.

    The near plant's 250,000 come last: even for nothing it would just be as good.
    """
    found = levers(CASE, NEAR, rivals)
    assert [(one.where, one.column) for one in found] == [
        ("build_option=here", "tooling_cost"),
        ("build_option=there", "conversion_cost"),
        ("is_committed=false", "conversion_cost"),
        ("build_option=here", "conversion_cost"),
    ]
    assert [one.slope for one in found] == pytest.approx([1e6, -1e6, -7.5e5, 2.5e5])


def test_of_numbers_that_do_not_flip_it_its_own_come_first() -> None:
    """With tooling of 20,000,000 the near plant misses by 19,250,000.

    Its tooling would have to be 0.04 of that, the far plant's cost 20 times, its own
    conversion less than nothing: none is within a twentieth to four times.
    """
    case = toy(2e7)
    within, without = forced_plan(case, NEAR, is_in=True), brownfield.plan(case)
    rivals = Rivals(within, without, bridge(within, without))
    ranked = levers(case, NEAR, rivals)
    assert [one.where for one in ranked][:3] == [
        "build_option=here",
        "build_option=here",
        "build_option=there",
    ]


def test_a_lever_knows_its_number_and_its_case() -> None:
    """1,000,000 today; at half of it the cell says 500,000, and the case says so."""
    lever = lever_of(CASE, "build_options.tooling_cost:build_option=here")
    assert lever.today == 1_000_000.0
    assert not lever.is_factor
    assert lever.is_likely(1.0) is None
    moved_case = lever.case(CASE, 0.5)
    options = dict(
        moved_case.tables["build_options"]
        .select("build_option", "tooling_cost")
        .iter_rows()
    )
    assert options["here"] == pytest.approx(500_000.0)
    assert "build_options.tooling_cost" in moved_case.changes[-1]


def test_cells_that_differ_move_by_a_factor() -> None:
    """500 and 2,000 of conversion: 1 today."""
    lever = lever_of(CASE, "build_options.conversion_cost")
    assert lever.is_factor
    assert lever.today == 1.0


def test_a_number_at_which_neither_plan_is_possible_is_told(
    rivals: Rivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the number and its factor."""
    monkeypatch.setattr(race.Race, "worth_of", lambda *_: float("-inf"))
    contest = race.contest_of(CASE, NEAR, rivals.within, rivals.without)
    lever = lever_of(CASE, "build_options.tooling_cost:build_option=here")
    with pytest.raises(DataError, match="neither plan is possible with build_options"):
        race.race_of(contest, lever).margin(0.5)
