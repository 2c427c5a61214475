"""Which random cases do the properties run on, and how are they changed?"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st

from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve.run import plan
from tests.tables.samples import cases

MONEY_SLACK = 1.0  # case currency; values are tens of millions
TIMES_AS_MANY = int(os.environ.get("BROWNFIELD_TIMES_AS_MANY_EXAMPLES", "1"))
SEED = 2026
_PLANS: dict[str, Plan] = {}


def few(examples: int) -> Callable[[Any], Any]:
    """Return the settings of a property on `examples` cases, the same in each run.

    All properties draw the same cases, so the plan of each is made once.
    """
    chosen = settings(
        max_examples=examples * TIMES_AS_MANY,
        deadline=None,
        database=None,
        phases=(Phase.generate,),  # a shrunk case would take minutes to find
        suppress_health_check=list(HealthCheck),
    )
    return lambda test: seed(SEED)(chosen(test))


def plan_of(case: Case) -> Plan:
    """Return the plan of a random case, made once for all properties."""
    if case.digest not in _PLANS:
        _PLANS[case.digest] = plan(case)
    return _PLANS[case.digest]


@st.composite
def random_cases(draw: st.DrawFn) -> Case:
    """Return a small valid case that is solved to the last digit."""
    tables, chosen = draw(cases())
    return Case("random", chosen, tables).with_settings("solve", {"gap": 0.0})


def trees(case: Case) -> bool:
    """Return whether the case has more than one future."""
    return not case.tables["scenarios"].is_empty()


def with_table(case: Case, name: str, frame: pl.DataFrame) -> Case:
    """Return the case with one table replaced."""
    return replace(case, tables=dict(case.tables) | {name: frame})


def changed(case: Case, name: str, **columns: pl.Expr) -> Case:
    """Return the case with columns of one table worked out anew."""
    return with_table(case, name, case.tables[name].with_columns(**columns)).checked()


def slack(value: float) -> float:
    """Return the rounding that two exact values may differ by, case currency."""
    return MONEY_SLACK + 1e-7 * abs(value)
