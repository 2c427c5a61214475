#!/usr/bin/env bash
# highspy 1.16.0: making the first solver object of a process writes two lines to file
# descriptor 1, before any option can be set. Switching output off afterwards is too late,
# and redirecting Python's sys.stdout does not catch them, so a program that prints one
# JSON document on standard output is no longer parseable. The second object is silent.
# Seen: 2 lines, "Running HiGHS 1.16.0 (...)" and "Includes third-party software ...".
# highspy 1.15.1, same lines of Python: nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

lines() { # version, number of solver objects -> lines on file descriptor 1
    python3 -m venv "$work/$1-$2"
    "$work/$1-$2/bin/python" -m pip install --quiet --disable-pip-version-check \
        "highspy==$1" 2>/dev/null
    "$work/$1-$2/bin/python" - "$2" <<'PYTHON' | wc -l
import contextlib, io, sys
import highspy
with contextlib.redirect_stdout(io.StringIO()):
    for _ in range(int(sys.argv[1])):
        highspy.Highs().setOptionValue("output_flag", False)
PYTHON
}

one=$(lines 1.16.0 1)
two=$(lines 1.16.0 2)
before=$(lines 1.15.1 1)
echo "highspy 1.16.0: $one lines with one object, $two with two; 1.15.1: $before"
[ "$one" -eq 2 ] && [ "$two" -eq 2 ] && [ "$before" -eq 0 ]
