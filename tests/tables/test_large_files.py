"""Is a large CSV file, read column by column, the same as a small one?"""

from pathlib import Path

import pytest

from brownfield.tables.files import csv_files, plain
from brownfield.tables.files.csv_files import read_csv_table
from brownfield.tables.files.raw import Source

HEADER = "product,place,year,volume,,note"
PLAIN = (
    HEADER,
    "car,north,2030,1,,two words",
    "car,south,2030,,x,",
    "car,south,31, 7 ,,'",
)
QUOTED = (HEADER, 'car,north,2030,"1,000",,"two words, one comma"', *PLAIN[2:])


def _read(path: Path, lines: tuple[str, ...]) -> Source:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    source = Source()
    read_csv_table(source, "demand", path)
    return source


@pytest.mark.parametrize(("lines", "volume"), [(PLAIN, "1"), (QUOTED, "1,000")])
def test_large_files_read_as_small_ones(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lines: tuple[str, ...],
    volume: str,
) -> None:
    """Quotes, blanks and a column without a name are the same either way."""
    path = tmp_path / "demand.csv"
    at_once = _read(path, lines).tables["demand"]
    monkeypatch.setattr(csv_files, "LARGE_BYTES", 0)
    by_column = _read(path, lines).tables["demand"]
    assert by_column.frame.equals(at_once.frame)
    assert by_column.frame["volume"].to_list() == [volume, None, " 7 "]


@pytest.mark.parametrize("short", [(), ("car,north,2033",)])
def test_a_row_too_long_is_told_in_large_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, short: tuple[str, ...]
) -> None:
    """A line of seven cells under six headings is refused; a short one hides none."""
    monkeypatch.setattr(csv_files, "LARGE_BYTES", 0)
    lines = (*PLAIN, "car,north,2032,1,,,more", *short)
    (problem,) = _read(tmp_path / "demand.csv", lines).problems
    assert (problem.rule, problem.line, problem.value) == ("extra_cells", 5, "more")


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize(
    ("body", "is_so"),
    [
        ("a,b\n1,2\n3,4\n", True),
        ("a,b\n1,2\n3,4", True),
        ("a,b\n,\n", True),
        ("a,b\n1,2\n\n", False),
        ("a,b\n1\n2,3,4\n", False),
        ('a,b\n1,"2"\n', False),
    ],
)
def test_plain_files_have_a_cell_for_each_column(
    monkeypatch: pytest.MonkeyPatch, block: int, body: str, *, is_so: bool
) -> None:
    """Blank lines, lines too short or long and quotes make a file not plain."""
    monkeypatch.setattr(plain, "BLOCK", block)
    assert plain.is_plain(body.encode(), ",", 2) is is_so
