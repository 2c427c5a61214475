"""Which cases does a workspace hold, and what stands in their cells?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.case.said.texts import texts
from brownfield.desk.store.workspace import AbsentError, now
from brownfield.tables.files.settings_files import pairs_of_settings
from brownfield.tables.problems import shown

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.desk.store.link import Link

SETTINGS = "case"
"""Name of the table of settings, with the columns `key` and `value`."""
NOTICE = "case.notice"
MOST_NAME = 60  # characters
Cells = dict[str, str]


@dataclass(frozen=True)
class Kept:
    """A case of a workspace.

    Attributes
    ----------
    id, name
        Number and name; the name stands in addresses.
    origin
        Where it was read from.
    version
        Number of its last change; 0 = as it was read.
    """

    id: int
    name: str
    origin: str
    version: int


def kept_cases(link: Link) -> list[Kept]:
    """Return every case, by name."""
    found = link.execute("SELECT id, name, origin, version FROM cases ORDER BY name")
    return [Kept(*row) for row in found]


def kept_case(link: Link, name: str) -> Kept:
    """Return a case by its name.

    Raises
    ------
    AbsentError
        If there is none.
    """
    found = [one for one in kept_cases(link) if one.name == name]
    if not found:
        message = f"There is no case {name!r} in this workspace."
        raise AbsentError(message)
    return found[0]


def notice_of(link: Link, case: Kept) -> str:
    """Return what a case says its figures are, on one line; blank for nothing."""
    rows = link.execute(
        'SELECT content FROM cells WHERE case_id = ? AND "table" = ?',
        (case.id, SETTINGS),
    )
    settings = map(unpacked, (content for (content,) in rows))
    said = (row.get("value", "") for row in settings if row.get("key") == NOTICE)
    return " ".join(next(said, "").split())


def named(wanted: str) -> str:
    """Return a name that may stand in an address."""
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", wanted).strip("-")
    return kept[:MOST_NAME] or "case"


def free_name(link: Link, wanted: str) -> str:
    """Return a name that may stand in an address and that no case has."""
    taken, name, number = {one.name for one in kept_cases(link)}, named(wanted), 1
    while name in taken:
        number += 1
        name = f"{named(wanted)}-{number}"
    return name


def keep(link: Link, case: Case, origin: str, who: str) -> Kept:
    """Add a case, with the texts that its documents name; return how it is called."""
    name = free_name(link, case.name)
    made = link.execute(
        "INSERT INTO cases (name, origin) VALUES (?, ?) RETURNING id", (name, origin)
    )
    number = int(made.fetchone()[0])
    for table, rows in _cells(case):
        link.executemany(
            "INSERT INTO cells VALUES (?, ?, ?, ?)",
            ((number, table, at, packed(row)) for at, row in enumerate(rows, 1)),
        )
    link.executemany("INSERT INTO texts VALUES (?, ?, ?)", _texts(number, case))
    link.execute(
        "INSERT INTO versions VALUES (?, 0, ?, ?, ?, NULL)",
        (number, who, now(), f"read from {origin}"),
    )
    return Kept(number, name, origin, 0)


def _cells(case: Case) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Yield every table that has rows, the settings first, with its cells as text."""
    pairs = pairs_of_settings(case.settings)
    yield SETTINGS, ({"key": key, "value": value} for key, value in pairs)
    for name, frame in case.tables.items():
        yield name, map(cells_of, frame.iter_rows(named=True))


def cells_of(row: Mapping[str, object]) -> Cells:
    """Return the cells of a typed row as text; blank ones are left out."""
    texts = ((name, shown(cell)) for name, cell in row.items())
    return {name: text for name, text in texts if text is not None}


def _texts(number: int, case: Case) -> Iterator[tuple[int, str, str]]:
    names = dict(case.tables["documents"].select("document", "text").iter_rows())
    found = {names[document]: text for document, text in texts(case).items()}
    return ((number, name, text) for name, text in found.items())


def packed(row: Mapping[str, str]) -> str:
    """Return the cells of a row as they are kept."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def unpacked(content: str) -> Cells:
    """Return the cells of a row from what is kept."""
    found: Cells = json.loads(content)
    return found


def kept_texts(link: Link, case: Kept) -> dict[str, str]:
    """Return the texts that stand beside the tables of a case, by file name."""
    found = link.execute("SELECT name, content FROM texts WHERE case_id = ?", [case.id])
    return dict(found.fetchall())
