#!/usr/bin/env bash
# HiGHS 1.16.0 (highspy), SCIP 10.0 (PySCIPOpt 6.3.0), GLPK 5.0 (swiglpk 5.0.13) and CBC
# 2.10.3 (as PuLP 3.3.2 brings it) read the same valid free MPS files, and answer apart:
# - A constant of the objective, written as its entry in RHS (10, with a least y of 3):
#   HiGHS, SCIP and CBC take it off (-7), GLPK adds it (13). All say "optimal".
# - OBJSENSE MAX, y at most 3: HiGHS and SCIP find 3. CBC passes over the section without a
#   word, makes y small and reports the optimum 0; GLPK refuses the file.
# - A whole column without a row in BOUNDS, at most 7.5 by its row: all four take it for
#   0 or 1 and answer 1, where a continuous column without bounds has no upper one.
# So a writer that wants one answer keeps the constant out of the file, turns a maximum
# into a minimum, and writes both bounds of every whole column.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    "highspy==1.16.0" "pyscipopt==6.3.0" "swiglpk==5.0.13" "pulp==3.3.2"
cd "$work"
printf 'NAME K\nROWS\n N COST\n G LEAST\nCOLUMNS\n Y COST 1 LEAST 1\nRHS\n RHS LEAST 3\n RHS COST 10\nENDATA\n' >constant.mps
printf 'NAME S\nOBJSENSE\n    MAX\nROWS\n N COST\n L MOST\nCOLUMNS\n Y COST 1 MOST 1\nRHS\n RHS MOST 3\nENDATA\n' >sense.mps
printf "NAME W\nROWS\n N COST\n L MOST\nCOLUMNS\n M1 'MARKER' 'INTORG'\n X COST -1 MOST 1\n M2 'MARKER' 'INTEND'\nRHS\n RHS MOST 7.5\nENDATA\n" >whole.mps
env/bin/python - <<'PYTHON' >seen
import subprocess

import highspy
import pulp
import pyscipopt
import swiglpk as glpk

glpk.glp_term_out(glpk.GLP_OFF)


def by_highs(path):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(path)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value, 6)


def by_scip(path):
    solver = pyscipopt.Model()
    solver.hideOutput()
    solver.readProblem(path)
    solver.optimize()
    return round(solver.getObjVal(), 6)


def by_glpk(path):
    problem = glpk.glp_create_prob()
    if glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, path):
        return "refused"
    settings = glpk.glp_iocp()
    glpk.glp_init_iocp(settings)
    settings.presolve = glpk.GLP_ON
    glpk.glp_intopt(problem, settings)
    return round(glpk.glp_mip_obj_val(problem), 6)


def by_cbc(path):
    program = pulp.apis.PULP_CBC_CMD().path
    asked = [program, path, "solve", "solution", "answer.txt"]
    subprocess.run(asked, check=True, capture_output=True)
    return round(float(open("answer.txt").readline().split()[-1]), 6)


for name in ("constant", "sense", "whole"):
    path = f"{name}.mps"
    print("seen", name, by_highs(path), by_scip(path), by_glpk(path), by_cbc(path))
PYTHON
grep '^seen' seen
grep -qx "seen constant -7.0 -7.0 13.0 -7.0" seen
grep -qx "seen sense 3.0 3.0 refused 0.0" seen
grep -qx "seen whole -1.0 -1.0 -1.0 -1.0" seen
