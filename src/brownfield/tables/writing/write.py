"""How are typed tables written so that reading them gives the same case?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from brownfield.errors import UseError
from brownfield.tables.databases.address import Address, Place
from brownfield.tables.databases.writing import write_schema
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.raw import ENDINGS
from brownfield.tables.files.settings_files import FILE, toml_of_settings
from brownfield.tables.frames import Tables
from brownfield.tables.settings import Settings
from brownfield.tables.writing.databases import (
    with_settings,
    write_duckdb,
    write_sqlite,
)
from brownfield.tables.writing.staging import settle, staged
from brownfield.tables.writing.wide import as_wide
from brownfield.tables.writing.workbooks import write_workbook

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

FolderFormat = Literal["csv", "parquet", "wide"]
FileWriter = Callable[[Tables, Settings, Path], None]
WRITERS = (write_workbook, write_duckdb, write_duckdb, write_sqlite, write_sqlite)
FILE_WRITERS = dict(zip(ENDINGS, WRITERS, strict=True))
FOLDER_MODE = 0o755


def write_tables(
    tables: Mapping[str, pl.DataFrame],
    settings: Settings,
    path: Place,
    *,
    format: FolderFormat = "csv",  # noqa: A002 (the word of the command line)
    overwrite: bool = False,
    settings_text: str | None = None,
) -> None:
    """Write a case so that reading it back gives equal tables and settings.

    Tables without rows, and optional columns without cells, are left out. The result
    appears whole or not at all.

    Parameters
    ----------
    tables
        Typed frames by name.
    settings
        Content of case.toml.
    path
        ``.xlsx``, ``.duckdb``, ``.db``, ``.sqlite`` or ``.sqlite3`` file; any path
        without ending is a folder; an address is a schema of PostgreSQL.
    format
        How the tables of a folder are written. wide: CSV, or a workbook, with a column
        for each year in tables keyed by it.
    overwrite
        Whether a case that stands there is replaced.
    settings_text
        case.toml of a folder as a person wrote it, with comments; it must say the same
        as `settings`.

    Raises
    ------
    UseError
        If the path is taken, has an unknown ending or holds anything but a case, or
        if the parent folder is missing.
    FileError
        If it cannot be written; what was there is as it was.
    """
    kept = filled_tables(tables)
    kept = as_wide(kept) if format == "wide" else kept
    if isinstance(path, Address):
        write_schema(with_settings(kept, settings), path, overwrite=overwrite)
        return
    target = Path(path).resolve()
    settle(target.parent)
    is_folder = target.is_dir() or target.suffix.lower() not in FILE_WRITERS
    _check_target(target, is_folder=is_folder, overwrite=overwrite)
    with staged(target) as stage:
        if is_folder:
            text = settings_text or toml_of_settings(settings)
            _write_folder(kept, text, stage, format)
        else:
            FILE_WRITERS[target.suffix.lower()](kept, settings, stage)


def filled_tables(tables: Mapping[str, pl.DataFrame]) -> Tables:
    """Return the tables that have rows, without optional columns that are blank.

    Raises
    ------
    UseError
        If a table is not declared.
    """
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        message = f"Not tables of a case: {', '.join(unknown)}. Take them out."
        raise UseError(message)
    return {
        name: _filled_columns(tables[name], table)
        for name, table in TABLES.items()
        if name in tables and not tables[name].is_empty()
    }


def _filled_columns(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    return frame.select(
        column.name
        for column in table.columns
        if column.is_required or frame[column.name].null_count() < frame.height
    )


def _check_target(target: Path, *, is_folder: bool, overwrite: bool) -> None:
    message = None
    if not target.parent.is_dir():
        message = f"There is no folder {target.parent}. Create it first."
    elif is_folder and target.suffix and not target.is_dir():
        endings = ", ".join(FILE_WRITERS)
        message = (
            f"{target.name} has an ending that is not known. Use one of {endings}, or "
            "a folder name without a dot."
        )
    elif target.exists() and not overwrite:
        message = (
            f"{target} is there already. Choose another path, or ask for it to be "
            "replaced (convert has --overwrite)."
        )
    elif target.exists():
        message = _not_a_case(target)
    if message:
        raise UseError(message)


def _not_a_case(target: Path) -> str | None:
    if not target.is_dir():
        return None if target.is_file() else f"{target} is not a plain file."
    foreign = sorted(e.name for e in target.iterdir() if not _is_of_case(e))
    names = {entry.name for entry in target.iterdir()}
    if not foreign and (FILE in names or not names):
        return None
    reason = f"it holds {', '.join(foreign[:5])}" if foreign else f"it has no {FILE}"
    return (
        f"{target} is not only a case ({reason}), so it is not replaced. Choose "
        "another path, or move those files away."
    )


def _is_of_case(entry: Path) -> bool:
    is_table = entry.stem in TABLES and entry.suffix in (".csv", ".parquet")
    return entry.is_file() and (is_table or entry.name == FILE)


def _write_folder(
    tables: Tables, settings_text: str, folder: Path, form: FolderFormat
) -> None:
    folder.mkdir(mode=FOLDER_MODE)
    (folder / FILE).write_text(settings_text, encoding="utf-8")
    for name, frame in tables.items():
        if form == "parquet":
            frame.write_parquet(folder / f"{name}.parquet")
        else:
            _write_csv(frame, folder / f"{name}.csv")


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    has_return = any(frame[name].str.contains("\r").any() for name in texts)
    frame.write_csv(path, quote_style="non_numeric" if has_return else "necessary")
