"""Which mutants of a module do its tests miss?

Run ``python tools/mutants.py derive/trade/duty plans/recount`` with the group
`mutation` of pyproject.toml installed; without names every module below is tried. It
works in a folder of its own, so the sources are never touched. Exit code 1: a module is
below its floor.

Most mutants of the recount contradict a sound plan. So plans of random cases are solved
once and kept, their recount comes first, and what it does not find is left to paper.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src/brownfield")
SURVIVED, UNTESTED = (0, 5, 33), (None, 34)  # exit codes of mutmut; others are killed
SETTINGS = """

[tool.mutmut]
source_paths = ["src"]
only_mutate = [{module}]
pytest_add_cli_args = ["-p", "no:cacheprovider", "--tb=line", "--assert=plain"]
pytest_add_cli_args_test_selection = {tests}
process_isolation = "forkserver"
timeout_multiplier = 3.0
timeout_constant = 30.0
track_dependencies = false
use_git_change_detection = false
"""

ORDER = """
def pytest_collection_modifyitems(items):
    first, last = "test_a_sound_plan", "test_a_fault"
    items.sort(key=lambda item: (first not in item.nodeid) + (last in item.nodeid))
"""
"""Tests that find most come first, slow ones that find little last."""


@dataclass(frozen=True)
class Floor:
    """The least share of mutants that the tests of a module kill."""

    share: float
    tests: tuple[str, ...]


DERIVED_LAW = "tests/derive/test_law_cases.py"
RECOUNTED_LAW = "tests/plans/test_law_cases.py"
RANDOM_PLANS = "tests/plans/test_recount_of_random_plans.py"
BORDER = Floor(
    0.95,
    (
        RECOUNTED_LAW,
        "tests/plans/test_recount_regimes.py",
        "tests/plans/test_quota_volumes.py",
        RANDOM_PLANS,
    ),
)
FLOORS = {
    "derive/trade/duty": Floor(
        0.9,
        ("tests/derive/test_duty.py", "tests/derive/test_part_duties.py", DERIVED_LAW),
    ),
    "derive/trade/origin": Floor(
        0.88,
        (
            "tests/derive/test_origin_of_random_plans.py",
            "tests/derive/test_origin.py",
            DERIVED_LAW,
        ),
    ),
    "derive/carbon": Floor(0.85, ("tests/derive/test_carbon.py",)),
    "plans/recount/trade/duty": BORDER,
    "plans/recount/trade/relief": BORDER,
    "plans/recount/trade/tariff": BORDER,
    "plans/recount/trade/part_origin": BORDER,
    "plans/recount/money/credits": Floor(
        0.95,
        (
            "tests/plans/test_audit_credits.py",
            "tests/plans/test_fleet_rules.py",
            RANDOM_PLANS,
        ),
    ),
    "plans/recount/money/grants": Floor(
        0.95,
        (
            "tests/plans/test_grants_given.py",
            "tests/plans/test_audit_grants.py",
            "tests/plans/test_audit_support.py",
            RANDOM_PLANS,
        ),
    ),
    "plans/recount/money/carbon": Floor(
        0.95,
        (
            "tests/plans/test_carbon_counted.py",
            "tests/plans/test_audit_carbon.py",
            RANDOM_PLANS,
        ),
    ),
    "plans/recount/money/support": Floor(
        0.95,
        ("tests/plans/test_audit_support.py", "tests/plans/test_grants_given.py"),
    ),
    "plans/recount": Floor(0.9, ("tests/plans",)),
    "questions/deal/coalitions/sharing": Floor(
        0.85, ("tests/questions/deal/test_sharing.py",)
    ),
    "questions/stress/weeks/weekly": Floor(
        0.9,
        (
            "tests/questions/stress/test_weekly.py",
            "tests/questions/stress/test_weekly_peer.py",
            "tests/questions/stress/test_goldens.py",
            "tests/questions/stress/test_relief.py",
        ),
    ),
}


@dataclass(frozen=True)
class Found:
    """What became of the mutants of a module; diffs of those that survived."""

    module: str
    killed: int
    survivors: tuple[str, ...]

    @property
    def mutants(self) -> int:
        """Number of mutants that were tried."""
        return self.killed + len(self.survivors)

    @property
    def is_enough(self) -> bool:
        """Whether enough mutants were killed."""
        return self.killed >= _floor(self.module).share * self.mutants > 0


def main(names: Sequence[str]) -> int:
    """Try the modules named, print a table and the survivors, return the exit code."""
    modules = dict.fromkeys(one for name in names or FLOORS for one in _modules(name))
    found = [_tried(module) for module in modules]
    lines = ["module | mutants | killed | survived", "--- | --- | --- | ---"]
    for one in found:
        counts = f"{one.mutants} | {one.killed} | {len(one.survivors)}"
        lines.append(f"{one.module} | {counts}")
    diffs = [diff for one in found for diff in one.survivors]
    below = [f"{one.module} is below its floor" for one in found if not one.is_enough]
    sys.stdout.write("\n".join([*diffs, *lines, *below]) + "\n")
    return 1 if below else 0


def _modules(name: str) -> Iterator[str]:
    """Yield the module of this name, or every module of the folder."""
    _floor(name)
    folder = ROOT / PACKAGE / name
    if not folder.is_dir():
        yield name
        return
    for path in sorted(folder.rglob("*.py")):
        if path.stem != "__init__":
            yield f"{name}/{path.relative_to(folder).with_suffix('')}"


def _floor(name: str) -> Floor:
    for key, floor in FLOORS.items():
        if name == key or name.startswith(f"{key}/"):
            return floor
    message = f"{name} has no floor; there are: {', '.join(FLOORS)}"
    raise SystemExit(message)


def _tried(module: str) -> Found:
    path = PACKAGE / f"{module}.py"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for part in ("src", "tests", "tools", "docs"):
            shutil.copytree(ROOT / part, work / part)
        table = SETTINGS.format(
            module=json.dumps(str(path)), tests=json.dumps(list(_floor(module).tests))
        )
        text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        (work / "pyproject.toml").write_text(text + table, encoding="utf-8")
        (work / "tests" / "conftest.py").write_text(ORDER, encoding="utf-8")
        (work / "solved").mkdir()
        _mutmut(work, "run", "--max-children", "2")
        kept = work / "mutants" / f"{path}.meta"
        codes = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
        if any(code in UNTESTED for code in codes.values()):
            message = f"{module}: mutmut did not try every mutant."
            raise SystemExit(message)
        missed = [key for key, code in codes.items() if code in SURVIVED]
        diffs = tuple(_mutmut(work, "show", key) for key in missed)
    return Found(module, len(codes) - len(missed), diffs)


def _mutmut(work: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=work,
        env=os.environ | {"BROWNFIELD_SOLVED": str(work / "solved")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"mutmut {arguments[0]} failed:\n{done.stdout[-2000:]}{done.stderr}"
        raise SystemExit(message)
    return done.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="such as derive/trade/duty")
    sys.exit(main(parser.parse_args().modules))
