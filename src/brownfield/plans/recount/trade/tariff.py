"""Which duty regimes does the law open to goods at a border?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.plans.recount.trade.part_origin import covers, membership

if TYPE_CHECKING:
    from brownfield.plans.recount.world import Row, Rows

DOMESTIC, MFN, FREE = "domestic", "mfn", "none"  # names of the base


@dataclass(frozen=True)
class Goods:
    """One vehicle or part at a border, money in case currency."""

    importer: str
    exporter: str
    hs_code: str
    company: str | None
    powertrain: str
    year: int
    price: float
    carriage: float


@dataclass(frozen=True)
class Regime:
    """One way to bring goods in.

    Attributes
    ----------
    name
        Word by which a plan calls it: base, agreement or quota, then what comes on top.
    quota
        Measure whose volume it uses; None for no quota.
    duty
        Amount due on one unit of the goods, case currency.
    agreement
        Whose rate it is; None for none.
    """

    name: str
    quota: str | None
    duty: float
    agreement: str | None = None


def matching(rows: Rows, kind: str, goods: Goods) -> list[Row]:
    """Return the measures of a kind that apply to goods, the most exact first."""
    rows = rows.costing
    name = (
        "measures",
        kind,
        goods.importer,
        goods.exporter,
        goods.hs_code,
        goods.company,
        goods.powertrain,
        goods.year,
    )
    if name not in rows.trade:
        rows.trade[name] = _matching(rows, kind, goods)
    rows_of_kind: list[Row] = rows.trade[name]
    return rows_of_kind


def _matching(rows: Rows, kind: str, goods: Goods) -> list[Row]:
    fitting = [
        row
        for row in rows.group("trade_measures", importer=goods.importer, kind=kind)
        if row["exporter"] in (None, goods.exporter)
        and goods.hs_code.startswith(row["hs_code"])
        and row["company"] in (None, goods.company)
        and row["powertrain"] in (None, goods.powertrain)
        and covers(row, goods.year)
    ]
    return sorted(fitting, key=_exactness, reverse=True)


def _exactness(row: Row) -> tuple[int, bool, bool, bool]:
    """Return what tells which of two rows is more exact: the larger one is."""
    return (
        len(row["hs_code"]),
        row["company"] is not None,
        row["exporter"] is not None,
        row["powertrain"] is not None,
    )


def charge(measure: Row, goods: Goods) -> float:
    """Return the amount one measure asks for the goods."""
    base = goods.price
    if measure["duty_base"] == "cif":
        base += goods.carriage
    return float(measure["ad_valorem"] * base + measure["specific"])


def regimes(
    rows: Rows,
    goods: Goods,
    originates: Callable[[str], bool],
    extra: Mapping[str, float],
) -> list[Regime]:
    """Return every regime open to the goods, added duties included.

    Parameters
    ----------
    rows
        Tables of the case at the node.
    goods
        What crosses the border.
    originates
        Whether the goods originate under an agreement.
    extra
        Amount of each kind of extra duty, case currency.
    """
    if goods.importer == goods.exporter:
        return [Regime(DOMESTIC, None, 0.0)]
    on_top = "".join(f"+{kind}" for kind in extra)
    added = sum(extra.values())
    base = matching(rows, "mfn", goods)[:1]
    due = sum(charge(row, goods) for row in base)
    ways = [Regime(f"{MFN if base else FREE}{on_top}", None, due + added)]
    for row in _preferences(rows, goods, originates):
        duty = charge(row, goods) + added
        name = row["agreement"]
        ways.append(Regime(f"{name}{on_top}", None, duty, name))
    for row in _quotas(rows, goods, originates):
        name, duty = row["measure"], charge(row, goods) + added
        ways.append(Regime(f"{name}{on_top}", name, duty, row["agreement"]))
    return ways


def _preferences(
    rows: Rows, goods: Goods, originates: Callable[[str], bool]
) -> Iterator[Row]:
    """Yield the most exact preference of each agreement that is open to the goods."""
    seen: set[str] = set()
    for row in matching(rows, "preference", goods):
        agreement = row["agreement"]
        if agreement not in seen and _is_open(rows, goods, agreement, originates):
            yield row
        seen.add(agreement)


def _quotas(
    rows: Rows, goods: Goods, originates: Callable[[str], bool]
) -> Iterator[Row]:
    """Yield every quota that is open to the goods."""
    for row in matching(rows, "quota", goods):
        agreement = row["agreement"]
        if agreement is None or _is_open(rows, goods, agreement, originates):
            yield row


def _is_open(
    rows: Rows, goods: Goods, agreement: str, originates: Callable[[str], bool]
) -> bool:
    """Return whether both ends are members of an agreement and the goods originate."""
    ends = (goods.importer, goods.exporter)
    are_members = all(membership(rows, agreement, end) is not None for end in ends)
    return are_members and originates(agreement)
