"""Tables of positions join, group and add up as tables of words do.

Each operation is compared with a slow twin that walks over rows of words.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest

from brownfield.errors import LabelError
from brownfield.model.arrays.axes import Axes
from brownfield.model.arrays.labels import FEW, Labels, distinct_labels
from brownfield.model.arrays.table import Table, concat, partner

Rows = list[dict[str, object]]
WORDS = ["a", "b", "c", "d", None]


def random_frame(rng: np.random.Generator, height: int, value: str) -> pl.DataFrame:
    """Return a frame of two label columns, some of them blank, and a number."""
    return pl.DataFrame(
        {
            "plant": [WORDS[i] for i in rng.integers(0, 5, height)],
            "year": rng.integers(2026, 2029, height),
            value: rng.normal(size=height),
        },
        schema_overrides={"plant": pl.String},
    )


def agreeing(left: Rows, right: Rows, on: list[str]) -> Iterator[tuple[int, int]]:
    """Return the positions of rows that agree on `on`; a blank agrees with nothing."""
    for i, mine in enumerate(left):
        for j, other in enumerate(right):
            if all(mine[n] is not None and mine[n] == other[n] for n in on):
                yield i, j


@pytest.mark.parametrize("seed", range(6))
def test_a_join_gives_the_pairs_of_a_double_loop(seed: int) -> None:
    """Inner, semi and anti join, on one key and on two, labels in another order."""
    rng = np.random.default_rng(seed)
    left = random_frame(rng, int(rng.integers(0, 30)), "mine")
    right = random_frame(rng, int(rng.integers(0, 30)), "other")
    for on in (["plant"], ["plant", "year"]):
        pairs = list(agreeing(left.to_dicts(), right.to_dicts(), on))
        joined = Table.of(left).join(Table.of(right), on).labelled()
        assert joined["mine"].to_list() == [left["mine"][i] for i, _ in pairs]
        assert joined["other"].to_list() == [right["other"][j] for _, j in pairs]
        found = {i for i, _ in pairs}
        semi = Table.of(left).semi(Table.of(right), on)
        anti = Table.of(left).anti(Table.of(right), on)
        mine = left["mine"].to_list()
        assert semi["mine"].tolist() == [v for i, v in enumerate(mine) if i in found]
        assert anti["mine"].tolist() == [
            v for i, v in enumerate(mine) if i not in found
        ]


@pytest.mark.parametrize("seed", range(6))
def test_groups_come_in_order_with_the_sum_of_their_rows(seed: int) -> None:
    """Distinct keys as a dictionary keeps them; here a blank is a key as any other."""
    rng = np.random.default_rng(seed)
    frame = random_frame(rng, int(rng.integers(1, 40)), "value")
    slow: dict[tuple[object, object], float] = {}
    for plant, year, value in frame.iter_rows():
        slow[plant, year] = slow.get((plant, year), 0.0) + value
    table = Table.of(frame)
    totals = table.totals(["plant", "year"], whole=table["value"]).labelled()
    assert totals.rows() == [(*key, whole) for key, whole in slow.items()]
    assert table.distinct(["plant", "year"]).height == len(slow)


def test_keys_too_many_to_list_are_counted_instead() -> None:
    """Two keys of a million numbers each cannot have a place for every pair."""
    left = Table.of(pl.DataFrame({"x": [10**6, 3, 10**6], "y": [5, 10**6, 10**6]}))
    right = Table.of(pl.DataFrame({"x": [3, 10**6], "y": [10**6, 5], "z": [1.0, 2.0]}))
    assert left.join(right, ["x", "y"])["z"].tolist() == [2.0, 1.0]
    assert left.distinct(["x", "y"]).height == 3


def test_a_row_without_partner_is_filled_with_the_value_given() -> None:
    """Plant a has 2 hours, plant b none of its own: 7 stands for it."""
    plants = Table.of(pl.DataFrame({"plant": ["a", "b"]}))
    hours = Table.of(pl.DataFrame({"plant": ["a"], "hours": [2.0]}))
    assert plants.filled(hours, ["plant"], hours=7.0)["hours"].tolist() == [2.0, 7.0]


def test_two_partners_where_one_is_expected_are_an_error() -> None:
    """Which of two rows of plant a to take, nobody can tell."""
    plants = Table.of(pl.DataFrame({"plant": ["a"]}))
    with pytest.raises(ValueError, match="two rows agree on plant"):
        partner(plants, concat([plants, plants]), ["plant"])


def test_words_come_back_as_they_were_read() -> None:
    """Texts with blanks and numbers with blanks, there and back."""
    frame = pl.DataFrame({"plant": ["b", None, "a"], "limit": [1.0, None, 3.0]})
    back = Table.of(frame).labelled()
    assert back.cast({"plant": pl.String}).equals(frame)


@pytest.mark.parametrize("height", [3, FEW + 1])
def test_a_text_without_a_place_is_named(height: int) -> None:
    """Short and long columns go different ways and say the same."""
    axes = Axes({"facility": Labels(("halewood", "wuhu"))})
    frame = pl.DataFrame({"facility": ["wuhu"] * (height - 1) + ["sundrland"]})
    with pytest.raises(LabelError, match=r"facility 'sundrland'.*halewood, wuhu"):
        axes.read(frame)
    loose = axes.of("facility").positions(frame["facility"], strict=False)
    assert loose.tolist() == [1] * (height - 1) + [-1]


def test_labels_keep_the_first_of_each_text() -> None:
    """Blanks and repeats are left out."""
    assert distinct_labels(["b", None, "a", "b"]).words == ("b", "a")


def test_pieces_are_the_rows_in_order() -> None:
    """Five rows in pieces of two: 2, 2 and 1; a table without rows is one piece."""
    table = Table({"a": np.arange(5)}, {}, 5)
    assert [piece["a"].tolist() for piece in table.pieces(2)] == [[0, 1], [2, 3], [4]]
    assert [piece.height for piece in table.pieces(2)] == [2, 2, 1]
    assert [piece.height for piece in table.take(np.arange(0)).pieces(2)] == [0]
