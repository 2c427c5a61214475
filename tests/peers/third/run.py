"""Do plan and recount agree with the third formulation on random cases?

`python -m tests.peers.third.run --seeds 0:500 --jobs 2 --faults 1` prints what differs,
and which of so many faults planted in each right plan the audit did not find.
"""

import argparse
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import isnan

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from tests.peers.third.optimum import Optimum, optimum
from tests.properties.every_column import every_column_case
from tests.properties.planted_faults import planted

RELATIVE = 1e-6
CURRENCY = 1.0  # least difference that counts, case currency


@dataclass(frozen=True)
class Verdict:
    """What plan and third formulation say of one case."""

    kind: str  # same, value, audit, traceback, infeasible, endless
    planned: float | None = None
    third: float | None = None
    detail: str = ""


def is_near(one: float, other: float) -> bool:
    """Return whether two values agree."""
    most = max(abs(one), abs(other))
    return abs(one - other) <= CURRENCY + RELATIVE * most


def verdict(case: Case) -> Verdict:
    """Return whether plan, audit and third formulation agree on a case."""
    return judged(case)[0]


def judged(case: Case) -> tuple[Verdict, Plan | None]:
    """Return whether the three agree on a case, and the plan, if there is one."""
    best = optimum(case)
    try:
        found = plan(case)
    except Exception as error:  # noqa: BLE001
        text = f"{type(error).__name__}: {error}"
        last = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{text[:300]} at {last.filename.rpartition('/')[2]}:{last.lineno}"
        third = best.value if best else None
        kind = "endless" if "has no best value" in text else "traceback"
        return Verdict(kind, None, third, detail), None
    return compared(case, found, best), found


def compared(case: Case, found: Plan, best: Optimum | None) -> Verdict:
    """Return whether a plan is worth what the third formulation found for its case."""
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


@dataclass(frozen=True)
class Seen:
    """What one seed shows.

    Attributes
    ----------
    seed
        Of the case.
    verdict
        Whether plan, audit and third formulation agree on it.
    planted
        Faults planted in its plan.
    missed
        Those of them that the audit did not find.
    """

    seed: int
    verdict: Verdict
    planted: int
    missed: tuple[str, ...]


def of_seed(seed: int, faults: int) -> Seen:
    """Return the verdict on the case of a seed, with faults in a right plan."""
    case = every_column_case(seed)
    found, made = judged(case)
    count = faults if made is not None and found.kind == "same" else 0
    tried = planted(case, made, seed, count) if made is not None else []
    missed = tuple(str(fault) for fault, is_found in tried if not is_found)
    return Seen(seed, found, len(tried), missed)


def main() -> None:
    """Print the verdict on every seed that differs, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:60")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0)
    asked = parser.parse_args()
    first, last = (int(text) for text in asked.seeds.split(":"))
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(asked.jobs) as pool:
        of = partial(of_seed, faults=asked.faults)
        for seen in pool.map(of, range(first, last), chunksize=5):
            counts[seen.verdict.kind] += 1
            counts["faults planted"] += seen.planted
            counts["faults not found"] += len(seen.missed)
            tell(seen)
            if seen.seed % 500 == 0:
                say(f"{seen.seed}: {dict(counts)}")
    say(dict(counts))


def tell(seen: Seen) -> None:
    """Print what differs and what was not found, if anything."""
    verdict = seen.verdict
    if verdict.kind != "same":
        say(f"{seen.seed} {verdict.kind} plan {verdict.planned} third {verdict.third}")
        say(f"    {verdict.detail}")
    for fault in seen.missed:
        say(f"{seen.seed} not found: {fault}"[:300])


def say(text: object) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
