"""How is a case written, so that reading it back gives the same case?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.case.said.texts import copy_texts
from brownfield.errors import DataError, UseError
from brownfield.tables.check import check_typed
from brownfield.tables.databases.address import place_of
from brownfield.tables.problems import Problem, TableError, listed, several
from brownfield.tables.writing.write import write_tables

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.databases.address import Place


def write_case(case: Case, path: Place | str, *, overwrite: bool = False) -> None:
    """Write a case; read back, it has the same digest. It is there whole or not at all.

    What-ifs that were applied stand in its cells.

    Parameters
    ----------
    case
        The case.
    path
        A path ending in ``.xlsx``, ``.duckdb``, ``.db``, ``.sqlite`` or ``.sqlite3`` is
        one file; one without ending is a folder of CSV files, with the texts that
        `documents` names beside them; ``postgresql://user@host/database#schema`` is a
        schema of PostgreSQL.
    overwrite
        Whether a case that stands there is replaced.

    Raises
    ------
    UseError
        If the path is taken, has an unknown ending or holds anything but a case, or
        if rows of parties that do not plan are gone from the case.
    DataError
        If the case could not be read back: after the what-ifs that were applied, rows
        of other what-ifs or of assumptions mean nothing that is still there.
    FileError
        If it cannot be written; what was there is as it was.
    """
    if case.is_restricted:
        message = (
            f"{case.name} lacks the rows of parties that do not plan, so it is no "
            "whole case. Write the case that it was made from."
        )
        raise UseError(message)
    tables = dict(case.tables)
    problems = check_typed(tables, case.settings, is_as_written=True)
    if problems:
        raise DataError(_unreadable(case, problems)) from TableError(tuple(problems))
    place = place_of(path) if isinstance(path, str) else path
    write_tables(tables, case.settings, place, overwrite=overwrite)
    copy_texts(case, place)


def _unreadable(case: Case, problems: list[Problem]) -> str:
    """Return why a case would not be read back, and what to do."""
    names = listed(list(dict.fromkeys(problem.table for problem in problems)))
    return (
        f"{case.name} could not be read back: after its what-ifs "
        f"{listed(case.what_ifs_applied)} it has {several(len(problems), 'problem')} "
        f"in {names}. Take those rows out with with_table, or write the case as it was "
        f"and apply the what-ifs again. The first: {problems[0]}"
    )
