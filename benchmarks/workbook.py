"""How much processor time does a workbook of 100,000 rows take, and wide form?

Run as ``python benchmarks/workbook.py [rows]``; it prints CPU seconds of reading and
checking: the plain workbook, one with a formula in each row, one with numbers as text,
and a CSV file with one column a year (1,000,000 cells).
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw

ROWS = 100_000
YEARS = range(2026, 2046)
WIDE_ROWS = 50_000
OTHERS: dict[str, list[list[Any]]] = {
    "case": [["key", "value"], ["case.first_year", 2026], ["case.last_year", 2045]],
    "parties": [["party"], ["a"]],
    "facilities": [["facility", "place", "owner"], ["F", "L0", "a"]],
    "shift_patterns": [
        [
            "facility",
            "pattern",
            "jobs_per_hour",
            "hours_per_shift",
            "shifts_per_day",
            "days_per_year",
        ],
        ["F", "one", 30, 8, 2, 240],
    ],
    "products": [["product", "company", "hs_code", "powertrain"]]
    + [[f"P{n}", "a", "870380", "bev"] for n in range(100)],
    "build_options": [
        ["build_option", "product", "facility", "programme_owner", "mode"]
    ]
    + [[f"B{n}", f"P{n}", "F", "a", "full"] for n in range(100)],
}


def _places(count: int) -> list[list[Any]]:
    rows = [[f"L{n}", "UK"] for n in range(count)]
    return [["place", "customs_territory"], *rows]


def _workbook(path: Path, rows: int, volume: Callable[[Any, int, float], None]) -> None:
    """Write a case with so many rows of demand; `volume` writes their fourth cell."""
    places = rows // (100 * len(YEARS)) + 1
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        for name, cells in {**OTHERS, "places": _places(places)}.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(cells):
                sheet.write_row(row, 0, line)
        sheet = book.add_worksheet("demand")
        sheet.write_row(0, 0, ["product", "place", "year", "volume", "price"])
        for n in range(rows):
            key = [f"P{n % 100}", f"L{n // 2000}", 2026 + n // 100 % 20]
            sheet.write_row(n + 1, 0, [*key, None, 20_000.5 + n])
            volume(sheet, n + 1, 1000.25 + n)


def _number(sheet: Any, row: int, value: float) -> None:
    sheet.write_number(row, 3, value)


def _formula(sheet: Any, row: int, value: float) -> None:
    sheet.write_formula(row, 3, f"=E{row + 1}/20", None, value)


def _text(sheet: Any, row: int, value: float) -> None:
    sheet.write_string(row, 3, f"{value:,.2f}")


def _wide_folder(path: Path) -> None:
    for name, cells in {**OTHERS, "places": _places(WIDE_ROWS // 100)}.items():
        lines = [",".join(map(str, line)) for line in cells]
        (path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    (path / "case.csv").unlink()
    settings = "[case]\nfirst_year = 2026\nlast_year = 2045\n"
    (path / "case.toml").write_text(settings, encoding="utf-8")
    head = ",".join(["product", "place", "price", *map(str, YEARS)])
    body = [
        ",".join([f"P{n % 100}", f"L{n // 100}", "20000", *["1234.5"] * len(YEARS)])
        for n in range(WIDE_ROWS)
    ]
    (path / "demand.csv").write_text("\n".join([head, *body]), encoding="utf-8")


def _measure(what: str, path: Path) -> None:
    begin = time.process_time()
    checked = check(read_raw(path))
    seconds = time.process_time() - begin
    rows = checked.tables["demand"].height
    count = len(checked.problems)
    print(f"{what:32} {rows:9,} rows {count:3} problems {seconds:6.2f} s")


def main() -> None:
    """Write each case, read it, and print the CPU seconds."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as room:
        for what, volume in (
            ("workbook", _number),
            ("workbook with formulas", _formula),
            ("workbook with 14,000 as text", _text),
        ):
            path = Path(room) / f"{volume.__name__}.xlsx"
            _workbook(path, rows, volume)
            _measure(what, path)
        _wide_folder(Path(room))
        _measure("folder, one column a year", Path(room))


if __name__ == "__main__":
    main()
