"""Is there one recipe for each combination of sources, and which ones may go?"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pytest

from brownfield.derive.recipes import enumerate_recipes, undominated
from brownfield.errors import DataError, LabelError, UseError

MakeTables = Callable[..., dict[str, pl.DataFrame]]
Rows = dict[str, Sequence[Mapping[str, Any]]]


def part(group: str, source: str, **more: object) -> dict[str, object]:
    """Return a row of the bill of materials of `build`."""
    return {
        "build_option": "build",
        "part_group": group,
        "source": source,
        "unit_value": 1.0,
        **more,
    }


def test_names_show_only_the_groups_that_have_alternatives(
    make_tables: MakeTables, trade: Rows
) -> None:
    """One source for seats, two for the pack: two recipes named by the pack."""
    trade["bill_of_materials"] = [
        part("seats", "uk"),
        part("pack", "uk"),
        part("pack", "china"),
    ]
    recipes, sourcing = enumerate_recipes(make_tables(**trade))
    assert recipes["recipe"].to_list() == ["build|pack=china", "build|pack=uk"]
    assert recipes.row(0)[1:] == (
        "build",
        "car",
        "plant",
        "uk",
        "maker",
        "maker",
        "full",
    )
    assert sourcing.rows() == [
        ("build|pack=china", "pack", "china"),
        ("build|pack=china", "seats", "uk"),
        ("build|pack=uk", "pack", "uk"),
        ("build|pack=uk", "seats", "uk"),
    ]


def test_a_build_option_without_parts_is_one_recipe(
    make_tables: MakeTables, trade: Rows
) -> None:
    """Nothing to choose: one recipe, named like the build option, no sourcing."""
    recipes, sourcing = enumerate_recipes(make_tables(**trade))
    assert recipes["recipe"].to_list() == ["build"]
    assert sourcing.is_empty()


def test_row_order_does_not_matter(make_tables: MakeTables, trade: Rows) -> None:
    """The same rows in another order give the same recipes in the same order."""
    rows = [part(group, source) for group in "abc" for source in ("uk", "china")]
    first = enumerate_recipes(make_tables(**trade, bill_of_materials=rows))
    second = enumerate_recipes(make_tables(**trade, bill_of_materials=rows[::-1]))
    assert first[0].equals(second[0])
    assert first[1].equals(second[1])


def test_the_largest_allowed_number_of_combinations_passes(
    make_tables: MakeTables, trade: Rows
) -> None:
    """Twelve groups of two sources: 2^12 = 4096 recipes."""
    trade["bill_of_materials"] = [
        part(f"g{number:02}", source)
        for number in range(12)
        for source in ("uk", "china")
    ]
    recipes, sourcing = enumerate_recipes(make_tables(**trade))
    assert recipes.height == 4096
    assert sourcing.height == 4096 * 12
    assert recipes["recipe"].n_unique() == 4096


def test_too_many_combinations_say_which_groups_to_thin_out(
    make_tables: MakeTables, trade: Rows
) -> None:
    """Twelve groups of two and one of three: 12,288, the widest is named first."""
    trade["bill_of_materials"] = [
        part(f"g{number:02}", source)
        for number in range(12)
        for source in ("uk", "china")
    ] + [part("pack", source) for source in ("uk", "eu", "china")]
    expected = r"build has 12,288 combinations .* drop sources of pack \(3\), g00 \(2\)"
    with pytest.raises(DataError, match=expected):
        enumerate_recipes(make_tables(**trade))


def test_parts_of_an_unknown_build_option_are_an_error(
    make_tables: MakeTables, trade: Rows
) -> None:
    """A misspelt build option is named."""
    rows = [part("pack", "uk", build_option="bild")]
    with pytest.raises(DataError, match="build option bild, which is not one"):
        enumerate_recipes(make_tables(**trade, bill_of_materials=rows))


def test_a_build_option_at_an_unknown_plant_is_an_error(
    make_tables: MakeTables, trade: Rows
) -> None:
    """A misspelt plant is named."""
    trade["facilities"] = []
    with pytest.raises(LabelError, match="facility=plant"):
        enumerate_recipes(make_tables(**trade))


def frames(
    costs: Mapping[str, Mapping[str, float]], moment: str = "year"
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return recipes, unit costs and routes; cost by recipe and place, all as duty."""
    when: int | str = 2025 if moment == "year" else "root"
    recipes = pl.DataFrame({"recipe": list(costs), "build_option": "build"})
    unit = recipes.select(
        "recipe",
        pl.lit(when).alias(moment),
        *(
            pl.lit(1.0).alias(name)
            for name in ("materials", "inbound_freight", "inbound_duty", "conversion")
        ),
    )
    ways = [
        {
            "recipe": recipe,
            "place": place,
            moment: when,
            "freight": 0.0,
            "insurance": 0.0,
            "duty": duty,
            "quota": None,
        }
        for recipe, by_place in costs.items()
        for place, duty in by_place.items()
    ]
    return recipes, unit, pl.DataFrame(ways, schema_overrides={"quota": pl.String})


