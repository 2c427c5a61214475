"""The steps from the plan of the case to that under a what-if, on paper and by sum.

The toy of two plants, one company, one year, whose cash counts in full: the far plant
makes 500 cars at 2,000 without tooling, the near one at 500 with tooling of 1,000,000.
With crew of 400,000 at the far plant the near one takes over:

    conversion  -500 x 500 - (-500 x 2,000) = +750,000
    tooling                                 = -1,000,000
    together                                = -250,000
"""

import json
from math import fsum
from random import Random

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import BrownfieldError
from brownfield.questions.compare.question import AS_IT_IS
from brownfield.tell.beside.bridge import REST, Step
from tests.properties.every_column import every_column_case
from tests.questions.why.toy import toy_with_crew

COLUMNS = (
    ("build_options", "tooling_cost"),
    ("build_options", "conversion_cost"),
    ("demand", "price"),
    ("demand", "volume"),
    ("lanes", "freight"),
    ("parties", "discount_rate"),
    ("parties", "tax_rate"),
)


def test_the_steps_are_those_on_paper() -> None:
    """Conversion and tooling, the larger first, and no other."""
    told = brownfield.compare(toy_with_crew(), ["crew-paid"]).document
    one = told.plans["crew-paid"]
    steps = [(s.item, s.party, s.amount) for s in one.bridge if s.item != REST]
    assert steps == [
        ("tooling", "firm", pytest.approx(-1_000_000.0)),
        ("conversion", "firm", pytest.approx(750_000.0)),
    ]
    assert one.difference == pytest.approx(-250_000.0)
    assert one.is_proved


def test_the_json_has_difference_and_bridge() -> None:
    """Beside what a plan says of itself; the plan as it is leads nowhere."""
    told = json.loads(brownfield.compare(toy_with_crew(), ["crew-paid"]).to_json())
    assert list(told) == [AS_IT_IS, "crew-paid"]
    assert told[AS_IT_IS]["difference"] is None
    assert told[AS_IT_IS]["bridge"] == []
    assert told[AS_IT_IS]["status"] == "optimal"
    assert told["crew-paid"]["difference"] == pytest.approx(-250_000.0)
    assert told["crew-paid"]["bridge"][0] == {
        "item": "tooling",
        "party": "firm",
        "amount": pytest.approx(-1_000_000.0),
    }


def test_the_bridge_of_mini_leads_to_what_haste_costs() -> None:
    """METHODS B5: worth 1,336.516 m as it is, and 1,328.498 m now or never."""
    told = brownfield.compare(brownfield.read_case("mini"), ["now-or-never"]).document
    steps = told.plans["now-or-never"].bridge
    assert summed(steps) == pytest.approx(1_328.498e6 - 1_336.516e6, abs=2_000)


@pytest.mark.parametrize("seed", range(12))
def test_steps_add_up_to_the_difference_on_random_cases(seed: int) -> None:
    """To a millionth, whatever a what-if moves: taxes and rates of interest, too."""
    draw = Random(seed)  # noqa: S311
    case = every_column_case(seed)
    names, case = with_what_ifs(case, draw)
    comparison = brownfield.compare(case, names)
    first = comparison[AS_IT_IS].value
    for name, one in comparison.document.plans.items():
        if one.difference is None:
            assert one.bridge == ()
            continue
        assert one.difference == comparison[name].value - first
        assert abs(summed(one.bridge) - one.difference) <= 1e-6
        sizes = [abs(step.amount) for step in one.bridge]
        assert sizes == sorted(sizes, reverse=True)


def with_what_ifs(case: Case, draw: Random) -> tuple[list[str], Case]:
    """Return two what-ifs that move a column each, and the case that has them."""
    names = list[str]()
    for table, column in draw.sample(COLUMNS, 4):
        row = {
            "table": table,
            "column": column,
            "op": "times",
            "value": f"{draw.uniform(0.7, 1.3):.3f}",
        }
        try:
            other = case.add_what_if(f"{table}-{column}", [row])
            other.apply(f"{table}-{column}")
        except BrownfieldError:
            continue
        case, names = other, [*names, f"{table}-{column}"]
    return names[:2], case


def summed(steps: tuple[Step, ...]) -> float:
    """Return what steps add up to."""
    return fsum(step.amount for step in steps)
