"""How is a case read from a folder, workbook, database or the shipped examples?"""

import os
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from brownfield.case.case import Case
from brownfield.case.check_changes import notes_of_changes, problems_of_changes
from brownfield.case.said.check_texts import notes_of_texts
from brownfield.errors import UseError
from brownfield.tables.check import Checked, check_and_forget
from brownfield.tables.databases.address import (
    Address,
    Place,
    address_of,
    folder_at,
    is_address,
    masked,
)
from brownfield.tables.doubts.forgotten.blanks import RULE as BLANK
from brownfield.tables.files.raw import ENDINGS, RawCase
from brownfield.tables.files.read import read_raw
from brownfield.tables.files.settings_files import FILE
from brownfield.tables.problems import READ_SO, TableError, did_you_mean
from brownfield.tables.writing.staging import settle

OF_CELLS = (READ_SO, BLANK)  # rules of notes that typed tables no longer tell
EXAMPLES = Path(str(files("brownfield.case"))) / "examples"


def shipped_cases() -> tuple[str, ...]:
    """Return the names of the cases that come with brownfield."""
    return tuple(
        sorted(p.name for p in EXAMPLES.iterdir() if (p / "case.toml").exists())
    )


def placed(path: str | Path) -> Place:
    """Return where a case is: a schema of PostgreSQL, else what `locate` finds.

    Raises
    ------
    UseError
        If there is no such path or shipped case, or an address cannot be read.
    """
    return address_of(path) if is_address(path) else locate(path)


def locate(path: str | Path) -> Path:
    """Return where a case is: the path itself, or a shipped case of that name.

    Raises
    ------
    UseError
        If there is neither.
    """
    here = Path(path)
    if not here.exists():
        settle(here.absolute().parent)  # a process that died may have moved it aside
    if here.exists():
        return here
    names = shipped_cases()
    if str(path) in names:
        return EXAMPLES / str(path)
    hint = did_you_mean(str(path), [*names, *_cases_beside(here)], "")
    message = (
        f"There is no file or folder {masked(path)!r}, and no shipped case of that "
        f"name. Shipped cases: {', '.join(names)}. {hint}"
    )
    raise UseError(message.strip())


def _cases_beside(path: Path) -> list[str]:
    """Return the folders and files of cases beside a path, written as it is."""
    folder = path.parent
    if not (folder.is_dir() and os.access(folder, os.R_OK)):
        return []
    return [
        str(path.with_name(entry.name))
        for entry in folder.iterdir()
        if entry.suffix.lower() in ENDINGS or (entry / FILE).is_file()
    ]


def name_of(where: Place) -> str:
    """Return the name of the case at a place."""
    return where.schema if isinstance(where, Address) else where.stem


def _raw_at(where: Place) -> RawCase:
    if isinstance(where, Address):
        from brownfield.tables.databases.reading import read_schema

        return read_schema(where)
    return read_raw(where)


def check_case(path: str | Path) -> Checked:
    """Return the tables at `path`, typed, with every problem; raises for none of them.

    Where the tables as written are right, they are checked again after the what-ifs of
    the scenario tree, of the alternatives and of the anchors.

    Raises
    ------
    UseError
        If there is no such case.
    """
    where = placed(path)
    checked, raw = check_and_forget(_raw_at(where))
    if checked.problems or checked.settings is None:
        return checked
    parts = name_of(where), checked.settings, checked.tables
    case = Case(*parts, folder=folder_at(where))
    notes_of_both = (*notes_of_changes(case, raw), *notes_of_texts(case, raw))
    notes = tuple(note for note in notes_of_both if note.severity == "note")
    return replace(
        checked,
        problems=problems_of_changes(case, raw),
        notes=(*checked.notes, *notes),
        meant=(*checked.meant, *(one for one in notes_of_both if one not in notes)),
    )


def read_case(path: str | Path) -> Case:
    """Return the checked case at `path`, or the shipped case of that name.

    Raises
    ------
    UseError
        If there is no such case.
    TableError
        If anything is wrong with its tables; it lists every problem.
    """
    return read_case_and_say(path)[0]


def read_case_and_say(path: str | Path) -> tuple[Case, tuple[str, ...]]:
    """Return a case as `read_case` does, and what was read otherwise than written.

    Raises
    ------
    UseError
        If there is no such case.
    TableError
        If anything is wrong with its tables; it lists every problem.
    """
    where = placed(path)
    checked, _ = check_and_forget(_raw_at(where))
    if checked.problems or checked.settings is None:
        raise TableError(checked.problems)
    kept = tuple(note for note in checked.notes if note.rule in OF_CELLS)
    parts = name_of(where), checked.settings, checked.tables
    case = Case(*parts, read_notes=kept, folder=folder_at(where))
    lines = [f"{n.place}: {n.message}." for n in kept if n.rule == READ_SO]
    return case, tuple(lines)
