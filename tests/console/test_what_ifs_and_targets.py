"""Does every what-if of the shipped cases go with every way to write an answer?"""

import json
from pathlib import Path

import polars as pl
import pytest

from brownfield.asking.shared import Options
from brownfield.case.case import Case
from brownfield.case.read import read_case, shipped_cases
from brownfield.console.opening import opened
from brownfield.questions.plan.question import on_top
from tests.questions.plan.sheets.books import labelled, read
from tests.test_cli import run

NAMED = [
    (name, what_if)
    for name in ("mini", "starter")
    for what_if in sorted(set(read_case(name).tables["what_ifs"]["what_if"]))
]


@pytest.mark.parametrize(("name", "what_if"), NAMED)
def test_a_what_if_goes_with_report_run_folder_json_and_parties(
    tmp_path: Path, name: str, what_if: str
) -> None:
    """Of starter the alternative itself, too: what it drops is gone already."""
    page, out = tmp_path / "page.html", tmp_path / "run"
    parties = {"mini": "E,H", "starter": "host,importer"}[name]
    words = ("--what-if", what_if, "--report", str(page), "--out", str(out))
    more = ("--json", "--parties", parties, "--gap", "0.01")
    done = run("plan", name, *words, *more)
    assert done.exit_code == 0, done.exception
    assert json.loads(done.stdout)["what_ifs"] == [what_if]
    assert page.is_file()
    assert {"run.json", "report.html", "plan.xlsx"} <= {p.name for p in out.iterdir()}


def test_a_what_if_goes_with_parties(tmp_path: Path) -> None:
    """Two options that leave rows out: parties that plan, and an alternative."""
    page = tmp_path / "page.html"
    words = ("--what-if", "import-only", "--parties", "importer", "--report", str(page))
    assert run("plan", "starter", *words).exit_code == 0
    assert "the plan of the alternative “Keep importing”" in page.read_text()


def test_an_alternative_that_was_applied_acts_once() -> None:
    """A duty doubled twice would be fourfold; import-only is the case itself."""
    case = read_case("starter").apply("duty-doubled")
    assert on_top(case, "duty-doubled") is case
    assert on_top(case, "import-only").what_ifs_applied == (
        "duty-doubled",
        "import-only",
    )


def test_an_alternative_that_matches_nothing_is_an_error_of_the_case_alone() -> None:
    """Without other what-ifs a slip of the pen is told, as before."""
    case = read_case("starter")
    options = case.tables["build_options"]
    kept = options.filter(options["build_option"] != "newcar_kits")
    without = Case(case.name, case.settings, {**case.tables, "build_options": kept})
    with pytest.raises(Exception, match="matches no row of build_options"):
        on_top(without, "import-only")


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped_cases())
def test_each_alternative_can_follow_each_what_if(name: str) -> None:
    """On `merseyside` too, where alternatives drop the same options."""
    case = read_case(name)
    for what_if in sorted(set(case.tables["what_ifs"]["what_if"])):
        changed = case.apply(what_if)
        for title in case.settings.alternatives:
            made = on_top(changed, title)
            assert made.what_ifs_applied[0] == what_if


@pytest.mark.slow
def test_halewood_alone_is_reported_beside_doing_without(tmp_path: Path) -> None:
    """Of `merseyside`: on top of it, the other alternatives would leave nothing."""
    page = tmp_path / "page.html"
    words = ("--what-if", "halewood", "--gap", "0.05", "--report", str(page))
    done = run("plan", "merseyside", *words)
    assert done.exit_code == 0
    assert page.is_file()
    assert "Keep importing from China: GBP" in done.stdout
    assert "Build a new UK plant" not in done.stdout
    assert "the plan of the alternative “Share JLR's Halewood plant”" in done.stdout


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("mini", "G"),
        pytest.param("merseyside", "uk_government", marks=pytest.mark.slow),
    ],
)
def test_a_government_alone_has_nothing_to_decide(
    name: str, party: str, tmp_path: Path
) -> None:
    """Without plants, programmes and demand the value is 0."""
    assert opened(name, Options((), party)).planned_parties == (party,)
    done = run("plan", name, "--parties", party, "--out", str(tmp_path / "run"))
    assert done.exit_code == 0
    assert "worth GBP 0 in present value" in done.stdout
    kept = tmp_path / "run"
    assert json.loads((kept / "run.json").read_text())["value"] == 0.0
    for table in ("starts", "production"):
        assert pl.read_parquet(kept / f"{table}.parquet").is_empty()


def test_nothing_to_decide_is_a_workbook_too(tmp_path: Path) -> None:
    """A government alone has no cash: its workbook says 0, without a formula."""
    book = tmp_path / "plan.xlsx"
    done = run("plan", "mini", "--parties", "G", "--workbook", str(book))
    assert done.exit_code == 0, done.exception
    assert f"Workbook: {book}" in done.stdout
    assert labelled(read(book)["Cash"], "Value of the plan") == [0.0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("plan.html", "which is no workbook. Name a file ending in .xlsx"),
        ("", "is a folder. Name a file: --workbook"),
        ("a/b/plan.xlsx", "There is no folder"),
    ],
)
def test_a_workbook_that_cannot_be_written_is_told_before_any_work(
    name: str, told: str, tmp_path: Path
) -> None:
    """Another ending, a folder, a folder that is not there."""
    done = run("plan", "mini", "--workbook", str(tmp_path / name))
    assert told in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_comparing_and_testing_nothing_is_told_in_words() -> None:
    """Compare finds everything the same; there is nothing to stop."""
    done = run("compare", "mini", "--parties", "G", "--what-if", "now-or-never")
    assert done.exit_code == 0
    assert "same" in done.stdout
    refused = run("stress", "mini", "--parties", "G", "--sweep")
    assert "The plan builds nothing there." in str(refused.exception)


def test_a_company_that_owns_nothing_has_nothing_to_decide(tmp_path: Path) -> None:
    """A name in parties and no more: 0, or a message."""
    mine = tmp_path / "mine"
    assert run("convert", "mini", str(mine)).exit_code == 0
    parties = mine / "parties.csv"
    head, first, *_ = parties.read_text().splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True))
    cells |= {"party": "idle", "kind": "company"}
    parties.write_text(parties.read_text() + ",".join(cells.values()) + "\n")
    done = run("plan", str(mine), "--parties", "idle", "--json")
    assert done.exit_code == 0, done.exception
    assert json.loads(done.stdout)["value"] == 0.0
