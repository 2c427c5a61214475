"""Which text cells does a CSV file hold, and on which lines?"""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.encodings import UTF8_MARK, UTF16_MARKS, as_utf8
from brownfield.tables.files.headings import (
    ROWS_FIRST,
    ROWS_SEARCHED,
    header_row,
    known_headings,
)
from brownfield.tables.files.lines.plain import is_plain
from brownfield.tables.files.lines.split_numbers import (
    figures,
    split_in,
    split_problem,
    without_split,
)
from brownfield.tables.files.raw import RawTable, Source
from brownfield.tables.problems import Problem, several

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

NO_NAME = "(no name)"  # of a column without a heading
MOST_BYTES = 100_000_000  # 100 MB
LARGE_BYTES = 5_000_000  # above it memory counts more than time
HEADER_BYTES = 100_000  # more than any header row needs
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Head:
    """The header of a CSV file.

    Attributes
    ----------
    names
        Its cells.
    line
        Its 1-based line.
    separator
        What stands between cells.
    score
        How many names the table knows.
    notes
        What was read in its own way, in words.
    above
        Rows above it, each as wide.
    """

    names: list[str]
    line: int
    separator: str = ","
    score: int = 0
    notes: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()


def read_csv_table(source: Source, name: str, path: Path) -> None:
    """Add the table in a CSV file to `source`, or the reason it cannot be read."""
    if is_too_large(source, name, path):
        return
    read = _read(source, name, path)  # the bytes of the file are given back here
    if read is not None:
        source.tables[name] = without_blank_rows(without_split(source, read))


def _read(source: Source, name: str, path: Path) -> RawTable | None:
    data = path.read_bytes()
    try:
        data, encoding = as_utf8(data)
    except UnicodeDecodeError as error:
        source.refuse(name, _encoding_problem(name, path.name, data, error))
        return None
    if problem := _blank_problem(name, path.name, data):
        source.refuse(name, problem)
        return None
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    said = (encoding,) if encoding else ()
    empty = RawTable(name=name, frame=pl.DataFrame(), file=path.name, read_so=said)
    return _read_body(source, data, empty)


def first_rows(path: Path) -> list[tuple[str, ...]]:
    """Return the first cells of a CSV file, by the separator that gives most of them.

    Parameters
    ----------
    path
        File in any encoding.
    """
    with path.open("rb") as file:
        start = file.read(HEADER_BYTES).decode("utf-8", errors="ignore")
    lines = start.splitlines()[:ROWS_FIRST]
    mark = max(SEPARATORS, key=start.count)
    return [tuple(line.split(mark)) for line in lines]


def is_too_large(source: Source, name: str, path: Path) -> bool:
    """Return whether a file is over the size limit, noting the problem if so."""
    size = path.stat().st_size
    if size <= MOST_BYTES:
        return False
    problem = Problem(
        table=name,
        file=path.name,
        sheet=None,
        line=None,
        column=None,
        value=f"{size / 1e6:,.0f} MB",
        rule="too_large",
        message=f"The file is larger than {MOST_BYTES / 1e6:.0f} MB and was not read",
        hint="Store the table as Parquet, or leave out rows the case does not need",
    )
    source.refuse(name, problem)
    return True


def _encoding_problem(
    name: str, file: str, data: bytes, error: UnicodeDecodeError
) -> Problem:
    is_wide = data.startswith(UTF16_MARKS)
    whole = data.removeprefix(UTF8_MARK)
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=1 if is_wide else whole.count(b"\n", 0, error.start) + 1,
        column=None,
        value="UTF-16" if is_wide else f"byte 0x{whole[error.start]:02x}",
        rule="encoding",
        message="The file is not UTF-8 text from this line on",
        hint="Save as UTF-8 (in a spreadsheet: `CSV UTF-8`)",
    )


def _blank_problem(name: str, file: str, data: bytes) -> Problem | None:
    if data.strip(b"\r\n \t,\x00"):
        return None
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=1,
        column=None,
        value=None,
        rule="empty_file",
        message="The file is empty; its first line must name the columns",
        hint="Enter the column names, or delete the file",
    )


def _read_body(source: Source, data: bytes, empty: RawTable) -> RawTable | None:
    name, file = empty.name, empty.file
    head = _head(data, TABLES[name])
    marks = any(mark in "".join(head.names) for mark in ";\t|")
    if not head.names or (len(head.names) == 1 and marks):
        source.refuse(name, _separator_problem(name, file, head))
        return None
    body = data.split(b"\n", head.line - 1)[-1]
    frame, lines = _frame(source, empty, (body, head))
    if frame is None:
        source.unread.add(name)
        return None
    return replace(
        empty,
        frame=frame,
        first_line=head.line + 1,
        lines=lines,
        separator=head.separator,
        above=head.above,
        read_so=(*empty.read_so, *head.notes),
    )


def _head(data: bytes, table: Table) -> Head:
    """Return the header by the separator under which it has most known names."""
    start = data[:HEADER_BYTES].decode("utf-8", errors="ignore")
    plain = _head_by(start.partition("\n")[0], ",", table)
    if plain.names and set(plain.names) <= set(table.column_names):
        return plain
    heads = [_head_by(start, mark, table) for mark in SEPARATORS]
    return max(heads, key=lambda head: head.score)


