"""What a workspace keeps is whole, whatever dies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.desk.store import runs
from brownfield.desk.store.cases import (
    Kept,
    keep,
    kept_case,
    kept_cases,
    named,
    packed,
)
from brownfield.desk.store.edits import (
    ConflictError,
    Edit,
    change,
    new_row,
    undo,
)
from brownfield.desk.store.engines.sqlite import FILE
from brownfield.desk.store.history import difference, history, restore
from brownfield.desk.store.link import Dialect, Found, Link
from brownfield.desk.store.states import State, state
from brownfield.desk.store.workspace import Workspace, held, opened
from brownfield.desk.tables.reading import read
from brownfield.errors import UseError

ANSWER = runs.Answered("worth 7", "", "{}", "<p>7</p>", "<p>7</p>", is_cut=False)


def cell(row: int, column: str, was: str | None, now: str | None) -> Edit:
    """Return a change of a cell of `demand`."""
    return Edit("demand", row, column, was, now)


def made(space: Workspace, *edits: Edit) -> int:
    """Change `mini` as Ann."""
    with space.changing() as link:
        case = kept_case(link, "mini")
        return change(link, case, edits, who="Ann", summary="")


@pytest.mark.parametrize("name", ["mini", "starter"])
def test_a_kept_case_is_the_case(empty: Workspace, name: str) -> None:
    """Cells kept as text read back to the same digest."""
    case, space = read_case(name), empty
    with space.changing() as link:
        kept = keep(link, case, name, "Ann")
    with space.reading() as link:
        found = read(kept.name, state(link, kept, 0))
    assert found.case().digest == case.digest


def test_the_same_name_is_given_once(space: Workspace, mini: Case) -> None:
    """A second case of a name has a number behind it."""
    with space.changing() as link:
        keep(link, mini, "mini", "Ann")
    with space.reading() as link:
        assert [one.name for one in kept_cases(link)] == ["mini", "mini-2"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("../../etc/passwd", "etc-passwd"), ("<script>", "script"), ("..", "case")],
)
def test_a_name_can_stand_in_an_address(wanted: str, name: str) -> None:
    """Slashes, dots and brackets are no part of one."""
    assert named(wanted) == name


def test_an_earlier_version_is_what_it_was(space: Workspace) -> None:
    """Each of three changes is seen in the versions from it on."""
    with space.reading() as link:
        first = state(link, kept_case(link, "mini"), 0)
    price = first["demand"][1]["price"]
    row = dict(first["demand"][2])
    made(space, cell(1, "price", price, "1"))
    made(space, cell(1, "price", "1", None), cell(2, "note", None, "dear"))
    with space.reading() as link:
        case = kept_case(link, "mini")
        assert state(link, case, 0) == first
        assert state(link, case, 1)["demand"][1]["price"] == "1"
        assert "price" not in state(link, case, 2)["demand"][1]
        assert state(link, case, 2)["demand"][2] == {**row, "note": "dear"}


def test_who_is_slower_is_told_and_loses_nothing_of_others(space: Workspace) -> None:
    """A cell that changed since it was shown is not written over."""
    made(space, cell(1, "price", price_of(space), "1"))
    with pytest.raises(ConflictError, match="is 1 now"):
        made(space, cell(2, "note", None, "x"), cell(1, "price", "9", "2"))
    with space.reading() as link:
        case = kept_case(link, "mini")
        assert case.version == 1
        assert "note" not in state(link, case, 1)["demand"][2]


def price_of(space: Workspace) -> str:
    """Return the first price of demand as it is now."""
    with space.reading() as link:
        case = kept_case(link, "mini")
        return state(link, case, case.version)["demand"][1]["price"]


def test_what_was_blanked_and_taken_back_is_no_conflict(space: Workspace) -> None:
    """A row is its cells, in whatever order they were written."""
    with space.changing() as link:
        row = new_row(link, kept_case(link, "mini"), "demand")
    made(space, Edit("demand", row, None, None, '{"price":"3","volume":"9"}'))
    made(space, cell(row, "price", "3", None))
    with space.changing() as link:
        undo(link, kept_case(link, "mini"), "Ann")
        undo(link, kept_case(link, "mini"), "Ann")
        case = kept_case(link, "mini")
        assert row not in state(link, case, case.version)["demand"]


def test_a_difference_holds_rows_as_they_are_at_both_ends(space: Workspace) -> None:
    """A new row with cells changed since; a row that was gone and came back changed."""
    price = price_of(space)
    with space.changing() as link:
        row = new_row(link, kept_case(link, "mini"), "demand")
    made(space, Edit("demand", row, None, None, '{"price":"3"}'))
    made(space, cell(row, "note", None, "new"), cell(1, "price", price, "1"))
    with space.changing() as link:
        case = kept_case(link, "mini")
        first = packed(state(link, case, case.version)["demand"][1])
        gone = Edit("demand", 1, None, first, None)
        change(link, case, [gone], who="Ann", summary="")
        undo(link, kept_case(link, "mini"), "Ann")
        found = difference(link, case, 0, 4)
    assert found == [
        Edit("demand", row, None, None, '{"price":"3","note":"new"}'),
        cell(1, "price", price, "1"),
    ]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "blank", "add", "drop", "undo", "restore"]),
        st.integers(1, 4),
    ),
    max_size=12,
)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_every_version_stays_what_it_was(
    empty: Workspace, steps: list[tuple[str, int]]
) -> None:
    """However cells and rows change, are taken back or restored."""
    with empty.changing() as link:
        name = keep(link, _mini(), "mini", "Ann").name
    seen = [_state(empty, name)]
    for what, where in steps:
        with empty.changing() as link:
            _step(link, kept_case(link, name), (what, where), seen[-1])
        with empty.reading() as link:
            number = kept_case(link, name).version
        if number == len(seen):
            seen.append(_state(empty, name))
        with empty.reading() as link:
            case = kept_case(link, name)
            assert [state(link, case, n) for n in range(len(seen))] == seen
            gone = difference(link, case, 0, case.version)
            assert (not gone) == (seen[0] == seen[-1])
            assert len(history(link, case)) == len(seen)


@cache
def _mini() -> Case:
    return read_case("mini")


def _state(space: Workspace, name: str = "mini") -> State:
    with space.reading() as link:
        case = kept_case(link, name)
        return state(link, case, case.version)


def _step(link: Link, case: Kept, step: tuple[str, int], now: State) -> None:
    (what, where), rows = step, now["demand"]
    if what == "undo" and case.version == 0:
        with pytest.raises(UseError, match="no change that could be taken back"):
            undo(link, case, "Ann")
    elif what == "undo":
        try:
            undo(link, case, "Ann")
        except (UseError, ConflictError):
            return
    elif what == "restore":
        if where <= case.version:
            restore(link, case, case.version - where, "Ann")
    elif what == "add":
        row = new_row(link, case, "demand")
        edit = Edit("demand", row, None, None, '{"price":"3"}')
        change(link, case, [edit], who="Ann", summary="")
    elif where in rows:
        change(link, case, [_edit(what, where, rows[where])], who="Ann", summary="")


def _edit(what: str, where: int, cells: dict[str, str]) -> Edit:
    if what == "drop":
        return Edit("demand", where, None, packed(cells), None)
    return cell(where, "note", cells.get("note"), "n" if what == "set" else None)


class DyingError(Exception):
    """The process dies here."""


@dataclass
class Dying:
    """A connection that dies before one of its statements."""

    link: Link
    left: int

    @property
    def dialect(self) -> Dialect:
        """Return the words of the connection."""
        return self.link.dialect

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Found:
        """Run a statement, if it is not the last hour."""
        if self.left == 0:
            raise DyingError
        self.left -= 1
        return self.link.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Any:
        """Run no statement: a change of cells has none with many rows."""
        raise NotImplementedError


STATEMENTS = (
    10  # case, number, version, three for each of two cells, version of the case
)


@pytest.mark.parametrize("left", range(STATEMENTS))
def test_a_change_is_whole_or_not_there(space: Workspace, left: int) -> None:
    """It dies before any of its ten statements."""
    before = _state(space)
    with pytest.raises(DyingError), space.changing() as link:
        _whole_change(Dying(link, left))
    assert _state(space) == before


def test_a_change_that_lives_is_there(space: Workspace) -> None:
    """With a statement more it is kept: the test above dies at the right places."""
    before = _state(space)
    with space.changing() as link:
        dying = Dying(link, STATEMENTS)
        _whole_change(dying)
    assert dying.left == 0
    assert _state(space) != before


def _whole_change(link: Link) -> None:
    edits = [cell(1, "note", None, "a"), cell(2, "note", None, "b")]
    change(link, kept_case(link, "mini"), edits, who="Ann", summary="")


def test_an_answer_is_there_whole_or_not_at_all(space: Workspace) -> None:
    """A run whose server dies before the end of a change is offered again."""
    with space.changing() as link:
        case = kept_case(link, "mini")
        number = runs.ask(link, case, "plan", {}, digest="d", who="Ann")
        runs.begin(link)
    with pytest.raises(DyingError), space.changing() as link:
        _finish_and_die(link, number)
    with space.changing() as link:
        assert runs.settle(link) == 1
        found = runs.run_of(link, number)
        assert (found.state, found.headline) == (runs.LOST, "")
        assert runs.kept(link, number, "page") is None
        assert runs.ask_again(link, number, "Bob") == number + 1


def _finish_and_die(link: Link, number: int) -> None:
    runs.finish(link, number, ANSWER)
    raise DyingError


def test_an_equal_question_is_answered_once(space: Workspace) -> None:
    """While it waits, is at work or is answered; another digest is another question."""
    with space.changing() as link:
        case = kept_case(link, "mini")

        def asked(digest: str, gap: float) -> int:
            return runs.ask(link, case, "plan", {"gap": gap}, digest=digest, who="Ann")

        first = asked("d", 0.1)
        assert asked("d", 0.1) == first
        runs.begin(link)
        assert asked("d", 0.1) == first
        runs.finish(link, first, ANSWER)
        assert asked("d", 0.1) == first
        assert asked("e", 0.1) != first
        assert asked("d", 0.2) != first


def test_the_decision_of_a_case_is_its_newest_plan_as_it_is(space: Workspace) -> None:
    """Plans under what-ifs and other questions are none, however many came since."""
    with space.changing() as link:
        case = kept_case(link, "mini")
        assert runs.newest_plan(link, case) is None
        of_what_if: dict[str, Any] = {"what_ifs": ["x"]}
        asked = [("plan", {"gap": 0.1}), ("plan", of_what_if), ("why", {})]
        numbers = [
            runs.ask(link, case, question, options, digest="d", who="Ann")
            for question, options in asked
        ]
        for number in numbers:
            runs.finish(link, number, ANSWER)
        found = runs.newest_plan(link, case)
    assert found is not None
    assert found.id == numbers[0]


def test_a_case_that_went_back_has_the_answer_it_had_then(space: Workspace) -> None:
    """Versions 0 and 2 are alike: asking again finds the plan of 0, now of 2."""
    with space.changing() as link:
        kept = [replace(kept_case(link, "mini"), version=v) for v in (0, 1, 2)]
        numbers = [
            runs.ask(link, case, "plan", {}, digest=digest, who="Ann")
            for case, digest in zip(kept[:2], "ab", strict=True)
        ]
        for number in numbers:
            runs.finish(link, number, ANSWER)
        before = runs.newest_plan(link, kept[2])
        assert runs.ask(link, kept[2], "plan", {}, digest="a", who="Ann") == numbers[0]
        found = runs.newest_plan(link, kept[2])
    assert before is not None
    assert found is not None
    assert (before.id, before.version) == (numbers[1], 1)
    assert (found.id, found.version) == (numbers[0], 2)


def test_what_was_stopped_early_is_asked_anew(space: Workspace) -> None:
    """A plan that a person cut short is no answer to the same question."""
    with space.changing() as link:
        case = kept_case(link, "mini")
        first = runs.ask(link, case, "plan", {}, digest="d", who="Ann")
        runs.begin(link)
        cut = runs.Answered("worth 5", "", "{}", "", "", is_cut=True)
        runs.finish(link, first, cut)
        assert runs.ask(link, case, "plan", {}, digest="d", who="Ann") != first


def test_one_server_has_a_folder(tmp_path: Path) -> None:
    """A second one is told so."""
    space = opened(tmp_path)
    with (
        held(space),
        pytest.raises(UseError, match="Another server has the workspace"),
        held(space),
    ):
        pass


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    """A file that is no workspace is refused, and stays as it was."""
    (tmp_path / FILE).write_bytes(b"my own notes, not a database" * 50)
    with pytest.raises(UseError, match="is no workspace"):
        opened(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"my own notes")
