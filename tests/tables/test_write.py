"""Does writing and reading a case give the same case, and never half of one?"""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from brownfield.errors import DataError, UseError
from brownfield.tables.check import Checked, check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.read import read_raw
from brownfield.tables.frames import Row, Tables, all_tables, typed_frame
from brownfield.tables.rules.every import check_typed
from brownfield.tables.settings import CaseSection, PlanSection, Settings
from brownfield.tables.writing import staging, write
from brownfield.tables.writing.write import write_tables
from tests.tables.samples import cases, frames_equal

FORMS = [
    ("folder", "csv"),
    ("folder", "parquet"),
    ("case.xlsx", "csv"),
    ("case.duckdb", "csv"),
    ("case.db", "csv"),
    ("case.sqlite", "csv"),
]
SETTINGS = Settings(
    case=CaseSection(
        title='A "case" = 1\x7f é',
        notice='Not "public": = 2, # é.',
        first_year=2026,
        last_year=2027,
    ),
    plan=PlanSection(parties=("a", "b"), objective_weights={"a": 0.1 + 0.2}),
    alternatives={"import-only": "Import only", "a.b": "Dotted"},
)
ODD_TEXTS = ["=1+1", "+5", "-1", "@x", "\ttab", 'q"q', "a,b", "_x0041_", "é😀", "\x01"]
ODD_NOTES = [" a \n", "x\ry", "x\r\ny", " ", "'", "#N/A", "http://x.y", "1", "", None]
ODD_NUMBERS = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1 / 3, 1e16, 0.1, -0.0]


def _read(path: Path) -> Checked:
    return check(read_raw(path))


def _odd_tables() -> Tables:
    facts: list[Row] = [
        {"fact": f"f{n}", "value": f"v{text}v", "note": note or None}
        for n, (text, note) in enumerate(zip(ODD_TEXTS, ODD_NOTES, strict=True))
    ]
    costs: list[Row] = [
        {"product": "p", "place": f"m{n}", "year": 2026, "volume": 1.0, "price": price}
        for n, price in enumerate(ODD_NUMBERS)
    ]
    named = {"facts": facts, "demand": costs}
    return all_tables({n: typed_frame(TABLES[n], rows) for n, rows in named.items()})


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_odd_texts_and_numbers_come_back_exact(
    tmp_path: Path, name: str, form: Any
) -> None:
    """Formula-like texts, quotes, controls and 17-digit numbers survive every form."""
    tables = _odd_tables()
    write_tables(tables, SETTINGS, tmp_path / name, format=form)
    back = _read(tmp_path / name)
    assert frames_equal(back.tables, tables)
    assert back.settings == SETTINGS


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_a_cell_that_begins_like_a_formula_is_no_formula(
    tmp_path: Path, name: str, form: Any
) -> None:
    """Text such as =1+1 is read back as text, without a problem of formula cells."""
    rows = [{"fact": "f", "value": text} for text in ("=1+1",)]
    tables = {"facts": typed_frame(TABLES["facts"], rows)}
    write_tables(tables, SETTINGS, tmp_path / name, format=form)
    back = _read(tmp_path / name)
    assert "formula" not in {problem.rule for problem in back.problems}
    assert back.tables["facts"]["value"].to_list() == ["=1+1"]


@hypothesis_settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(case=cases(), form=st.sampled_from(FORMS))
def test_random_cases_come_back_equal(
    tmp_path: Path, case: tuple[Tables, Settings], form: tuple[str, Any]
) -> None:
    """Write then read gives equal frames, settings and no problem."""
    tables, settings = case
    path = tmp_path / form[0]
    if path.exists() and form[0] == "folder":
        assert path.is_dir()
    write_tables(tables, settings, path, format=form[1], overwrite=True)
    back = _read(path)
    assert back.problems == ()
    assert frames_equal(back.tables, tables)
    assert back.settings == settings


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(case=cases())
def test_random_cases_break_no_rule(case: tuple[Tables, Settings]) -> None:
    """Every sample passes the check of typed tables."""
    assert check_typed(*case) == []


def test_empty_tables_and_blank_columns_are_left_out(tmp_path: Path) -> None:
    """Only what holds something is written."""
    rows = [{"place": "home", "customs_territory": "UK"}]
    tables = all_tables({"places": typed_frame(TABLES["places"], rows)})
    write_tables(tables, SETTINGS, tmp_path / "out")
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == [
        "case.toml",
        "places.csv",
    ]
    text = (tmp_path / "out" / "places.csv").read_text(encoding="utf-8")
    assert text == "place,customs_territory\nhome,UK\n"


def test_nothing_is_replaced_unless_asked(tmp_path: Path) -> None:
    """A path that is taken is refused, and stays as it was."""
    write_tables({}, SETTINGS, tmp_path / "out")
    with pytest.raises(UseError, match="is there already"):
        write_tables({}, SETTINGS, tmp_path / "out")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (("case.toml", "thesis.docx"), "it holds thesis.docx"),
        (("demand.csv",), "it has no case.toml"),
    ],
)
def test_a_folder_that_is_not_only_a_case_is_never_deleted(
    tmp_path: Path, files: tuple[str, ...], message: str
) -> None:
    """Overwriting refuses a folder with anything else in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name in files:
        (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UseError, match=message):
        write_tables({}, SETTINGS, folder, overwrite=True)
    assert sorted(f.name for f in folder.iterdir()) == sorted(files)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none/out", "There is no folder"),
        ("case.xls", "has an ending that is not known"),
    ],
)
def test_paths_that_cannot_work_are_refused(
    tmp_path: Path, name: str, message: str
) -> None:
    """A missing parent and an unknown ending are told."""
    with pytest.raises(UseError, match=message):
        write_tables({}, SETTINGS, tmp_path / name)


def test_a_failed_write_leaves_the_old_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If writing stops midway the old folder stands and nothing is left beside it."""
    tables = _odd_tables()
    write_tables(tables, SETTINGS, tmp_path / "out")

    def fail(*_: object) -> None:
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr(write, "_write_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        write_tables(tables, SETTINGS, tmp_path / "out", overwrite=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    assert frames_equal(_read(tmp_path / "out").tables, tables)


def test_a_failed_swap_puts_the_old_case_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new folder cannot be moved in, the old one returns."""
    target = tmp_path / "out"
    write_tables(_odd_tables(), SETTINGS, target)
    rename = Path.rename

    def fail_on_new(self: Path, to: Path) -> Path:
        if self.name == "out" and to == target:
            message = "no room"
            raise OSError(message)
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail_on_new)
    monkeypatch.setattr(staging, "exchange", lambda _one, _other: False)
    with pytest.raises(OSError, match="no room"):
        write_tables({}, SETTINGS, target, overwrite=True)
    assert (target / "demand.csv").is_file()


def test_a_text_too_long_for_a_cell_is_told(tmp_path: Path) -> None:
    """A workbook cell holds 32,767 characters and no more."""
    rows = [{"fact": "f", "value": "x" * 40_000}]
    tables = {"facts": typed_frame(TABLES["facts"], rows)}
    with pytest.raises(DataError, match="facts, column value: a text of 40,000"):
        write_tables(tables, SETTINGS, tmp_path / "case.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_tables_that_are_not_declared_are_refused(tmp_path: Path) -> None:
    """An unknown table would not be read back, so it is not written."""
    with pytest.raises(UseError, match="Not tables of a case: extra"):
        write_tables({"extra": pl.DataFrame()}, SETTINGS, tmp_path / "out")
