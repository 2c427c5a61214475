"""Ctrl-C gives the best plan so far, with its bound, and says what it did."""

import math
import signal
import sys
from dataclasses import replace

import pytest

import brownfield
from brownfield.cli import main
from brownfield.console import ask as command
from brownfield.questions.plan import question
from brownfield.questions.plan.document import document
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.solve.backends.solution import Progress


@pytest.mark.slow
def test_ctrl_c_in_the_search_gives_the_best_plan_so_far() -> None:
    """Pressed once a plan is found, it leaves an audited plan below its bound."""
    pressed: list[float] = []

    def press(progress: Progress) -> None:
        if math.isfinite(progress.gap) and not pressed:
            pressed.append(progress.gap)
            signal.raise_signal(signal.SIGINT)

    case = brownfield.read_case("merseyside").with_settings("solve", {"gap": 0.0})
    found = brownfield.plan(case, on_progress=press)
    assert pressed
    assert found.status == "interrupted"
    assert found.is_sound
    assert found.value < found.bound < math.inf


def test_ctrl_c_before_a_plan_claims_nothing() -> None:
    """Without a plan the answer does not call the case impossible."""
    solved = brownfield.plan(brownfield.read_case("mini"))
    nothing = replace(
        solved,
        status="interrupted",
        value=math.nan,
        bound=math.nan,
        gap=math.nan,
        tables={},
        audit=None,
    )
    told = document(Study(nothing.case, nothing, (), None))
    lines = text(told).splitlines()
    assert "No plan was found before the search was stopped." in lines
    assert not any("satisfies" in line or "conflict" in line for line in lines)


def test_ctrl_c_in_the_plan_beside_it_keeps_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the plan would be compared with is named as left out, and not compared."""

    def pressed(*_parts: object) -> None:
        raise KeyboardInterrupt

    solved = brownfield.plan(brownfield.read_case("mini"))
    monkeypatch.setattr(question, "doing_without", pressed)
    told = document(question.beside_nothing(solved))
    assert "nothing begun" in told.left_out
    assert told.value == solved.value
    assert told.decision.worse_off is None
    assert told.payback is None


def test_ctrl_c_outside_the_search_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1: finished without an answer."""

    def interrupted(*_parts: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "ask", interrupted)
    monkeypatch.setattr(sys, "argv", ["brownfield", "plan", "mini"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    told = "brownfield: stopped by Ctrl-C; no file is half-written."
    assert told in capsys.readouterr().err
