"""What is read but changes no plan is noted, and never makes a check fail."""

from pathlib import Path

from brownfield.case.read import read_case
from brownfield.report.wording import unplanned
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.read import read_raw
from brownfield.tables.unplanned import UNPLANNED
from tests.tables.conftest import VALID, Write

HAZARDS = "hazard,scope,target,rate_per_year\ncyber,party,maker,0.1\n"
SLOW = VALID["case.toml"] + '[solve]\nmethod = "decompose"\n'


def notes_of(folder: Path) -> list[str]:
    """Return the notes of a case in words."""
    return [str(note) for note in check(read_raw(folder)).notes]


def test_a_plain_case_has_no_note(write_case: Write) -> None:
    """Nothing in the valid case is left aside."""
    assert notes_of(write_case()) == []


def test_rows_words_columns_and_settings_are_noted(write_case: Write) -> None:
    """One row of hazards, a tail weight and a method give three notes, no problem."""
    folder = write_case(
        hazards=HAZARDS,
        parties="party,kind,tail_weight\nmaker,company,0.5\nguest,company,0\n",
        case=SLOW,
    )
    checked = check(read_raw(folder))
    assert checked.problems == ()
    assert {note.severity for note in checked.notes} == {"note"}
    tails, hazards, method = notes_of(folder)
    assert "column tail_weight: 1 row of parties.tail_weight. Read and" in tails
    assert "table hazards: 1 row of hazards. Read and checked" in hazards
    assert method.startswith("case.toml, line 6, column solve.method: solve.method dec")


def test_the_answer_names_the_same(write_case: Write) -> None:
    """The sentence of answer and report comes from the notes."""
    case = read_case(write_case(hazards=HAZARDS))
    sentence = "Not planned with in this version: 1 row of hazards."
    assert unplanned(case) == sentence


def test_the_list_names_what_is_declared() -> None:
    """Every table, column and word of the list is in the schema."""
    for entry in UNPLANNED:
        if entry.table == "case":
            continue
        table = TABLES[entry.table]
        if entry.column:
            allowed = table.column(entry.column).allowed
            assert set(entry.words) <= set(allowed)
