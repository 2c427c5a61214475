"""Do plan and recount agree with the third formulation on random cases?

`python -m tests.peers.third.run --seeds 0:500 --jobs 2`
"""

import argparse
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import isnan

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from tests.peers.third.optimum import optimum
from tests.properties.every_column import every_column_case

RELATIVE = 1e-6
CURRENCY = 1.0  # least difference that counts, case currency


@dataclass(frozen=True)
class Verdict:
    """What plan and third formulation say of one case."""

    kind: str  # same, value, audit, traceback, infeasible
    planned: float | None = None
    third: float | None = None
    detail: str = ""


def is_near(one: float, other: float) -> bool:
    """Return whether two values agree."""
    most = max(abs(one), abs(other))
    return abs(one - other) <= CURRENCY + RELATIVE * most


def verdict(case: Case) -> Verdict:
    """Return whether plan, audit and third formulation agree on a case."""
    best = optimum(case)
    try:
        found = plan(case)
    except Exception as error:  # noqa: BLE001
        text = f"{type(error).__name__}: {error}"
        last = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{text[:300]} at {last.filename.rpartition('/')[2]}:{last.lineno}"
        return Verdict("traceback", None, best.value if best else None, detail)
    if best is None or isnan(found.value):
        is_same = best is None and isnan(found.value)
        kind = "same" if is_same else "infeasible"
        return Verdict(kind, found.value, best.value if best else None, found.status)
    if not is_near(found.value, best.value):
        best = optimum(case, is_twice=True) or best
    failed = [line for line in checks_that_failed(found) if line]
    if not is_near(found.value, best.value):
        return Verdict("value", found.value, best.value, "; ".join(failed[:3]))
    kind = "audit" if failed else "same"
    return Verdict(kind, found.value, best.value, "; ".join(failed[:6]))


def checks_that_failed(found: Plan) -> list[str]:
    """Return what the audit of a plan says is wrong."""
    audit = found.audit
    if audit is None or audit.passed:
        return []
    lines = audit.lines.filter(~audit.lines["passed"])
    names = ("check", "where", "expected", "found")
    return [" ".join(str(row[n]) for n in names) for row in lines.to_dicts()]


def of_seed(seed: int) -> tuple[int, Verdict]:
    """Return the verdict on the case of a seed."""
    return seed, verdict(every_column_case(seed))


def main() -> None:
    """Print the verdict on every seed that differs, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:60")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    first, last = (int(text) for text in asked.seeds.split(":"))
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(asked.jobs) as pool:
        for seed, found in pool.map(of_seed, range(first, last), chunksize=5):
            counts[found.kind] += 1
            if found.kind != "same":
                say(f"{seed} {found.kind} plan {found.planned} third {found.third}")
                say(f"    {found.detail}")
    say(dict(counts))


def say(text: object) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
