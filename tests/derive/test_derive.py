"""Futures share unit costs and origin only where both are the same."""

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive.costed import costed
from brownfield.derive.derive import derive
from brownfield.derive.derived import Shared
from brownfield.derive.recipes import enumerate_recipes

OFTEN_CHANGED = ("demand", "lanes", "commitments", "credits", "policies", "contracts")


def starter_with(table: str, column: str, where: str) -> Case:
    """Return the starter case with a second future in which a column is doubled."""
    case = read_case("starter")
    first = case.settings.case.first_year
    changes = (
        case.tables["what_ifs"]
        .head(1)
        .with_columns(
            what_if=pl.lit("doubled"),
            table=pl.lit(table),
            where=pl.lit(where),
            column=pl.lit(column),
            op=pl.lit("times"),
            value=pl.lit("2"),
        )
    )
    futures = case.tables["scenarios"].clear()
    rows = pl.DataFrame(
        {
            "node": ["now", "same", "doubled"],
            "parent": [None, "now", "now"],
            "year": [first, first + 1, first + 1],
            "probability": [1.0, 0.5, 0.5],
            "what_if": [None, None, "doubled"],
        },
        schema_overrides=dict(futures.schema),
    )
    tables = dict(case.tables) | {
        "scenarios": pl.concat([futures, rows], how="diagonal"),
        "what_ifs": pl.concat([case.tables["what_ifs"], changes]),
    }
    return Case(case.name, case.settings, tables).checked()


def last(frame: pl.DataFrame, branch: str, column: str) -> pl.DataFrame:
    """Return a column of the last year of a branch, by recipe and place."""
    keys = [name for name in ("recipe", "place", "regime") if name in frame.columns]
    at_end = frame.filter(
        pl.col("node").str.starts_with(branch), pl.col("year") == pl.col("year").max()
    )
    return at_end.select(*keys, column).sort(keys)


@pytest.mark.parametrize(
    ("table", "frame", "column"),
    [
        ("lanes", "routes", "freight"),
        ("build_options", "unit_costs", "conversion"),
    ],
)
def test_a_future_sees_its_own_costs(table: str, frame: str, column: str) -> None:
    """What is doubled in one future is twice what it is in the other."""
    changed = "freight" if table == "lanes" else "conversion_cost"
    derived = derive(starter_with(table, changed, ""))
    there = getattr(derived, frame)
    same, doubled = last(there, "same", column), last(there, "doubled", column)
    assert same[column].sum() > 0
    assert doubled[column].to_list() == pytest.approx(
        [2 * value for value in same[column]]
    )


def test_unit_costs_and_origin_do_not_read_what_futures_may_change_alone() -> None:
    """They are worked out from a case that lacks those tables altogether."""
    case = read_case("merseyside")
    kept = {n: t for n, t in case.tables.items() if n not in OFTEN_CHANGED}
    recipes, sourcing = enumerate_recipes(kept)
    found = costed(Case("bare", case.settings, kept), recipes, sourcing, [2030])
    assert found.unit_costs.height > 0
    assert found.origin.height > 0


def with_one_more(case: Case) -> Case:
    """Return a case whose future `same` sells three times as much."""
    rows, changes = case.tables["scenarios"], case.tables["what_ifs"]
    thrice = changes.tail(1).with_columns(what_if=pl.lit("tripled"), value=pl.lit("3"))
    is_same = pl.col("node") == "same"
    what_if = pl.when(is_same).then(pl.lit("tripled")).otherwise("what_if")
    tables = dict(case.tables) | {
        "scenarios": rows.with_columns(what_if=what_if),
        "what_ifs": pl.concat([changes, thrice]),
    }
    return Case(case.name, case.settings, tables).checked()


def test_futures_that_only_sell_more_share_rows_and_see_their_own_nodes() -> None:
    """More demand leaves costs and ways as they are: rows of one stand for both.

    Spread by node, the later years of both futures hold the same.
    """
    derived = derive(with_one_more(starter_with("demand", "volume", "")))
    assert derived.ways.is_shared
    firsts = set(derived.ways.rows["node"])
    assert any(node.startswith("same") for node in firsts)
    assert not any(node.startswith("doubled") for node in firsts)
    for name in ("unit_costs", "origin", "routes", "contending"):
        rows = getattr(derived, name)
        assert rows.height > 0, name
        assert set(rows["node"]) == set(derived.tree.nodes["node"]), name
        dated = rows.join(derived.tree.nodes, on=["node", "year"], how="semi")
        assert dated.height == rows.height, name
        later = rows.filter(pl.col("node").str.starts_with("same"))
        twice = rows.filter(pl.col("node").str.starts_with("doubled"))
        assert later.drop("node").equals(twice.drop("node")), name


def test_futures_with_other_costs_share_no_rows() -> None:
    """Twice the conversion cost in one future: each has rows of its own."""
    derived = derive(starter_with("build_options", "conversion_cost", ""))
    assert not derived.ways.is_shared
    assert derived.routes is derived.ways.rows


def test_rows_stand_where_their_future_asks_for_them() -> None:
    """Three futures, the third sees what the first sees: its rows come last.

    a, b of the first, c of the second, d, e of the third; the first has one row at a
    and two at b, the second one at c. So rows 0, 1, 2, 3 are followed by 0, 1, 2 at d,
    e, e.
    """
    rows = pl.DataFrame({"node": ["a", "b", "b", "c"], "cost": [1.0, 2.0, 3.0, 4.0]})
    twins = pl.DataFrame(
        {"node": list("abcde"), "future": [0, 0, 1, 2, 2], "first": [0, 0, 1, 0, 0]}
    )
    found = Shared(rows, twins).spread()
    assert found["node"].to_list() == ["a", "b", "b", "c", "d", "e", "e"]
    assert found["cost"].to_list() == [1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0]
