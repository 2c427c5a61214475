"""At which chance does another plan become the best? Two plants, and a dear future.

500 cars are sold at 3,000 in 2031. The near plant makes them at 500 with tooling of
1,000,000, worth 1,500,000 - 250,000 - 1,000,000 = 250,000. The far plant makes them at
2,000 with tooling of 1,000, worth 499,000; if freight is dear at 2,900, worth 49,000.
With chance p of that, far is worth 499,000 - 450,000 p: near is the best above

    p = (499,000 - 250,000) / 450,000 = 0.5533

Plans are valued again a hundredth before and after: there they differ by 4,500, and
just so much less the rest to the break-even, which is on no hundredth: none.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import brownfield
from brownfield.asking.ranges.assumed import assumptions
from brownfield.case.case import Case
from brownfield.questions.evidence.document import Document
from brownfield.questions.evidence.text import text
from brownfield.questions.evidence.worth.chances import (
    BreakEven,
    chance_of,
    nearest,
)
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, small_case
from tests.questions.evidence.small import link, said
from tests.questions.risk.toy import ranged, rows_of

AT = 0.5533
CHANCE = ranged("scenarios", "node=dear", "probability", (0.1, 0.2, 0.4))


def futures(dear: float, chance: Row = CHANCE) -> Case:
    """Return the two plants, of which far may become dear; P speaks of the chance."""
    what_if: Row = {
        "what_if": "dear",
        "table": "build_options",
        "where": "build_option=there",
        "op": "set",
        "column": "conversion_cost",
        "value": str(dear),
    }
    rows = rows_of((chance,)) | {
        "demand": [buyers(500, 3_000, year=2031)],
        "scenarios": [
            {"node": "start", "year": 2030, "probability": 1.0},
            {"node": "calm", "parent": "start", "year": 2031, "probability": 0.8},
            {
                "node": "dear",
                "parent": "start",
                "year": 2031,
                "probability": 0.2,
                "what_if": "dear",
            },
        ],
        "what_ifs": [what_if],
        "statements": [said("P", band="likely")],
        "assumption_links": [link(chance, "P")],
    }
    case = small_case(rows, years=2)
    return case.with_settings("plan", {"latest_start_year": 2030})


@cache
def told(dear: float = 2_900.0) -> Document:
    """Return what is told of the two plants."""
    found: Document = brownfield.evidence(futures(dear), draws=200).document
    return found


def test_the_break_even_is_that_of_paper() -> None:
    """Above 0.5533 near is the best; beside it plans differ by 4,500."""
    (found,) = told().break_evens
    assert found.statements == ("P",)
    assert found.now == 0.2
    assert found.at == pytest.approx(249 / 450, abs=1e-6)
    assert found.is_above
    name = "the plan with car at near (full build) and without car at far (full build)"
    assert found.plan == name
    assert found.lead_before == pytest.approx(-4_500.0, abs=1.0)
    assert found.lead_after == pytest.approx(4_500.0, abs=1.0)
    assert found.lead_of_better == pytest.approx(0.0, abs=1.0)
    assert found.is_verified


def test_never_is_an_answer() -> None:
    """At 2,300 far is worth 349,000 at the least."""
    (found,) = told(2_300.0).break_evens
    assert (found.at, found.plan, found.is_above) == (None, "", None)
    assert (found.lead_before, found.lead_after, found.lead_of_better) == (None,) * 3
    assert found.is_verified


def test_both_are_told() -> None:
    """In a sentence each."""
    assert (
        "the plan with car at near (full build) and without car at far (full build) "
        "becomes the best if the chance of dear is above 55.3 %"
    ) in text(told())
    assert "No chance of dear makes another plan the best" in text(told(2_300.0))


def test_only_a_single_chance_has_a_break_even() -> None:
    """That of dear is 0.2; of both futures, or of a cost, there is none."""
    case = futures(2_900.0)
    (row,) = assumptions(case)
    assert chance_of(case, row) == 0.2
    assert chance_of(case, replace(row, where="node=dear|calm")) is None
    cost = replace(row, table="demand", where="", column="price")
    assert chance_of(case, cost) is None


def test_the_nearest_change_counts() -> None:
    """Plan 1 leads below 0.25 and above 0.75, plan 0 between: from 0.6 up is nearer."""
    chances = np.linspace(0.0, 1.0, 101)
    worths = np.stack([np.zeros(101), np.abs(chances - 0.5) - 0.25])
    up = nearest(chances, worths, BreakEven(0, 0.6))
    down = nearest(chances, worths, BreakEven(0, 0.4))
    assert [up.at, down.at] == pytest.approx([0.75, 0.25])
    assert (up.plan, up.is_above) == (1, True)
    assert (down.plan, down.is_above) == (1, False)
