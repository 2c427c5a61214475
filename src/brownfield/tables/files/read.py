"""What do these files say, as text, before anything is checked?"""

import os
from functools import partial
from pathlib import Path

import polars as pl

from brownfield.errors import DataError
from brownfield.tables.definitions import TABLES
from brownfield.tables.files import settings_files
from brownfield.tables.files.csv_files import (
    first_rows,
    is_too_large,
    read_csv_table,
    without_blank_rows,
)
from brownfield.tables.files.raw import DatabaseKind, Form, RawCase, RawTable, Source
from brownfield.tables.files.unknown import leave_out, meant_table
from brownfield.tables.problems import Problem

READABLE = (".csv", ".parquet")
LOOKALIKES = (".xlsx", ".xls", ".tsv", ".txt", ".json", ".ods", ".feather")
SETTINGS_WORDS = {"workbook": "sheet `case`", "database": "table `case`"}
MOST_CELLS = 50_000_000  # of one table; a small Parquet file can claim any number


def read_raw(path: Path) -> RawCase:
    """Return the tables of a case as text, and every problem met while reading.

    Parameters
    ----------
    path
        Folder of CSV or Parquet files with case.toml, or one ``.xlsx``, DuckDB or
        SQLite file.

    Raises
    ------
    DataError
        If there is nothing at `path`, or it is no form of a case.
    """
    source = Source()
    form = _read_form(source, Path(path))
    if not source.settings and "case" not in source.unread:
        source.problems.append(no_settings(Path(path).name, form))
    return RawCase(
        name=Path(path).resolve().stem if form != "csv" else Path(path).resolve().name,
        form=form,
        file=Path(path).name,
        tables=source.tables,
        settings=source.settings[0] if source.settings else None,
        problems=tuple(source.problems),
        unread=frozenset(source.unread),
        read_so=tuple(source.read_so),
    )


def _read_form(source: Source, path: Path) -> Form:
    if path.is_dir():
        return _read_folder(source, path)
    if not path.is_file():
        message = f"There is no case at {path}. Give a folder or a file that exists."
        raise DataError(message)
    if path.suffix.lower() == ".xlsx":
        from brownfield.tables.files.workbooks import read_workbook

        read_workbook(source, path)
        return "workbook"
    return _read_database(source, path)


def _read_database(source: Source, path: Path) -> Form:
    from brownfield.tables.files.databases import read_database

    kind = kind_of_file(path)
    if kind is None:
        message = (
            f"{path.name} is not a case. A case is a folder of CSV or Parquet files, "
            "an .xlsx workbook, a DuckDB or a SQLite file."
        )
        raise DataError(message)
    read_database(source, path, kind)
    return "database"


