"""Is what a claim is worth what comes out on paper?"""

from functools import cache

import numpy as np
import pytest

import brownfield
from brownfield.asking.work import Work
from brownfield.questions.evidence.claims.priors import drawn
from brownfield.questions.evidence.document import Document
from brownfield.tables.frames import Row
from tests.questions.evidence.small import (
    OF_C,
    OF_C_WITH_P,
    OF_T,
    OF_T_WITH_P,
    C,
    T,
    claimed,
    link,
    said,
    two,
)

DRAWS = 4000


@cache
def told(reliability: str) -> Document:
    """Return what is told of the two plants."""
    found: Document = brownfield.evidence(two(reliability), draws=DRAWS).document
    return found


@pytest.mark.parametrize(
    ("reliability", "of_c", "of_t"),
    [("E", OF_C, OF_T), ("A", OF_C_WITH_P, OF_T_WITH_P)],
)
def test_worth_of_paper(reliability: str, of_c: float, of_t: float) -> None:
    """Within two standard errors and a thousandth, for both grades."""
    found = {one.statement: one for one in told(reliability).claims}
    for name, value in (("P", of_c), ("Q", of_t)):
        error = 2.0 * (found[name].standard_error or 0.0) + 1e-3 * value
        assert found[name].evppi == pytest.approx(value, abs=error)
        assert found[name].could_change_the_decision


def test_two_hands_give_the_same_answer() -> None:
    """Byte by byte; a case of two claims, each of which may change the plan."""
    asked = {"draws": 50}
    found = [
        brownfield.evidence(two("A"), work=Work(jobs=jobs), **asked).to_json()
        for jobs in (1, 2)
    ]
    assert found[0] == found[1]


def test_a_grade_moves_the_ranking() -> None:
    """Q is worth as much as P at E, and less once P is believed."""
    assert told("A").claims[0].statement == "P"
    assert told("A").claims[0].evppi > 1.15 * told("A").claims[1].evppi  # type: ignore[operator]


def test_a_claim_of_weight_nothing_changes_nothing() -> None:
    """The pools, and so every draw, are those of the case without the claim."""
    without = claimed([said("P"), said("Q")], [link(C, "P"), link(T, "Q")])
    bare = brownfield.evidence(without, draws=0)
    for case, asked in ((two("E"), {}), (two("A"), {"without": ("P",)})):
        found = brownfield.evidence(case, draws=0, **asked)
        assert found.pools == bare.pools
        values = drawn(bare.rows, bare.pools, 50, 1)
        assert np.array_equal(drawn(found.rows, found.pools, 50, 1), values)
    heard = brownfield.evidence(two("A"), draws=0)
    assert not np.array_equal(drawn(heard.rows, heard.pools, 50, 1), values)


def test_where_the_decision_flips() -> None:
    """Above c = 2,298 near is the best: 1,499,000 - 500 x 2,298 = 350,000."""
    found = next(
        one for one in told("E").assumptions if one.column == "conversion_cost"
    )
    assert found.flips_at == pytest.approx(2298.0, abs=40.0)
    assert found.flips_above
    question = told("E").questions[0]
    assert question.whom.startswith("speaker of")
    assert question.flips


def test_every_draw_may_be_solved() -> None:
    """Solved whole and added up are the same: costs of two plants do not meet."""
    asked = {"draws": 4, "exact": 4}
    whole = brownfield.evidence(two("A"), **asked)
    added = brownfield.evidence(two("A"), draws=4)
    assert whole.surface.benefits == pytest.approx(added.surface.benefits, abs=1.0)
    assert added.document.error == pytest.approx(0.0, abs=1.0)


def test_how_far_an_assumption_moves_the_best_plan() -> None:
    """Far is chosen: c moves it by 500 x (2,800 - 1,600) = 600,000, T by nothing."""
    found = {one.column: one.moves_by for one in told("E").assumptions}
    assert found["conversion_cost"] == pytest.approx(600_000.0, rel=2e-3)
    assert found["tooling_cost"] == 0.0
    moved = {one.statement: one.moves_the_result for one in told("E").claims}
    assert moved == {"P": True, "Q": False}


def test_a_grade_turns_the_ranking_round() -> None:
    """P says that c is 2,200, the mean it has anyway; T is 650,000 to 1,150,000.

    To know T is worth (851,000 - 650,000)^2 / 2 / 500,000 = 40,401 whatever P weighs.
    To know c is worth 52,501 while P weighs nothing, and half of that, 26,250, if P
    weighs as much as the case: then c is 2,200 in half of the draws.
    """
    narrow: Row = {**T, "low": 650_000.0, "high": 1_150_000.0}
    for grade, order, worths in (
        ("E", ["P", "Q"], (52_501.0, 40_401.0)),
        ("A", ["Q", "P"], (40_401.0, 26_250.0)),
    ):
        statements = [said("P", reliability=grade, credibility=1), said("Q")]
        links = [link(C, "P", mode=2_200.0), link(narrow, "Q")]
        case = claimed(statements, links, (C, narrow))
        found = brownfield.evidence(case, draws=DRAWS).document.claims
        assert [one.statement for one in found] == order
        for one, worth in zip(found, worths, strict=True):
            error = 2.0 * (one.standard_error or 0.0) + 1e-3 * worth
            assert one.evppi == pytest.approx(worth, abs=error)
