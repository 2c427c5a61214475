"""The commands: exit codes and what they print."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from brownfield.case.read import shipped_cases
from brownfield.cli import app, main
from brownfield.errors import BrownfieldError

RUNNER = CliRunner()


def run(*arguments: str) -> Result:
    """Return what a command did."""
    return RUNNER.invoke(app, list(arguments), catch_exceptions=True)


def test_plan_prints_the_documented_document() -> None:
    """Plan --json on mini's entrant alone: 412.496 m, audited, within the gap."""
    done = run("plan", "mini", "--parties", "E", "--json")
    assert done.exit_code == 0
    content = json.loads(done.stdout)
    assert content["value"] == pytest.approx(412.496e6, abs=1e3)
    assert content["audit"]["passed"]
    assert content["status"] == "optimal"
    wanted = "bound gap value_by_party starts openings production seconds model"
    assert set(wanted.split()) <= set(content)
    assert {"case_digest", "versions"} <= set(content)
    assert content["value_by_party"]["E"] == pytest.approx(content["value"])


def test_plan_keeps_a_run_folder(tmp_path: Path) -> None:
    """--out leaves run.json, tables, workbooks and report."""
    out = tmp_path / "run"
    done = run("plan", "mini", "--parties", "H", "--out", str(out))
    assert done.exit_code == 0
    names = {p.name for p in out.iterdir()}
    assert {"run.json", "cash.parquet", "plan.xlsx", "report.html"} <= names
    assert "tables.xlsx" in names


def test_compare_prints_what_differs() -> None:
    """now-or-never costs 8.018 m together: 1,336.5 against 1,328.5."""
    done = run("compare", "mini", "--what-if", "now-or-never")
    assert done.exit_code == 0
    assert "1,336.5" in done.stdout
    assert "1,328.5" in done.stdout
    assert "host" not in done.stdout


@pytest.fixture(scope="module")
def checked() -> dict[str, Result]:
    """Return what `check --strict` says of every shipped case."""
    return {name: run("check", name, "--strict") for name in shipped_cases()}


def test_check_finds_nothing_in_shipped_cases(checked: dict[str, Result]) -> None:
    """Every shipped case is clean, and says no more than its size."""
    assert {done.exit_code for done in checked.values()} == {0}
    for name, done in checked.items():
        assert done.stdout.startswith(f"{name}: no problem in ")
        assert done.stdout.count("\n") == 1


@pytest.fixture
def doubted(tmp_path: Path) -> str:
    """Return a starter case whose Sunday car is not sold in its last year."""
    assert run("new", str(tmp_path / "mine")).exit_code == 0
    demand = tmp_path / "mine" / "demand.csv"
    lines = demand.read_text().splitlines()
    last = max(number for number, line in enumerate(lines) if ",2030," in line)
    demand.write_text("\n".join(lines[:last] + lines[last + 1 :]) + "\n")
    return str(tmp_path / "mine")


def test_a_note_is_an_error_if_check_is_strict(doubted: str) -> None:
    """One market has no row of 2030: a note, and exit code 1 only with --strict."""
    done = run("check", doubted)
    assert done.exit_code == 0
    assert "Note: demand.csv" in done.stdout
    assert "--strict" not in done.stdout
    done = run("check", doubted, "--strict")
    assert done.exit_code == 1
    assert done.stdout.endswith("1 note counts as an error, as --strict asks.\n")


def test_strict_json_keeps_the_word_note(doubted: str) -> None:
    """The document is the same; the exit code tells."""
    plain, strict = (run("check", doubted, "--json", *s) for s in ((), ("--strict",)))
    assert (plain.exit_code, strict.exit_code) == (0, 1)
    assert plain.stdout == strict.stdout
    assert [row["severity"] for row in json.loads(strict.stdout)] == ["note"]


def test_check_lists_a_planted_problem(tmp_path: Path) -> None:
    """A word in a number column: file, line, column and exit code 2."""
    assert run("new", str(tmp_path / "mine")).exit_code == 0
    demand = tmp_path / "mine" / "demand.csv"
    lines = demand.read_text().splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("volume")] = "n/a"
    demand.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    done = run("check", str(tmp_path / "mine"))
    assert done.exit_code == 2
    assert "demand.csv" in done.stdout
    assert "line 2" in done.stdout
    assert "n/a" in done.stdout


def test_a_new_case_plans_in_every_format(tmp_path: Path) -> None:
    """new, convert to a workbook and a database: the digest stays the same."""
    assert run("new", str(tmp_path / "mine")).exit_code == 0
    digests = set()
    for name in ("mine.xlsx", "mine.duckdb", "mine.sqlite", "again"):
        done = run("convert", str(tmp_path / "mine"), str(tmp_path / name))
        assert done.exit_code == 0
        digests.add(done.stdout.split("digest ")[1].strip())
    assert len(digests) == 1


