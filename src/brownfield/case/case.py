"""What is a case, and how is a changed one made from it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.content import given, refused
from brownfield.case.content.at_once import changed_at_once
from brownfield.case.content.digest import digest_of
from brownfield.case.content.restricted import left_out, of_parties
from brownfield.case.content.tree import tree_of
from brownfield.case.what_if import (
    SECTIONS,
    change_settings,
    change_tables,
    rows_of,
    without_strangers,
)
from brownfield.errors import UseError
from brownfield.notebook import html_block, html_table
from brownfield.tables.check import check_typed
from brownfield.tables.files.given import given_table
from brownfield.tables.problems import Problem, TableError, listed
from brownfield.tables.settings_words import changed
from brownfield.tables.targets import with_known_targets

if TYPE_CHECKING:
    from brownfield.case.content.given import Where
    from brownfield.tables.files.raw import RawTable
    from brownfield.tables.settings import Settings

NEEDED = ("missing_table", "no_build_option")  # rules of what no case lacks


@dataclass(frozen=True)
class Case:
    """A frozen set of typed tables and settings.

    Attributes
    ----------
    name
        Short name, usually that of its folder.
    settings
        Content of case.toml.
    tables
        Every declared table by name, typed, defaults filled, maybe without rows.
    what_ifs_applied
        Names of the what-ifs that made this case, in order.
    skipped
        Rows of `what_ifs` that were to be applied and matched nothing, in words.
    is_restricted
        Whether rows of absent parties are gone: what-ifs may then match nothing.
    asked_settings
        Settings before parties were chosen and limits of the search set; None = as
        they are.
    asked
        Digest of the case before rows of absent parties went; None = none went.
    left_out
        Contracts of a chosen party that went with the company at their other side.
    changes
        What was changed for a question beside what-ifs, in order: contracts left out
        for talks, a tree with a stop.
    read_notes
        What was read otherwise than it stands there, and cells that were left blank.
    folder
        Folder that texts named in its tables stand in; None = it was read from none.
    """

    name: str
    settings: Settings
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    what_ifs_applied: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    is_restricted: bool = field(default=False, repr=False, compare=False)
    asked_settings: Settings | None = field(default=None, repr=False, compare=False)
    asked: str | None = field(default=None, repr=False, compare=False)
    left_out: tuple[str, ...] = field(default=(), repr=False, compare=False)
    changes: tuple[str, ...] = field(default=(), repr=False, compare=False)
    read_notes: tuple[Problem, ...] = field(default=(), repr=False, compare=False)
    folder: Path | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[type[Case], tuple[object, ...]]:
        """Travel between processes as its parts; a frozen mapping cannot."""
        rest = self.what_ifs_applied, self.skipped, self.is_restricted
        asked = self.asked_settings, self.asked, self.left_out, self.changes
        more = (*rest, *asked, self.read_notes, self.folder)
        return type(self), (self.name, self.settings, dict(self.tables), *more)

    def __repr__(self) -> str:
        """Return the case in one line: horizon, parties, what-ifs, digest."""
        return f"<Case {self.name}: {'; '.join(self._told())}>"

    def _repr_html_(self) -> str:
        """Return the case for a notebook: horizon, what-ifs, filled tables."""
        filled = [(n, f.height) for n, f in self.tables.items() if f.height]
        table = html_table(("table", "rows"), filled)
        lines = (self.settings.case.title, *self._told())
        return html_block(f"Case {self.name}", table, lines=lines)

    def _told(self) -> tuple[str, str]:
        settings, what_ifs = self.settings.case, listed(self.what_ifs_applied)
        horizon = f"{settings.first_year}-{settings.last_year}, {settings.currency}"
        first = f"{horizon}; planned together: {listed(self.planned_parties)}"
        return first, f"what-ifs applied: {what_ifs}; digest {self.asked_digest[:12]}"

    @cached_property
    def digest(self) -> str:
        """Fingerprint of content: equal for every file format and row order."""
        return digest_of(self.settings, self.tables)

    @cached_property
    def asked_digest(self) -> str:
        """Digest of the case as asked for, the one that is printed and kept.

        What-ifs are applied; which parties plan, and how long and how exactly the
        search goes, does not count.
        """
        if self.asked:
            return self.asked
        if self.asked_settings in (None, self.settings):
            return self.digest
        return digest_of(self.asked_settings, self.tables)

    @property
    def companies(self) -> tuple[str, ...]:
        """Names of the parties that are companies, in table order."""
        return tuple(self.tables["parties"].filter(kind="company")["party"])

    @property
    def planned_parties(self) -> tuple[str, ...]:
        """Parties optimised together: those of ``[plan]``, else every company."""
        return self.settings.plan.parties or self.companies

    @property
    def careful_parties(self) -> tuple[str, ...]:
        """Parties that look at their tail: with `tail` and a `tail_weight` above 0."""
        is_careful = (pl.col("tail").fill_null(0.0) > 0) & (pl.col("tail_weight") > 0)
        return tuple(self.tables["parties"].filter(is_careful)["party"])

    def apply(
        self,
        *names: str,
        is_strict: bool = True,
        may_be_idle: bool = False,
        at_node: bool = False,
    ) -> Case:
        """Return the case changed by the named what-ifs, in order.

        Parameters
        ----------
        names
            Names of what-ifs of this case.
        is_strict
            Whether a row that matches nothing is an error; if not, `skipped` names it,
            and hazards and mitigations of what is absent are left out.
        may_be_idle
            Whether a what-if may leave every cell as it was.
        at_node
            Whether only a node of the tree is changed: a build option without a source
            for a part group stays and makes nothing there.

        Raises
        ------
        UseError
            If a name is unknown or named twice.
        DataError
            If a row matches nothing, a what-if leaves every cell as it was, or the
            changed case is not valid.
        """
        refused.check_named_once(names)
        tables, skipped = dict(self.tables), list(self.skipped)
        settings, asked = self.settings, self.asked_settings
        for name in names:
            before = tables, settings
            tables, rows = changed_at_once(tables, rows_of(self.tables, name))
            for row in rows:
                if row["table"] in SECTIONS:
                    settings = change_settings(settings, row)
                    asked = change_settings(asked, row) if asked else None
                    continue
                after = change_tables(tables, row, is_strict=is_strict, at_node=at_node)
                if after is None:
                    skipped.append(refused.without_match(row, is_strict=is_strict))
                tables = after or tables
            if is_strict and not may_be_idle:
                refused.check_not_idle(name, before, (tables, settings))
        if names and self.is_restricted:
            tables = without_strangers(tables, at_node=at_node)
        if not is_strict:
            tables = with_known_targets(tables)
        changed = replace(
            self,
            settings=settings,
            tables=tables,
            what_ifs_applied=(*self.what_ifs_applied, *names),
            skipped=tuple(dict.fromkeys(skipped)),
            asked_settings=asked,
            asked=None if names else self.asked,
        )
        return changed.checked() if names else self

    def checked(self) -> Case:
        """Return the case itself.

        Raises
        ------
        TableError
            If its tables break a rule.
        """
        problems = check_typed(dict(self.tables), self.settings)
        self._refuse([refused.told_after(p, self.what_ifs_applied) for p in problems])
        return self

    def _refuse(self, problems: Iterable[Problem]) -> None:
        """Raise TableError if there are problems that this case may not have."""
        excused = NEEDED if self.is_restricted else ()  # absent parties owned it
        errors = tuple(p for p in problems if p.rule not in excused)
        if errors:
            raise TableError(errors)

    def with_table(self, name: str, frame: Any) -> Case:
        """Return the case with one table replaced by a frame, read as a file is.

        Headings may hold units, years or other letters, cells may hold thousands or
        per cent; see docs/schema.md for the tables and their columns.

        Parameters
        ----------
        name
            Table to replace.
        frame
            Its rows: a polars or pandas frame, a dict of lists, or a list of dicts.
            None, NaN and NaT are blank cells. Without rows the table is empty.

        Raises
        ------
        UseError
            If there is no such table, or `frame` is none.
        TableError
            If anything is wrong with the rows, or with other tables after them; it
            lists every problem with table, row (counted from 1) and column.
        """
        return self._with_given(given_table(name, frame), f"table {name} replaced")

    def _with_given(self, raw: RawTable, *changes: str) -> Case:
        is_new = not (self.what_ifs_applied or self.is_restricted)
        parts = self.tables, self.settings, raw
        checked = given.with_given(*parts, is_as_written=is_new)
        self._refuse(checked.problems)
        changes = (*self.changes, *changes)
        return replace(self, tables=checked.tables, asked=None, changes=changes)

    def add_what_if(self, name: str, rows: Any) -> Case:
        """Return the case with one what-if more; it is not applied yet.

        Parameters
        ----------
        name
            Its name, which the case must not know yet.
        rows
            Its changes in order: a table with the columns table, where, op, column and
            value of `what_ifs` as `with_table` takes it, or one dict. A row without
            `op` sets its cells; its `where` may be a dict of cells by column.

        Raises
        ------
        UseError
            If the name is taken, or no row is given.
        TableError
            If a row names no table, column or value that can be used; each problem has
            its row, counted from 1.
        """
        return self._with_given(given.with_what_if(self.tables, name, rows))

    def with_rows(self, table: str, where: Where = None, /, **cells: object) -> Case:
        """Return the case with cells set in some rows of a table, by a what-if.

        Parameters
        ----------
        table
            The table.
        where
            Which rows: cells by column, e.g. ``{"product": "VE", "year": 2028}``, each
            a value or several of which any will do; or a text as in `what_ifs`. None =
            every row.
        cells
            New value by column, in the unit of the column; None = a blank cell.

        Returns
        -------
        The what-if is a row of `what_ifs` for each cell, and the last of
        `what_ifs_applied`.

        Raises
        ------
        UseError
            If there is no such table or column.
        DataError
            If no row is meant, or the tables do not allow the value.
        """
        rows = given.changing(table, where, cells)
        name = given.free_name(self.tables, rows)
        return self.add_what_if(name, rows).apply(name, may_be_idle=True)

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Nodes of the scenario tree, a row each, parents before children.

        node, parent (None at the root), branch (row of `scenarios`), year,
        probability (of the path to the node, in [0, 1]), what_ifs (names, in order
        from the root). Those of one year add up to probability 1.
        """
        return tree_of(self.tables["scenarios"], self.settings).nodes

    def with_tables(self, change: str, **frames: pl.DataFrame) -> Case:
        """Return the case with whole tables replaced, for a question of its own.

        Parameters
        ----------
        change
            What is changed, in words; `changes` lists it.
        frames
            New tables by name, typed; nothing is checked again.
        """
        tables = dict(self.tables) | frames
        return replace(self, tables=tables, changes=(*self.changes, change))

    def with_settings(self, section: str, changes: Mapping[str, object]) -> Case:
        """Return the case with keys of one section of case.toml replaced.

        Raises
        ------
        UseError
            If a value is not allowed.
        """
        settings = changed(self.settings, section, changes)
        if section == "solve":
            asked = self.asked_settings or self.settings
            return replace(self, settings=settings, asked_settings=asked)
        return replace(self, settings=settings, asked_settings=None, asked=None)

    def choose(self, parties: Iterable[str]) -> Case:
        """Return the case in which `parties` plan together, the others are absent.

        Raises
        ------
        UseError
            If a party is not in the case.
        """
        chosen, names = tuple(parties), self.tables["parties"]["party"]
        if unknown := sorted(set(chosen) - set(names)):
            there = f"The case has: {', '.join(names)}."
            message = f"There is no party {', '.join(unknown)}. {there}"
            raise UseError(message)
        settings = changed(self.settings, "plan", {"parties": chosen})
        asked = self.asked_settings or self.settings
        return replace(self, settings=settings, asked_settings=asked)

    def restrict(
        self, parties: Iterable[str], *, options: Sequence[str] | None = None
    ) -> Case:
        """Return the case in which only `parties` decide, own and sell.

        Plants, programmes, demand, receipts and support packages of absent parties go,
        with hazards and mitigations of what is gone; programmes in `commitments` stay.
        Contracts with an absent company go; those with an absent government stay, paid
        from and to outside.

        Parameters
        ----------
        parties
            Who plans together.
        options
            Build options of these that the root of the tree keeps, where the case is
            that of a later node: they stay, even if nothing is left to make them from.

        Raises
        ------
        UseError
            If a party is not in the case.
        """
        chosen = self.choose(parties)
        tables = of_parties(self.tables, chosen.settings.plan.parties, options)
        return replace(
            chosen,
            tables=tables,
            is_restricted=True,
            asked=self.asked_digest,
            left_out=self.left_out + left_out(self.tables["contracts"], tables),
        )
