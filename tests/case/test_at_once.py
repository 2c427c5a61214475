"""Rows of a what-if that change one column are applied at once, as if one by one."""

import pytest

from brownfield.case.case import Case
from brownfield.case.content import at_once as module
from brownfield.case.content.at_once import changed_at_once
from brownfield.case.read import read_case
from brownfield.errors import DataError
from tests.tables.conftest import Write, write_case

__all__ = ["write_case"]  # the fixture is shared

HEAD = "what_if,table,where,column,op,value\n"
FIRST = (
    "w,demand,,volume,times,3\n"
    "w,demand,year=2027,volume,plus,5\n"
    "w,demand,place=home,volume,times,0.1\n"
)
SET_FIRST = "w,demand,year=2026,volume,set,7\nw,demand,year=2026..2027,volume,times,2\n"


def case_with(write: Write, rows: str) -> Case:
    """Return the valid case with these rows of `what_ifs`."""
    return read_case(write(what_ifs=HEAD + rows))


def left(case: Case) -> int:
    """Return how many rows of the what-if are left to apply one by one."""
    rows = case.tables["what_ifs"].to_dicts()
    return len(changed_at_once(dict(case.tables), rows)[1])


def one_by_one(case: Case) -> Case:
    """Return the case after its what-if, each row applied alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_alike", lambda _: 0)
        return case.apply("w")


def test_all_rows_of_one_column_are_applied_at_once(write_case: Write) -> None:
    """Times 3, plus 5 in 2027, a tenth at home: the same to the last digit."""
    case = case_with(write_case, FIRST)
    assert left(case) == 0
    changed = case.apply("w").tables["demand"]
    assert changed.equals(one_by_one(case).tables["demand"])
    before = case.tables["demand"]["volume"].to_list()
    years, places = case.tables["demand"]["year"], case.tables["demand"]["place"]
    expected = [
        (3 * old + (5 if year == 2027 else 0)) * (0.1 if place == "home" else 1)
        for old, year, place in zip(before, years, places, strict=True)
    ]
    assert changed["volume"].to_list() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("more", "count"),
    [
        pytest.param("w,demand,volume>10,volume,times,2\n", 1, id="own column"),
        pytest.param(SET_FIRST, 2, id="set"),
        pytest.param("w,demand,,price,times,2\n", 1, id="another column"),
        pytest.param("w,plan,,latest_start_year,set,2027\n", 1, id="settings"),
    ],
)
def test_what_comes_after_is_applied_row_by_row(
    write_case: Write, more: str, count: int
) -> None:
    """Whatever looks at the column, sets it or changes another one waits its turn."""
    case = case_with(write_case, FIRST + more)
    assert left(case) == count
    changed, alone = case.apply("w"), one_by_one(case)
    assert changed.tables["demand"].equals(alone.tables["demand"])
    assert changed.settings == alone.settings


def test_a_row_that_fits_nothing_is_named_as_before(write_case: Write) -> None:
    """None is applied at once then, and the message is that of the row alone."""
    case = case_with(write_case, FIRST)
    frame = case.tables["what_ifs"]
    never = frame.with_columns(where=frame["where"].fill_null("year=2099"))
    broken = Case(case.name, case.settings, dict(case.tables) | {"what_ifs": never})
    assert left(broken) == never.height
    with pytest.raises(DataError, match="2099"):
        broken.apply("w")
