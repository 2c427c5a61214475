"""Is the text of a cell read as its column says?"""

import pytest

from brownfield.errors import DataError
from brownfield.tables.cells.values import (
    bounds_text,
    kind_hint,
    parse_value,
    read_kind,
)
from brownfield.tables.columns import Column, Kind, Value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("4.5e8", "number", 450_000_000.0),
        (".5", "number", 0.5),
        ("+5.", "number", 5.0),
        ("inf", "number", None),
        ("nan", "number", None),
        ("1_000", "number", None),
        ("\u0661", "number", None),
        ("2028.0", "integer", 2028),
        ("2e3", "integer", 2000),
        ("2028.5", "integer", None),
        ("9007199254740993", "integer", None),
        ("Yes", "boolean", True),
        ("0", "boolean", False),
        ("maybe", "boolean", None),
        ("n/a", "text", "n/a"),
    ],
)
def test_text_is_read_by_kind(text: str, kind: Kind, value: Value | None) -> None:
    """Only plain decimal numbers, whole years and the six boolean words are read."""
    assert read_kind(text, kind) == value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,5", "Write 1.5 with a decimal point"),
        ("0,125", "Write 0.125 with a decimal point"),
        ("12,500", "Write 12500 if the comma marks thousands, 12.500 if it is decimal"),
        ("1.234.567", "Write 1234567 without thousands separators"),
        ("1.234,5", "Write 1234.5 without thousands separators"),
        ("1,234.5", "Write 1234.5 without thousands separators"),
        ("1'000", "Write 1000 without thousands separators"),
        ("25%", "Write a share, e.g. 0.25 for 25 %"),
        ("TBD", "Leave the cell blank if the figure is not given"),
        ("5 cars", "Enter a number such as 1500, 0.25 or 4.5e8, without units"),
    ],
)
def test_a_wrong_number_has_its_own_hint(text: str, hint: str) -> None:
    """Decimal commas, separators, percentages and words are each explained."""
    assert kind_hint(text, "number").startswith(hint)


def test_parse_value_keeps_blank_as_none() -> None:
    """A blank text is no value, whatever the kind."""
    column = Column(name="x", kind="number", meaning="x.", default=3.0)
    assert parse_value("  ", column) is None
    assert parse_value(None, column) is None


def test_parse_value_checks_bounds_and_words() -> None:
    """A value outside bounds or allowed words is refused with what is allowed."""
    share = Column(name="share", kind="number", meaning="x.", lower=0, upper=1)
    assert parse_value("0.25", share) == 0.25
    with pytest.raises(DataError, match=r"a number from 0 to 1, not 1\.5"):
        parse_value("1.5", share)
    mode = Column(name="mode", meaning="x.", allowed=("cbu", "full"))
    with pytest.raises(DataError, match="Did you mean 'full'"):
        parse_value("ful", mode)


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (0, 1, "a number from 0 to 1"),
        (0, None, "a number of at least 0"),
        (None, 5, "a number of at most 5"),
        (None, None, "a number"),
    ],
)
def test_bounds_are_told_in_words(
    lower: float | None, upper: float | None, words: str
) -> None:
    """Each combination of bounds has its phrase."""
    column = Column(name="x", kind="number", meaning="x.", lower=lower, upper=upper)
    assert bounds_text(column) == words
