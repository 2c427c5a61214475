"""The source keeps the rules of size, imports and speed."""

import ast
import re
import resource
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from brownfield.questions.registry import Room, every_room

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "brownfield"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400  # lines of a file
MOST_BODY = 50  # lines of a function without its docstring
NUMERIC = (
    "case",
    "derive",
    "model",
    "solve",
    "questions/plan/question.py",
)  # make the numbers
TELLING = (
    *("words", "figures", "grids", "keys", "page", "paper", "sections"),
    *("sheets", "side_by_side", "text"),
)
VERBS = {"found", "told", "known", "made"}
"""Names that say what was done to a thing, and not what it is."""

HELP_SECONDS = 1.0  # CPU seconds; twice the aim, for noise of a shared machine

WEB = ("answering", "application", "events", "gate", "reading")
"""Files of desk/app that know the web framework."""

HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "artifact" + "ory",
    "registry" + ".npmjs",
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(home|root|work|Users)/\w")


def name_of(path: Path) -> str:
    """Return a path as it is printed in a test's name."""
    return str(path.relative_to(ROOT))


def verbs(path: Path) -> list[int]:
    """Return the lines of a file in which a local or parameter is named by a verb."""
    text = path.read_text(encoding="utf-8")
    if not any(verb in text for verb in VERBS):
        return []
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    outer = [n for n in ast.walk(ast.parse(text)) if isinstance(n, functions)]
    inside = [node for function in outer for node in ast.walk(function)]
    names = [n for n in inside if isinstance(n, ast.Name)]
    named = [(n.lineno, n.id) for n in names if isinstance(n.ctx, ast.Store)]
    named += [(n.lineno, n.arg) for n in inside if isinstance(n, ast.arg)]
    return sorted({line for line, name in named if name in VERBS})


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the full names of all modules a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return frozenset(names)


def bodies(path: Path) -> dict[str, int]:
    """Return the lines of each function's body, its docstring left out."""
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            body = node.body[1:] if has_docstring else node.body
            last = body[-1].end_lineno if body else None
            found[node.name] = last - body[0].lineno + 1 if last else 0
    return found


def plain_group_sums(path: Path) -> list[int]:
    """Return the lines where a group's values are added up in no fixed order."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    aggregations = [c for c in calls if getattr(c.func, "attr", "") == "agg"]
    return [
        inner.lineno
        for call in aggregations
        for inner in ast.walk(call)
        if isinstance(inner, ast.Attribute) and inner.attr in ("sum", "mean")
    ]


def tracked() -> list[Path]:
    """Return the text files under version control; all of them in a bare copy."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("this copy is not under version control")
    paths = [ROOT / name for name in done.stdout.split("\0") if name]
    return [p for p in paths if p.is_file() and "vendor" not in p.parts]


def is_inside(path: Path, place: str) -> bool:
    """Return whether a file is the named file, or in the named folder, of src."""
    where = PACKAGE / place
    return path == where or where in path.parents


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    """A file has at most 400 lines, the body of a function at most 50."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert {n: lines for n, lines in bodies(path).items() if lines > MOST_BODY} == {}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_say_which_question_they_answer(path: Path) -> None:
    """Each module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("highspy", {"solve/backends/highs.py"}),
        ("jinja2", {"tell/shell.py"}),
        ("searoute", {"tell/sea_legs.py"}),
        ("starlette", {f"desk/app/{name}.py" for name in WEB}),
        ("uvicorn", {"desk/app/server.py"}),
        ("typer", {"cli.py", "console/typed.py"}),  # commands, and options as typed
    ],
)
def test_some_libraries_have_one_home(library: str, homes: set[str]) -> None:
    """Solver, templates, sea lanes, web and command line are imported there only."""
    users = {p for p in SOURCES if any(n.split(".")[0] == library for n in imported(p))}
    assert users == {PACKAGE / home for home in homes}


def test_the_audit_shares_nothing_with_what_it_audits() -> None:
    """Nothing in plans imports model, derive or solve."""
    banned = ("brownfield.model", "brownfield.derive", "brownfield.solve")
    files = [path for path in SOURCES if is_inside(path, "plans")]
    assert files
    for path in files:
        assert not [n for n in imported(path) if n.startswith(banned)], path


def test_nothing_imports_the_package_root() -> None:
    """Inside the package modules are imported from their own place."""
    for path in SOURCES:
        assert "brownfield" not in imported(path), path


@pytest.mark.parametrize("room", every_room(), ids=lambda room: room.name)
def test_telling_never_computes(room: Room) -> None:
    """The import contract of a room names everything in it that tells, and forbids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    article = "an" if room.name[0] in "aeiou" else "a"
    name = f"Telling {article} {room.name} never computes"
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = [one for one in contracts if one["name"] == name]
    inside = PACKAGE / "questions" / room.name
    telling = [one for one in TELLING if list(inside.glob(f"{one}*"))]
    assert {"text", "page"} <= set(telling)
    assert {f"{room.folder}.{one}" for one in telling} <= set(
        contract["source_modules"]
    )
    wanted = {f"brownfield.{one}" for one in ("case", "derive", "model", "solve")}
    forbidden = set(contract["forbidden_modules"])
    assert wanted | {"brownfield.plans", f"{room.folder}.question"} <= forbidden


def test_no_file_names_a_registry_or_a_machine() -> None:
    """Tracked text has no host of a package registry and no path of one machine."""
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not [host for host in HOSTS if host in text], path
        assert MACHINE_PATHS.search(text) is None, path


def test_names_say_what_the_thing_is() -> None:
    """A plan is no `found`, a sentence no `told`: locals and parameters are nouns."""
    assert {name_of(p): lines for p in SOURCES if (lines := verbs(p))} == {}


def test_help_comes_at_once() -> None:
    """Brownfield --help takes well under a second of CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", "from brownfield.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "capacity" in done.stdout
    used = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    assert used < HELP_SECONDS


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if p.relative_to(PACKAGE).parts[0] in NUMERIC],
    ids=name_of,
)
def test_groups_are_added_up_in_row_order(path: Path) -> None:
    """A plain sum of a group depends on threads; `derive.frames.total` does not."""
    assert plain_group_sums(path) == []