def test_a_new_folder_keeps_the_comments_of_its_settings(tmp_path: Path) -> None:
    """The line that shows how a notice is written is there, as a comment."""
    assert run("new", str(tmp_path / "mine")).exit_code == 0
    text = (tmp_path / "mine" / "case.toml").read_text()
    assert '\n# notice = "Confidential."' in text
    assert run("check", str(tmp_path / "mine")).exit_code == 0


def test_a_new_workbook_is_a_case(tmp_path: Path) -> None:
    """New --excel gives a workbook that checks clean."""
    assert run("new", str(tmp_path / "mine"), "--excel").exit_code == 0
    assert run("check", str(tmp_path / "mine.xlsx")).exit_code == 0


def test_a_blank_workbook_stands_beside_the_new_one(tmp_path: Path) -> None:
    """The blank one has every sheet, and lacks only rows."""
    done = run("new", str(tmp_path / "mine"), "--excel")
    assert "mine-blank.xlsx has the same sheets without rows" in done.stdout
    done = run("check", str(tmp_path / "mine-blank.xlsx"), "--json")
    assert {entry["rule"] for entry in json.loads(done.stdout)} == {"missing_table"}
    again = run("new", str(tmp_path / "mine"), "--excel")
    assert "exists. Name another file." in str(again.exception)


def test_what_was_read_in_its_own_way_is_said_before_the_plan(tmp_path: Path) -> None:
    """A workbook with a sheet of one's own: one line on standard error, same plan."""
    assert run("convert", "mini", str(tmp_path / "mine")).exit_code == 0
    (tmp_path / "mine" / "#workings.csv").write_text("a\n1\n")
    done = run("plan", str(tmp_path / "mine"), "--time-limit", "60")
    assert done.exit_code == 0
    assert "brownfield: mine: File '#workings.csv' not read.\n" in done.stderr


def test_capacity_shows_every_plant() -> None:
    """Capacity on mini names its three plants."""
    done = run("capacity", "mini")
    assert done.exit_code == 0
    assert all(name in done.stdout for name in ("HAL", "CN", "NEW"))


def test_capacity_of_the_starter_is_what_its_tables_say() -> None:
    """home_plant 2026: 30 x 8 x 2 x 230 x 0.85 = 93,840, less 44,000 old cars.

    An old car earns 17,800 - 14,050 - 500 - 130 = 3,120. A kit sold at home costs
    4,060 x 1.02 + 9,300 x 1.04 + 2,730 + 500 + 130 = 17,173.2 and earns 3,326.8 (25,000
    of them). Next door one with a far battery is worth 17,043.2 - 500 + a crew of
    80 m / 46,920 = 18,748.23 at the gate and pays 10 % of 19,148.23; one with a home
    battery passes its test, pays nothing and costs 17,500 + 550 + 372 + 500 + 400 =
    19,322 of 20,500: 1,178 (10,000). The need is certain: what pays is what is left.
    """
    done = run("capacity", "starter", "--json")
    rows = {(row["facility"], row["year"]): row for row in json.loads(done.stdout)}
    row = rows["home_plant", 2026]
    assert row["status"] == "operating"
    assert row["technical"] == pytest.approx(93_840)
    assert row["spare"] == pytest.approx(49_840)
    assert row["littlewood_lease"] == pytest.approx(49_840)
    assert row["margin_host"] == pytest.approx(3_120)
    assert row["margin_lease"] == pytest.approx(
        (25_000 * 3_326.8 + 10_000 * 1_178) / 35_000
    )


def test_capacity_says_its_units() -> None:
    """The last line under the table of mini names standard vehicles and pounds."""
    last = run("capacity", "mini").stdout.splitlines()[-1]
    assert last == "Standard vehicles a year; margins in GBP per standard vehicle."


