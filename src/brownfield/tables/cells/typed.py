"""Which typed values do the text cells of a table hold, and which are wrong?"""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from brownfield.tables.cells.controls import NOT_IN_NAMES, written_out
from brownfield.tables.cells.values import (
    BOOLEANS,
    EXACT_INTEGER,
    EXPECTED,
    WORDS_FOR_BLANK,
    kind_hint,
    read_kind,
)
from brownfield.tables.columns import DTYPES, Column, Table, Value
from brownfield.tables.frames import fill_defaults
from brownfield.tables.problems import MOST_LISTED, Finding, did_you_mean, listed

# Characters that look like nothing: blanks, non-breaking and zero-width ones.
UNSEEN = "\u00a0\u2007\u202f\u200b\ufeff"
BLANKS = " \t\r\n\v\f\u2000\u2001\u2002\u2003\u2009\u3000" + UNSEEN
PROSE = ("note",)  # kept exactly as written
# Sentences and quotations, which are no names.
FREE = (*PROSE, "source", "value", "claim", "attribution")
Words = tuple[str, str, str]  # rule, message, hint


def typed_table(
    texts: dict[str, pl.Series], table: Table
) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the typed frame of a text table, and everything wrong with its cells.

    Parameters
    ----------
    texts
        Text cells as read, by column; each is taken out of it once it is typed, since
        text takes more memory than all else.
    table
        Declaration that says what they should be.

    Returns
    -------
    The frame has the rows as they were read, the declared columns, defaults filled; a
    cell that cannot be read counts as blank.
    """
    findings = _column_findings(texts, table)
    height = max(map(len, texts.values()), default=0)
    series = []
    for column in table.columns:
        if column.name in texts:
            cells, of_column = _typed(texts.pop(column.name), column, table.name)
            findings += of_column
        else:
            dtype = DTYPES[column.kind]
            cells = pl.Series(column.name, [column.default], dtype=dtype)
            cells = cells.new_from_index(0, height)
        series.append(cells)
    return fill_defaults(pl.DataFrame(series), table), findings


def _column_findings(present: Iterable[str], table: Table) -> list[Finding]:
    present = list(present)
    absent = [name for name in table.column_names if name not in present]
    unknown = [
        Finding(
            table=table.name,
            column=name,
            value=name,
            rule="unknown_column",
            message=f"{table.name} has no column of this name",
            hint=_year_hint(name, table)
            or did_you_mean(name, absent, _rename_hint(table)),
        )
        for name in present
        if name not in table.column_names
    ]
    missing = [
        Finding(
            table=table.name,
            column=name,
            rule="missing_column",
            message=f"{table.name} needs the column {name}",
            hint=f"Add it: {table.column(name).meaning}".rstrip("."),
        )
        for name in absent
        if table.column(name).is_required
    ]
    return unknown + missing


def _year_hint(name: str, table: Table) -> str | None:
    """Return what to do about a heading that names a year: # would drop its figures."""
    year = re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", name)
    numbers = [c.name for c in table.columns if c.kind == "number" and c.is_required]
    if year is None or "year" not in table.key or not numbers:
        return None
    return (
        f"Write `{numbers[0]} {year[0]}` if it holds figures of that year; with # "
        "before its name they are left out"
    )


def _rename_hint(table: Table) -> str:
    names = listed(table.column_names, most=40)
    return f"Begin its name with # to keep it as your own; columns are {names}"


def _typed(
    text: pl.Series, column: Column, table: str
) -> tuple[pl.Series, list[Finding]]:
    if column.kind == "text":
        return _texts(text, column, table)
    fast = {"number": _numbers, "integer": _integers, "boolean": _booleans}
    cells = fast[column.kind](text).rechunk()
    if cells.null_count() == text.null_count():
        return cells, []
    is_bad = cells.is_null() & text.is_not_null()
    return _repaired(text, cells, is_bad, column, table)


def _numbers(text: pl.Series) -> pl.Series:
    cells = text.cast(pl.Float64, strict=False)
    is_finite = cells.is_finite()
    if is_finite.all():
        return cells
    return cells.set(~is_finite.fill_null(value=True), None)


def _integers(text: pl.Series) -> pl.Series:
    cells = text.cast(pl.Int32, strict=False)
    if cells.null_count() == text.null_count():
        return cells.cast(pl.Int64)
    numbers = _numbers(text)
    is_whole = (numbers == numbers.floor()) & (numbers.abs() < EXACT_INTEGER)
    return numbers.set(~is_whole.fill_null(value=True), None).cast(pl.Int64)


