"""What is read but changes no plan is noted, and never makes a check fail."""

from pathlib import Path

import pytest

from brownfield.case.read import read_case
from brownfield.questions.plan.facts import source
from brownfield.questions.plan.words.answer import unplanned
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.unplanned import UNPLANNED
from brownfield.tables.files.read import read_raw
from tests.tables.conftest import VALID, Write

AIDED = "policy,kind,territory,year,target\nlimit,aid_ceiling,UK,2026,0.1\n"


def notes_of(folder: Path) -> list[str]:
    """Return the notes of a case in words."""
    return [str(note) for note in check(read_raw(folder)).notes]


def test_a_plain_case_has_no_note(write_case: Write) -> None:
    """Nothing in the valid case is left aside."""
    assert notes_of(write_case()) == []


@pytest.mark.parametrize(
    ("parties", "count"), [(["maker"], 0), (["maker", "state"], 1), ([], 0)]
)
def test_a_limit_of_aid_is_noted_where_a_government_plans(
    write_case: Write, parties: list[str], count: int
) -> None:
    """Who only looks on decides on no aid, so nothing is left aside."""
    planned = f"[plan]\nparties = {parties}\n"
    folder = write_case(
        policies=AIDED,
        case=VALID["case.toml"] + planned,
    )
    assert check(read_raw(folder)).problems == ()
    notes = [n for n in notes_of(folder) if "aid_ceiling (only a deal" in n]
    assert len(notes) == count


def test_the_answer_names_the_same(write_case: Write) -> None:
    """The sentence of answer and report comes from the notes."""
    planned = '[plan]\nparties = ["maker", "state"]\n'
    folder = write_case(policies=AIDED, case=VALID["case.toml"] + planned)
    case = read_case(folder)
    sentence = "Not planned with in this version: 1 row of policies.kind aid_ceiling"
    assert (unplanned(source.unplanned(case)) or "").startswith(sentence)


def test_the_list_names_what_is_declared() -> None:
    """Every table, column and word of the list is in the schema."""
    for entry in UNPLANNED:
        table = TABLES[entry.table]
        if entry.column:
            allowed = table.column(entry.column).allowed
            assert set(entry.words) <= set(allowed)


def test_a_territory_without_a_place_is_noted(write_case: Write) -> None:
    """A measure of an unknown territory applies to nothing, which may be meant so."""
    row = (
        "measure,importer,exporter,hs_code,kind,ad_valorem\nduty,ATLANTIS,,8703,mfn,0\n"
    )
    checked = check(read_raw(write_case(trade_measures=row)))
    assert checked.problems == ()
    (note,) = [str(note) for note in checked.notes]
    assert note.startswith("trade_measures.csv, line 2, column importer (measure=duty)")
    assert "No place of the case lies in this customs territory" in note
    assert "Found: 'ATLANTIS'. There are: UK" in note