def kind_of_file(path: Path) -> DatabaseKind | None:
    """Return which database wrote a file, by its header; None if neither did."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"SQLite format 3\x00"):
        return "sqlite"
    return "duckdb" if head[8:12] == b"DUCK" else None


def _read_folder(source: Source, folder: Path) -> Form:
    entries = sorted(folder.iterdir())
    files = [entry for entry in entries if entry.is_file()]
    seen: dict[str, str] = {}
    own: list[Path] = []
    for entry in entries:
        if not entry.is_file() and _is_table_or_settings(entry):
            source.refuse(_table_of(entry), _no_file(entry))
    for file in files:
        if file.name == settings_files.FILE:
            settings_files.read_toml(source, file)
        elif file.name.startswith("."):
            continue
        elif file.suffix.lower() in READABLE:
            _read_file(source, file, seen, own)
    own += _strays(source, files, seen)
    heads = {file.name: partial(_head, file) for file in own}
    leave_out(source, heads, seen, ("", "file"))
    endings = {file.suffix.lower() for file in files}
    return "parquet" if ".parquet" in endings and ".csv" not in endings else "csv"


def _strays(source: Source, files: list[Path], seen: dict[str, str]) -> list[Path]:
    """Return files of tables in another format that stand there as CSV or Parquet too.

    Where the table is there in no other format, that is a problem.
    """
    alike = [file for file in files if file.suffix.lower() in LOOKALIKES]
    strays = [file for file in alike if file.stem in TABLES]
    for file in strays:
        if file.stem not in seen:
            source.refuse(file.stem, _wrong_ending(file))
    return [file for file in strays if file.stem in seen]


def _head(file: Path) -> list[tuple[str, ...]]:
    """Return the first rows of a file as text; none if it is no CSV or Parquet file."""
    if file.suffix.lower() == ".csv":
        return first_rows(file)
    try:
        return [tuple(pl.read_parquet_schema(file))]
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return []


def _is_table_or_settings(entry: Path) -> bool:
    is_table = entry.stem in TABLES and entry.suffix.lower() in (*READABLE, *LOOKALIKES)
    return is_table or entry.name == settings_files.FILE


def _table_of(entry: Path) -> str:
    return "case" if entry.name == settings_files.FILE else entry.stem


def _no_file(entry: Path) -> Problem:
    """Return the problem of a link that leads nowhere, or of a folder."""
    what = "a link to a file that is not there" if entry.is_symlink() else "no file"
    return Problem(
        table=_table_of(entry),
        file=entry.name,
        sheet=None,
        line=None,
        column=None,
        value=os.readlink(entry) if entry.is_symlink() else None,
        rule="no_file",
        message=f"Under this name there is {what}",
        hint="Put the table there as a file, or take the name away",
    )


def _read_file(
    source: Source, file: Path, seen: dict[str, str], own: list[Path]
) -> None:
    name = meant_table(file.stem)
    if name not in TABLES:
        own.append(file)
        return
    if name in seen:
        source.problems.append(_twice(name, file.name, seen[name]))
        return
    seen[name] = file.name
    if file.suffix.lower() == ".csv":
        read_csv_table(source, name, file)
    else:
        _read_parquet(source, name, file)


def _read_parquet(source: Source, name: str, file: Path) -> None:
    if is_too_large(source, name, file):
        return
    try:
        lazy = pl.scan_parquet(file, glob=False)
        cells = lazy.select(pl.len()).collect().item() * len(lazy.collect_schema())
        frame = pl.read_parquet(file, glob=False) if cells <= MOST_CELLS else None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        frame = None
    texts = None if frame is None else _as_text(frame)
    if texts is None:
        source.refuse(name, _unreadable(name, file.name))
        return
    table = RawTable(name=name, frame=texts, file=file.name, first_line=1)
    source.tables[name] = without_blank_rows(table)


def _as_text(frame: pl.DataFrame) -> pl.DataFrame | None:
    if any(t.is_nested() or t in (pl.Binary, pl.Object) for t in frame.dtypes):
        return None
    return frame.cast(pl.String)


def _wrong_ending(file: Path) -> Problem:
    return Problem(
        table=file.stem,
        file=file.name,
        sheet=None,
        line=None,
        column=None,
        value=file.suffix,
        rule="unknown_file",
        message="A table in a folder is a .csv or .parquet file",
        hint=f"Save the table as {file.stem}.csv",
    )


def _twice(name: str, file: str, other: str) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=None,
        column=None,
        value=None,
        rule="table_twice",
        message=f"The table is there twice, also as {other}",
        hint="Keep one of the two files",
    )


def _unreadable(name: str, file: str) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=None,
        column=None,
        value=None,
        rule="unreadable",
        message="The file is not a Parquet file of plain columns",
        hint="Write the table again, as Parquet or CSV",
    )


def no_settings(name: str, form: Form) -> Problem:
    """Return the problem of a case without settings.

    Parameters
    ----------
    name
        Name of its folder, file or schema.
    form
        How it is stored.
    """
    is_folder = form in ("csv", "parquet")
    file = settings_files.FILE if is_folder else name
    what = SETTINGS_WORDS.get(form, "file case.toml")
    return Problem(
        table="case",
        file=file,
        sheet="case" if form == "workbook" else None,
        line=None,
        column=None,
        value=None,
        rule="missing_settings",
        message=f"The case has no {what}",
        hint="Give at least case.first_year and case.last_year there",
    )
