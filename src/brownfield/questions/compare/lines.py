"""What are all figures of plans under what-ifs, a line each?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.compare.side_by_side import VOLUME

if TYPE_CHECKING:
    from brownfield.questions.compare.document import Document
    from brownfield.tell.beside.differences import Differences

Line = tuple[str, str, str, float | None, str, str]


def tidy(document: Document) -> pl.DataFrame:
    """Return all figures of plans, a line each.

    Returns
    -------
    pl.DataFrame
        what_if, figure (value, difference, party, cash, built, bridge, start), of
        (party, cash item or build option), amount, unit; of a start the year and the
        branch; party, whose step of a bridge it is, blank elsewhere.
    """
    apart = document.apart
    money_unit, volume = f"{apart.currency}, expected present value", VOLUME
    rows: list[Line] = []
    for at, (name, one) in enumerate(document.plans.items()):
        rows.append((name, "value", "", apart.together[at], money_unit, ""))
        if one.difference is not None:
            rows.append((name, "difference", "", one.difference, money_unit, ""))
        rows += [
            (name, "party", p, v[at], money_unit, "") for p, v in apart.values.items()
        ]
        rows += [
            (name, "cash", i, v[at], money_unit, "") for i, v in apart.cash.items()
        ]
        rows += [(name, "built", o, v[at], volume, "") for o, v in apart.built.items()]
        rows += [
            (name, "bridge", step.item, step.amount, money_unit, step.party)
            for step in one.bridge
        ]
        rows += list(_tidy_starts(apart, name, at))
    names = ("what_if", "figure", "of", "amount", "unit", "party")
    return pl.DataFrame(rows, schema=names, orient="row")


def _tidy_starts(differences: Differences, name: str, at: int) -> Iterator[Line]:
    for option, row in differences.starts.items():
        for start in row[at]:
            branch, _, year = start.rpartition(" ")
            yield name, "start", option, float(year), f"year, in branch {branch}", ""
