#!/usr/bin/env bash
# highspy 1.16.0: the option allow_unbounded_or_infeasible is off by default, and a linear
# model without a best value then ends as "Unbounded". Let one of its columns be whole and
# the same model ends as "Primal infeasible or unbounded" all the same, with the option set
# to off as well. A program that reads that status as infeasible tells its user that nothing
# can be done where everything pays. Without presolve it is "Unbounded" again.
# Maximise x + y - z/2 with x + y - z <= 3, y at most 1; x = 3 + z grows without end.
# Seen: linear kUnbounded; whole kUnboundedOrInfeasible, also with the option off; whole
# without presolve kUnbounded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check "highspy==1.16.0"
"$work/env/bin/python" - <<'PYTHON' >"$work/seen"
import highspy


def status(is_whole, presolve, **options):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", presolve)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    for most, cost in ((highspy.kHighsInf, 1.0), (1.0, 1.0), (highspy.kHighsInf, -0.5)):
        solver.addVar(0.0, most)
        solver.changeColCost(solver.getNumCol() - 1, cost)
    if is_whole:
        solver.changeColIntegrality(1, highspy.HighsVarType.kInteger)
    solver.addRow(-highspy.kHighsInf, 3.0, 3, [0, 1, 2], [1.0, 1.0, -1.0])
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    return solver.getModelStatus().name


off = {"allow_unbounded_or_infeasible": False}
print("seen", status(False, "choose"), status(True, "choose"),
      status(True, "choose", **off), status(True, "off"))
PYTHON
grep '^seen' "$work/seen"
ambiguous=kUnboundedOrInfeasible
grep -qx "seen kUnbounded $ambiguous $ambiguous kUnbounded" "$work/seen"
