"""How much of the product must be read in to read one file of it?"""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

SRC = Path(__file__).parents[2] / "src"
MOST_DRAGGED = 10  # files of ours, in the median


def test_a_file_drags_few_others() -> None:
    """Half of all files load at most ten others of ours when they are imported.

    The files of packages are left out: but for the first they hold a sentence only.
    """
    edges = {name: set(loaded(name)) & set(FILES) for name in FILES}
    packages = {name for name, path in FILES.items() if path.stem == "__init__"}
    dragged = [len(reached(name, edges) - packages) for name in set(FILES) - packages]
    assert len(dragged) > 500
    assert median(dragged) <= MOST_DRAGGED


def test_what_is_dragged_is_counted_on_paper() -> None:
    """A loads b and c; b loads d; what stands for types alone loads nothing."""
    edges = {"a": {"b", "c"}, "b": {"d"}, "c": {"a"}, "d": set()}
    assert reached("a", edges) == {"b", "c", "d"}
    text = "import x\nif TYPE_CHECKING:\n    import y\nelse:\n    from z import w"
    assert {name for one in at_top(ast.parse(text).body) for name in names(one)} == {
        "x",
        "z",
        "z.w",
    }


def loaded(name: str) -> Iterator[str]:
    """Yield what a file imports at its top, and the packages that it stands in."""
    for one in at_top(ast.parse(FILES[name].read_text(encoding="utf-8")).body):
        yield from names(one)
    yield from packages_of(name)


def at_top(body: Iterable[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that run when a file is loaded."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If):
            if ast.unparse(node.test) != "TYPE_CHECKING":
                yield from at_top(node.body)
            yield from at_top(node.orelse)
        elif isinstance(node, ast.Try):
            yield from at_top(node.body)


def names(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield every module that an import may load."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif node.module:
        yield node.module
        yield from packages_of(node.module)
        yield from (f"{node.module}.{one.name}" for one in node.names)


def packages_of(name: str) -> Iterator[str]:
    """Yield the packages that a module stands in."""
    parts = name.split(".")
    yield from (".".join(parts[:end]) for end in range(1, len(parts)))


def reached(name: str, edges: dict[str, set[str]]) -> set[str]:
    """Return all that a file loads, and what that loads, without itself."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for one in edges[waiting.pop()] - seen:
            seen.add(one)
            waiting.append(one)
    return seen - {name}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts)


FILES = {_module(p).removesuffix(".__init__"): p for p in SRC.rglob("*.py")}


def test_help_loads_no_library_of_tables() -> None:
    """What a command takes is told without Polars, which takes as long as all else."""
    code = (
        "import sys; sys.argv = ['brownfield', '--help']\n"
        "from brownfield.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'polars', 'numpy', 'highspy', 'pydantic'} & set(sys.modules))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "Commands:" in run.stdout
    assert run.stdout.splitlines()[-1] == "set()"
