"""Is an answer taken again for the same frames, and for them alone?"""

from functools import partial

import polars as pl

from brownfield.case.read import read_case
from brownfield.case.what_if import change_tables
from brownfield.tables.frames import Replaced
from brownfield.tables.memory import Again, Read


def test_the_same_frames_and_question_have_one_answer() -> None:
    """An equal frame that is another one, or another question, is answered anew."""
    again, made = Again[int](most=2), []

    def count() -> int:
        made.append(1)
        return len(made)

    one, other = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1]})
    asked = [([one], "x"), ([one], "x"), ([other], "x"), ([one], "y"), ([one], "x")]
    assert [again.of(frames, name, count) for frames, name in asked] == [1, 1, 2, 3, 4]


def _first(frame: pl.DataFrame) -> str:
    return str(frame["a"][0])


def test_a_frame_that_is_gone_is_forgotten() -> None:
    """Frames are held weakly: a new one at the same place in memory is no old one."""
    again = Again[str](most=8)
    for value in range(50):
        frame = pl.DataFrame({"a": [value]})
        assert again.of([frame], None, partial(_first, frame)) == str(value)
        del frame


def test_replaced_tables_leave_the_others_unread() -> None:
    """Only what is asked for is read of the tables below; the new one is not."""
    read = Read({name: pl.DataFrame({"old": [1]}) for name in ("a", "b", "c")})
    tables = Replaced(read, b=pl.DataFrame({"new": [2]}))
    assert tables["b"].columns == ["new"]
    assert tables["c"].columns == ["old"]
    assert set(read.frames) == {"c"}
    assert sorted(tables) == ["a", "b", "c"]
    assert len(tables) == 3


def test_a_change_is_made_anew_for_other_tables() -> None:
    """10 % on freight twice over is 21 %, not 10 % from memory."""
    tables = dict(read_case("starter").tables)
    row = {"table": "lanes", "where": None, "op": "times", "column": "freight"}
    row |= {"value": "1.1", "what_if": "dearer"}
    once = change_tables(tables, row)
    assert once is not None
    again = change_tables(dict(tables), row)
    assert again is not None
    assert again["lanes"] is once["lanes"]
    twice = change_tables(dict(once), row)
    assert twice is not None
    before, after = tables["lanes"]["freight"], twice["lanes"]["freight"]
    assert after.to_list() == [1.1 * (1.1 * freight) for freight in before]
