#!/usr/bin/env bash
# highspy 1.16.0: the option objective_bound ends the dual simplex once its objective has
# passed the bound, but only in a model that is minimised. In the same model maximised,
# costs negated, it changes nothing, of either sign, and no warning says so. (Known to
# its makers, ERGO-Code/HiGHS issue 2473; the text of the option does not tell.)
# Seen: 60 columns from 0 to 1 in 40 rows, solved, then 20 of them held at 0 with a bound
# between both optima: minimised it ends with kObjectiveBound, maximised with kOptimal.
# Who tries variants by a warm dual simplex and wants the worse ones cut short has to
# state the model as one to be minimised.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    "highspy==1.16.0" numpy 2>/dev/null

ends() { # 1 or -1: sense; factor of the bound -> status and iterations
    "$work/env/bin/python" - "$1" "$2" <<'PYTHON' | tail -n 1 # after the banner
import sys
import highspy
import numpy as np
sense, factor = int(sys.argv[1]), float(sys.argv[2])
solver = highspy.Highs()
for name, value in (("output_flag", False), ("presolve", "off"), ("solver", "simplex")):
    solver.setOptionValue(name, value)
columns, rows = 60, 40
i, j = np.mgrid[0:rows, 0:columns]
matrix = ((7 * i + 13 * j + i * j) % 17 + 1.0) / 17.0
cost = ((5 * np.arange(columns)) % 19 + 1.0) / 19.0
for place in range(columns):
    solver.addVar(0.0, 1.0)
    solver.changeColCost(place, sense * cost[place])
if sense == 1:
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
for row in matrix:
    solver.addRow(-np.inf, 0.3 * row.sum(), columns, np.arange(columns, dtype=np.int32), row)
solver.run()
best = solver.getInfo().objective_function_value
solver.setOptionValue("objective_bound", factor * best)
held, none = np.arange(20, dtype=np.int32), np.zeros(20)
solver.changeColsBounds(20, held, none, none)
solver.run()
status = str(solver.getModelStatus()).split(".")[-1]
print(status, solver.getInfo().simplex_iteration_count)
PYTHON
}

least=$(ends -1 0.999)
most=$(ends 1 0.999)
negated=$(ends 1 -0.999)
echo "minimised: $least; maximised: $most; maximised, the bound negated: $negated"
[ "${least%% *}" = kObjectiveBound ] && [ "${most%% *}" = kOptimal ] &&
    [ "${negated%% *}" = kOptimal ] && [ "${least##* }" -lt "${most##* }" ]
