"""Two states of a case, told apart by `brownfield compare --case`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brownfield.case.changed import Change
from brownfield.cli import app
from brownfield.console.states import changes_told
from brownfield.errors import UseError

RUNNER = CliRunner()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return mini as it was when its entrant sold half as many."""
    folder = tmp_path / "older"
    assert RUNNER.invoke(app, ["convert", "mini", str(folder)]).exit_code == 0
    path = folder / "demand.csv"
    head, *rows = path.read_text().splitlines()
    at = head.split(",").index("volume")
    halved = []
    for row in rows:
        cells = row.split(",")
        cells[at] = str(float(cells[at]) / 2)
        halved.append(",".join(cells))
    path.write_text("\n".join([head, *halved]) + "\n")
    return folder


def test_cells_and_answers_are_told_apart(older: Path) -> None:
    """Mini is worth 1,336.5 m now; its volumes were half of what they are."""
    done = RUNNER.invoke(app, ["compare", "--case", str(older), "mini"])
    assert done.exit_code == 0, done.exception
    changed, answer = done.stdout.split("\nValue (")
    assert "demand" in changed
    assert "1,336.5" in answer


def test_json_has_each_change_and_both_plans(older: Path) -> None:
    """Every market has one changed cell, and now is twice before."""
    done = RUNNER.invoke(app, ["compare", "--case", str(older), "mini", "--json"])
    content = json.loads(done.stdout)
    assert list(content) == ["changes", "before", "now"]
    for change in content["changes"]:
        assert change["table"] == "demand"
        assert change["now"]["volume"] == 2 * change["before"]["volume"]
    assert content["now"]["value"] > content["before"]["value"]


def test_two_equal_states_are_said_to_be_the_same() -> None:
    """Mini against itself."""
    done = RUNNER.invoke(app, ["compare", "--case", "mini", "mini"])
    assert done.exit_code == 0
    assert done.stdout.startswith("The tables are the same.\n")


def test_states_of_two_currencies_are_not_set_side_by_side(older: Path) -> None:
    """Pounds then, euros now."""
    path = older / "case.toml"
    path.write_text(path.read_text().replace('"GBP"', '"EUR"'))
    done = RUNNER.invoke(app, ["compare", "--case", str(older), "mini"])
    assert isinstance(done.exception, UseError)
    assert "counts in EUR, the case in GBP" in str(done.exception)


def test_years_of_one_market_share_a_line() -> None:
    """2027, 2028 and 2030 go from 10 and 30 to 20 and 60; both sources are named."""
    found = [
        Change(
            "demand",
            {"product": "car", "place": "home", "year": year},
            "changed",
            {"volume": volume},
            {"volume": 2 * volume},
            source,
        )
        for year, volume, source in (
            (2027, 10.0, "F1"),
            (2028, 20.0, "F1,F2"),
            (2030, 30.0, "F2"),
        )
    ]
    line = changes_told(found).splitlines()[2]
    assert line.split("  ") == [
        "demand",
        "product=car, place=home, year=2027..2028, 2030",
        "volume",
        "10 .. 30",
        "20 .. 60",
        "F1,F2",
    ]


def test_added_and_removed_rows_are_named_in_a_line_each() -> None:
    """Two facts came, one went; a long list is cut."""
    found = [
        Change("facts", {"fact": "A"}, "added", {}, {"value": "1"}, ""),
        Change("facts", {"fact": "C"}, "removed", {"value": "1"}, {}, ""),
        Change("facts", {"fact": "B" * 80}, "added", {}, {"value": "1"}, ""),
    ]
    gone, came = changes_told(found).splitlines()[2:]
    assert gone.split() == ["facts", "C", "removed", "1", "row"]
    assert came.split() == ["facts", "A,", "B" * 58 + "...", "added", "2", "rows"]
    assert changes_told([]) == "The tables are the same."


def test_compare_needs_something_to_compare_with() -> None:
    """Neither a what-if nor another state: both ways are named."""
    done = RUNNER.invoke(app, ["compare", "mini"])
    assert isinstance(done.exception, UseError)
    assert "--case OLD" in str(done.exception)
