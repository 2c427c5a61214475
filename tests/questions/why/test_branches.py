"""The decision tree: what the best plan decides in each branch, and is worth there."""

import re

import pytest

import brownfield
from brownfield.case.read import read_case
from brownfield.questions.why import words
from brownfield.questions.why.document import Document
from brownfield.questions.why.figures.tree import tree_figure
from brownfield.questions.why.futures.branches import Branch, Decision, branches
from brownfield.questions.why.page import page
from brownfield.solve.run import plan
from brownfield.tell.figures.style import BLACK, BLUE, VERMILLION
from brownfield.tell.page import Drawing, Heading
from brownfield.tell.values import values
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.questions.risk.options import THOUSAND, stages, widget

MILLION = 1e6
SUM = 0.3 * 2066.437 + 0.4 * 1283.201 + 0.3 * 677.683  # 1,336.516, the worth expected


@pytest.fixture(scope="module")
def mini() -> Document:
    """Return what is told of entrant and host of the mini case."""
    joint = read_case("mini").choose(("E", "H"))
    found: Document = brownfield.why(
        joint, targets=("facility=NEW",), break_evens=0
    ).document
    return found


def tree_of(document: Document) -> tuple[Branch, ...]:
    """Return the decision tree of a document."""
    assert document.knowing is not None
    return document.knowing.tree


def test_each_branch_of_the_mini_case_is_worth_what_paper_says(mini: Document) -> None:
    """Margins, GBP k: host 4.2; kit UK 4.7, EU 3.19; full EU 4; from China UK 2.47.

    The last year counts 4 times, so years 2 to 4 together 4.59129 at 8 %. Kits reach
    half of the full rate in year 1; their tooling is 90. Both plants, a year:

    - hi: year 1: host 75 x 4.2, kits 42.5 x 3.19, China 40 x 2.47, less 170: 379.375;
      year 2: full 42.5 x 4 and kits 2.5 x 3.19 in their place: 421.775; later full
      45 x 4: 423.8. Together .92593 x 379.375 + .85734 x 421.775 + 3.73395 x 423.8
      - 90 - .92593 x 150 = 2,066.437.
    - mid: year 1: 55 x 4.2 + 25 x 3.19 + 25 x 2.47 - 170 = 202.5; later
      55 x 4.2 + 25 x 4.7 + 25 x 3.19 - 170 = 258.25. Together 1,283.201.
    - lo: year 1: 45 x 4.2 + 5 x 3.19 + 2.5 x 4.7 + 7.5 x 2.47 - 110 = 125.225; later
      45 x 4.2 + 10 x 4.7 + 5 x 3.19 - 110 = 141.95. Together 677.683.
    """
    first, *later = tree_of(mini)
    assert [(one.branch, one.parent, one.depth) for one in later] == [
        ("hi", "root", 1),
        ("mid", "root", 1),
        ("lo", "root", 1),
    ]
    assert [one.probability for one in later] == pytest.approx([0.3, 0.4, 0.3])
    worth = [one.value / MILLION for one in later]
    assert worth == pytest.approx([2066.437, 1283.201, 677.683], abs=1e-3)
    assert (first.branch, first.parent, first.depth) == ("root", None, 0)
    assert first.probability == 1.0
    assert first.value / MILLION == pytest.approx(SUM, abs=1e-3)
    assert first.value == pytest.approx(mini.value, abs=1.0)


def test_each_branch_of_the_mini_case_says_what_is_then_decided(
    mini: Document,
) -> None:
    """Kits today; the full build only if sales are high; one shift if they are low.

    Year 1 at the host: hi 75 + 42.5 and mid 55 + 25 are more than the 60 of one shift;
    lo 45 + 7.5 is less. The plant in China has one pattern, so nothing to decide.
    """
    assert [one.then for one in tree_of(mini)] == [
        (Decision("start", "ckd", 2026),),
        (
            Decision("start", "full", 2027),
            Decision("shift", "HAL", 2027, "two-shift"),
        ),
        (Decision("shift", "HAL", 2027, "two-shift"),),
        (Decision("shift", "HAL", 2027, "one-shift"),),
    ]


