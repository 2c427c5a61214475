"""Every line of a duty trace on paper: what is paid, set aside, refused, and why."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import polars as pl
import pytest

from brownfield.derive.trade.traced.trace import trace
from brownfield.tables.settings import Settings
from tests.law.law_case import MARKET, OPTION, PLANT, PRODUCT, LawCase
from tests.law.trade_law_cases import TRADE_LAW_CASES

if TYPE_CHECKING:
    from tests.derive.conftest import Frames, MakeTables

Derive = Callable[[Mapping[str, pl.DataFrame]], "Frames"]
Trace = Callable[[LawCase], pl.DataFrame]
OPENED = [name for name, case in TRADE_LAW_CASES.items() if case.opens is not None]
WAY = {
    "recipe": OPTION,
    "build_option": OPTION,
    "product": PRODUCT,
    "facility": PLANT,
    "place": MARKET,
}


@pytest.fixture
def traced(
    make_tables: "MakeTables", derive_frames: Derive, settings: Settings
) -> Trace:
    """Return a function from a law case to the lines of every way that is open."""

    def make(case: LawCase) -> pl.DataFrame:
        tables = make_tables(**case.tables)
        frames = derive_frames(tables)
        costs = frames.costs.row(0, named=True)
        about = {"ex_works": costs["ex_works"], "freight": 1_000.0, "insurance": 200.0}
        about |= {"year": case.year, "work": costs["conversion"] + costs["crew"]}
        ways = [
            {**WAY, **about, "regime": regime, "quota": quota}
            for regime, quota in case.opens or {}
        ]
        sent = pl.DataFrame(ways, schema_overrides={"quota": pl.String})
        return trace(tables, settings, sent, frames.origin, frames.sourcing)

    return make


def sums(lines: pl.DataFrame, item: str) -> dict[tuple[str, str | None], float]:
    """Return what the lines of each way add up to, case currency per vehicle."""
    found: dict[tuple[str, str | None], float] = {}
    for row in lines.to_dicts():
        way = (row["regime"], row["quota"])
        is_asked = row["counts_in"] == item
        found[way] = found.get(way, 0.0) + is_asked * row["duty_per_vehicle"]
    return found


@pytest.mark.parametrize("name", OPENED)
def test_the_lines_add_up_to_the_duty_of_paper(traced: Trace, name: str) -> None:
    """Under every regime of every case by hand."""
    case = TRADE_LAW_CASES[name]
    assert sums(traced(case), "duty") == pytest.approx(dict(case.opens or {}))


@pytest.mark.parametrize(
    "name", [n for n in OPENED if TRADE_LAW_CASES[n].inbound_duty is not None]
)
def test_the_lines_of_parts_add_up_to_the_duty_on_parts(
    traced: Trace, name: str
) -> None:
    """By whatever way the vehicle leaves."""
    case = TRADE_LAW_CASES[name]
    for found in sums(traced(case), "inbound_duty").values():
        assert found == pytest.approx(case.inbound_duty)
