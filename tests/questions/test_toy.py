"""Is a new question a folder of five files and one row of the registry?"""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import brownfield
from brownfield import cli
from brownfield.errors import UseError
from brownfield.questions.registry import ROOMS, Room
from tests.test_cli import run

WRITER = Path(__file__).parents[2] / "tools" / "write_docs.py"
TOY = Room("toy", "Count what the market asks for.", "tests.questions.toy")


@pytest.fixture(autouse=True)
def toy() -> Iterator[None]:
    """Add the row, and the command that follows from it, for one test."""
    commands = list(cli.app.registered_commands)
    ROOMS.append(TOY)
    cli.add(TOY)
    yield
    ROOMS.remove(TOY)
    cli.app.registered_commands[:] = commands


@pytest.fixture(scope="module")
def demand() -> pl.DataFrame:
    """Return the demand of the smallest shipped case."""
    return brownfield.read_case("mini").tables["demand"]


def test_it_has_a_command(demand: pl.DataFrame) -> None:
    """Words, options of its own beside those of every command, and an exit code."""
    row = demand.row(0, named=True)
    told = run("toy", "mini", "--year", str(row["year"]), "--product", row["product"])
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{row['product']}: ")
    none = run("toy", "mini", "--year", "1950")
    assert none.exit_code == 1
    assert "there is no such demand" in none.stderr


def test_its_numbers_are_checked_as_they_are_typed() -> None:
    """The message names the option, what was typed and what is allowed."""
    done = run("toy", "mini", "--year", "soon")
    assert isinstance(done.exception, UseError)
    assert "--year is soon. It must be a whole number" in str(done.exception)


def test_it_has_json_with_what_if_and_all(demand: pl.DataFrame) -> None:
    """The fields of its document, in order, but for those told only."""
    content = json.loads(run("toy", "mini", "--json").stdout)
    assert list(content) == ["vehicles", "total"]
    assert content["total"] == pytest.approx(demand["volume"].sum())
    more = json.loads(run("toy", "mini", "--what-if", "hi", "--json").stdout)
    assert more["total"] != content["total"]


def test_it_has_a_page(tmp_path: Path) -> None:
    """--report writes it, and says so."""
    target = tmp_path / "toy.html"
    done = run("toy", "mini", "--report", str(target))
    assert f"Report: {target}" in done.stdout
    assert "vehicles" in target.read_text(encoding="utf-8")
    wrong = run("toy", "mini", "--report", str(tmp_path))
    assert "Name a file: --report" in str(wrong.exception)


def test_without_a_paper_it_has_no_option_for_one(tmp_path: Path) -> None:
    """Help does not name it, and Python says so."""
    told = run("toy", "--help").stdout
    assert "--report" in told
    assert "--pdf" not in told
    assert "--slides" not in told
    found = brownfield.toy(brownfield.read_case("mini"))
    with pytest.raises(UseError, match="no board paper of toy"):
        found.write_pdf(tmp_path / "toy.pdf")


def test_it_is_a_python_function(tmp_path: Path, demand: pl.DataFrame) -> None:
    """With the same options by name, and an answer that tells itself."""
    case = brownfield.read_case("mini")
    year = demand["year"][0]
    found = brownfield.toy(case, year=year)
    wanted = demand.filter(pl.col("year") == year)["volume"].sum()
    assert found.document.total == pytest.approx(wanted)
    assert json.loads(found.to_json())["total"] == pytest.approx(wanted)
    assert brownfield.to_json(found) == found.to_json()
    found.write_report(tmp_path / "toy.html")
    assert (tmp_path / "toy.html").exists()
    assert "Count" in found._repr_html_()
    with pytest.raises(UseError, match="no option 'colour'; there are: year, products"):
        brownfield.toy(case, colour="red")


def test_it_is_documented() -> None:
    """The page of the commands lists it with its options; that of JSON its fields."""
    pages = runpy.run_path(str(WRITER))["PAGES"]
    commands, documents = pages["cli.md"](), pages["json.md"]()
    assert "## `brownfield toy`" in commands
    assert "| `--product` | text, repeatable | Count this product; repeat. |" in (
        commands
    )
    assert "| `vehicles` | Demand by product, vehicles over the years " in documents
