"""Is a changed case derived as if nothing had been derived before it?"""

from collections.abc import Iterator

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.derive import choosable, with_every_recipe
from brownfield.errors import BrownfieldError
from brownfield.tables.definitions import TABLES
from brownfield.tables.memory import Again

FRAMES = (
    "recipes",
    "sourcing",
    "supplies",
    "unit_costs",
    "origin",
    "routes",
    "contending",
    "capacity",
    "demand",
    "committed",
    "plants",
)


TABLES_READ = (
    "agreements",
    "bill_of_materials",
    "build_options",
    "demand",
    "facilities",
    "lanes",
    "origin_rules",
    "places",
    "products",
    "shift_patterns",
    "shops",
    "trade_measures",
)


def _changed(case: Case) -> Iterator[tuple[str, Case]]:
    """Yield the case with another cell in each column that a plan reads."""
    for name in TABLES_READ:
        rows = case.tables[name]
        for column in TABLES[name].columns if rows.height else ():
            if column.reach in ("node", "tree", "elsewhere"):
                other = _other(rows[column.name])
                changed = rows.with_columns(other)
                yield f"{name}.{column.name}", case.with_tables("x", **{name: changed})


def _other(cells: pl.Series) -> pl.Series:
    """Return the cells, of which the first is another one."""
    first, rest = cells.head(1), cells.slice(1)
    if cells.dtype == pl.Boolean:
        return pl.concat([~first.fill_null(value=False), rest])
    if cells.dtype.is_numeric():
        more = 1 if cells.dtype.is_integer() else 0.25
        return pl.concat([first.fill_null(0) + more, rest])
    words = [word for word in cells.drop_nulls() if word != first[0]]
    return pl.concat([pl.Series(cells.name, words[:1] or [None], pl.String), rest])


def _derived(case: Case) -> dict[str, list[tuple[object, ...]]] | str:
    try:
        found = choosable(with_every_recipe(case))
    except (BrownfieldError, pl.exceptions.PolarsError, KeyError) as error:
        return type(error).__name__
    return {name: getattr(found, name).rows() for name in FRAMES}


def test_another_cell_in_any_column_is_derived_as_if_it_were_the_first() -> None:
    """After the case itself, and then each changed case after the one before."""
    case = read_case("starter")
    first = _derived(case)
    after_each_other = {name: _derived(one) for name, one in _changed(case)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Again, "of", lambda *asked, **_: asked[3]())
        alone = {name: _derived(one) for name, one in _changed(case)}
        assert first == _derived(case)
    for name, found in after_each_other.items():
        assert found == alone[name], name
    moved = [name for name, found in after_each_other.items() if found != first]
    assert len(moved) > 40
