"""The recipes of a case in the terminal and as JSON."""

import json

from typer.testing import CliRunner

from brownfield.cli import app

RUNNER = CliRunner()


def lines_of(*arguments: str) -> list[str]:
    """Return what `brownfield recipes` prints."""
    done = RUNNER.invoke(app, ["recipes", *arguments])
    assert done.exit_code == 0, done.exception
    return done.stdout.splitlines()


def test_only_what_a_plan_may_choose_is_shown_unless_all_is_asked_for() -> None:
    """Four recipes in one or two markets: seven lines, two of them dearer there."""
    few, every = lines_of("starter"), lines_of("starter", "--all")
    assert sum("contends" in line for line in few) == 5
    assert few[-1] == "2 lines that no plan would choose: --all."
    assert sum("dearer" in line for line in every) == 2
    assert "GBP per vehicle" in every[-1]


def test_what_ifs_and_json() -> None:
    """Under import-only nothing is built from kits; numbers are not rounded."""
    told = json.loads(
        "\n".join(lines_of("starter", "--what-if", "import-only", "--json"))
    )
    assert [row["build_option"] for row in told] == [
        "newcar_import",
        "newcar_import",
        "oldcar_home",
    ]
    assert told[0]["lowest"] == 18_711.0
