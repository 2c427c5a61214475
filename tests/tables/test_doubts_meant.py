"""What the case says is meant is told once as meant, and counts as no note."""

import json
from pathlib import Path

import pytest

from brownfield.case.case import Case
from brownfield.case.read import check_case, read_case
from brownfield.tables.doubts.every import notes_of
from brownfield.tables.settings import CheckSection
from tests.tables.omissions import change, starter, times, with_cell
from tests.test_cli import run

CARS = "trade_measures.ad_valorem: measure=home-cars"
WHAT_IF = "what_ifs.value: what_if=duty-doubled"


@pytest.fixture
def prohibitive(tmp_path: Path) -> Path:
    """Return a case with a duty of 100 % on cars, which a what-if leaves alone."""
    folder = starter(tmp_path)
    change(
        folder,
        "trade_measures",
        with_cell(("measure", "home-cars"), "ad_valorem", "1"),
    )
    return folder


def say(folder: Path, *entries: str) -> Path:
    """Write entries into the settings of a case."""
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    lines = f"\n[check]\nmeant = {json.dumps(entries)}\n"
    path.write_text(text + lines, encoding="utf-8")
    return folder


def test_a_duty_of_100_per_cent_can_be_meant(prohibitive: Path) -> None:
    """It is noted until the case says so; then it is listed as meant."""
    (note,) = check_case(prohibitive).notes
    assert (note.rule, note.severity) == ("per_cent", "note")
    checked = check_case(say(prohibitive, CARS))
    assert checked.notes == ()
    (meant,) = checked.meant
    assert (meant.place, meant.severity) == (note.place, "meant")
    told = run("check", str(prohibitive), "--strict")
    assert told.exit_code == 0
    assert told.stdout.count("Meant so: trade_measures.csv, line 2") == 1
    (row,) = json.loads(run("check", str(prohibitive), "--json").stdout)
    assert (row["rule"], row["severity"]) == ("per_cent", "meant")


def test_a_plan_does_not_note_it_either(prohibitive: Path) -> None:
    """Which of its cells are meant moves no plan: the digest stays."""
    before = read_case(prohibitive)
    after = read_case(say(prohibitive, CARS))
    assert [note.rule for note in notes_of(before.tables, before.settings)] == [
        "per_cent"
    ]
    assert notes_of(after.tables, after.settings) == []
    assert before.digest == after.digest


def test_what_to_write_is_printed_with_the_notes(prohibitive: Path) -> None:
    """The first cell that is in doubt, as an entry that answers it."""
    told = run("check", str(prohibitive)).stdout.splitlines()[-1]
    assert told == (
        f'What is meant so is said in [check] of case.toml, e.g. meant = ["{CARS}"]'
    )


@pytest.mark.parametrize(
    ("entry", "lines"),
    [(CARS, [3, 4, 5, 6]), ("trade_measures.ad_valorem", [])],
)
def test_other_rows_stay_in_doubt(tmp_path: Path, entry: str, lines: list[int]) -> None:
    """Duties of 10, 2, 4, 10 and 15; one of them, or the whole column, is meant."""
    folder = starter(tmp_path)
    change(folder, "trade_measures", times(None, "ad_valorem", 100))
    checked = check_case(say(folder, entry))
    assert [note.line for note in checked.notes] == lines
    assert len(checked.meant) == 5 - len(lines)


def test_what_a_what_if_sets_can_be_meant(tmp_path: Path) -> None:
    """10 % ten times is 100 %, which the table itself has not."""
    folder = starter(tmp_path)
    change(folder, "what_ifs", with_cell(("what_if", "duty-doubled"), "value", "10"))
    (note,) = check_case(folder).notes
    assert (note.file, note.line, note.rule) == ("what_ifs.csv", 4, "per_cent")
    checked = check_case(say(folder, WHAT_IF))
    assert checked.notes == ()
    assert [meant.line for meant in checked.meant] == [4]


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        ("lane.freight", "There is no table 'lane'", "Did you mean 'lanes'?"),
        (
            "lanes.fright",
            "Table lanes has no column 'fright'",
            "Did you mean 'freight'?",
        ),
        ("lanes.freight: orgin=x", "lanes has no column 'orgin'", "colon"),
        ("lanes.freight", "Nothing is told of this cell", "Take it out"),
        ("case.terminal", "Nothing is told of this cell", "Take it out"),
    ],
)
def test_an_entry_that_answers_nothing_is_noted(
    tmp_path: Path, entry: str, message: str, hint: str
) -> None:
    """By its line in case.toml, which is the last of the file."""
    folder = say(starter(tmp_path), entry)
    (note,) = check_case(folder).notes
    last = len((folder / "case.toml").read_text(encoding="utf-8").splitlines())
    assert (note.file, note.line, note.rule) == (
        "case.toml",
        last,
        "meant_of_nothing",
    )
    assert note.value == entry
    assert message in note.message
    assert hint in note.hint


def test_a_key_of_the_settings_can_be_meant(tmp_path: Path) -> None:
    """A terminal rule whose number is 0."""
    folder = starter(tmp_path)
    path = folder / "case.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("terminal_multiple = 2", "terminal_multiple = 0"),
        encoding="utf-8",
    )
    assert [note.rule for note in check_case(folder).notes] == ["terminal"]
    assert check_case(say(folder, "case.terminal")).notes == ()


def test_a_list_that_was_parted_at_commas_is_put_together() -> None:
    """A sheet holds `demand.price: product=a, place=b, lanes.freight` in one cell."""
    parted = ("demand.price: product=a", "place=b", "lanes.freight")
    whole = CheckSection.model_validate({"meant": parted}).meant
    assert whole == ("demand.price: product=a, place=b", "lanes.freight")


def test_a_case_in_a_workbook_keeps_what_is_meant(
    prohibitive: Path, tmp_path: Path
) -> None:
    """Written and read again, with a condition of two columns."""
    say(prohibitive, f"{CARS}, kind=mfn")
    book = tmp_path / "mine.xlsx"
    assert run("convert", str(prohibitive), str(book)).exit_code == 0
    case: Case = read_case(book)
    assert case.settings.check.meant == (f"{CARS}, kind=mfn",)
    assert check_case(book).notes == ()
