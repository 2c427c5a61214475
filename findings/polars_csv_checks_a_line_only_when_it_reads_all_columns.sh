#!/usr/bin/env bash
# polars 2.1.0: a line of a CSV file with more cells than columns is refused ("found more
# fields than defined"), but only while all columns are read. With `columns=[...]`, or a
# scan that selects some columns, the same line is cut without an error or a warning, and
# truncate_ragged_lines is left False. A number written as 20,000 without quotes so counts
# as 20 in a query of that column, and the same query passes or fails with what else it
# selects. Whoever reads some columns must look at the width of the lines themselves.
# Seen: all columns: ComputeError; columns=["volume"]: 10 and 20; scan, sum of volume: 30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    polars==2.1.0 2>/dev/null
cd "$work"
printf 'plant,volume\nnorth,10\nsouth,20,000\n' > volumes.csv
"$work/env/bin/python" - <<'PYTHON'
import polars as pl

try:
    pl.read_csv("volumes.csv")
    whole = "read"
except pl.exceptions.ComputeError as error:
    whole = "refused" if "more fields" in str(error) else str(error)
some = pl.read_csv("volumes.csv", columns=["volume"])["volume"].to_list()
total = pl.scan_csv("volumes.csv").select(pl.col("volume").sum()).collect().item()
print(f"all columns: {whole}; one column: {some}; its sum by a scan: {total}")
assert whole == "refused", whole
assert some == [10, 20], some
assert total == 30, total
PYTHON
