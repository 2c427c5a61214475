"""What is told of an assumption: the value of the plan at both ends of its range?"""

from dataclasses import dataclass, field

from brownfield.plans.plan import Plan
from brownfield.questions.risk.ranges.tornado import Swing
from brownfield.tables.where import parse_assignments
from brownfield.tell.labels import Labels, pretty
from brownfield.tell.values import TOLD_ONLY

MOST_NAMES = 3  # of a condition that are printed
NAMED_PARTY = ("party", "programme_owner", "company")


@dataclass(frozen=True)
class MovedValue:
    """What an assumption does to the value of the best plan, widest first.

    Attributes
    ----------
    number
        Its row in `assumptions`, from 1.
    table, where, column
        Its cells.
    low, mode, high
        Its range, unit of the column.
    unit
        Unit of the column.
    currency
        Currency of the range, that of its rows; blank if it is no money, or of several.
    held_low, held_high
        What the best plan is worth at both ends, its starts and openings held; crews
        and volumes follow. Case currency; None where that is not possible.
    anew_low, anew_high
        What the best plan is worth there, planned anew, case currency; None where that
        is not possible, or if nobody asked.
    trouble
        Why an end has no value; blank if both have one.
    title
        Printed name.
    """

    number: int
    table: str
    where: str
    column: str
    low: float
    mode: float
    high: float
    unit: str
    currency: str
    held_low: float | None
    held_high: float | None
    anew_low: float | None
    anew_high: float | None
    trouble: str
    title: str = field(metadata=TOLD_ONLY)


def moved_values(
    best: Plan, swings: tuple[Swing, ...], names: Labels
) -> tuple[MovedValue, ...]:
    """Return what is told of assumptions, those that move the value most first."""
    ordered = sorted(swings, key=lambda one: -one.width(best.value))
    return tuple(_moved(one, names) for one in ordered)


def _moved(swing: Swing, names: Labels) -> MovedValue:
    row = swing.assumption
    return MovedValue(
        row.number,
        row.table,
        row.where,
        row.column,
        row.low,
        row.mode,
        row.high,
        row.unit,
        row.currency,
        swing.low,
        swing.high,
        swing.low_anew,
        swing.high_anew,
        swing.trouble,
        title_of(names, row.table, row.where, row.column),
    )


def title_of(names: Labels, table: str, where: str, column: str) -> str:
    """Return the printed name of cells: what it is, and of what."""
    what = column.replace("_", " ")
    told = _where(names, where) if where else f"all {table.replace('_', ' ')}"
    return f"{what}: {told}"


def _where(names: Labels, where: str) -> str:
    """Return a condition in words; as it is written where it is more than names."""
    if any(sign in where for sign in ("!=", ">", "<")):
        return where
    told = []
    for key, value in parse_assignments(where).items():
        words = [_named(names, key, one) for one in value.split("|")]
        most = 1 if key == "build_option" else MOST_NAMES
        more = f" and {len(words) - most} more" if len(words) > most else ""
        told.append(", ".join(words[:most]) + more)
    return "; ".join(told)


def _named(names: Labels, key: str, value: str) -> str:
    known = {
        "build_option": names.options,
        "facility": names.facilities,
        "product": names.short_products,
        "place": names.places,
        "origin": names.places,
        "destination": names.places,
    }
    if key in NAMED_PARTY:
        return names.parties.get(value, pretty(value))
    if key in ("measure", "currency", "year"):
        return value
    return known.get(key, {}).get(value, pretty(value))
