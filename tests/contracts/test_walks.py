"""Can a number be followed from its cell to the page in few files, in one direction?"""

import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "walks.md"
MOST_FILES = 25
LAYERS = (
    "tables",
    "case",
    "derive",
    "model",
    "solve",
    "plans",
    "questions",
    "tell",
)
"""Folders in the order in which a number passes them."""


def walks() -> dict[str, list[str]]:
    """Return the files of each walk, by its heading."""
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        part.splitlines()[0]: re.findall(r"^\d+\. `([^`]+)`", part, flags=re.MULTILINE)
        for part in parts
    }


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Return which module imports which."""
    return grimp.build_graph("brownfield", cache_dir=None)


def module_of(name: str) -> str:
    """Return the dotted name of a file."""
    return "brownfield." + name.removesuffix(".py").replace("/", ".")


def beside(imports: grimp.ImportGraph, module: str) -> set[str]:
    """Return the modules that one imports, or that import it."""
    imported = imports.find_modules_directly_imported_by(module)
    return imported | imports.find_modules_that_directly_import(module)


def test_there_are_four_walks() -> None:
    """Demand, duty, fee, hazard."""
    assert len(walks()) == 4


@pytest.mark.parametrize("walk", walks())
def test_a_walk_is_short_and_goes_one_way(walk: str) -> None:
    """At most 25 files, each once, from tables to the page."""
    files = walks()[walk]
    assert 10 <= len(files) <= MOST_FILES
    assert len(set(files)) == len(files)
    places = [LAYERS.index(name.split("/")[0]) for name in files]
    assert places == sorted(places)


@pytest.mark.parametrize("walk", walks())
def test_each_file_of_a_walk_is_there_and_hangs_together(
    walk: str, imports: grimp.ImportGraph
) -> None:
    """Each is at most one file away, by imports, from another of the walk."""
    files = {module_of(name) for name in walks()[walk]}
    assert files <= imports.modules, files - imports.modules
    for one in sorted(files):
        near = beside(imports, one)
        further = {name for each in near for name in beside(imports, each)}
        assert (near | further - {one}) & files, f"{one} stands alone"
