"""Is what recipes cost worked out once for cases that share it, and for no other?"""

from collections.abc import Iterator

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.derive import costed as module
from brownfield.derive import landed_cost
from brownfield.derive.derive import with_every_recipe
from brownfield.tables.memory import Again

FRAMES = ("unit_costs", "origin", "routes", "supplies", "capacity", "demand")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    module._KEPT.kept.clear()
    yield
    module._KEPT.kept.clear()


def _afresh(case: Case) -> dict[str, list[tuple[object, ...]]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Again, "of", lambda *asked, **_: asked[3]())
        return _derived(case)


def _derived(case: Case) -> dict[str, list[tuple[object, ...]]]:
    found = with_every_recipe(case)
    return {name: getattr(found, name).rows() for name in FRAMES}


def test_demand_is_not_read_so_its_case_shares_costs() -> None:
    """Twice the vehicles sold leave every unit cost as it was: none is made anew."""
    case = read_case("starter")
    with_every_recipe(case)
    before = list(module._KEPT.kept)
    doubled = case.with_tables(
        "twice the demand",
        demand=_times(case.tables["demand"], "volume"),
    )
    found = _derived(doubled)
    assert list(module._KEPT.kept) == before
    assert found == _afresh(doubled)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("build_options", "conversion_cost"),
        ("bill_of_materials", "unit_value"),
        ("trade_measures", "ad_valorem"),
        ("shift_patterns", "fixed_cost"),
    ],
)
def test_what_costs_read_is_read_again(table: str, column: str) -> None:
    """Half of any of these costs other vehicles: nothing kept is taken for it."""
    case = read_case("starter")
    with_every_recipe(case)
    frame = case.tables[table]
    halved = case.with_tables("half", **{table: frame.with_columns(frame[column] / 2)})
    assert _derived(halved) == _afresh(halved)


def test_a_price_counts_where_an_undertaking_asks_for_it() -> None:
    """Ways to market hang on who buys, not on how many, nor else on the price."""
    case = read_case("starter")
    sold, rows = case.tables["demand"], case.tables["trade_measures"]
    markets = landed_cost.markets(case.tables)
    assert markets["price"].null_count() == markets.height
    for column in ("volume", "price"):
        more = dict(case.tables) | {"demand": _times(sold, column)}
        assert landed_cost.markets(more) is markets
    promised = rows.with_columns(kind=pl.lit("undertaking"))
    undertaken = dict(case.tables) | {"trade_measures": promised}
    found = landed_cost.markets(undertaken)["price"].to_list()
    assert found == sold.filter(pl.col("volume") > 0)["price"].to_list()


def test_a_market_without_buyers_has_no_ways() -> None:
    """Volumes of nothing are no demand: the ways are made anew and lead nowhere."""
    case = read_case("starter")
    with_every_recipe(case)
    sold = case.tables["demand"].with_columns(volume=pl.lit(0.0))
    assert not with_every_recipe(case.with_tables("none", demand=sold)).routes.height


def _times(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    return frame.with_columns(2.0 * frame[column])


def test_parties_that_plan_alone_have_the_costs_of_a_fresh_start() -> None:
    """Groups of one case, one after the other: each as if it were the only one."""
    case = read_case("mini")
    groups = [case.choose([party]) for party in case.companies] + [case]
    after_each_other = [_derived(group) for group in groups]
    assert after_each_other == [_afresh(group) for group in groups]


def test_little_is_kept_for_the_next_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the rows allowed the oldest goes; the latest always stays."""
    monkeypatch.setattr(module._KEPT, "most", 0)
    for name in ("starter", "mini"):
        with_every_recipe(read_case(name))
    assert len(module._KEPT.kept) == 1
