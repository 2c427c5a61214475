"""Pieces of work: the same answer on any number of hands, and Ctrl-C in between."""

from collections.abc import Mapping
from typing import Any

import pytest

import brownfield
from brownfield.asking.stages import Stages
from brownfield.asking.work import Work
from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.questions.risk.text import is_answered, remarks
from brownfield.tables.frames import Row
from brownfield.work.executor import Serial
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


def case() -> Case:
    """Return the toy with ranges and a what-if."""
    return small_case({**rows_of(), "what_ifs": [DEAR]})


def doubled(number: int) -> int:
    """Return twice a number; 3 stands for Ctrl-C."""
    if number == 3:
        raise KeyboardInterrupt
    return 2 * number


def test_two_hands_give_the_same_answer() -> None:
    """Regret, ranges, budgets and draws, to the last digit."""
    asked = {"under": ("all",), "draws": 4, "keep": 2}
    one = brownfield.risk(case(), **asked).to_json()
    two = brownfield.risk(case(), work=Work(jobs=2), **asked).to_json()
    assert one == two


def test_nothing_is_begun_after_an_interruption() -> None:
    """2 is finished, 3 and 4 are not, and 5 of the next stage is not begun."""
    stages = Stages(Work(), Serial())
    assert stages.each(doubled, {"two": 2, "three": 3, "four": 4}) == {"two": 4}
    assert stages.each(doubled, {"five": 5}) == {}
    assert stages.left_out == ["three", "four", "five"]


def test_what_was_not_finished_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the first assumptions are moved: the regrets are there."""

    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("brownfield.questions.risk.question.swing", pressed)
    found = brownfield.risk(case(), under=("dear",), draws=4).document
    assert found.regrets is not None
    assert found.assumptions == ()
    assert found.sampled is None
    assert not is_answered(found)
    (remark,) = remarks(found)
    assert remark.startswith("brownfield: not finished: assumptions 1 to 3")
    assert "several assumptions at once" in remark
    assert "4 draws" in remark


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"draws": 4}, "Add rows with low"), ({"correlation": ("1~2=.5",)}, "--draws")],
)
def test_draws_from_nothing_are_refused(asked: Mapping[str, Any], told: str) -> None:
    """A case without ranges, and a correlation that nothing is drawn with."""
    with pytest.raises(UseError, match=told):
        brownfield.risk(small_case({}), **asked)
