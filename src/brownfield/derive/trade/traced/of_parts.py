"""Which rows of law stand behind the duty on a part, and what comes back of it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brownfield.derive.trade.traced.lines import (
    FREE,
    INBOUND,
    NOT_USED,
    PAID,
    PAID_BACK,
    REFUSED,
    SET_ASIDE,
    Line,
    Row,
    asked,
    due,
    line,
)
from brownfield.tables.declared.trade_and_policy import REMEDIES

if TYPE_CHECKING:
    from brownfield.derive.trade.traced.crossing import Law, Part


def inbound(law: Law, part: Part) -> list[Line]:
    """Return the rows behind the duty on a part at the border of the plant."""
    if part.goods[0] == part.goods[1]:
        return []
    about: dict[str, Any] = _about(part) | {"counts_in": INBOUND}
    if part.goods[2] is None:
        return [Line("mfn", None, FREE, why="the part gives no heading", **about)]
    return [*_base(law, part, about), *_on_top(law, part, about)]


def _about(part: Part) -> dict[str, str]:
    return {"part_group": part.part_group, "source": part.source}


def _base(law: Law, part: Part, about: dict[str, Any]) -> Iterator[Line]:
    """Yield the base rate that is paid, and those that are not."""
    mfn, rows = law.of(part.goods, "mfn"), law.of(part.goods, "preference")
    met = [row for row in rows if row["agreement"] in part.originates]
    used = _cheapest(mfn, met, part)
    if used is None:
        yield Line("mfn", None, FREE, why="no mfn row fits", **about)
    for row in (*mfn, *rows):
        outcome, why = _outcome(row, used, is_met=row in met or row in mfn)
        yield line(row, part.values, outcome, why, **about)


def _cheapest(mfn: Sequence[Row], met: Sequence[Row], part: Part) -> Row | None:
    """Return the row of least duty, a preference at a tie; None if free without one."""
    free = 0.0 if not mfn else None
    ranked = sorted(met, key=lambda row: (asked(row, part.values), row["agreement"]))
    base = free if free is not None else asked(mfn[0], part.values)
    if ranked and asked(ranked[0], part.values) <= base:
        return ranked[0]
    return mfn[0] if mfn else None


def _outcome(row: Row, used: Row | None, *, is_met: bool) -> tuple[str, str]:
    if row is used:
        return PAID, "the part originates" if row["kind"] == "preference" else ""
    if row["kind"] == "mfn":
        return SET_ASIDE, f"{used['measure']} takes its place" if used else ""
    if is_met:
        return NOT_USED, "another base is cheaper"
    return REFUSED, "the part does not originate"


def _on_top(law: Law, part: Part, about: dict[str, Any]) -> Iterator[Line]:
    for kind in REMEDIES:
        for row in law.of(part.goods, kind):
            yield line(row, part.values, PAID, "on top of the base", **about)


def refunds(law: Law, pieces: Sequence[Part], *, is_granted: bool) -> list[Line]:
    """Return what comes back of the duty on parts when the vehicle leaves."""
    lines = []
    for part in pieces:
        paid = due(inbound(law, part))
        for row in law.of(part.goods, "drawback") if part.goods[2] else ():
            amount = row["ad_valorem"] * paid
            back = line(
                row, part.values, PAID_BACK, _granted(is_granted), **_about(part)
            )
            repaid = replace(back, base=None, base_value=paid, specific=None)
            if amount > 0 and is_granted:
                lines.append(replace(repaid, duty_per_vehicle=-amount, spared=0.0))
            elif amount > 0:
                lines.append(replace(repaid, outcome=REFUSED, spared=0.0))
    return lines


def _granted(is_granted: bool) -> str:  # noqa: FBT001 (the word it stands for)
    if is_granted:
        return "share of the duty paid on the part"
    return "the agreement does not allow drawback"
