"""What each plan misses in each world: a choice on paper, and `mini`.

The toy of two plants under a what-if that makes the far one dearer by 1,000 a car. Far
plant: 499,000 as it is, 500 x 0 - 1,000 = -1,000 under it (a car costs 3,000, what it
sells at). Near plant: 250,000 in both.
"""

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.questions.risk import words
from brownfield.questions.risk.document import Document
from brownfield.questions.risk.facts.regretted import RegretRow, RegretTable
from brownfield.questions.risk.figures.regret import regret_figure
from brownfield.questions.risk.regret.table import NOTHING, Candidate, Regrets
from brownfield.questions.risk.regret.worlds import facts_changed, worlds
from brownfield.tables.frames import Row
from tests.model.small_cases import small_case
from tests.questions.risk.toy import rows_of

DEAR: Row = {
    "what_if": "dear",
    "table": "build_options",
    "where": "build_option=there",
    "column": "conversion_cost",
    "op": "plus",
    "value": "1000",
}
AS_IT_IS: Row = {**DEAR, "what_if": "cheap", "value": "-1"}
YEARS: Row = {"what_if": "later", "table": "case", "column": "last_year", "op": "set"}
YEARS = {**YEARS, "value": "2031"}


def toy() -> Case:
    """Return the toy under what-ifs, without ranges."""
    return small_case({**rows_of(()), "what_ifs": [DEAR, AS_IT_IS, YEARS]})


def table(case: Case, **asked: object) -> RegretTable:
    """Return the regrets of a case."""
    found: RegretTable = brownfield.risk(case, points=2, **asked).document.regrets
    return found


@pytest.fixture(scope="module")
def mini() -> RegretTable:
    """Return the regrets of `mini`: hi, mid and lo with .3, .4 and .3."""
    return table(brownfield.read_case("mini"))


def test_the_toy_misses_what_paper_says() -> None:
    """Far: 0 if a car costs 1 less, 250,000 + 1,000 if dear; near 249,500 and 0.

    If cheap the far plant earns 500 more, 499,500.
    """
    found = table(toy(), under=("dear", "cheap"))
    far, near = found.plans
    assert (far.is_best, far.best_in) == (True, ("cheap",))
    assert far.regrets == pytest.approx({"dear": 251_000.0, "cheap": 0.0})
    assert near.regrets == pytest.approx({"dear": 0.0, "cheap": 249_500.0})
    assert near.values == pytest.approx({"dear": 250_000.0, "cheap": 250_000.0})
    assert found.best == pytest.approx({"dear": 250_000.0, "cheap": 499_500.0})
    assert found.plans[found.safest] == near
    assert near.largest == pytest.approx(249_500.0)
    assert near.expected is None


def test_mean_regrets_of_mini_are_those_of_knowing(mini: RegretTable) -> None:
    """From the published values of the case: 1375.604 if each future were known.

    The best plan 1336.516, so 39.088; the plan for the low future starts now what is
    ever started, 1328.498, so 47.106; that of the middle one 1316.543, so 59.061.
    """
    mean = {row.best_in: row.expected for row in mini.plans}
    assert mean[()] == pytest.approx(39.088e6, abs=1e3)
    assert mean["lo",] == pytest.approx(47.106e6, abs=1e3)
    assert mean["mid",] == pytest.approx(59.061e6, abs=1e3)


def test_the_safest_plan_of_mini_has_the_least_largest_regret(
    mini: RegretTable,
) -> None:
    """No plan is regretted less at most; each is best for its own future."""
    safest = mini.plans[mini.safest]
    assert all(most(safest) <= most(row) for row in mini.plans)
    for row in mini.plans:
        assert all(row.regrets[name] == pytest.approx(0.0) for name in row.best_in)
        assert most(row) == max(v for v in row.regrets.values() if v is not None)


def most(row: RegretRow) -> float:
    """Return the largest regret of a plan that is possible everywhere."""
    assert row.largest is not None
    return row.largest


def test_a_plan_that_is_not_possible_is_regretted_without_end() -> None:
    """The other one is the safest."""
    plan = brownfield.plan(toy())
    places = worlds(toy(), ("dear", "cheap"))
    one = Candidate(("",), plan, (None, 5.0))
    two = Candidate(("dear",), plan, (1.0, 1.0))
    found = Regrets(places, (one, two), (1.0, 5.0))
    assert found.largest(one) == NOTHING
    assert found.safest == two
    assert found.regrets(two) == (0.0, 4.0)


def test_each_plan_is_drawn_in_each_world() -> None:
    """0 and 0.25 m of the far plant, 0.25 m and 0 of the near one; the safest named."""
    found: Document = brownfield.risk(toy(), under=("dear", "cheap")).document
    drawn = regret_figure(found)
    assert drawn is not None
    cells = drawn.panels[0].spec["datasets"]["cells"]
    had = [(cell["world"], cell["regret"]) for cell in cells]
    assert had == [
        ("Dear", pytest.approx(0.251)),
        ("Cheap", pytest.approx(0.0)),
        ("Dear", pytest.approx(0.0)),
        ("Cheap", pytest.approx(0.2495, abs=1e-3)),
    ]
    line = list(words.regrets(found))[1]
    assert line.startswith("Least may be regretted what is best if Dear: it starts ")
    assert "misses GBP 0.25 m at most" in line


def test_without_futures_and_what_ifs_there_is_no_table() -> None:
    """One future."""
    assert brownfield.risk(toy()).document.regrets is None


def test_all_stands_for_what_ifs_that_change_facts() -> None:
    """Not the one that changes the years, which is refused by name."""
    assert facts_changed(toy()) == ("dear", "cheap")
    assert [one.name for one in worlds(toy(), ("all",))] == ["dear", "cheap"]
    with pytest.raises(UseError, match=r"--under later: it changes the years"):
        worlds(toy(), ("later",))
    with pytest.raises(UseError, match="There is no what-if 'cold'"):
        worlds(toy(), ("cold",))
