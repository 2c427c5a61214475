"""Which cells differ between two states of a case: changed, added, removed."""

from dataclasses import replace

import polars as pl

from brownfield.case.case import Case
from brownfield.case.changed import SETTINGS, Change, changes
from brownfield.case.read import read_case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame


def with_table(case: Case, name: str, frame: pl.DataFrame) -> Case:
    """Return the case with another table."""
    return replace(case, tables=dict(case.tables) | {name: frame})


def facts(case: Case, *rows: tuple[str, str | None, str | None]) -> Case:
    """Return the case with facts of id, value and note."""
    cells = [dict(zip(("fact", "value", "note"), row, strict=True)) for row in rows]
    return with_table(case, "facts", typed_frame(TABLES["facts"], cells))


def test_a_case_is_no_different_from_itself() -> None:
    """Row order does not matter, nor do words that change no result."""
    mini = read_case("mini")
    before = facts(mini, ("A", "1", "old words"), ("B", "2", None))
    now = facts(mini, ("B", "2", None), ("A", "1", "new words"))
    assert changes(mini, mini) == ()
    assert changes(before, now) == ()


def test_rows_are_the_same_by_their_key() -> None:
    """A moves from 1 to 3, B goes, C comes."""
    mini = read_case("mini")
    found = changes(
        facts(mini, ("A", "1", None), ("B", "2", None)),
        facts(mini, ("A", "3", None), ("C", "4", None)),
    )
    firm = {"confidence": "reported"}
    assert found == (
        Change("facts", {"fact": "A"}, "changed", {"value": "1"}, {"value": "3"}, ""),
        Change("facts", {"fact": "B"}, "removed", {"value": "2"} | firm, {}, ""),
        Change("facts", {"fact": "C"}, "added", {}, {"value": "4"} | firm, ""),
    )


def test_a_row_names_what_it_cites_now() -> None:
    """The newer source stands beside the change."""
    mini = read_case("mini")
    frame = mini.tables["demand"]
    cited = frame.with_columns(
        volume=pl.col("volume") * 2, source=pl.lit("F1", dtype=pl.String)
    )
    found = changes(mini, with_table(mini, "demand", cited))
    assert len(found) == frame.height
    assert {one.source for one in found} == {"F1"}
    first = frame["volume"][0]
    assert found[0].before == {"volume": first}
    assert found[0].now == {"volume": 2 * first}


def test_a_key_that_comes_twice_is_told_row_by_row() -> None:
    """Two rows of one what-if change the same cells; only the second differs."""
    mini = read_case("mini")
    head = {"what_if": "w", "table": "demand", "column": "volume", "op": "times"}
    both = [head | {"value": "2"}, head | {"value": "3"}]
    later = [head | {"value": "2"}, head | {"value": "5"}]
    old, new = (
        with_table(mini, "what_ifs", typed_frame(TABLES["what_ifs"], rows))
        for rows in (both, later)
    )
    (found,) = changes(old, new)
    assert (found.before, found.now) == ({"value": "3"}, {"value": "5"})


def test_keys_of_case_toml_are_told_like_cells() -> None:
    """A month comes in, the title changes, and goes the other way round."""
    mini = read_case("mini")
    now = mini.with_settings("case", {"as_of": "2026-11", "title": "Other"})
    found = {next(iter(c.now)): (c.kind, c.now) for c in changes(mini, now)}
    assert found == {
        "case.title": ("changed", {"case.title": "Other"}),
        "case.as_of": ("added", {"case.as_of": "2026-11"}),
    }
    gone = [one for one in changes(now, mini) if one.kind == "removed"]
    assert gone == [
        Change(SETTINGS, {}, "removed", {"case.as_of": "2026-11"}, {}, ""),
    ]
