#!/usr/bin/env bash
# highspy 1.16.0: the callback kCallbackMipGetCutPool ("MIP cut pool") is called only by a
# search that goes on after its root. Where the gap is closed there, the very case in which
# cuts are worth most, it is never called, and no other call gives them.
# Seen: maximise a + b + c with 2a + 2b + 2c <= 3, whole (optimum 1, relaxed 1.5): 0 calls.
# With four sums of forty further yes-or-no columns beside it, which share no row with a, b
# and c and which no heuristic meets, so that the root stays open: 1 call.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    "highspy==1.16.0" numpy 2>/dev/null

calls() { # 0 or 1: whether the sums stand beside it -> calls of the callback
    "$work/env/bin/python" - "$1" <<'PYTHON' | tail -n 1 # after the banner
import sys
import highspy
import numpy as np
with_sums, calls = sys.argv[1] == "1", []
random = np.random.default_rng(0)
solver = highspy.Highs()
for name, value in (("output_flag", False), ("presolve", "off"),
                    ("mip_heuristic_effort", 0.0), ("mip_max_nodes", 1)):
    solver.setOptionValue(name, value)
count = 43 if with_sums else 3
for place in range(count):
    solver.addVar(0.0, 1.0)
    solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    solver.changeColCost(place, 1.0 if place < 3 else 0.0)
solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
solver.addRow(-np.inf, 3.0, 3, np.arange(3, dtype=np.int32), np.full(3, 2.0))
if with_sums:
    key = random.integers(0, 2, 40)
    for _ in range(4):
        factors = random.integers(1, 100, 40).astype(float)
        columns = np.arange(3, 43, dtype=np.int32)
        solver.addRow(float(factors @ key), float(factors @ key), 40, columns, factors)
solver.cbMipGetCutPool.subscribe(lambda event: calls.append(event.data_out.cutpool_num_cut))
solver.run()
print(len(calls))
PYTHON
}

alone=$(calls 0)
beside=$(calls 1)
echo "calls of the cut pool callback: $alone alone, $beside beside sums nobody meets"
[ "$alone" -eq 0 ] && [ "$beside" -eq 1 ]
