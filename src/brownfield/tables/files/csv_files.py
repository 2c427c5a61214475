"""Which text cells does a CSV file hold, and on which lines?"""

import csv
import io
from dataclasses import replace
from pathlib import Path

import polars as pl

from brownfield.tables.files.raw import RawTable, Source
from brownfield.tables.problems import Problem

MOST_BYTES = 100_000_000  # 100 MB
HEADER_BYTES = 100_000  # more than any header row needs
BOM = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv_table(source: Source, name: str, path: Path) -> None:
    """Add the table in a CSV file to `source`, or the reason it cannot be read."""
    if is_too_large(source, name, path):
        return
    data = path.read_bytes().removeprefix(BOM)
    problem = _encoding_problem(name, path.name, data) or _blank_problem(
        name, path.name, data
    )
    if problem:
        source.refuse(name, problem)
        return
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    body = data.lstrip(b"\r\n")
    header_line = 1 + data[: len(data) - len(body)].count(b"\n")
    _read_body(source, name, path.name, body, header_line)


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


def _encoding_problem(name: str, file: str, data: bytes) -> Problem | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_wide = data.startswith(UTF16_MARKS)
        line = 1 if is_wide else data.count(b"\n", 0, error.start) + 1
        return Problem(
            table=name,
            file=file,
            sheet=None,
            line=line,
            column=None,
            value="UTF-16" if is_wide else f"byte 0x{data[error.start]:02x}",
            rule="encoding",
            message="The file is not UTF-8 text from this line on",
            hint="Save as UTF-8 (in a spreadsheet: `CSV UTF-8`)",
        )
    return None


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


def _read_body(
    source: Source, name: str, file: str, body: bytes, header_line: int
) -> None:
    try:
        start = body[:HEADER_BYTES].decode("utf-8", errors="ignore")
        header = next(csv.reader(io.StringIO(start, newline="")))
    except (csv.Error, StopIteration):
        header = []
    separators = [mark for mark in (";", "\t", "|") if mark in "".join(header)]
    if not header or (len(header) == 1 and separators):
        source.refuse(name, _separator_problem(name, file, header, header_line))
        return
    frame, lines = _frame(source, name, file, (body, header, header_line))
    if frame is None:
        source.unread.add(name)
        return
    source.tables[name] = without_blank_rows(
        RawTable(
            name=name, frame=frame, file=file, first_line=header_line + 1, lines=lines
        )
    )


def _separator_problem(name: str, file: str, header: list[str], line: int) -> Problem:
    return Problem(
        table=name,
        file=file,
        sheet=None,
        line=line,
        column=None,
        value=header[0][:80] if header else None,
        rule="separator",
        message="The columns are not separated by commas",
        hint="Save as comma-separated values with a decimal point",
    )


def _frame(
    source: Source, name: str, file: str, content: tuple[bytes, list[str], int]
) -> tuple[pl.DataFrame | None, pl.Series | None]:
    body, header, _ = content
    try:
        frame = pl.read_csv(io.BytesIO(body), infer_schema=False)
    except pl.exceptions.PolarsError:
        return _slow_frame(source, name, file, content)
    num_lines = body.count(b"\n") + (not body.endswith(b"\n"))
    if num_lines != frame.height + 1 or frame.width != len(header):
        return _slow_frame(source, name, file, content)
    return named(frame, header), None


def _slow_frame(
    source: Source, name: str, file: str, content: tuple[bytes, list[str], int]
) -> tuple[pl.DataFrame | None, pl.Series | None]:
    """Read record by record, so that every broken line can be named."""
    body, header, header_line = content
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True)
    rows: list[list[str | None]] = []
    lines: list[int] = []
    width, start = len(header), 0
    try:
        for cells in reader:
            line, start = header_line + start, reader.line_num
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
        word = raw or "(no name)"
        seen[word] = seen.get(word, 0) + 1
        names.append(word if seen[word] == 1 else f"{word} ({seen[word]})")
    return frame.rename(dict(zip(frame.columns, names, strict=True)), strict=True)


def without_blank_rows(table: RawTable) -> RawTable:
    """Return the table without rows whose every cell is blank, keeping the lines."""
    frame = table.frame
    if any(_is_full(column) for column in frame.iter_columns()):
        return table
    is_filled = [(pl.col(name).fill_null("") != "") for name in frame.columns]
    mask = frame.select(pl.any_horizontal(is_filled)).to_series()
    lines = table.lines
    if lines is None and table.first_line is not None:
        lines = pl.int_range(mask.len(), eager=True) + table.first_line
    lines = None if lines is None else lines.filter(mask)
    return replace(table, frame=frame.filter(mask), lines=lines)


def _is_full(column: pl.Series) -> bool:
    return column.null_count() == 0 and bool((column != "").all())
