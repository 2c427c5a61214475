"""Which mutants of a module do its tests miss?

Run ``python tools/mutants.py derive/trade/duty plans/recount`` with the group
`mutation` of pyproject.toml installed; a folder stands for its modules, and without
names every module below is tried. It works in a folder of its own, so the sources are
never touched. Exit code 1: a module is below its floor. docs/mutants.md holds what was
seen.

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
from collections.abc import Sequence
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
STRESS = "tests/questions/stress"
OF_EVERY_MODULE = (
    "test_recount_corners",
    "test_recount_rows",
    "test_recount_futures",
    "test_recount_rounding",
    "test_recount_of_random_plans",
)
"""Tests of `tests/plans` that run every module of the recount."""
RECOUNT = {
    "complete": (0.98, "complete audit audit_credits"),
    "costs": (0.96, "recount_money audit law_cases recount_capacity"),
    "currencies": (0.96, "recount_currencies audit_rules"),
    "finding": (0.99, "audit_differences recount_openings audit"),
    "money/after_tax": (
        0.99,
        (
            "recount_cash recount_contracts recount_money recount_transfers "
            "audit_tax audit"
        ),
    ),
    "money/carbon": (0.99, "audit_carbon carbon_counted"),
    "money/cash": (
        0.99,
        (
            "recount_cash recount_money audit recount_transfers "
            "recount_free_payments recount_ramps audit_carbon audit_support "
            "grants_given"
        ),
    ),
    "money/contracts": (0.99, "recount_contracts recount_transfers"),
    "money/credits": (0.99, "audit_credits fleet_rules"),
    "money/free_payments": (0.99, "recount_free_payments"),
    "money/grants": (0.99, "audit_grants grants_given audit_support"),
    "money/support": (0.99, "audit_support grants_given audit_differences"),
    "money/offices": (0.99, "headquarters"),
    "money/tax": (0.97, "audit_tax recount_money recount_transfers"),
    "money/worth": (
        0.99,
        (
            "recount_transfers audit audit_differences recount_money "
            "recount_free_payments"
        ),
    ),
    "plants/capacity": (0.99, "recount_capacity audit audit_rules"),
    "plants/demand": (0.99, "recount_money audit recount_regimes"),
    "plants/openings": (0.99, "recount_openings recount_ramps audit"),
    "plants/programmes": (0.99, "recount_ramps recount_money audit audit_rules"),
    "references": (0.99, "complete audit damaged_run audit_differences"),
    "trade/duty": (0.99, "law_cases recount_regimes quota_volumes audit audit_rules"),
    "trade/extra_duty": (0.98, "law_cases audit_rules"),
    "trade/gate": (0.97, "law_cases recount_money audit"),
    "trade/landed_cost": (0.99, "recount_regimes law_cases audit"),
    "trade/origin": (0.99, "law_cases recount_money audit audit_rules recount_regimes"),
    "trade/part_origin": (0.98, "law_cases"),
    "trade/relief": (0.96, "law_cases recount_regimes"),
    "trade/tariff": (0.99, "law_cases recount_regimes audit_rules quota_volumes"),
    "world": (
        0.98,
        (
            "world known recount_currencies recount_openings audit_rules "
            "recount_ramps recount_capacity audit_tax"
        ),
    ),
}
"""Least share killed, and tests of `tests/plans` about the module, without `test_`."""


def _recounted(share: float, names: str) -> Floor:
    own = (f"test_{name}" for name in names.split())
    tests = dict.fromkeys((*own, *OF_EVERY_MODULE))
    return Floor(share, tuple(f"tests/plans/{name}.py" for name in tests))


EVIDENCE = "tests/questions/evidence"
FLOORS = {
    "derive/carbon": Floor(0.95, ("tests/derive/test_carbon.py",)),
    "derive/trade/duty": Floor(
        0.94,
        (
            "tests/derive/test_duty.py",
            "tests/derive/test_part_duties.py",
            "tests/derive/test_duty_trace.py",
            DERIVED_LAW,
        ),
    ),
    "derive/trade/origin": Floor(
        0.93,
        (
            "tests/derive/test_origin.py",
            DERIVED_LAW,
            "tests/derive/test_origin_of_random_plans.py",
        ),
    ),
    "derive/trade/part_origin": Floor(
        0.95,
        (
            "tests/derive/test_origin.py",
            DERIVED_LAW,
            "tests/derive/test_part_duties.py",
        ),
    ),
    **{
        f"plans/recount/{module}": _recounted(share, names)
        for module, (share, names) in RECOUNT.items()
    },
    "questions/deal/coalitions/sharing": Floor(
        0.98, ("tests/questions/deal/test_sharing.py",)
    ),
    "questions/stress/weeks/weekly": Floor(
        0.97,
        (
            *(
                f"{STRESS}/test_{name}.py"
                for name in ("weekly", "weekly_peer", "goldens", "relief")
            ),
        ),
    ),
    "solve/search/headroom": Floor(
        0.99,
        (
            "tests/solve/test_headroom.py",
            "tests/solve/test_headroom_rows.py",
        ),
    ),
    "case/said/grades": Floor(
        0.94, (f"{EVIDENCE}/test_pools.py", f"{EVIDENCE}/test_claims.py")
    ),
    "questions/evidence/claims/priors": Floor(0.96, (f"{EVIDENCE}/test_pools.py",)),
    "questions/evidence/worth/carried": Floor(0.95, (f"{EVIDENCE}/test_points.py",)),
    "questions/evidence/worth/weighed": Floor(0.93, (f"{EVIDENCE}/test_points.py",)),
    "solve/search/tighter": Floor(
        0.99,
        (
            "tests/solve/test_tighter.py",
            "tests/solve/test_headroom.py",
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
        return self.killed >= FLOORS[self.module].share * self.mutants > 0


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


def _modules(name: str) -> list[str]:
    """Return the module of this name, or those of the folder that have a floor."""
    found = [key for key in FLOORS if key == name or key.startswith(f"{name}/")]
    if not found:
        message = f"{name} has no floor; there are: {', '.join(FLOORS)}"
        raise SystemExit(message)
    return found


def _tried(module: str) -> Found:
    path = PACKAGE / f"{module}.py"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for part in ("src", "tests", "tools", "docs"):
            shutil.copytree(ROOT / part, work / part)
        table = SETTINGS.format(
            module=json.dumps(str(path)), tests=json.dumps(list(FLOORS[module].tests))
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
