"""In which worlds is a plan looked at: each future, and the case under what-ifs?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.scenarios import only_leaf, tree
from brownfield.errors import UseError
from brownfield.tables.problems import listed

if TYPE_CHECKING:
    from brownfield.case.case import Case

ALL = "all"  # every what-if that changes facts
FUTURE, WHAT_IF = "future", "what_if"


@dataclass(frozen=True)
class World:
    """The case as it may turn out.

    Attributes
    ----------
    name
        Branch of the future, or name of the what-if.
    kind
        future: that future is certain; what_if: the case under it, with its futures.
    case
        The case there.
    probability
        Of the future; None for a what-if.
    """

    name: str
    kind: str
    case: Case = field(repr=False)
    probability: float | None = None


def worlds(case: Case, under: Sequence[str]) -> tuple[World, ...]:
    """Return the futures of a case, if it has more than one, and what-ifs.

    Parameters
    ----------
    case
        The case.
    under
        What-ifs; ``all`` = every one that changes facts.

    Raises
    ------
    UseError
        If there is no such what-if, or it changes the tree of futures.
    """
    return (*_futures(case), *_under(case, under))


def _futures(case: Case) -> Iterator[World]:
    scenarios = tree(case)
    if len(scenarios.leaves) < 2:
        return
    for leaf, branch, chance in scenarios.futures:
        if chance > 0.0:
            yield World(branch, FUTURE, only_leaf(case, leaf), chance)


def _under(case: Case, under: Sequence[str]) -> Iterator[World]:
    names = facts_changed(case) if ALL in under else tuple(dict.fromkeys(under))
    nodes = tree(case).nodes["node"].to_list()
    for name in names:
        other = case.apply(name, is_strict=False)
        if tree(other).nodes["node"].to_list() != nodes:
            message = (
                f"--under {name}: it changes the years or the tree of futures, so no "
                "plan of the case can be held there. There are: "
                f"{listed(list(facts_changed(case))) or 'none'}."
            )
            raise UseError(message)
        yield World(name, WHAT_IF, other)


def facts_changed(case: Case) -> tuple[str, ...]:
    """Return the what-ifs that change facts, in order.

    Alternatives of the case leave less to choose, futures have their own place, and
    what changes the tree or the settings is another question.
    """
    table = case.tables["what_ifs"]
    others = {*case.settings.alternatives, *case.what_ifs_applied}
    others |= set(case.tables["scenarios"]["what_if"].drop_nulls())
    aside = pl.col("table").is_in(["scenarios", "case", "plan", "solve"])
    others |= set(table.filter(aside)["what_if"])
    names = table["what_if"].unique(maintain_order=True)
    return tuple(name for name in names if name not in others)
