"""Which alternatives come to nothing: of what is theirs alone, they begin none?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


def own_options(
    cases: Mapping[str, Case], whole: Case | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the build options that set each of several cases apart, by its name.

    They are those that no other case has; where there is none, those that are not left
    in the case with the fewest. The case with the fewest is there to be compared with,
    and has none.

    Parameters
    ----------
    cases
        The cases of the alternatives by name.
    whole
        The case that they are made from: one that has all of its options is about
        something else, and has none of its own.
    """
    left = {name: _choices(case) for name, case in cases.items()}
    every = None if whole is None else set(_choices(whole))
    return {name: tuple(_own(name, left, every)) for name in left}


def _own(
    name: str, left: Mapping[str, dict[str, None]], every: set[str] | None
) -> list[str]:
    here = set(left[name])
    others = [set(options) for other, options in left.items() if other != name]
    smaller = [options for options in others if options < here]
    is_least = not smaller and any(here <= options for options in others)
    if here == every or is_least:
        return []
    elsewhere = set[str]().union(*others)
    least = min(smaller, key=len, default=set[str]())
    own = here - elsewhere or here - least
    return [option for option in left[name] if option in own]


def least(case: Case, cases: Mapping[str, Case]) -> str | None:
    """Return which of several cases leaves least to choose; None if all leave as much.

    Parameters
    ----------
    case
        The case that is planned, perhaps an alternative itself.
    cases
        The others by name, each made from it.
    """
    here = set(_choices(case))
    left = {name: len(set(_choices(other)) & here) for name, other in cases.items()}
    fewest = min(left, key=lambda name: left[name], default=None)
    return None if fewest is None or left[fewest] == len(here) else fewest


def _choices(case: Case) -> dict[str, None]:
    """Return the build options that those who plan may begin, in table order."""
    is_theirs = pl.col("programme_owner").is_in(list(case.planned_parties))
    options = case.tables["build_options"].filter(~pl.col("is_committed"), is_theirs)
    return dict.fromkeys(options["build_option"])


def is_begun(plan: Plan, options: tuple[str, ...]) -> bool:
    """Return whether a plan begins any of some build options in some future."""
    starts = plan.tables["starts"]["build_option"]
    return bool(starts.is_in(list(options)).any())
