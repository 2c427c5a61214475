"""How do kept cells become a case, and what is wrong with them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.case import Case
from brownfield.case.read import OF_CELLS
from brownfield.desk.store.cases import SETTINGS, Cells
from brownfield.desk.tables.latest import Latest
from brownfield.desk.tables.spelled import Spelled, spelled
from brownfield.tables.check import Checked, check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.raw import RawCase, RawSettings
from brownfield.tables.files.settings_files import settings_of_pairs
from brownfield.tables.habits.tidy import tidied
from brownfield.tables.problems import TableError

if TYPE_CHECKING:
    from brownfield.desk.store.states import State


@dataclass(frozen=True)
class Read:
    """The cells of a case, typed, with all that is wrong with them.

    Attributes
    ----------
    name
        Name of the case.
    checked
        Tables and problems; the line of a problem is the number of its row.
    spelled
        Cells that are read otherwise than they stand there.
    """

    name: str
    checked: Checked
    spelled: tuple[Spelled, ...] = ()

    @property
    def currency(self) -> str:
        """Currency of the case; blank where its settings are wrong."""
        settings = self.checked.settings
        return settings.case.currency if settings else ""

    def case(self, folder: Path | None = None) -> Case:
        """Return the case; its texts stand in a folder.

        Raises
        ------
        TableError
            If anything is wrong with its cells; it lists every problem.
        """
        found = self.checked
        if found.problems or found.settings is None:
            raise TableError(found.problems)
        notes = tuple(note for note in found.notes if note.rule in OF_CELLS)
        parts = self.name, found.settings, found.tables
        return Case(*parts, read_notes=notes, folder=folder)


def read(name: str, cells: State, latest: Latest | None = None) -> Read:
    """Return the cells of a case typed and checked; it never raises on bad cells.

    Parameters
    ----------
    name
        Name of the case.
    cells
        All its cells.
    latest
        What its tables were read as last; a table with the same cells is not read
        again.
    """
    known = latest or Latest()
    raw = RawCase(
        name=name,
        form="python",
        file="",
        tables={n: known.table(n, cells[n]) for n in TABLES if n in cells},
        settings=_settings(cells.get(SETTINGS, {})),
    )
    meant = tidied(raw, known.reading)
    checked = check(meant)
    found = spelled(raw, meant, checked.tables, known.spelled)
    return Read(name, checked, found)


def _settings(rows: Mapping[int, Cells]) -> RawSettings:
    pairs = [(row.get("key"), row.get("value")) for row in rows.values()]
    lines = {row["key"]: number for number, row in rows.items() if "key" in row}
    return replace(settings_of_pairs(pairs, "", None), lines=lines)
