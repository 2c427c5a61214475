"""What is typed for options, names and files, and what is said about it."""

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from brownfield.asking.parties import parties_of, party_of
from brownfield.case.read import read_case
from brownfield.cli import main
from brownfield.errors import BrownfieldError
from tests.test_cli import run


@pytest.fixture(scope="module")
def noticed(short: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the short case with a notice, kept in a workbook."""
    folder = tmp_path_factory.mktemp("noticed")
    mine = Path(shutil.copytree(short, folder / "mine"))
    settings = mine / "case.toml"
    notice = '[case]\nnotice = "For the board only."'
    settings.write_text(settings.read_text().replace("[case]", notice))
    assert run("convert", str(mine), str(folder / "mine.xlsx")).exit_code == 0
    return folder / "mine.xlsx"


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--parties", "E"),
        ("deal", "--parties", "E,H"),
        ("deal", "--parties", "E,H", "--view", "E"),
        ("stress", "--sweep"),
    ],
)
def test_a_notice_is_printed_above_the_answer_only_if_the_case_gives_one(
    short: Path, noticed: Path, arguments: tuple[str, ...]
) -> None:
    """The short case with and without `case.notice`."""
    name, *rest = arguments
    lines = run(name, str(noticed), *rest).stdout.splitlines()
    assert lines[0] == "For the board only."
    plain = run(name, str(short), *rest)
    assert plain.exit_code == 0
    assert "For the board only." not in plain.stdout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("mycse", "mycase"), ("sub/Mycase.xlxs", "sub/mycase.xlsx"), ("mini1", "mini")],
)
def test_a_misspelt_case_gets_the_name_of_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, meant: str
) -> None:
    """Folders and files of cases, not others, and shipped cases."""
    (tmp_path / "mycses").mkdir()
    (tmp_path / "sub").mkdir()
    assert run("new", str(tmp_path / "mycase")).exit_code == 0
    assert run("new", str(tmp_path / "sub" / "mycase"), "--excel").exit_code == 0
    monkeypatch.chdir(tmp_path)
    message = str(run("check", typed).exception)
    assert message.endswith(f"Did you mean {meant!r}?")


def test_parties_go_by_printed_names_and_any_letter_case(short: Path) -> None:
    """`Host` is printed for host, `UK government` for uk_government; host for HOST."""
    starter, merseyside = read_case("starter"), read_case("merseyside")
    assert parties_of(starter, "HOST, Importer") == ("host", "importer")
    assert party_of(merseyside, "uk GOVERNMENT") == "uk_government"
    assert party_of(merseyside, "Chery") == "chery"
    assert party_of(merseyside, "cv") is None
    done = run("deal", str(short), "--parties", "e,h", "--view", "h")
    assert done.stdout.startswith("The deal for H\n")


def test_a_name_that_two_parties_share_names_neither() -> None:
    """`a-b` and `a_b` are printed alike; only as written they are told apart."""
    parties = read_case("mini").tables["parties"]
    two = parties.with_columns(party=pl.Series(["a-b", "a_b", "c"]))
    case = replace(
        read_case("mini"), tables=dict(read_case("mini").tables) | {"parties": two}
    )
    assert party_of(case, "a_b") == "a_b"
    assert party_of(case, "A b") is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("plan", "starter", "--parties", "hots"),
            "no party 'hots'. The case has: importer, host. Did you mean 'host'?",
        ),
        (("deal", "starter", "--view", "Hots"), "importer, host. Did you mean 'host'?"),
    ],
)
def test_a_misspelt_party_gets_a_hint(arguments: tuple[str, ...], message: str) -> None:
    """Names there are, and the nearest."""
    assert message in str(run(*arguments).exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "mini", "--report"),
        ("deal", "mini", "--report"),
        ("stress", "mini", "--report"),
        ("plan", "mini", "--out"),
    ],
)
def test_folders_above_a_target_are_made_one_level_deep_only(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Refused before the work, and nothing is made."""
    target = tmp_path / "slip" / "deeper" / "x.html"
    refused = run(*arguments, str(target)).exception
    assert str(refused) == f"There is no folder {tmp_path / 'slip'}. Create it first."
    assert list(tmp_path.iterdir()) == []


def test_plan_and_deal_note_rows_of_territories_without_a_place(
    short: Path, tmp_path: Path
) -> None:
    """Ten measures of Atlantis: eight notes, and how many more there are."""
    mine = Path(shutil.copytree(short, tmp_path / "mine"))
    measures = mine / "trade_measures.csv"
    head, *rows = measures.read_text().splitlines()
    blank = dict.fromkeys(head.split(","), "")
    cells = blank | {"importer": "Atlantis", "kind": "mfn"}
    more = [
        ",".join((cells | {"measure": f"m{n}", "hs_code": f"88{n:02}"}).values())
        for n in range(10)
    ]
    measures.write_text("\n".join([head, *rows, *more]) + "\n")
    for arguments in (("plan", "--parties", "E"), ("deal", "--parties", "E,H")):
        name, *rest = arguments
        lines = run(name, str(mine), *rest).stdout.splitlines()
        notes = [line for line in lines if line.startswith("Note: trade_measures, ")]
        assert len(notes) == 8
        assert "Found: 'Atlantis'" in notes[0]
        assert lines[-1].endswith("notes like these: see brownfield check mine.")
    assert "Note: " not in run("plan", str(short), "--parties", "E").stdout


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--gap", "-1"), "a share from 0 to 1, e.g. 0.001."),
        (("--gap", "two"), "a share from 0 to 1, e.g. 0.001."),
        (("--gap", "5"), "a share from 0 to 1: write 0.05 for 5 %."),
        (("--time-limit", "0"), "a number above 0, e.g. 60."),
        (("--jobs", "1.5"), "a whole number of at least 1, e.g. 2."),
        (("--years", "1"), "a whole number of at least 2, e.g. 20000."),
        (("--patience", "50"), "a share from 0 to 1: write 0.5 for 50 %."),
        (("--overtime", "10%"), "a share from 0 to 1: write 0.1 for 10 %."),
        (("--spread", "0.8"), "a number above 0 and at most 0.5, e.g. 0.3."),
        (("--correlation", "1"), "a number from 0 to below 1, e.g. 0.5."),
        (("--weeks", "nan"), "a number above 0 and at most 520, e.g. 6."),
        (("--year", "soon"), "a whole number, e.g. 2030."),
    ],
)
def test_an_option_says_what_was_found_and_what_is_allowed(
    arguments: tuple[str, str], allowed: str
) -> None:
    """In one style for all options and commands."""
    option, value = arguments
    done = run("stress", "mini", *arguments)
    assert isinstance(done.exception, BrownfieldError)
    assert str(done.exception) == f"{option} is {value}. It must be {allowed}"


def test_an_option_out_of_range_leaves_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error."""
    monkeypatch.setattr("sys.argv", ["brownfield", "plan", "mini", "--gap", "5"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("brownfield: --gap is 5. It must be")