@pytest.mark.parametrize(
    ("costs", "kept"),
    [
        ({"a": {"x": 1, "y": 1}, "b": {"x": 1, "y": 2}}, ["a"]),
        ({"a": {"x": 1, "y": 2}, "b": {"x": 2, "y": 1}}, ["a", "b"]),
        ({"a": {"x": 1}, "b": {"x": 1}}, ["a"]),
        ({"a": {"x": 2}, "b": {"x": 1, "y": 9}}, ["b"]),
        ({"a": {"x": 1}, "b": {"x": 2, "y": 9}}, ["a", "b"]),
    ],
)
def test_a_recipe_goes_if_another_is_never_dearer_anywhere(
    costs: dict[str, dict[str, float]], kept: list[str]
) -> None:
    """Cheaper everywhere, tie (first stays), wider reach, narrower reach."""
    assert undominated(*frames(costs)) == kept


def test_moments_may_be_nodes() -> None:
    """Frames keyed by node work like frames keyed by year."""
    costs = {"a": {"x": 1.0}, "b": {"x": 2.0}}
    assert undominated(*frames(costs, "node"), moment="node") == ["a"]


def test_a_recipe_without_any_route_goes_if_another_has_one() -> None:
    """What cannot be delivered is never worth choosing."""
    recipes, unit, ways = frames({"a": {}, "b": {"x": 1.0}})
    assert undominated(recipes, unit, ways) == ["b"]


def test_scarce_parts_do_not_drop_plentiful_ones() -> None:
    """The cheap recipe buys from a plant that may run out, so the dear one stays."""
    costs = {"scarce": {"x": 1.0}, "plenty": {"x": 2.0}, "dear": {"x": 3.0}}
    sourcing = pl.DataFrame(
        {
            "recipe": ["scarce", "plenty", "dear"],
            "part_group": ["pack"] * 3,
            "source": ["cells", "china", "cells"],
        }
    )
    kept = undominated(
        *frames(costs), sourcing=sourcing, limited_sources=frozenset({"cells"})
    )
    assert kept == ["scarce", "plenty"]


def test_limited_sources_need_the_sourcing_frame() -> None:
    """Without it nobody knows who buys there."""
    with pytest.raises(UseError, match="sourcing"):
        undominated(*frames({"a": {"x": 1.0}}), limited_sources=frozenset({"cells"}))


def slow_twin(costs: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the recipes no other beats, comparing every pair in words."""
    order = list(costs)

    def beats(one: str, other: str) -> bool:
        reaches = set(costs[other]) <= set(costs[one])
        if one == other or not reaches:
            return False
        is_cheap = all(costs[one][p] <= cost for p, cost in costs[other].items())
        return is_cheap and (
            dict(costs[one]) != dict(costs[other])
            or order.index(one) < order.index(other)
        )

    return [a for a in order if not any(beats(b, a) for b in order)]


@pytest.mark.parametrize("seed", range(20))
def test_dropping_recipes_agrees_with_comparing_every_pair(seed: int) -> None:
    """The sorted sweep keeps what the slow definition keeps, ties included."""
    rng = np.random.default_rng(seed)
    costs = {
        f"r{number}": {
            place: float(rng.integers(0, 4)) for place in "xyz" if rng.random() < 0.8
        }
        for number in range(12)
    }
    assert undominated(*frames(costs)) == slow_twin(costs)


def test_recipes_of_different_build_options_are_not_compared() -> None:
    """A dear build option may still have the capacity the cheap one lacks."""
    recipes, unit, ways = frames({"a": {"x": 1.0}, "b": {"x": 2.0}})
    apart = recipes.with_columns(build_option="recipe")
    assert undominated(apart, unit, ways) == ["a", "b"]


def test_every_combination_appears_once(make_tables: MakeTables, trade: Rows) -> None:
    """Three groups with 1, 2 and 3 sources: the 6 combinations of the product."""
    sources = {"a": ["uk"], "b": ["uk", "eu"], "c": ["uk", "eu", "china"]}
    trade["bill_of_materials"] = [
        part(group, source) for group, names in sources.items() for source in names
    ]
    _, sourcing = enumerate_recipes(make_tables(**trade))
    found = sourcing.group_by("recipe").agg(pl.col("source").sort_by("part_group"))
    assert sorted(map(tuple, found["source"])) == sorted(product(*sources.values()))
