"""The document of a stress test: what is asked for is told, and no more."""

from dataclasses import replace

import pytest

from brownfield.plans.plan import Plan
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.document import document, whole
from brownfield.questions.stress.facts.stops import ranked
from brownfield.questions.stress.question import StressTest, stress
from brownfield.tell.values import values

ASKED = Asked(years=300, events=("host-cyber", "far-parts-late"))
BARE = Asked(sweep=False, cures=False, flexibility=False, years=0)


@pytest.fixture(scope="module")
def tested(found: Plan) -> StressTest:
    """Return every answer on the starter case but a design."""
    return stress(found, ASKED)


def test_what_nobody_asked_for_is_no_key(tested: StressTest) -> None:
    """Nine keys stand in front of the answers, and the notes on rows behind them."""
    first = "case case_digest currency node year setting is_complete absent plan"
    answers = "sweep events risk cures flexibility"
    assert list(values(document(tested))) == [
        *first.split(),
        *answers.split(),
        "row_notes",
    ]
    bare = StressTest(tested.planned, tested.setting)
    assert list(values(document(bare))) == [*first.split(), "row_notes"]


def test_what_was_asked_for_by_name_leads(tested: StressTest) -> None:
    """One event asked for, the other is left, and so is the dearest of the others."""
    asked = replace(BARE, events=("host-cyber",))
    lead = whole(tested, asked).lead
    assert [event.event for event in lead.events] == ["host-cyber"]
    assert [event.event for event in lead.others] == ["far-parts-late"]
    assert lead.dearest_other == lead.others[0]
    others = (lead.sweep, lead.years, lead.cures, lead.flexibility, lead.design)
    assert not any(others)


def test_gains_and_losses_of_a_stop_are_added_up(tested: StressTest) -> None:
    """5 and 2 lost, 3 gained: 7 and -3; a stop that only moves money costs nothing."""
    assert tested.sweep is not None
    one = replace(tested.sweep.findings[0], by_party={"a": 5.0, "b": -3.0, "c": 2.0})
    none = replace(tested.sweep.findings[1], by_party={"a": 1.0, "b": -1.0})
    first, second = ranked(replace(tested.sweep, findings=(none, one)))
    assert (first.losses, first.gains, first.lost_value) == (7.0, -3.0, 4.0)
    assert first.is_costly
    assert (second.losses, second.gains, second.is_costly) == (1.0, -1.0, False)
