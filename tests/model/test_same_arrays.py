"""Does the same case give the same arrays, to the last digit, whoever shares the work?

Polars adds up groups thread by thread; a sum that is taken in another order differs in
its last digit, and a search may then end elsewhere.
"""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import polars as pl

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate

ARRAYS = (
    "cost",
    "lower",
    "upper",
    "is_integer",
    "row_lower",
    "row_upper",
    "starts",
    "positions",
    "values",
)
IN_A_PROCESS = "from tests.model.test_same_arrays import built; print(built(), built())"


def built(case: Case | None = None) -> str:
    """Return a digest of every array and money term of a model, else merseyside's."""
    formulation = formulate(derive(case or read_case("merseyside")))
    digest = hashlib.sha256(formulation.constant.hex().encode())
    for name in ARRAYS:
        digest.update(getattr(formulation.linear, name).tobytes())
    digest.update(formulation.terms["column"].to_numpy().tobytes())
    digest.update(formulation.terms["amount"].to_numpy().tobytes())
    return digest.hexdigest()


def test_one_process_builds_the_same_arrays_each_time() -> None:
    """Six builds, every bit of every array."""
    assert len({built() for _ in range(6)}) == 1


def test_the_number_of_threads_leaves_no_trace() -> None:
    """Processes with one, two and four threads of polars build this one's arrays."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", IN_A_PROCESS],
            env=os.environ | {"POLARS_MAX_THREADS": threads},
            stdout=subprocess.PIPE,
            text=True,
        )
        for threads in ("1", "2", "4")
    ]
    digests = [process.communicate()[0].split() for process in processes]
    assert digests == [[built()] * 2] * 3


def test_a_row_of_no_demand_leaves_no_trace() -> None:
    """Merseyside says by rows of 0 what a law ends; without them the model is the same.

    Two years of plug-ins and seven of petrol cars in the UK, two years of petrol cars
    in each of two markets of the EU: 2 + 7 + 2 x 2 = 13 rows.
    """
    case = read_case("merseyside")
    demand = case.tables["demand"]
    without = demand.filter(pl.col("volume") > 0)
    assert demand.height - without.height == 13
    tables = {**case.tables, "demand": without}
    assert built(replace(case, tables=tables)) == built()
