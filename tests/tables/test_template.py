"""Does the template guide a planner, and read back as the case it holds?"""

import zipfile
from pathlib import Path

import fastexcel
import pytest

from brownfield.errors import UseError
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.read import read_raw
from brownfield.tables.writing.how_to import number_format
from brownfield.tables.writing.template import comment_of, write_workbook_template
from tests.tables.conftest import Write
from tests.tables.samples import frames_equal


def test_the_template_reads_back_as_the_case(write_case: Write, tmp_path: Path) -> None:
    """A filled template is a valid case with a sheet for every table."""
    case = check(read_raw(write_case()))
    assert case.settings is not None
    path = tmp_path / "template.xlsx"
    write_workbook_template(path, case.tables, case.settings)
    raw = read_raw(path)
    back = check(raw)
    assert back.problems == ()
    assert frames_equal(back.tables, case.tables)
    assert back.settings == case.settings
    assert set(raw.tables) == set(TABLES)


def test_the_template_has_drop_downs_and_comments(
    write_case: Write, tmp_path: Path
) -> None:
    """Allowed words and references are offered; headers are explained."""
    case = check(read_raw(write_case()))
    assert case.settings is not None
    path = tmp_path / "template.xlsx"
    write_workbook_template(path, case.tables, case.settings)
    with zipfile.ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        text = "".join(archive.read(name).decode() for name in sheets)
        comments = archive.read("xl/comments2.xml").decode()
    assert '"company,government"' in text
    assert "places!$A$2:$A$2001" in text
    assert 'state="frozen"' in text
    assert "Yearly rate at which its future cash counts less." in comments


def test_the_template_says_how_to_fill_it_and_shows_thousands(
    write_case: Write, tmp_path: Path
) -> None:
    """A sheet of words comes first and is not noted; formats change no value."""
    case = check(read_raw(write_case()))
    assert case.settings is not None
    path = tmp_path / "template.xlsx"
    write_workbook_template(path, case.tables, case.settings)
    assert fastexcel.read_excel(path).sheet_names[:2] == ["#how to", "case"]
    assert check(read_raw(path)).notes == case.notes == ()
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert 'formatCode="#,##0"' in styles
    assert 'formatCode="0.0###"' in styles
    assert number_format(TABLES["demand"].column("price")) == "#,##0"
    assert number_format(TABLES["exchange_rates"].column("rate")) is None


def test_a_comment_tells_meaning_unit_and_bounds() -> None:
    """The comment of a column says all its declaration says."""
    assert comment_of(TABLES["shift_patterns"].column("jobs_per_hour")) == (
        "Line rate while running.\nUnit: standard vehicles per hour.\n"
        "Enter a number of at least 0.\nNeeded."
    )
    assert comment_of(TABLES["facilities"].column("kind")).endswith(
        "Allowed: assembly, parts, kit_packing.\nBlank = assembly."
    )


@pytest.mark.parametrize("name", ["taken.xlsx", "case.xls"])
def test_a_template_never_replaces_a_file(tmp_path: Path, name: str) -> None:
    """A taken path or another ending is refused."""
    (tmp_path / "taken.xlsx").write_text("mine", encoding="utf-8")
    settings = check(read_raw(_minimal(tmp_path))).settings
    assert settings is not None
    with pytest.raises(UseError, match=f"{name} is taken or not an .xlsx file"):
        write_workbook_template(tmp_path / name, {}, settings)


def _minimal(tmp_path: Path) -> Path:
    folder = tmp_path / "minimal"
    folder.mkdir()
    text = "[case]\nfirst_year = 2026\nlast_year = 2027\n"
    (folder / "case.toml").write_text(text, encoding="utf-8")
    return folder
