"""How is said, once for a table, what was read otherwise than it stands there?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brownfield.tables.problems import READ_SO, Finding, Problem, several

if TYPE_CHECKING:
    from brownfield.tables.files.raw import RawCase
    from brownfield.tables.habits.letters import Lettered

STRAY = "stray_blanks"
HINT = "`brownfield check CASE --fix OUT` writes it plainly"


def reading_notes(
    raw: RawCase, stray: Iterable[Finding], lettered: Iterable[Lettered]
) -> list[Problem]:
    """Return a note for each table, and one for the file, that was read so.

    Parameters
    ----------
    raw
        The case, tidied.
    stray
        Cells that hold blanks nobody sees.
    lettered
        Words in other letters than they are known in.
    """
    lines_of: dict[str, list[str]] = defaultdict(list)
    for name, table in raw.tables.items():
        lines_of[name] += table.read_so
    for name, words in (*_blanks(raw, stray), *_letters(raw, lettered)):
        lines_of[name].append(words)
    notes = [_note(raw.file, None, "case", raw.read_so)] if raw.read_so else []
    said = {name: lines for name, lines in lines_of.items() if lines}
    notes += [_note(*raw.origin(n), n, lines) for n, lines in said.items()]
    return notes


def _note(file: str, sheet: str | None, table: str, words: Iterable[str]) -> Problem:
    said = "; ".join(words)
    return Problem(
        table=table,
        file=file,
        sheet=sheet,
        line=None,
        column=None,
        value=None,
        rule=READ_SO,
        message=said[:1].upper() + said[1:],
        hint=HINT,
        severity="note",
    )


def _blanks(raw: RawCase, stray: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    blanks = list(stray)
    counts = Counter((f.table, f.column) for f in blanks)
    first = {(f.table, f.column): f for f in reversed(blanks)}
    for (table, column), count in counts.items():
        where = raw.tables[table].at(first[table, column].row or 0)
        cells = f"{several(count, 'cell')} of {column}"
        yield table, f"{cells} read without stray blanks ({where})"


def _letters(raw: RawCase, lettered: Iterable[Lettered]) -> Iterator[tuple[str, str]]:
    for e in lettered:
        where = f"{raw.tables[e.table].at(e.row)}: '{e.word}' is '{e.meaning}'"
        cells = f"{several(e.count, 'cell')} of {e.column}"
        yield e.table, f"{cells} read in the letters of its list ({where})"
