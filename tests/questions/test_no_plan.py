"""Questions that rest on a plan say why there is none."""

from dataclasses import replace

import pytest

import brownfield
from brownfield.asking.sound import sound
from brownfield.errors import UnansweredError
from brownfield.tables.frames import Row
from tests.model.small_cases import every_year, option, pattern, small_case
from tests.questions.why.toy import toy


def promised() -> brownfield.Case:
    """Return a case that promises 100 cars of 2031 at a site that opens in 2032.

    Decided from 2031 on, it runs a year later.
    """
    plant: Row = {"facility": "plant", "place": "home", "owner": "firm"}
    site: Row = {**plant, "facility": "site", "status": "candidate", "lead_years": 1}
    promise: Row = {
        "facility": "site",
        "product": "car",
        "year": 2031,
        "vehicles": 100.0,
    }
    case = small_case(
        {
            "facilities": [plant, site],
            "shift_patterns": [pattern("plant", 10_000), pattern("site", 5_000)],
            "build_options": [option("make"), option("there", facility="site")],
            "demand": every_year(3, 1_000, 1_000),
            "commitments": [promise],
        },
        years=3,
    )
    return case.with_settings("plan", {"earliest_start_year": 2031})


def test_a_sound_plan_is_handed_on() -> None:
    """As it is."""
    best = brownfield.plan(toy())
    assert sound(best) is best


def test_who_stops_before_a_plan_is_found_has_stopped() -> None:
    """It is no fault of the case."""
    stopped = replace(brownfield.plan(toy()), status="interrupted", audit=None)
    with pytest.raises(KeyboardInterrupt):
        sound(stopped)


@pytest.mark.parametrize("question", ["why", "risk"])
def test_rows_that_cannot_hold_together_are_told(question: str) -> None:
    """Those of the plant and of the promise; and where more of it is said."""
    with pytest.raises(UnansweredError) as caught:
        brownfield.ask(question, promised())
    line = str(caught.value)
    assert line.startswith("There is no sound plan to ")
    assert "commitments, shift_" in line
    assert line.endswith("See brownfield plan small.")
