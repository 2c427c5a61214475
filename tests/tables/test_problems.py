"""Are problems told so that a planner can mend them?"""

from brownfield.tables.frames import problems_frame
from brownfield.tables.problems import Problem, TableError, did_you_mean


def _problem(rule: str, line: int) -> Problem:
    return Problem(
        table="demand",
        file="demand.csv",
        sheet=None,
        line=line,
        column="volume",
        value="x",
        rule=rule,
        message="This column holds a number",
        hint="Enter a number",
        row="product=car",
    )


def test_the_error_counts_rules_and_shows_five_rows() -> None:
    """Seven problems of two rules are counted; five rows, of both rules, are shown."""
    problems = [_problem("wrong_type", line) for line in range(2, 8)]
    error = TableError((*problems, _problem("bounds", 9)))
    lines = str(error).splitlines()
    assert lines[0] == "7 problems in the tables (wrong_type 6, bounds 1):"
    assert lines[1] == (
        "  demand.csv, line 2, column volume (product=car): "
        "This column holds a number. Found: 'x'. Enter a number."
    )
    assert "line 9" in lines[5]
    assert lines[6] == "  and 2 more. brownfield check lists all."
    assert len(error.problems) == 7


def test_one_problem_is_told_in_the_singular() -> None:
    """A single problem is shown without a rest."""
    text = str(TableError((_problem("bounds", 2),)))
    assert text.startswith("1 problem in the tables (bounds 1):")
    assert len(text.splitlines()) == 2


def test_the_frame_has_a_column_for_each_attribute() -> None:
    """Problems become a frame; no problem gives a frame without rows."""
    frame = problems_frame([_problem("bounds", 2)])
    assert frame.columns[:9] == [
        "table",
        "file",
        "sheet",
        "line",
        "column",
        "value",
        "rule",
        "message",
        "hint",
    ]
    assert frame.row(0)[:4] == ("demand", "demand.csv", None, 2)
    assert problems_frame([]).schema == frame.schema


def test_the_nearest_word_is_suggested_whatever_its_case() -> None:
    """Letter case does not hide the word that was meant."""
    assert did_you_mean("HALEWOD", ["halewood"], "no") == "Did you mean 'halewood'?"
    assert did_you_mean("xyz", ["halewood"], "no") == "no"
