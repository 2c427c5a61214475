"""The page on mutants speaks of every module with a floor, and its sums are right."""

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mutants.md"
SOURCE = ROOT / "src" / "brownfield"
ROW = re.compile(
    r"^\| `([a-z_/]+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (.+) \|$", re.M
)


@cache
def tool() -> Any:
    """Return tools/mutants.py as a module."""
    path = ROOT / "tools" / "mutants.py"
    spec = importlib.util.spec_from_file_location("mutants", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


ROWS = {row[0]: row[1:] for row in ROW.findall(PAGE.read_text(encoding="utf-8"))}


def test_every_module_with_a_floor_has_a_row() -> None:
    """And every row has a floor."""
    assert sorted(ROWS) == sorted(tool().FLOORS)


@pytest.mark.parametrize("module", ROWS)
def test_a_row_adds_up_and_meets_its_floor(module: str) -> None:
    """Killed and left make all; who leaves some says why."""
    *counts, reason = ROWS[module]
    mutants, killed, gaps, same = map(int, counts)
    assert killed + gaps + same == mutants
    assert gaps == 0
    assert (reason == "-") is (same == 0)
    assert tool().FLOORS[module].share <= killed / mutants


def test_every_module_of_the_recount_has_a_floor_and_every_floor_a_module() -> None:
    """The tests it names are there as well."""
    recount = (SOURCE / "plans" / "recount").rglob("*.py")
    names = {
        str(path.relative_to(SOURCE).with_suffix(""))
        for path in recount
        if path.stem != "__init__"
    }
    floors = tool().FLOORS
    assert names <= floors.keys()
    assert all((SOURCE / f"{module}.py").is_file() for module in floors)
    missing = [t for f in floors.values() for t in f.tests if not (ROOT / t).is_file()]
    assert missing == []
