"""Which cells differ between two states of a case?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.settings_files import pairs_of_settings

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.columns import Table

SETTINGS = "case.toml"
UNREAD = ("source", "evidence", "note")  # columns that change no result
Cells = Mapping[str, object]
Key = tuple[object, ...]


@dataclass(frozen=True)
class Change:
    """A row, or a key of case.toml, that is not what it was.

    Attributes
    ----------
    table
        Table, or case.toml.
    row
        Key cells of the row; blank for case.toml.
    kind
        changed, added or removed.
    before, now
        Cells that differ, by column; of an added or removed row every cell that is
        neither key nor blank. Units are those of the columns.
    source
        Ids of facts or statements that the row cites now, or cited; blank for none.
    """

    table: str
    row: Cells
    kind: str
    before: Cells = field(repr=False)
    now: Cells = field(repr=False)
    source: str


def changes(before: Case, now: Case) -> tuple[Change, ...]:
    """Return what differs between two states of a case, table by table.

    Rows are the same if their keys are. Words that change no result, `source` and
    `note`, are not compared.

    Parameters
    ----------
    before, now
        The older and the newer state.
    """
    changes = list(_of_settings(before, now))
    for table in TABLES.values():
        changes += _of_table(table, before, now)
    return tuple(changes)


def _of_settings(before: Case, now: Case) -> Iterator[Change]:
    old, new = (dict(pairs_of_settings(case.settings)) for case in (before, now))
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            was = {key: old[key]} if key in old else {}
            is_ = {key: new[key]} if key in new else {}
            yield Change(SETTINGS, {}, _kind(key, old, new), was, is_, "")


def _of_table(table: Table, before: Case, now: Case) -> Iterator[Change]:
    old, new = (_rows(table, case) for case in (before, now))
    for key in dict.fromkeys([*old, *new]):
        was, is_ = _apart(table, old.get(key), new.get(key))
        if was or is_ or key not in old or key not in new:
            row = new.get(key) or old[key]
            cells = {name: row[name] for name in table.key if row[name] is not None}
            source = str(row[table.citing_column] or "")
            kind = _kind(key, old, new)
            yield Change(table.name, cells, kind, was, is_, source)


def _kind(key: object, old: Mapping[Any, object], new: Mapping[Any, object]) -> str:
    if key not in old:
        return "added"
    return "changed" if key in new else "removed"


def _rows(table: Table, case: Case) -> dict[Key, Cells]:
    """Return the rows by key; a key that comes again is counted on."""
    seen: Counter[Key] = Counter()
    by_key: dict[Key, Cells] = {}
    for row in case.tables[table.name].iter_rows(named=True):
        key = tuple(row[name] for name in table.key)
        seen[key] += 1
        by_key[(*key, seen[key])] = row
    return by_key


def _apart(table: Table, old: Cells | None, new: Cells | None) -> tuple[Cells, Cells]:
    """Return the cells of both states that are not the same."""
    read = [c for c in table.column_names if c not in (*UNREAD, *table.key)]
    if old is None or new is None:
        row = old or new or {}
        cells = {name: row[name] for name in read if row[name] is not None}
        return (cells, {}) if new is None else ({}, cells)
    differ = [name for name in read if old[name] != new[name]]
    return {n: old[n] for n in differ}, {n: new[n] for n in differ}