def _head_by(start: str, separator: str, table: Table) -> Head:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    lines = [1]
    with suppress(csv.Error):
        for cells in islice(reader, ROWS_SEARCHED):
            rows.append(cells)
            lines.append(reader.line_num + 1)
    place = header_row(rows, table)
    if place is None:
        return Head([], 1 + start[: len(start) - len(start.lstrip())].count("\n"))
    above = [row for row in rows[:place] if any(row)]
    notes = (
        [f"columns separated by {SEPARATORS[separator]}"] if separator != "," else []
    )
    if above and not (len(above) == 1 and above[0][0].startswith("sep=")):
        notes.append(rows_above(len(above)))
    score, width = known_headings(rows[place], table), len(rows[place])
    wide = tuple((*row, *[""] * width)[:width] for row in above)
    return Head(rows[place], lines[place], separator, score, tuple(notes), wide)


def rows_above(count: int) -> str:
    """Return in words that rows above the header were not read."""
    return f"{several(count, 'row')} above the header not read"


def _separator_problem(name: str, file: str, head: Head) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=head.line,
        column=None,
        value=head.names[0][:80] if head.names else None,
        rule="separator",
        message="The columns are not separated by commas",
        hint="Save as comma-separated values with a decimal point",
    )


def _frame(
    source: Source, empty: RawTable, content: tuple[bytes, Head]
) -> tuple[pl.DataFrame | None, pl.Series | None]:
    body, head = content
    try:
        frame = _columns(body, head)
    except pl.exceptions.PolarsError:
        return _slow_frame(source, empty, content)
    num_lines = body.count(b"\n") + (not body.endswith(b"\n"))
    if num_lines != frame.height + 1 or frame.width != len(head.names):
        return _slow_frame(source, empty, content)
    return named(frame, head.names), None


def _columns(body: bytes, head: Head) -> pl.DataFrame:
    """Return every column as text; of a large plain file one after the other.

    Read at once, the cells of a column lie in many pieces: each later step would put
    them together anew, and memory of pieces is given back late.
    """
    read = partial(pl.read_csv, infer_schema=False, separator=head.separator)
    if len(body) < LARGE_BYTES or not is_plain(body, head.separator, len(head.names)):
        return read(io.BytesIO(body))
    numbers = range(len(head.names))
    return pl.DataFrame(
        [read(io.BytesIO(body), columns=[n]).to_series().rechunk() for n in numbers]
    )


def _slow_frame(
    source: Source, empty: RawTable, content: tuple[bytes, Head]
) -> tuple[pl.DataFrame | None, pl.Series | None]:
    """Read record by record, so that every broken line can be named."""
    body, head = content
    header, header_line = head.names, head.line
    name, file = empty.name, empty.file
    text = io.StringIO(body.decode("utf-8"), newline="")
    reader = csv.reader(text, delimiter=head.separator, strict=True)
    rows: list[list[str | None]] = []
    lines: list[int] = []
    width, start = len(header), 0
    try:
        for cells in reader:
            line, start = header_line + start, reader.line_num
            if split := _split(cells, head, TABLES[name]):
                source.problems.append(split_problem(empty, line, split))
                continue
            if any(cell for cell in cells[width:]):
                source.problems.append(_extra_problem(name, file, line, cells[width:]))
            rows.append([*cells[:width], *[None] * (width - len(cells))])
            lines.append(line)
    except csv.Error as error:
        line = header_line + start
        source.problems.append(_broken_problem(name, file, line, str(error)))
        return None, None
    schema = dict.fromkeys(_distinct(header), pl.String)
    frame = pl.DataFrame(rows[1:], schema=schema, orient="row")
    return named(frame, header), pl.Series(lines[1:], dtype=pl.Int64)


def _split(cells: list[str], head: Head, table: Table) -> str | None:
    """Return a number in two cells of a row that is too long by one."""
    if head.separator != "," or len(cells) != len(head.names) + 1:
        return None
    return split_in(cells, figures(head.names, table))


def _extra_problem(name: str, file: str, line: int, extra: list[str]) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=line,
        column=None,
        value=",".join(extra)[:80],
        rule="extra_cells",
        message="The line has more cells than there are columns",
        hint="Put text with a comma in double quotes; write decimals with a point",
    )


def _broken_problem(name: str, file: str, line: int, reason: str) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=line,
        column=None,
        value=None,
        rule="broken_line",
        message=f"The line cannot be read as comma-separated values ({reason})",
        hint='Close every double quote; write a quote inside a cell twice: ""',
    )


def _distinct(header: list[str]) -> list[str]:
    return [str(position) for position, _ in enumerate(header)]


def named(frame: pl.DataFrame, header: list[str]) -> pl.DataFrame:
    """Return the frame under its header; a repeated name gets ``(2)`` and so on."""
    seen: dict[str, int] = {}
    names = []
    for raw in header:
        word = raw or NO_NAME
        seen[word] = seen.get(word, 0) + 1
        names.append(word if seen[word] == 1 else f"{word} ({seen[word]})")
    return frame.rename(dict(zip(frame.columns, names, strict=True)), strict=True)


def without_blank_rows(table: RawTable) -> RawTable:
    """Return the table without rows whose every cell is blank, keeping the lines."""
    frame = table.frame
    if any(_is_full(column) for column in frame.iter_columns()):
        return table
    is_filled = [(pl.col(name).fill_null("") != "") for name in frame.columns]
    return table.filtered(frame.select(pl.any_horizontal(is_filled)).to_series())


def _is_full(column: pl.Series) -> bool:
    return column.null_count() == 0 and bool((column != "").all())
