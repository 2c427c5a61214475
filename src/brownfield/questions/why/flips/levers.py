"""Which numbers of the tables may turn a choice, and which of them most easily?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.cells import cells_named
from brownfield.case.scaled import scaled
from brownfield.errors import UseError
from brownfield.questions.why.flips.moved import FOLLOWED, Cells, moved, sold
from brownfield.questions.why.forced.bridge import LEAST, Rivals
from brownfield.tables.cells.currencies import currency_of
from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import listed
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.why.forced.targets import Target

LEAST_SHARE, MOST_TIMES = 0.05, 4.0  # how far a number is moved, of what it is today

WHOLE: tuple[Cells, ...] = (
    ("demand", "", "volume"),
    ("demand", "", "price"),
    ("trade_measures", "", "ad_valorem"),
    ("lanes", "", "freight"),
    ("build_options", "is_committed=false", "tooling_cost"),
    ("build_options", "is_committed=false", "conversion_cost"),
    ("shift_patterns", "", "fixed_cost"),
)
"""Columns that are moved as a whole, where no row of theirs turns a choice."""


@dataclass(frozen=True)
class Lever:
    """A number, or several that move together.

    Attributes
    ----------
    table, where, column
        Which cells, as in a row of `what_ifs`.
    today
        The number; 1 where the cells differ, which are then moved by a common factor.
    is_factor
        Whether `today` is such a factor.
    unit
        Unit of the column; blank of a factor.
    low, high
        Its range in `assumptions`, as `today`; None if nobody gave one.
    source
        Where the range comes from; blank if nobody said.
    currency
        Currency of `today`, that of its rows; blank of a factor, and if it is no money.
    slope
        How much further having what is asked about falls short if the number is
        doubled, told from cash, case currency; 0 if not told.
    """

    table: str
    where: str
    column: str
    today: float
    is_factor: bool
    unit: str = ""
    low: float | None = None
    high: float | None = None
    source: str = field(default="", repr=False)
    currency: str = ""
    slope: float = field(default=0.0, repr=False)

    def case(self, case: Case, factor: float) -> Case:
        """Return the case in which it is `factor` times what it is today."""
        moved = scaled(case, self.table, self.where, (self.column,), factor)
        change = f"{self.table}.{self.column} ({self.where}) times {factor:.6g}"
        return moved.with_tables(change)

    def is_in_reach(self, short: float) -> bool:
        """Return whether it is told, from cash, to flip a choice as far as it is moved.

        Parameters
        ----------
        short
            By how much having what is asked about falls short today, case currency.
        """
        if not self.slope:
            return False
        return LEAST_SHARE < 1.0 - short / self.slope < MOST_TIMES

    def is_likely(self, value: float) -> bool | None:
        """Return whether a value lies in the range given; None if none is given."""
        if self.low is None or self.high is None:
            return None
        return self.low <= value <= self.high


def lever_of(case: Case, text: str) -> Lever:
    """Return the lever that a text names.

    Raises
    ------
    UseError
        If it names no number of the tables.
    """
    name, column, where = cells_named(text)
    if name not in TABLES or column not in numbers(name):
        names = listed(numbers(name)) if name in TABLES else listed(list(TABLES))
        what = "number of that table" if name in TABLES else "table"
        message = (
            f"--lever {text}: there is no such {what}. Write TABLE.COLUMN:key=value; "
            f"there is: {names}."
        )
        raise UseError(message)
    lever = _lever(case, name, where, column)
    if lever is None:
        message = f"--lever {text}: no cell there has a number other than 0."
        raise UseError(message)
    return lever


def numbers(table: str) -> tuple[str, ...]:
    """Return the columns of a table that can be moved little by little."""
    return tuple(c.name for c in TABLES[table].columns if c.kind == "number")


def _lever(case: Case, table: str, where: str, column: str) -> Lever | None:
    """Return the lever of some cells; None if none of them holds a number but 0."""
    declared, frame = TABLES[table], case.tables[table]
    is_meant = matching_rows(frame, where or None, declared)
    rows = frame.filter(is_meant)
    values = [v for v in rows[column].drop_nulls().unique() if v]
    if not values:
        return None
    is_factor = len(values) > 1
    of_rows = currency_of(case.tables, case.settings, (table, column), is_meant)
    currency = "" if is_factor else of_rows
    today = 1.0 if is_factor else float(values[0])
    unit = "" if is_factor else declared.column(column).unit
    low, high, source = _range(case, (table, where, column), is_factor=is_factor)
    rest = today, is_factor, unit, low, high, source, currency
    return Lever(table, where, column, *rest)


def _range(
    case: Case, cells: tuple[str, str, str], *, is_factor: bool
) -> tuple[float | None, float | None, str]:
    """Return low, high and source of the row of `assumptions` on cells.

    Cells that differ have the range as a factor of its likeliest value.
    """
    table, where, column = cells
    rows = case.tables["assumptions"].filter(
        pl.col("table") == table, pl.col("column") == column
    )
    meant = _rows(case, table, where)
    for row in rows.iter_rows(named=True):
        by = row["mode"] if is_factor else 1.0
        is_about = meant and meant <= _rows(case, table, row["where"])
        if is_about and by and row["low"] is not None:
            return row["low"] / by, row["high"] / by, row["source"] or ""
    return None, None, ""


def _rows(case: Case, table: str, where: str | None) -> set[int]:
    """Return the positions of the rows of a table that `where` means."""
    frame = case.tables[table].with_row_index("position_of_row")
    met = matching_rows(case.tables[table], where or None, TABLES[table])
    return set(frame.filter(met)["position_of_row"])


def levers(case: Case, target: Target, rivals: Rivals) -> tuple[Lever, ...]:
    """Return the numbers in which two plans differ, those first that turn it easiest.

    How easily is told from the cash they move: what the plans are apart over what a
    number moves of it. First come those that are told to flip it within their reach;
    of these, numbers whose cash is followed vehicle by vehicle, and before whole
    columns those of single rows. Of those that are told not to flip it, the target's
    own numbers come before those that other plans pay too. What moves no cash in which
    the plans differ is left out.
    """
    both = sold(case, rivals.within), sold(case, rivals.without)
    short = rivals.without.value - rivals.within.value
    ranking: list[tuple[tuple[bool, bool, bool, bool, float], Lever]] = []
    for cells in _distinct(case, [*_cells(case, target, rivals), *WHOLE]):
        table, where, column = cells
        lever, cash = _lever(case, table, where, column), moved(rivals, both, cells)
        if lever is not None and abs(cash) >= LEAST:
            sloped = replace(lever, slope=cash)
            is_followed, is_whole = (table, column) in FOLLOWED, cells in WHOLE
            is_far = not sloped.is_in_reach(short)
            is_others = is_far and not _is_own(case, target, cells)
            place = is_far, not is_followed, is_whole, is_others, -abs(cash)
            ranking.append((place, sloped))
    ranking.sort(key=lambda one: one[0])
    return tuple(lever for _, lever in ranking)


def _is_own(case: Case, target: Target, cells: Cells) -> bool:
    """Return whether a number is of programmes of a target, or of their plants."""
    options = case.tables["build_options"].filter(
        pl.col("build_option").is_in(target.options)
    )
    own = {"build_option": options["build_option"], "facility": options["facility"]}
    table, where, _ = cells
    frame = case.tables[table]
    met = frame.filter(matching_rows(frame, where or None, TABLES[table]))
    return any(
        key in met.columns and bool(met[key].is_in(names.implode()).all())
        for key, names in own.items()
    )


def _distinct(case: Case, every: Sequence[Cells]) -> Iterator[Cells]:
    """Yield numbers once, whatever names them."""
    seen = set[tuple[str, str, frozenset[int]]]()
    for cells in every:
        table, where, column = cells
        filled = case.tables[table].with_row_index("at").filter(pl.col(column) != 0.0)
        meant = _rows(case, table, where) & set(filled["at"])
        rows = table, column, frozenset(meant)
        if rows not in seen:
            yield cells
        seen.add(rows)


def _cells(case: Case, target: Target, rivals: Rivals) -> Iterator[Cells]:
    """Yield table, where and column of what differs between two plans."""
    options = [o for o in _differing(rivals) if o not in target.options]
    table = case.tables["build_options"]
    rows = table.filter(pl.col("build_option").is_in([*options, *target.options]))
    free = rows.filter(~pl.col("is_committed"))
    wheres = [f"build_option={o}" for o in free["build_option"] if o in options]
    for where in [*_whole(case, target), *wheres]:
        yield "build_options", where, "tooling_cost"
        yield "build_options", where, "conversion_cost"
    for plant in free["facility"].unique(maintain_order=True):
        yield "shift_patterns", f"facility={plant}", "fixed_cost"
        yield "facilities", f"facility={plant}", "opening_cost"
    for product in rows["product"].unique(maintain_order=True):
        yield "demand", f"product={product}", "price"
        yield "demand", f"product={product}", "volume"
    yield from _border(case, rivals)


def _whole(case: Case, target: Target) -> Iterator[str]:
    """Yield the condition that names all programmes of a target at once."""
    options = case.tables["build_options"]
    rows = options.filter(pl.col("build_option").is_in(target.options))
    if rows.height == 1:
        yield f"build_option={rows['build_option'][0]}"
    elif rows.height and target.kind == "facility":
        owners = "|".join(rows["programme_owner"].unique(maintain_order=True))
        place = f"facility={target.name}, programme_owner={owners}"
        yield f"{place}, is_committed=false"


def _border(case: Case, rivals: Rivals) -> Iterator[Cells]:
    """Yield freight of the places delivered from, duties and rates of exchange."""
    places = dict(case.tables["facilities"].select("facility", "place").iter_rows())
    plants = dict.fromkeys(
        plant
        for plan in (rivals.within, rivals.without)
        for plant in plan.tables["deliveries"]["facility"].unique(maintain_order=True)
    )
    for place in dict.fromkeys(places[p] for p in plants if p in places):
        yield "lanes", f"origin={place}", "freight"
    for measure in case.tables["trade_measures"]["measure"].unique(maintain_order=True):
        yield "trade_measures", f"measure={measure}", "ad_valorem"
    for currency in case.tables["exchange_rates"]["currency"].unique(
        maintain_order=True
    ):
        yield "exchange_rates", f"currency={currency}", "rate"


def _differing(rivals: Rivals) -> list[str]:
    """Return the build options of which the two plans make more and less."""
    built = [p.vehicles_by_option for p in (rivals.within, rivals.without)]
    names = dict.fromkeys([*built[0], *built[1]])
    return [n for n in names if abs(built[0].get(n, 0.0) - built[1].get(n, 0.0)) > 1.0]