def test_branches_that_follow_one_another_stand_below_their_parent() -> None:
    """Contract and headquarters today, the own plant after two steps up.

    Today -170. The contract brings 30, times 1.6 or .6 a step: after up 30 x 1.6 / 1.08
    = 44.444, after down 16.667; the years from the second step on count 13.5 / 1.1664
    = 11.574 times: 30 x 2.56, .96 or .36 of that is 888.889, 333.333 or 125. The own
    plant adds (20 x 2.56 x 12.5 - 500) / 1.1664 = 120.027.
    """
    found = branches(plan(stages()))
    assert [(one.branch, one.parent, one.depth) for one in found] == [
        ("now", None, 0),
        ("up", "now", 1),
        ("up_up", "up", 2),
        ("up_down", "up", 2),
        ("down", "now", 1),
        ("down_up", "down", 2),
        ("down_down", "down", 2),
    ]
    chances = [one.probability for one in found]
    assert chances == pytest.approx([1.0, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25])
    up_up, up_down = -170 + 44.444 + 888.889 + 120.027, -170 + 44.444 + 333.333
    down_up, down_down = -170 + 16.667 + 333.333, -170 + 16.667 + 125.0
    up, down = (up_up + up_down) / 2, (down_up + down_down) / 2
    paper = [(up + down) / 2, up, up_up, up_down, down, down_up, down_down]
    worth = [one.value / THOUSAND for one in found]
    assert worth == pytest.approx(paper, abs=2e-3)
    now, own = found[0].then, found[2].then
    assert now == (Decision("open", "hq", 2030), Decision("start", "contract", 2030))
    assert own == (Decision("start", "own", 2032),)
    assert all(one.then == () for one in (found[1], *found[3:]))


def test_a_party_counts_with_its_weight() -> None:
    """A firm that counts twice: 2 x (3,000 - 1,600 / 1.1) = 3,090.909 if it goes up."""
    weighted = widget().with_settings("plan", {"objective_weights": {"firm": 2.0}})
    best = plan(weighted)
    now, up, down = branches(best)
    assert up.value / THOUSAND == pytest.approx(3090.909, abs=1e-3)
    assert down.value == pytest.approx(0.0, abs=1e-3)
    assert now.value == pytest.approx(best.value, abs=1e-3)


def test_a_change_of_crew_is_told_against_the_year_before() -> None:
    """500 cars fit in one shift, 1,500 need two, none need no crew at all.

    Two shifts work today; one costs 10,000 a year less. A car brings 1,000.
    """
    few = pattern("plant", 1_000, pattern="one", fixed_cost=10_000.0)
    many = pattern("plant", 2_000, pattern="two", fixed_cost=20_000.0, is_current=True)
    cars = [buyers(500, 1_000), buyers(1_500, 1_000, year=2031)]
    case = small_case(
        {
            "shift_patterns": [few, many],
            "build_options": [option("make", is_committed=True)],
            "demand": cars,
        },
        years=3,
    )
    (only,) = branches(plan(case))
    assert only.then == (
        Decision("shift", "plant", 2030, "one"),
        Decision("shift", "plant", 2031, "two"),
        Decision("shift", "plant", 2032, ""),
    )


def test_a_branch_reads_as_its_name_its_worth_and_a_line_a_decision(
    mini: Document,
) -> None:
    """Printed names; a branch in which nothing is decided says so."""
    first, high, *_ = tree_of(mini)
    assert words.branch_title(mini, first) == "Today: GBP 1,337 m expected"
    assert words.branch_title(mini, high) == "HI, 30 %: GBP 2,066 m"
    start, shift = words.branch_lines(mini, high)
    assert re.fullmatch(r"2027: start .+ \(full build\)", start)
    assert re.fullmatch(r"2027: .+ to two shift", shift)
    idle = Branch("hi", "root", 1, 0.3, 1.0, ())
    assert words.branch_lines(mini, idle) == ["nothing new"]
    ways = (Decision("close", "HAL", 2028), Decision("shift", "HAL", 2029, ""))
    closed, still = words.branch_lines(mini, Branch("x", "root", 1, 0.3, 1.0, ways))
    assert closed.startswith("2028: close ")
    assert still.endswith(" to standstill")


def test_the_picture_has_a_dot_a_branch_below_one_another(mini: Document) -> None:
    """Blue where it is worth more than 1,337, red where less; each hangs on today."""
    drawn = tree_figure(mini, tree_of(mini))
    assert drawn is not None
    dots = drawn.panels[0].spec["datasets"]["tree"]
    assert [dot["shade"] for dot in dots] == [BLACK, BLUE, VERMILLION, VERMILLION]
    assert [dot["chance"] for dot in dots] == [1.0, 0.3, 0.4, 0.3]
    assert [dot["x"] for dot in dots] == [0.0, 6.0, 6.0, 6.0]
    assert [dot["from_y"] for dot in dots] == [0.0, 0.0, 0.0, 0.0]
    heights = [dot["y"] for dot in dots]
    assert heights == sorted(set(heights))
    assert drawn.table["Probability, %"].to_list() == pytest.approx([100, 30, 40, 30])
    assert tree_figure(mini, tree_of(mini)[:1]) is None


def test_page_and_json_hold_the_tree(mini: Document) -> None:
    """The picture stands in the section on knowing; JSON has the fields."""
    (section,) = page(mini).after
    title = "What the best plan does in each future"
    assert any(isinstance(b, Heading) and b.text == title for b in section.blocks)
    assert any(isinstance(b, Drawing) for b in section.blocks)
    high = values(mini)["knowing"]["tree"][1]
    assert list(high) == ["branch", "parent", "depth", "probability", "value", "then"]
    assert high["then"][0] == {
        "kind": "start",
        "name": "full",
        "year": 2027,
        "pattern": None,
    }
