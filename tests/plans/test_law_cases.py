"""The recount applies the hand-made cases of trade law as paper does."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest

from brownfield.plans.recount.trade.duty import vehicle_regimes
from brownfield.plans.recount.trade.gate import inbound_duty
from brownfield.plans.recount.trade.origin import recount_origin
from brownfield.plans.recount.trade.relief import LITTLE
from brownfield.plans.recount.world import World, build_world
from brownfield.tables.definitions import TABLES
from brownfield.tables.settings import CaseSection, Settings
from tests.law.law_case import MARKET, OPTION, LawCase, Row
from tests.law.trade_law_cases import TRADE_LAW_CASES
from tests.plans.conftest import typed

NODE = "base"


def world_of(case: LawCase, **more: Sequence[Row]) -> World:
    """Return the case beside a plan that only says where parts are bought.

    Rows of tables in `more` stand before those of the case.
    """
    years = CaseSection(first_year=case.year, last_year=case.year)
    rows = {
        name: [*map(dict, more.get(name, ())), *case.tables.get(name, [])]
        for name in TABLES
    }
    tables = {name: typed(name, rows[name]) for name in TABLES}
    one = {"node": [NODE], "parent": [None], "year": [case.year], "probability": [1.0]}
    bought = [
        {"recipe": OPTION, "part_group": row["part_group"], "source": row["source"]}
        for row in case.parts
    ]
    columns = ("recipe", "part_group", "source")
    sourcing = pl.DataFrame(bought, schema=dict.fromkeys(columns, pl.String))
    return build_world(
        lambda _: tables,
        Settings(case=years),
        pl.DataFrame(one),
        {"sourcing": sourcing},
    )


def cases(about: str) -> list[str]:
    """Return the names of the cases that say something about a figure."""
    return [
        name for name, c in TRADE_LAW_CASES.items() if getattr(c, about) is not None
    ]


@pytest.mark.parametrize("name", cases("opens"))
def test_every_regime_is_open_at_its_duty(name: str) -> None:
    """Names, quotas and duties of all regimes open to the car are those of paper."""
    case = TRADE_LAW_CASES[name]
    world = world_of(case)
    found = vehicle_regimes(world, world.nodes[NODE], OPTION, MARKET)
    duties = {(regime.name, regime.quota): regime.duty for regime in found}
    assert duties == pytest.approx(dict(case.opens or {}))
    assert len(found) == len(duties)


@pytest.mark.parametrize(
    "cells", [{"product": "van"}, {"place": "site"}, {"year": 2027}]
)
def test_an_undertaking_asks_for_the_price_of_car_market_and_year(cells: Row) -> None:
    """30,000 keep it; a row for something else at 1 stands first and says nothing."""
    case = TRADE_LAW_CASES["a price just at the least keeps the undertaking"]
    sold = {**case.tables["demand"][0], "price": 1.0, **cells}
    world = world_of(case, demand=[sold])
    found = vehicle_regimes(world, world.nodes[NODE], OPTION, MARKET)
    assert {(r.name, r.quota) for r in found} == set(case.opens or {})


@pytest.mark.parametrize(("above", "keeps"), [(LITTLE, True), (2 * LITTLE, False)])
def test_an_undertaking_is_kept_up_to_rounding(above: float, keeps: bool) -> None:
    """30,000 less 2,120 of duty is 27,880; a millionth more may be asked."""
    case = TRADE_LAW_CASES["a price just at the least keeps the undertaking"]
    rows = [
        {**row, "minimum_price": 27_880.0 + above}
        if row["kind"] == "undertaking"
        else row
        for row in case.measures
    ]
    world = world_of(replace(case, measures=rows))
    found = vehicle_regimes(world, world.nodes[NODE], OPTION, MARKET)
    assert any("undertaking" in regime.name for regime in found) is keeps


def test_a_market_without_buyers_has_its_regimes_too() -> None:
    """Nobody is asked for a price there, so no undertaking is kept."""
    case = TRADE_LAW_CASES["a price just at the least keeps the undertaking"]
    world = world_of(case)
    (found,) = vehicle_regimes(world, world.nodes[NODE], OPTION, "parts-UK")
    assert (found.name, found.quota, found.duty) == ("none", None, 0.0)


@pytest.mark.parametrize("name", [n for n, c in TRADE_LAW_CASES.items() if c.origin])
def test_the_car_originates_as_on_paper(name: str) -> None:
    """Foreign value, price at the gate, limit, missing part and outcome agree."""
    case = TRADE_LAW_CASES[name]
    world = world_of(case)
    for agreement, expected in case.origin.items():
        found = recount_origin(world, world.nodes[NODE], OPTION, agreement)
        assert found.non_originating_value == pytest.approx(expected.foreign)
        assert found.ex_works == pytest.approx(expected.ex_works)
        assert found.is_originating is expected.originates
        assert found.limit == expected.limit
        assert found.missing_parts == ((expected.missing,) if expected.missing else ())


@pytest.mark.parametrize("name", cases("inbound_duty"))
def test_parts_pay_their_duty(name: str) -> None:
    """Duty on the parts of one car is that of paper."""
    case = TRADE_LAW_CASES[name]
    world = world_of(case)
    found = inbound_duty(world, world.nodes[NODE], OPTION)
    assert found == pytest.approx(case.inbound_duty)
