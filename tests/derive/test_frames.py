"""Do joins keep every row or say which label is lost?"""

import polars as pl
import pytest

from brownfield.derive.frames import attach, source_territories
from brownfield.errors import LabelError


def test_attach_names_the_labels_that_find_no_partner() -> None:
    """A join that would lose a row raises, with table and label."""
    left = pl.DataFrame({"plant": ["a", "b"]})
    right = pl.DataFrame({"plant": ["a"], "owner": ["x"]})
    with pytest.raises(LabelError, match="facilities has no row for plant=b"):
        attach(left, right, ["plant"], what="facilities")


def test_attach_names_labels_that_stand_twice() -> None:
    """A join that would double a row raises."""
    left = pl.DataFrame({"plant": ["a"]})
    right = pl.DataFrame({"plant": ["a", "a"], "owner": ["x", "y"]})
    with pytest.raises(LabelError, match="plant=a stands in more than one row"):
        attach(left, right, ["plant"], what="facilities")


def test_attach_counts_the_labels_it_does_not_show() -> None:
    """Only five examples are printed, the rest is counted."""
    left = pl.DataFrame({"plant": [f"p{number}" for number in range(8)]})
    right = pl.DataFrame(schema={"plant": pl.String, "owner": pl.String})
    with pytest.raises(LabelError, match="plant=p4; and 3 more"):
        attach(left, right, ["plant"], what="facilities")


def test_attach_keeps_the_order_of_the_left_rows() -> None:
    """Looking something up does not shuffle rows."""
    left = pl.DataFrame({"plant": ["b", "a", "b"]})
    right = pl.DataFrame({"plant": ["a", "b"], "owner": ["x", "y"]})
    assert attach(left, right, ["plant"], what="plants")["owner"].to_list() == [
        "y",
        "x",
        "y",
    ]


def test_a_source_of_two_territories_is_an_error() -> None:
    """A plant named like a place elsewhere would leave origin to chance."""
    tables = {
        "places": pl.DataFrame(
            {"place": ["a", "b"], "customs_territory": ["UK", "EU"]}
        ),
        "facilities": pl.DataFrame({"facility": ["a"], "place": ["b"], "owner": ["x"]}),
    }
    with pytest.raises(LabelError, match="source=a"):
        source_territories(tables)
