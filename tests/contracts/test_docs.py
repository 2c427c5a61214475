"""What the documentation promises holds: its code runs, nothing is left out."""

import importlib.util
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

import brownfield
from brownfield.asking.hints import hints
from brownfield.cli import app
from brownfield.model import blocks
from brownfield.plans.files import summary
from brownfield.plans.plan import Plan
from brownfield.plans.results import RESULTS, WORKED_OUT
from brownfield.questions.stress.facts.stops import RankedStop
from brownfield.tables.definitions import TABLES
from brownfield.tell.values import TOLD_ONLY

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^```(console|python) runnable\n(.*?)^```$", re.M | re.S)


def blocks_of(page: Path) -> list[tuple[str, str]]:
    """Return language and text of every block of a page that must run, in order."""
    return FENCE.findall(page.read_text(encoding="utf-8"))


APART = "how-to.md"
"""Its recipes stand each by itself: whoever looks one up has not read the others."""


def runs() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield what runs together, by name: a page, or one recipe."""
    for page in PAGES:
        blocks = blocks_of(page)
        if page.name == APART:
            yield from ((f"{page.name} {n}", [b]) for n, b in enumerate(blocks, 1))
        elif blocks:
            yield page.name, blocks


RUNS = dict(runs())


def made_pages() -> dict[str, Callable[[], str]]:
    """Return the pages that follow from the code, from tools/write_docs.py."""
    pages: dict[str, Callable[[], str]] = write_docs().PAGES
    return pages


def write_docs() -> Any:
    """Return tools/write_docs.py as a module."""
    path = ROOT / "tools" / "write_docs.py"
    spec = importlib.util.spec_from_file_location("write_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def on_one_core() -> None:
    """Leave what is run one core, so that it starts no workers: each test has one."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        os.sched_setaffinity(0, {cores[int(number) % len(cores)]})


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNS)
def test_every_runnable_block_runs(name: str, tmp_path: Path) -> None:
    """The blocks of a page run in order, in one folder, without an error."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for language, text in RUNS[name]:
        shell = ["bash", "-euo", "pipefail", "-c", text]
        command = shell if language == "console" else [sys.executable, "-c", text]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | {"PATH": programs},
            preexec_fn=on_one_core,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"


def test_every_command_is_shown_at_work() -> None:
    """The how-to runs each command at least once."""
    shown = "".join(text for _, text in blocks_of(DOCS / "how-to.md"))
    for name in commands():
        assert f"brownfield {name} " in shown


@pytest.mark.parametrize("name", made_pages())
def test_generated_pages_are_up_to_date(name: str) -> None:
    """Each equals what tools/write_docs.py makes of the code now."""
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == made_pages()[name](), "run python tools/write_docs.py"


def commands() -> dict[str, Any]:
    """Return the commands by name."""
    found: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    return found


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    """docs/cli.md has a section for the command that names each of its options."""
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    section = page.split(f"## `brownfield {name}`")[1].split("\n## ")[0]
    for parameter in commands()[name].params:
        assert parameter.help
        word = parameter.opts[0] if parameter.opts[0].startswith("-") else None
        assert f"`{word or parameter.metavar or parameter.name.upper()}`" in section


def test_every_column_is_documented() -> None:
    """docs/schema.md and docs/results.md have a row for each declared column."""
    for page, tables in (("schema.md", TABLES), ("results.md", RESULTS | WORKED_OUT)):
        text = (DOCS / page).read_text(encoding="utf-8")
        for table in tables.values():
            section = text.split(f"## `{table.name}`\n")[1].split("\n## ")[0]
            own = [c.name for c in table.columns if c.name not in ("source", "note")]
            assert all(f"| `{column}` |" in section for column in own)


@pytest.mark.parametrize("name", brownfield.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """docs/python.md has a row for each name of the package; each can be loaded."""
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{name}[`(]", page, re.M)
    assert getattr(brownfield, name) is not None


def families() -> list[str]:
    """Return the names of the constraint families."""
    prefix = f"{blocks.__name__}."
    found = pkgutil.walk_packages(blocks.__path__, prefix)
    return [entry.name for entry in found if not entry.ispkg]


@pytest.mark.parametrize("name", families())
def test_every_equation_is_documented(name: str) -> None:
    """docs/formulation.md states each equation id next to its file."""
    module = import_module(name)
    ids = [value for key, value in vars(module).items() if key.startswith("EQUATION")]
    page = (DOCS / "formulation.md").read_text(encoding="utf-8")
    assert ids
    for equation in ids:
        file = name.rpartition(".")[2]
        assert re.search(rf"\*\*\({equation}\) [^*]*\*\* \(`{file}\.py`\)", page)


@pytest.mark.parametrize("indent", ["    ", ""], ids=["to 3.12", "from 3.13"])
def test_attributes_are_read_with_and_without_indentation(indent: str) -> None:
    """Python 3.13 strips the indentation of a docstring, earlier versions keep it."""
    lines = ("Attributes", "----------", "gap, seed", "    A share.", "    Or two.")
    docstring = "What is solved.\n\n" + "\n".join(indent + line for line in lines)
    told = write_docs().attributes(docstring + "\n" + indent)
    assert told == {"gap": "A share. Or two.", "seed": "A share. Or two."}


def test_every_json_field_is_documented() -> None:
    """docs/how-to.md has a row for each field of plan --json."""
    page = (DOCS / "how-to.md").read_text(encoding="utf-8")
    source = inspect.getsource(summary)
    names = re.findall(r'^ {8}"(\w+)":', source, re.M)
    assert len(names) > 15
    for name in names:
        assert f"| `{name}` |" in page


def test_every_field_of_the_sweep_is_documented() -> None:
    """docs/how-to.md names each field of stress --sweep --json."""
    page = (DOCS / "how-to.md").read_text(encoding="utf-8")
    names = [one.name for one in fields(RankedStop) if one.metadata != TOLD_ONLY]
    assert len(names) > 10
    for name in names:
        assert f"`{name}`" in page


def test_every_status_is_documented() -> None:
    """docs/how-to.md names each status a plan can have."""
    page = (DOCS / "how-to.md").read_text(encoding="utf-8")
    status = hints(Plan)["status"]
    for name in status.__args__:
        assert f"`{name}`" in page


def test_the_readme_leads_to_every_page() -> None:
    """No page of the documentation is left without a link."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert f"](docs/{page.name})" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Links inside the project point to files that exist."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / target).exists(), target
