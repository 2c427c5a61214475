"""Which duty regimes does the law open to goods at a border?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brownfield.plans.recount.part_origin import covers, membership
from brownfield.plans.recount.world import Row, Rows

DOMESTIC = "domestic"


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
    """One way to bring goods in: its name, the quota it uses, the duty it asks."""

    name: str
    quota: str | None
    duty: float


def matching(rows: Rows, kind: str, goods: Goods) -> list[Row]:
    """Return the measures of a kind that apply to goods, the most exact first."""
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
    if name not in rows.memory:
        rows.memory[name] = _matching(rows, kind, goods)
    found: list[Row] = rows.memory[name]
    return found


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
    """Return what is compared in turn: heading, company, exporter, powertrain."""
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
    rows: Rows, goods: Goods, originates: Callable[[str], bool]
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
    """
    if goods.importer == goods.exporter:
        return [Regime(DOMESTIC, None, 0.0)]
    remedies = [
        row
        for kind in ("countervailing", "anti_dumping")
        for row in matching(rows, kind, goods)[:1]
    ]
    on_top = "".join(f"+{row['kind']}" for row in remedies)
    added = sum(charge(row, goods) for row in remedies)
    base = matching(rows, "mfn", goods)[:1]
    due = sum(charge(row, goods) for row in base) + added
    found = [Regime(("mfn" if base else "none") + on_top, None, due)]
    for row in _preferences(rows, goods, originates):
        duty = charge(row, goods) + added
        found.append(Regime(row["agreement"] + on_top, None, duty))
    for row in matching(rows, "quota", goods):
        agreement = row["agreement"]
        if agreement is None or _is_open(rows, goods, agreement, originates):
            duty = charge(row, goods) + added
            found.append(Regime(row["measure"] + on_top, row["measure"], duty))
    return found


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


def _is_open(
    rows: Rows, goods: Goods, agreement: str, originates: Callable[[str], bool]
) -> bool:
    ends = (goods.importer, goods.exporter)
    are_members = all(membership(rows, agreement, end) is not None for end in ends)
    return are_members and originates(agreement)
