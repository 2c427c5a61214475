"""Is a step made anew where a column that it reads differs, and only there?"""

import gc
from collections.abc import Iterator
from weakref import ref

import polars as pl
import pytest

from brownfield.tables import memory
from brownfield.tables.frames import Tables
from brownfield.tables.memory import Few, Same, is_alike, remembered

ROWS = {"key": ["a", "b"], "cost": [1.0, 2.0], "note": ["x", None]}


def frame(**columns: list[object]) -> pl.DataFrame:
    """Return a table of two rows, some of its columns replaced."""
    return pl.DataFrame(ROWS | columns)


def test_columns_that_hold_the_same_rows_are_the_same_frame() -> None:
    """Another note leaves key and cost as they were; another cost does not."""
    same, read = Same(), ("key", "cost")
    first = same.of(frame(), read)
    assert first.columns == ["key", "cost"]
    assert same.of(frame(note=["y", "z"]), read) is first
    assert same.of(first) is first
    for other in (
        {"cost": [1.0, 3.0]},
        {"cost": [2.0, 1.0]},
        {"cost": [1.0, None]},
        {"cost": [1, 2]},
        {"key": ["b", "a"]},
    ):
        found = same.of(frame(**other), read)
        assert found is not first
        assert found.equals(frame(**other).select(read))
    assert same.of(frame(), ("cost", "key")).columns == ["cost", "key"]
    assert same.of(frame(), read) is first


def test_frames_of_the_same_mark_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where every row has the same hash, cells are compared."""
    zeros = pl.Series([0, 0], dtype=pl.UInt64)
    monkeypatch.setattr(pl.DataFrame, "hash_rows", lambda _: zeros)
    same = Same()
    one, other = same.of(frame(), ("cost",)), same.of(frame(cost=[5.0, 6.0]), ("cost",))
    assert (one["cost"].to_list(), other["cost"].to_list()) == ([1.0, 2.0], [5.0, 6.0])
    assert same.of(frame(), ("cost",)) is one


def test_a_frame_that_is_large_is_known_by_itself_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its columns are the same frame each time, those of a copy another one."""
    monkeypatch.setattr(memory, "FEW_ROWS", 1)
    same, large = Same(), frame()
    assert same.of(large, ("cost",)) is same.of(large, ("cost",))
    assert same.of(large.clone(), ("cost",)) is not same.of(large, ("cost",))


def test_nothing_keeps_frames_beyond_the_rows_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two frames of 102 rows each, by what they take, where 203 are kept: one goes."""
    monkeypatch.setattr(memory, "MOST_SAME", 203)
    same, first = Same(), frame()
    gone = ref(same.of(first))
    same.of(frame(cost=[3.0, 4.0]))
    del first
    gc.collect()
    assert gone() is None
    assert not [one for one, _ in same._of.values() if one() is None]


class Counted:
    """A step that adds up costs, and counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(
        self, tables: Tables, rows: pl.DataFrame | None, factor: float
    ) -> float:
        """Return the sum of the costs of `a` and of some rows, times a factor."""
        self.times += 1
        more = [] if rows is None else rows["cost"].to_list()
        return float(sum([*tables["a"]["cost"], *more]) * factor)


def _steps() -> Iterator[tuple[dict[str, pl.DataFrame], pl.DataFrame | None, float]]:
    given = frame(cost=[10.0, 20.0])
    yield {"a": frame()}, given, 1.0
    yield {"a": frame(note=["y", "y"]), "b": given}, given, 1.0
    yield {"a": frame(cost=[1.0, 4.0])}, given, 1.0
    yield {"a": frame()}, frame(cost=[10.0, 30.0]), 1.0
    yield {"a": frame()}, None, 1.0
    yield {"a": frame()}, given, 2.0
    yield {"a": frame()}, given, 1.0


def test_a_step_is_made_anew_for_what_it_reads_and_for_nothing_else() -> None:
    """3 + 30 is made once for three askers; each other sum by itself."""
    made = Counted()
    made.__name__ = "made"  # type: ignore[attr-defined]
    step = remembered(a=("key", "cost"))(made)
    found = [step(*asked) for asked in _steps()]
    assert found == [33.0, 33.0, 35.0, 43.0, 3.0, 66.0, 33.0]
    assert made.times == 5


def test_it_counts_where_a_frame_stands() -> None:
    """Rows of today less those of then are not those of then less those of today."""

    @remembered()
    def less(_: Tables, one: pl.DataFrame | None, other: pl.DataFrame | None) -> str:
        return f"{one is None} {other is None}"

    rows = frame()
    assert less({}, rows, None) == "False True"
    assert less({}, None, rows) == "True False"


def test_a_step_is_handed_no_column_but_those_it_names() -> None:
    """So it cannot hang on another one: reading it is an error."""

    @remembered(a=("key",))
    def cheats(tables: Tables) -> float:
        return float(tables["a"]["cost"].sum())

    @remembered(a=("key",))
    def strays(tables: Tables) -> float:
        return float(tables["b"]["cost"].sum())

    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        cheats({"a": frame()})
    with pytest.raises(KeyError):
        strays({"a": frame(), "b": frame()})


def test_what_a_step_raises_is_raised_again() -> None:
    """An error is no answer: it is found anew."""

    @remembered(a=None)
    def refuses(tables: Tables) -> int:
        raise ValueError(tables["a"]["key"][0])

    for _ in range(2):
        with pytest.raises(ValueError, match="a"):
            refuses({"a": frame()})


def test_some_columns_of_two_cases_are_compared() -> None:
    """Notes are not looked at; keys are."""
    reads = {"a": ("key",)}
    one = Few({"a": frame()}, reads)
    assert is_alike(one, Few({"a": frame(note=["", ""])}, reads))
    assert not is_alike(one, Few({"a": frame(key=["a", "c"])}, reads))
    assert (list(one), len(one)) == (["a"], 1)
