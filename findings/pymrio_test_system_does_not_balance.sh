#!/usr/bin/env bash
# pymrio 0.7.0: its own small test system is loaded, completed and used for multipliers in
# silence, though what a sector buys and its value added are not its output in 40 of 48
# sectors: calc_all takes output from the rows alone, which always agree with themselves.
# Whoever takes a golden number from it takes one from a table that does not balance.
# Seen: 40 of 48 columns off by more than 1 %, 0 rows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    pymrio==0.7.0 2>/dev/null
cd "$work"
"$work/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pymrio

system = pymrio.load_test().calc_all()
flows, output = system.Z.to_numpy(), system.x["indout"].to_numpy()
added = system.factor_inputs.F.to_numpy().sum(axis=0)
columns = np.abs(flows.sum(axis=0) + added - output) > 0.01 * output
rows = np.abs(flows.sum(axis=1) + system.Y.to_numpy().sum(axis=1) - output)
print(f"{columns.sum()} of {len(output)} columns, {(rows > 0.01 * output).sum()} rows")
assert (columns.sum(), len(output)) == (40, 48)
assert not (rows > 0.01 * output).any()
PYTHON
