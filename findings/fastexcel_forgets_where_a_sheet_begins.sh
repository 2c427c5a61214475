#!/usr/bin/env bash
# fastexcel 0.21.0: a sheet whose first columns are blank is read without them, also with
# header_row=None, so the first column of the frame is not column A of the sheet, and
# nothing in the result says by how many it is off. Whoever tells a reader "cell B7" from
# the place of a value in the frame names the wrong cell.
# Seen: a table in D3:E4 comes as 2 columns, "__UNNAMED__0" and "__UNNAMED__1"; openpyxl
# 3.1.5 reads the same sheet as D3:E4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    fastexcel==0.21.0 pyarrow==21.0.0 xlsxwriter==3.2.5 openpyxl==3.1.5 2>/dev/null
cd "$work"
"$work/env/bin/python" - <<'PYTHON'
import fastexcel
import openpyxl
import xlsxwriter

with xlsxwriter.Workbook("book.xlsx") as book:
    sheet = book.add_worksheet("demand")
    sheet.write_row("D3", ["year", "volume"])
    sheet.write_row("D4", [2030, 1000])

whole = openpyxl.load_workbook("book.xlsx")["demand"]
frame = fastexcel.read_excel("book.xlsx").load_sheet("demand", header_row=None)
names = [column.name for column in frame.available_columns()]
print(f"openpyxl: {whole.dimensions}, fastexcel: {frame.width} columns {names}")
assert whole.dimensions == "D3:E4"
assert frame.width == 2
assert names == ["__UNNAMED__0", "__UNNAMED__1"], names
PYTHON
