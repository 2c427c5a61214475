"""Is every figure of a page that of the command's JSON?"""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from brownfield.case.read import read_case
from brownfield.desk.assets import OF_CHARTS, assets
from brownfield.desk.packing import tighter
from brownfield.desk.pages.answers.beside import beside
from brownfield.desk.pages.answers.sheets import sheets_in
from brownfield.desk.pages.visit import Desk, Visit
from brownfield.desk.runs.worker import Task, answered
from brownfield.desk.store import runs
from brownfield.desk.store.cases import keep, kept_case
from brownfield.desk.store.runs import LEVEL
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import opened
from brownfield.tell.numbers import money
from tests.desk.conftest import Reader
from tests.desk.test_pages import CLOCKS
from tests.test_cli import run

CASES = ("mini", "starter", pytest.param("merseyside", marks=pytest.mark.slow))


@cache
def answer_of(name: str, folder: Path) -> runs.Answered:
    """Return the plan of a case as a worker of the desk tells it; made once."""
    space = opened(folder)
    with space.changing() as link:
        kept = keep(link, read_case(name), name, "Ann")
        cells = state(link, kept, 0)
    return answered(Task(1, name, cells, {}, "plan", {}), lambda _: None)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which cases are answered."""
    return tmp_path_factory.mktemp("figures")


@pytest.mark.parametrize("name", ["mini", "starter"])
def test_the_json_of_an_answer_is_that_of_the_command(
    name: str, room: Path, tmp_path: Path
) -> None:
    """Every figure, but for clocks, where the command writes a page, too."""
    told = json.loads(answer_of(name, room / name).document)
    asked = ("plan", name, "--json", "--report", str(tmp_path / "page.html"))
    wanted = json.loads(run(*asked).stdout)
    assert {k: v for k, v in told.items() if k not in CLOCKS} == {
        k: v for k, v in wanted.items() if k not in CLOCKS
    }


@pytest.mark.parametrize("name", CASES)
def test_figures_of_pages_are_those_of_the_json(
    name: str, room: Path, desk: Desk, reader: Reader
) -> None:
    """Of the answer, of its tables, and side by side with itself."""
    found = answer_of(name, room / name)
    document = json.loads(found.document)
    with desk.space.changing() as link:
        kept = keep(link, read_case(name), name, "Ann")
        for digest in ("one", "other"):
            number = runs.ask(link, kept, "plan", {}, digest=digest, who="Ann")
            runs.begin(link)
            runs.finish(link, number, found)
    currency = document["currency"]
    text = reader.client.get("/runs/1").text
    assert money(document["value"], currency) in text
    assert money(document["value"], currency) in found.headline
    parties = {p: v for p, v in document["value_by_party"].items() if abs(v) >= 1}
    (table,) = [s for s in sheets_in(found.page) if s.name == "Value by party"]
    printed = {str(row[1]) for row in table.rows[1:]}
    assert printed >= {money(value, currency) for value in parties.values()}
    asked = {"run": ["1", "2"], "all": ["1"]}
    lines = beside(desk, Visit({}, asked, "Ann")).content.lines
    facts: dict[str, Any] = {line.name: line.values for line in lines}
    for what in ("value", "bound", "gap"):
        assert facts[what] == [document[what]] * 2
    for party, value in document["value_by_party"].items():
        name_of = f"value by party {party}".replace("_", " ")
        assert facts[name_of] == [value] * 2
    assert all(line.differences[1] in ("", "+0", "+0.00") for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_light(name: str, room: Path) -> None:
    """At most 400 kB on the wire with style, script and every chart drawn."""
    pytest.importorskip("brotli", reason="brotli, of the extra web, is not installed")
    page = gzip.compress(answer_of(name, room / name).page.encode(), LEVEL)
    beside_it = ("page.css", "desk.css", "page.js")
    small = sum(len(assets()[one].packed) for one in beside_it)
    assert len(tighter(page)) + len(assets()[OF_CHARTS].tight) + small <= 400_000


def test_what_a_case_can_show_is_linked(room: Path, desk: Desk, reader: Reader) -> None:
    """Parts of its newest plan, which are there; what is not answered is asked."""
    found = answer_of("mini", room / "mini")
    with desk.space.changing() as link:
        case = kept_case(link, "mini")
        runs.ask(link, case, "plan", {}, digest="one", who="Ann")
        runs.begin(link)
        runs.finish(link, 1, found)
    places = reader.client.get("/cases/mini.json").json()["places"]
    where = {one["name"]: one["address"] for one in places}
    assert where["Why"] == "/cases/mini/ask/why"
    parts = [link for link in where.values() if link.startswith("/runs/1/page#")]
    assert len(parts) == 4
    for link in parts:
        assert f'id="{link.partition("#")[2]}"' in found.page
