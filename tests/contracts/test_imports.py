"""Is every import at the top of its file, but for those that start-up puts off?"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "brownfield"
PUT_OFF = {
    "cli.py": "a command loads what it needs, so that --help is quick",
    "case/read.py": "DuckDB loads for databases only",
    "console/checking.py": "writers of workbooks and databases load for --fix only",
    "solve/backends/named.py": "SCIP is an extra",
    "tables/files/read.py": "DuckDB and the workbook reader load for such files only",
    "tell/sea_legs.py": "searoute loads a graph of all sea lanes",
}
"""Files with imports inside functions, and why."""


def inner_imports(path: Path) -> Iterator[int]:
    """Yield the lines of imports inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno


@pytest.mark.parametrize(
    "name", sorted(str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("*.py"))
)
def test_imports_stand_at_the_top(name: str) -> None:
    """Other files have none inside a function."""
    lines = list(inner_imports(PACKAGE / name))
    assert not lines or name in PUT_OFF, lines


def test_nothing_is_put_off_in_vain() -> None:
    """Every file that is listed is there and puts something off."""
    put_off = {name for name in PUT_OFF if list(inner_imports(PACKAGE / name))}
    assert put_off == set(PUT_OFF)
