"""Ctrl-C keeps what is finished, in every part of a stress test."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pytest

from brownfield.case.read import read_case
from brownfield.model.arrays.linear import Floats
from brownfield.plans.plan import Plan
from brownfield.questions.stress.asked import Asked
from brownfield.questions.stress.cures import portfolio
from brownfield.questions.stress.cures.cures import Cure
from brownfield.questions.stress.document import document
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.question import stress
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep import sweep as module
from brownfield.questions.stress.text import is_answered, remarks
from brownfield.solve.run import plan
from brownfield.tell.values import values
from brownfield.work.notes import Item, OnNote, Result


@pytest.fixture(scope="module")
def found() -> Plan:
    """Return the plan of the starter case."""
    return plan(read_case("starter"))


class Pressed:
    """Runs nothing: Ctrl-C is pressed before the first item."""

    def map(
        self,
        _function: Callable[[Item], Result],
        _items: Iterable[Item],
        _on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Raise, as an executor does after Ctrl-C."""
        raise KeyboardInterrupt
        yield


def test_events_before_ctrl_c_are_kept(found: Plan) -> None:
    """The risk is interrupted: the event is there, what follows is not begun."""
    begun: list[str] = []
    asked = Asked(sweep=False, events=("host-cyber",), years=100)
    test = stress(found, asked, executor=Pressed(), on_begin=begun.append)
    assert [event.name for event in test.events] == ["host-cyber"]
    assert test.risk is None
    assert test.treatment is None
    assert not test.is_complete
    assert begun == ["replaying host-cyber", "100 years of stops"]
    told = json.loads(json.dumps(values(document(test))))
    assert told["is_complete"] is False
    assert "risk" not in told
    assert not is_answered(document(test))
    assert remarks(document(test))[0].startswith("brownfield: interrupted; ")


def test_an_interrupted_sweep_ends_the_test(found: Plan) -> None:
    """Its empty list is kept; cures and links are not begun."""
    test = stress(found, Asked(), executor=Pressed())
    assert test.sweep is not None
    assert not test.is_complete
    assert test.flexibility is None


def test_ctrl_c_while_questions_are_prepared_ends_the_sweep(
    found: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second stop is being prepared: nothing is answered, nothing is raised."""
    planned = plan_network(found, usual_node(found), Setting())
    begun: list[object] = []

    def pressed(*_arguments: object) -> Floats:
        begun.append(None)
        if len(begun) > 1:
            raise KeyboardInterrupt
        return np.ones(len(planned.resources))

    monkeypatch.setattr(module, "availability", pressed)
    stops = [module.Stop(("facility", "home_plant"), 6.0)] * 3
    swept = module.sweep(planned, stops)
    assert not swept.is_complete
    assert swept.findings == ()


def test_the_best_set_so_far_is_kept(
    found: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at the fourth set: single cures are priced, the best of three is told."""
    tried: list[tuple[str, ...]] = []

    def worth(
        _market: portfolio.Market, _clinic: portfolio.Clinic, chosen: Sequence[Cure]
    ) -> float:
        tried.append(tuple(cure.name for cure in chosen))
        if len(tried) > 3:
            raise KeyboardInterrupt
        return float(len(tried))

    monkeypatch.setattr(portfolio.Market, "worth", worth)
    asked = Asked(sweep=False, flexibility=False, years=0)
    test = stress(found, asked)
    assert test.treatment is not None
    assert not test.treatment.is_complete
    assert not test.is_complete
    assert test.treatment.best.cures == tried[2]
    assert len(test.treatment.singles) == 4


def test_nothing_is_missing_without_ctrl_c(found: Plan) -> None:
    """Every answer that was asked for is there."""
    test = stress(found, Asked(years=100))
    assert test.is_complete
    assert test.sweep
    assert test.risk
    assert test.treatment
    assert test.flexibility
