"""One case has one digest, however it is planned."""

import json
import pickle
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.cli import app
from brownfield.errors import UseError
from brownfield.plans.files import write_run
from brownfield.plans.reopen import read_run
from brownfield.solve.run import plan

RUNNER = CliRunner()


def printed(*arguments: str) -> str:
    """Return the digest in the JSON document of a command."""
    done = RUNNER.invoke(app, [*arguments, "--json"], catch_exceptions=False)
    content = json.loads(done.stdout)
    return str(content.get("case_digest") or content["now-or-never"]["case_digest"])


@pytest.fixture(scope="module")
def mini() -> Case:
    """Return the shipped case mini."""
    return read_case("mini")


def test_who_plans_and_how_long_does_not_count(mini: Case) -> None:
    """The case asked for is the same; what is solved is another."""
    chosen = mini.choose(("E",)).with_settings("solve", {"gap": 0.5})
    absent = chosen.restrict(("E",))
    for case in (chosen, absent, pickle.loads(pickle.dumps(absent))):  # noqa: S301 (own bytes)
        assert case.asked_digest == mini.digest
        assert case.digest != mini.digest


def test_what_ifs_and_other_settings_count(mini: Case) -> None:
    """In either order with the parties; a changed horizon is another case."""
    changed = mini.apply("now-or-never")
    assert changed.asked_digest == changed.digest != mini.digest
    assert mini.choose(("E",)).apply("now-or-never").asked_digest == changed.digest
    other = mini.choose(("E",)).with_settings("case", {"title": "Other"})
    assert other.asked_digest == other.digest != mini.digest


def test_every_node_of_the_tree_belongs_to_the_case_asked_for() -> None:
    """What-ifs of the tree change what a node sees, not which case it is."""
    case = read_case("starter")
    nodes = tree(case).nodes["node"].to_list()
    assert {cases_by_node(case)(n).asked_digest for n in nodes} == {case.digest}


def test_every_command_prints_the_same_digest(mini: Case) -> None:
    """Plan, deal and stress of mini, with parties and gap; with a what-if, its own."""
    few = ("--parties", "E", "--gap", "0.01")
    assert printed("plan", "mini", *few) == mini.digest
    assert printed("deal", "mini", "--parties", "E,H", "--gap", "1e-6") == mini.digest
    assert printed("stress", "mini", "--flexibility") == mini.digest
    changed = mini.apply("now-or-never").digest
    assert printed("compare", "mini", "--what-if", "now-or-never", *few) == changed


def test_a_run_folder_is_of_its_case_and_parties(mini: Case, tmp_path: Path) -> None:
    """Another gap reopens it; other parties do not, and the message names them."""
    write_run(plan(mini.choose(("E",))), tmp_path / "run")
    wider = mini.with_settings("solve", {"gap": 0.5}).choose(("E",))
    assert read_run(tmp_path / "run", wider).case.planned_parties == ("E",)
    message = r"holds a plan of E, not of E, H\. .*--parties E$"
    with pytest.raises(UseError, match=message):
        read_run(tmp_path / "run", mini)
