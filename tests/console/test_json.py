"""Every ``--json`` is one document, whoever writes to the descriptor it goes to."""

import json
from dataclasses import replace
from math import inf, nan
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.plans.audit import SCHEMA, Audit
from brownfield.plans.files import to_json, write_run
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.questions.stress import question as stress_question
from brownfield.solve.run import plan
from tests.console.processes import piped
from tests.test_cli import run

SHORT = "SHORT"  # in its place comes the folder of the short case
COMMANDS = {
    "plan side by side": ("plan", SHORT, "--jobs", "2", "--report"),
    "compare": ("compare", SHORT, "--what-if", "hi", "--jobs", "2"),
    "deal": ("deal", SHORT, "--parties", "E,H", "--jobs", "2"),
    "stress": ("stress", SHORT, "--jobs", "2"),
    "stress sweep": ("stress", "starter", "--sweep", "--jobs", "2"),
    "capacity": ("capacity", "mini"),
    "check": ("check", "starter"),
}
FAILED = (("cash", "party=E", 5.0, None, inf, 1e-6, False),)


@pytest.fixture(scope="module")
def found() -> Plan:
    """Return the plan of the smallest case."""
    return plan(read_case("mini"))


@pytest.fixture(scope="module")
def failed(found: Plan) -> Plan:
    """Return the plan with an audit that found an empty cell: infinitely far off."""
    lines = pl.DataFrame(FAILED, schema=SCHEMA, orient="row")
    return replace(found, audit=Audit(lines))


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_piped_document_is_json_from_first_to_last_byte(
    words: tuple[str, ...], short: Path, tmp_path: Path
) -> None:
    """Neither the solver nor a worker of --jobs writes a line of its own."""
    page = (str(tmp_path / "page.html"),) if words[-1] == "--report" else ()
    placed = [str(short) if word == SHORT else word for word in words]
    done = piped(*placed, *page, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) is not None


def test_the_solver_says_nothing_in_a_process_of_its_own() -> None:
    """Of the two lines of its banner, none is on either descriptor."""
    done = piped("plan", "mini", "--json")
    assert done.returncode == 0, done.stderr
    assert "HiGHS" not in done.stderr
    assert json.loads(done.stdout)["what_ifs"] == []


def test_numbers_that_are_not_finite_become_null() -> None:
    """At any depth: inf, -inf and nan; all else stays."""
    content: dict[str, Any] = {
        "a": inf,
        "b": [1.5, -inf, {"c": (nan, 2, "x", True, None)}],
    }
    wanted = {"a": None, "b": [1.5, None, {"c": [None, 2, "x", True, None]}]}
    assert json.loads(json_text(content)) == wanted


def test_an_audit_that_is_infinitely_off_is_told(failed: Plan) -> None:
    """The difference is null, and the row says which cell is empty."""
    told = json.loads(to_json(failed))["audit"]
    assert told["passed"] is False
    assert told["largest_difference"] is None
    (row,) = told["failures"]
    assert (row["check"], row["where"]) == ("cash", "party=E")
    assert (row["expected"], row["found"], row["difference"]) == (5.0, None, None)


def test_stress_refuses_a_plan_whose_audit_failed(
    failed: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, no answer, and the row that differs."""
    monkeypatch.setattr(stress_question, "solve", lambda _case, **_options: failed)
    done = run("stress", "mini", "--sweep", "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "the audit of the plan failed, so nothing is tested" in str(done.exception)
    assert "party=E" in str(done.exception)


def test_a_kept_run_keeps_its_audit_and_is_refused_if_it_failed(
    found: Plan, failed: Plan, tmp_path: Path
) -> None:
    """The same plan kept with an audit that passed is tested."""
    folder = tmp_path / "run"
    write_run(found, folder)
    words = ("stress", "mini", "--sweep", "--json", "--run", str(folder))
    assert run(*words).exit_code == 0
    write_run(failed, folder)
    done = run(*words)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "party=E" in str(done.exception)
    (folder / "audit.parquet").unlink()
    assert "lacks audit.parquet" in str(run(*words).exception)
