"""Other volumes and duties are those of every future, whatever its what-ifs say."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.questions.deal.sensitivity import changed_case
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame


def in_future(case: Case, *rows: Row) -> Case:
    """Return the case whose future `hi` has these rows instead of its what-if."""
    frame = typed_frame(TABLES["what_ifs"], [{"what_if": "new", **row} for row in rows])
    scenarios = case.tables["scenarios"].with_columns(
        what_if=pl.when(pl.col("node") == "hi")
        .then(pl.lit("new"))
        .otherwise(pl.col("what_if"))
    )
    what_ifs = pl.concat([case.tables["what_ifs"], frame])
    tables = dict(case.tables) | {"scenarios": scenarios, "what_ifs": what_ifs}
    return replace(case, tables=tables).checked()


def at_every_node(case: Case, table: str, column: str) -> dict[str, list[float]]:
    """Return a column of a table at every node."""
    case_at = cases_by_node(case.choose(("E", "H")))
    nodes = tree(case).nodes["node"]
    return {node: case_at(node).tables[table][column].to_list() for node in nodes}


@pytest.mark.parametrize(
    ("where", "op", "value"),
    [
        ("product=VE", "set", "90000"),
        ("product  =  VE", "set", "90000"),
        ("product=VE|VH", "times", "3"),
        ("volume>=1", "set", "70000"),
        ("volume=25000|55000", "plus", "5000"),
        (None, "set", "1234"),
    ],
)
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_a_guests_buyers_change_in_every_future(
    mini: Case, where: str | None, op: str, value: str, factor: float
) -> None:
    """However a what-if is written: VE's volumes times the factor, VH's as they are."""
    row = {"table": "demand", "where": where, "column": "volume", "op": op}
    case = in_future(mini, row | {"value": value})
    before = at_every_node(case, "demand", "volume")
    after = at_every_node(changed_case(case, "E", "volume", factor), "demand", "volume")
    products = mini.tables["demand"]["product"].to_list()
    assert before != at_every_node(mini, "demand", "volume")
    for node, volumes in before.items():
        wanted = [
            volume * (factor if product == "VE" else 1.0)
            for volume, product in zip(volumes, products, strict=True)
        ]
        assert after[node] == pytest.approx(wanted, rel=1e-12)


def test_duties_double_where_a_future_sets_or_adds_them(mini: Case) -> None:
    """10 % becomes 20 %, and the 25 % of `hi` 50 %; what is no car keeps its duty."""
    code = mini.tables["trade_measures"]["hs_code"][0]
    row = {"table": "trade_measures", "where": f"hs_code = {code}", "op": "set"}
    case = in_future(mini, row | {"column": "ad_valorem", "value": "0.25"})
    before = at_every_node(case, "trade_measures", "ad_valorem")
    other = changed_case(case, "E", "tariff", 2.0)
    after = at_every_node(other, "trade_measures", "ad_valorem")
    codes = mini.tables["trade_measures"]["hs_code"].to_list()
    for node, rates in before.items():
        doubled = [
            rate * (2.0 if code.startswith("8703") else 1.0)
            for rate, code in zip(rates, codes, strict=True)
        ]
        assert after[node] == pytest.approx(doubled, rel=1e-12)