def test_an_unknown_case_gets_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """merseysid: exit code 2 and did you mean merseyside."""
    done = run("plan", "merseysid")
    assert isinstance(done.exception, BrownfieldError)
    monkeypatch.setattr("sys.argv", ["brownfield", "plan", "merseysid"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "Did you mean 'merseyside'" in capsys.readouterr().err


def test_a_target_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path,
) -> None:
    """--out on a folder with other content, --report on a folder: no solve, a hint."""
    (tmp_path / "mine.txt").write_text("keep me")
    refused = run("plan", "mini", "--out", str(tmp_path))
    assert isinstance(refused.exception, BrownfieldError)
    assert "is not a run folder" in str(refused.exception)
    assert (tmp_path / "mine.txt").read_text() == "keep me"
    refused = run("plan", "mini", "--report", str(tmp_path))
    assert "Name a file" in str(refused.exception)
    refused = run("plan", "mini", "--report", str(tmp_path / "mine.txt"))
    assert "is no page" in str(refused.exception)
    refused = run("plan", "mini", "--report", str(tmp_path / "mine.txt" / "x.html"))
    assert "mine.txt is a file, not a folder" in str(refused.exception)
    assert (tmp_path / "mine.txt").read_text() == "keep me"


def test_a_deal_in_hardly_any_time_still_tells_what_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Small groups are planned before the first look at the clock; never nothing."""
    words = ["brownfield", "deal", "mini", "--time-limit", "0.01", "--jobs", "1"]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("Together E, H and G are worth GBP ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--view", "Z"), "View the deal as one of: E, H, G"),
        (("--view", "E", "--json"), "Take one"),
        (("--parties", "E"), "A deal needs 2 to 5 parties; named: E"),
    ],
)
def test_deal_refuses_what_it_cannot_do(
    arguments: tuple[str, ...], message: str
) -> None:
    """Before any plan is made."""
    assert message in str(run("deal", "mini", *arguments).exception)


def test_parties_without_a_name_are_refused() -> None:
    """--parties , would plan for everyone."""
    assert "names nobody" in str(run("plan", "mini", "--parties", ",").exception)


def test_a_workbook_is_made_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """New --excel deep/mine makes the folder."""
    assert run("new", str(tmp_path / "deep" / "mine"), "--excel").exit_code == 0
    assert (tmp_path / "deep" / "mine.xlsx").exists()


def test_stress_prints_a_list_of_stops() -> None:
    """--sweep --json: one object a stop, worst first, H's plant among them."""
    done = run("stress", "mini", "--sweep", "--json")
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    hal = next(r for r in rows if (r["scope"], r["target"]) == ("facility", "HAL"))
    assert hal["weeks"] == 6
    assert hal["lost_value_by_party"]["H"] > 0


def test_stress_answers_in_words_and_writes_its_report(tmp_path: Path) -> None:
    """A kept plan is tested again: event, risk, cures, flexibility, report."""
    kept, page = tmp_path / "kept", tmp_path / "deep" / "stress.html"
    assert run("plan", "starter", "--out", str(kept)).exit_code == 0
    done = run("stress", "starter", "--run", str(kept), "--report", str(page))
    assert done.exit_code == 0
    for words in ("what stops", "outage domain", "simulated years", "best set"):
        assert words in done.stdout
    assert page.exists()
    more = ("--sweep", "--run", str(kept), "--report", str(page))
    assert "simulated years" not in run("stress", "starter", *more).stdout
    assert "simulated years" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--event", "flood"), "There is no hazard or what-if 'flood'"),
        (("--lengths", "normal"), "allowed: lognormal, triangular"),
        (("--run", "nowhere"), "is not a run folder"),
        (("--report", "."), "Name a file"),
        (("--report", "plan.csv"), "no page. Name a file ending in .html or .htm"),
    ],
)
def test_stress_refuses_what_it_cannot_do(
    arguments: tuple[str, str], message: str
) -> None:
    """The message says what was found and what is allowed."""
    assert message in str(run("stress", "mini", *arguments).exception)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--design", "host-cyber", "--year", "2026"), "2026 is the first year"),
        (("--future", "fast", "--year", "2027"), "no year 2027: it runs from 2028"),
    ],
)
def test_stress_knows_its_years(arguments: tuple[str, ...], message: str) -> None:
    """Years in which there is nothing to reckon with are refused."""
    assert message in str(run("stress", "starter", *arguments).exception)


def test_stress_says_what_the_case_lacks() -> None:
    """Mini has neither hazards nor mitigations: asked by name that is no answer."""
    done = run("stress", "mini", "--cures", "--years", "100")
    assert done.exit_code == 1
    for table in ("hazards", "mitigations"):
        assert f"The case has no {table}" in done.stdout


def test_a_sweep_needs_no_hazards_but_the_page_says_they_lack(tmp_path: Path) -> None:
    """Exit code 0: the sweep was asked for and given; the page wants all."""
    page = tmp_path / "stress.html"
    done = run("stress", "mini", "--sweep", "--report", str(page))
    assert done.exit_code == 0
    assert "The case has no" not in done.stdout
    text = page.read_text(encoding="utf-8")
    for table in ("hazards", "mitigations"):
        assert f"The case has no {table}" in text
