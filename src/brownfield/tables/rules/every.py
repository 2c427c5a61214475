"""Which rules across cells and tables does a case break?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.cells.limits import broken_limits
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Tables, all_tables
from brownfield.tables.memory import SAME, Memory
from brownfield.tables.problems import Finding, Problem, row_key
from brownfield.tables.rule import HorizonRule, Rule
from brownfield.tables.rules import (
    build,
    carbon,
    evidence,
    fleet,
    futures,
    money,
    nodes,
    running,
    said,
    stops,
    what_ifs,
)
from brownfield.tables.rules.border import territories, trade
from brownfield.tables.rules.region import economy, sites, travel

if TYPE_CHECKING:
    from brownfield.tables.settings import Settings

RULES: tuple[Rule | HorizonRule, ...] = (
    *build.RULES,
    *money.RULES,
    *trade.RULES,
    *carbon.RULES,
    *fleet.RULES,
    *territories.RULES,
    *futures.RULES,
    *stops.RULES,
    *what_ifs.RULES,
    *nodes.RULES,
    *running.RULES,
    *evidence.RULES,
    *said.RULES,
    *sites.RULES,
    *travel.RULES,
    *economy.RULES,
)

JUDGED = Memory()


def check_typed(
    tables: Mapping[str, pl.DataFrame],
    settings: Settings,
    *,
    is_as_written: bool = False,
) -> list[Problem]:
    """Return everything wrong with typed tables: bounds, words, keys, rules.

    Parameters
    ----------
    tables
        Typed frames by name; an absent table counts as empty.
    settings
        Content of case.toml.
    is_as_written
        Whether rules about the case as written (a what-if that matches no row) are
        judged too; if not, a case changed by a what-if can be judged again.
    """
    complete = {name: SAME.of(frame) for name, frame in all_tables(tables).items()}
    findings = broken_limits(complete, unread=frozenset())
    findings += needed_rows(complete, unread=frozenset())
    findings += broken_rules(complete, settings, is_of_files=is_as_written)
    return [unplaced(finding, complete) for finding in findings]


def broken_rules(
    tables: Tables,
    settings: Settings | None,
    *,
    unread: frozenset[str] = frozenset(),
    is_of_files: bool = True,
) -> list[Finding]:
    """Return what breaks the rules across cells and tables.

    Parameters
    ----------
    tables
        Every declared table, typed.
    settings
        Content of case.toml; None if it is wrong, so rules that read it are skipped.
    unread
        Tables that could not be read; rules that read them are skipped.
    is_of_files
        Whether rules about the case as written are judged too.
    """
    findings: list[Finding] = []
    handed: dict[tuple[str, ...], Settings] = {}
    for rule in RULES:
        if unread.intersection(rule.reads) or (rule.is_of_files and not is_of_files):
            continue
        if isinstance(rule, Rule):
            findings += JUDGED.findings(rule, rule.find, tables)
        elif settings is not None:
            if rule.sections not in handed:
                handed[rule.sections] = rule.handed(settings)
            given = handed[rule.sections]
            judge = partial(_find, rule.find, given)
            findings += JUDGED.findings(rule, judge, tables, given)
    return findings


def needed_rows(tables: Tables, *, unread: frozenset[str]) -> list[Finding]:
    """Return a finding for each table that a plan needs and that has no row."""
    return [
        Finding(
            table=name,
            rule="missing_table",
            message=f"The table {name} has no rows, and no case can do without it",
            hint=f"Add it, one row for each: {table.meaning}".rstrip("."),
        )
        for name, table in TABLES.items()
        if table.is_needed and name not in unread and tables[name].is_empty()
    ]


def _find(
    find: Callable[[Tables, Settings], Iterable[Finding]],
    settings: Settings,
    tables: Tables,
) -> Iterable[Finding]:
    return find(tables, settings)


def unplaced(finding: Finding, tables: Tables) -> Problem:
    """Return a finding as a problem of typed tables, which have no file or line."""
    key = None
    if finding.row is not None and finding.table in TABLES:
        cells = tables[finding.table].row(finding.row, named=True)
        key = row_key(TABLES[finding.table], cells)
    return Problem(
        table=finding.table,
        file=None,
        sheet=None,
        line=None,
        column=finding.column,
        value=finding.value,
        rule=finding.rule,
        message=finding.message,
        hint=finding.hint,
        row=key,
    )
