#!/usr/bin/env bash
# fastexcel 0.21.0: asked for a column of floats, it turns cells that hold *text* into
# numbers with a point as the decimal mark, in silence. "25.000", typed as text by
# somebody who means twenty-five thousand, comes back as 25.0, and "1.030.000" in the same
# column as null. A column loaded as text gives "25.000" for that cell, and also for no
# cell that says whether it was text or a number: only the type asked for decides.
# Seen: [25.0, None, 7.5] as float, ["25.000", "1.030.000", "7.5"] as string.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    fastexcel==0.21.0 pyarrow==21.0.0 xlsxwriter==3.2.5 2>/dev/null
cd "$work"
"$work/env/bin/python" - <<'PYTHON'
import fastexcel
import xlsxwriter

with xlsxwriter.Workbook("book.xlsx") as book:
    sheet = book.add_worksheet("prices")
    sheet.write_string("A1", "price")
    sheet.write_string("A2", "25.000")
    sheet.write_string("A3", "1.030.000")
    sheet.write_number("A4", 7.5)

reader = fastexcel.read_excel("book.xlsx")
found = {}
for kind in ("float", "string"):
    sheet = reader.load_sheet("prices", dtypes={"price": kind})
    found[kind] = sheet.to_arrow().column(0).to_pylist()
print(found)
assert found["float"] == [25.0, None, 7.5]
assert found["string"] == ["25.000", "1.030.000", "7.5"]
PYTHON
