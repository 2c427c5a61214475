"""Which doubts are there about the cells of one column, as a what-if may set them?"""

from collections.abc import Callable, Iterable, Iterator

from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.forgotten.free import free_goods
from brownfield.tables.doubts.numbers.capacity import strange_volumes
from brownfield.tables.doubts.numbers.named import with_currencies
from brownfield.tables.doubts.numbers.neighbours import jumps, outliers
from brownfield.tables.doubts.numbers.parts import strange_parts
from brownfield.tables.doubts.numbers.prices import strange_prices
from brownfield.tables.doubts.numbers.ramps import flat_ramps
from brownfield.tables.doubts.numbers.ranges import (
    JUDGED,
    per_cent,
    strange_money,
    strange_numbers,
)
from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.settings import Settings

Find = Callable[[Tables, Settings], Iterable[Finding]]
BY_COLUMN = (per_cent, strange_money, strange_numbers, jumps, outliers)
RATES = ("jobs_per_hour", "hours_per_shift", "shifts_per_day", "days_per_year", "oee")
BESIDE: dict[tuple[str, str], tuple[Find, ...]] = {
    ("demand", "price"): (strange_prices, free_goods),
    ("demand", "volume"): (strange_volumes,),
    ("bill_of_materials", "unit_value"): (strange_parts, free_goods),
    ("build_options", "conversion_cost"): (strange_parts,),
    ("ramp_curves", "share"): (flat_ramps,),
    **{("shift_patterns", rate): (strange_volumes,) for rate in RATES},
}
"""What compares the cells of a column with those of others."""


def doubts_of_column(
    tables: Tables, settings: Settings, table: str, column: str
) -> Iterator[Finding]:
    """Yield doubts about the numbers of one column.

    Parameters
    ----------
    tables
        Every table, typed.
    settings
        Content of case.toml.
    table, column
        Which.
    """
    tables = with_currencies(tables, settings)
    judged = [one for one in JUDGED if (one[0], one[1].name) == (table, column)]
    for judge in BY_COLUMN if judged else ():
        yield from judge(tables, settings, judged)
    for find in BESIDE.get((table, column), ()):
        yield from find(tables, settings)


def columns_of(table: str) -> list[str]:
    """Return the columns of a table whose numbers are looked at."""
    names = TABLES[table].column_names
    judged = {column.name for name, column, _ in JUDGED if name == table}
    return [name for name in names if name in judged or (table, name) in BESIDE]