def _booleans(text: pl.Series) -> pl.Series:
    if set(text.unique().to_list()) <= {"true", "false", None}:
        return text == "true"
    lower = text.str.to_lowercase()
    return lower.replace_strict(BOOLEANS, default=None, return_dtype=pl.Boolean)


def _repaired(
    text: pl.Series, cells: pl.Series, is_bad: pl.Series, column: Column, table: str
) -> tuple[pl.Series, list[Finding]]:
    """Look at each text that was not read: blank, with stray blanks, or wrong."""
    rows = is_bad.arg_true()
    values: list[Value | None] = []
    findings: list[Finding] = []
    for row, word in zip(rows.to_list(), text.gather(rows).to_list(), strict=True):
        bare = word.strip(BLANKS)
        value = read_kind(bare, column.kind) if bare else None
        values.append(value)
        if word and len(findings) < MOST_LISTED:
            is_stray = value is not None or not bare
            trouble = _stray(word, bare) if is_stray else _wrong(word, column)
            findings.append(_at(trouble, table, column, row, word))
    repaired = pl.Series(column.name, values, dtype=cells.dtype)
    return cells.scatter(rows, repaired), findings


def _texts(
    text: pl.Series, column: Column, table: str
) -> tuple[pl.Series, list[Finding]]:
    distinct = [word for word in text.unique().to_list() if word is not None]
    if column.name in PROSE:
        return (text.replace({"": None}) if "" in distinct else text), []
    coded = [] if column.name in FREE else _coded(text, distinct, column, table)
    is_unseen = column.is_key or bool(column.reference or column.allowed)
    changed = {
        word: bare
        for word in distinct
        if (bare := _bare(word, is_label=is_unseen)) != word or not word
    }
    if not changed:
        return text, coded
    clean = text.replace({word: bare or None for word, bare in changed.items()})
    stray = [word for word in changed if word]
    is_stray = text.is_in(stray).fill_null(value=False)
    rows = is_stray.arg_true().head(MOST_LISTED)
    findings = [
        _at(_stray(word, changed[word]), table, column, row, word)
        for row, word in zip(rows.to_list(), text.gather(rows).to_list(), strict=True)
    ]
    return clean, findings + coded


def _coded(
    text: pl.Series, distinct: Sequence[str], column: Column, table: str
) -> list[Finding]:
    """Return a finding for each name with a control code inside."""
    matches = {word: NOT_IN_NAMES.search(word.strip(BLANKS)) for word in distinct}
    codes = {word: written_out(match) for word, match in matches.items() if match}
    if not codes:
        return []
    rows = text.is_in(list(codes)).fill_null(value=False).arg_true()
    return [
        _at(_control(codes[word]), table, column, row, word)
        for row, word in zip(rows.to_list(), text.gather(rows).to_list(), strict=True)
    ][:MOST_LISTED]


def _control(code: str) -> Words:
    message = f"A name holds the control code {code}, which no reader sees"
    return "control_code", message, "Write the name without it"


def _bare(word: str, *, is_label: bool) -> str:
    bare = word.strip(BLANKS)
    if is_label and not bare.isascii():
        for character in UNSEEN:
            bare = bare.replace(character, " " if character == "\u00a0" else "")
    return bare


def _stray(word: str, bare: str) -> Words:
    is_unseen = any(character in word for character in UNSEEN)
    kind = "a non-breaking or zero-width blank" if is_unseen else "stray blanks"
    hint = f"Write {bare!r}" if bare else "Delete the blanks to leave the cell empty"
    return "stray_blanks", f"The cell holds {kind}", hint


def _wrong(word: str, column: Column) -> Words:
    message = f"This column holds {EXPECTED[column.kind]}"
    is_none = word.strip().lower() in WORDS_FOR_BLANK and column.kind != "boolean"
    hint = _blank_hint(column) if is_none else kind_hint(word, column.kind)
    return "wrong_type", message, hint


def _blank_hint(column: Column) -> str:
    """Return what a cell of no figure may be: a blank has a meaning of its own."""
    if column.is_required:
        return "Enter the figure; this column needs one"
    if column.default is not None:
        return f"Enter the figure, or leave the cell blank for {column.default}"
    meant = re.search(r"(?i)\bblank = ([^.;)]*)", column.meaning)
    if meant is None:
        return "Leave the cell blank if the figure is not given"
    return f"Enter the figure, or leave the cell blank, which means: {meant[1].strip()}"


def _at(words: Words, table: str, column: Column, row: int, value: str) -> Finding:
    rule, message, hint = words
    return Finding(
        table=table,
        column=column.name,
        row=row,
        value=value,
        rule=rule,
        message=message,
        hint=hint,
    )
