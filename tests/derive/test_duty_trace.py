"""Every line of a duty trace on paper: what is paid, set aside, refused, and why."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import polars as pl
import pytest

from brownfield.derive.trade.traced.crossing import sent_by
from brownfield.derive.trade.traced.trace import trace
from tests.law.law_case import (
    MARKET,
    OPTION,
    PLANT,
    PRODUCT,
    LawCase,
    measure,
    members,
    most,
    own,
    part,
)
from tests.law.trade_law_cases import TRADE_LAW_CASES

if TYPE_CHECKING:
    from tests.derive.conftest import Frames, MakeTables

Derive = Callable[[Mapping[str, pl.DataFrame]], "Frames"]
Trace = Callable[[LawCase], pl.DataFrame]
OPENED = [name for name, case in TRADE_LAW_CASES.items() if case.opens is not None]
PREFERENCE = measure("tca", 0.0, kind="preference", agreement="TCA")
WAY = {
    "recipe": OPTION,
    "build_option": OPTION,
    "product": PRODUCT,
    "facility": PLANT,
    "place": MARKET,
}


@pytest.fixture
def traced(make_tables: "MakeTables", derive_frames: Derive) -> Trace:
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
        ways_in = sent_by(tables, sent, frames.sourcing)
        return trace(ways_in, frames.origin)

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


def told(lines: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of the lines on the vehicle."""
    return lines.filter(counts_in="duty").select(columns).rows()


def test_the_most_exact_row_is_named_with_what_it_beats(traced: Trace) -> None:
    """Of three rows that fit the longest heading applies: 5 % of 21,200 is 1,060."""
    rows = [
        measure("all", 0.3, hs_code="87"),
        measure("cars", 0.2, company="maker"),
        measure("heading", 0.05, hs_code="870380", exporter="CN"),
        measure("vans", 0.5, hs_code="8704"),
    ]
    lines = traced(LawCase(measures=rows, opens={("mfn", None): 1_060.0}))
    why = "heading 870380, exporter CN: the most exact of 3 that fit"
    columns = ("measure", "outcome", "base", "base_value", "duty_per_vehicle", "why")
    expected = ("heading", "paid", "cif", 21_200.0, 1_060.0, why)
    assert told(lines, *columns) == [expected]


def test_a_preference_sets_the_mfn_row_aside(traced: Trace) -> None:
    """Foreign 8,000 of 20,000 is 40 %, 5 points under 45 %; 2,120 is spared."""
    law = LawCase(
        measures=[measure("base", 0.10), PREFERENCE],
        agreements=members("TCA", "EU", "UK"),
        rules=[most(0.45)],
        parts=[part("pack", 8_000.0, "CN"), part("body", 4_000.0, "UK")],
        sent_from="UK",
        opens={("TCA", None): 0.0},
    )
    lines = traced(law)
    columns = ("measure", "outcome", "duty_per_vehicle", "spared")
    assert told(lines, *columns) == [
        ("base", "set_aside", 0.0, 2_120.0),
        ("tca", "paid", 0.0, 0.0),
    ]
    test = ("non_originating_share", "limit", "headroom", "missing_part")
    (share, limit, headroom, missing) = told(lines, *test)[1]
    assert (share, limit, headroom) == pytest.approx((0.40, 0.45, 0.05))
    assert missing is None


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([most(0.35)], "foreign share over the limit"),
        ([own("pack")], "part group pack does not originate"),
        (
            [most(0.35), own("pack")],
            "part group pack does not originate, foreign share over the limit",
        ),
        ([], "no rule of origin for its heading"),
    ],
)
def test_a_refused_preference_says_what_it_lacks(
    traced: Trace, rules: list[dict[str, object]], why: str
) -> None:
    """Foreign 8,000 of 20,000 is 40 %: over 35 %, and the pack comes from CN."""
    law = LawCase(
        measures=[measure("base", 0.10), PREFERENCE],
        agreements=members("TCA", "EU", "UK"),
        rules=rules,
        parts=[part("pack", 8_000.0, "CN")],
        sent_from="UK",
        opens={("mfn", None): 2_120.0},
    )
    base, refused = traced(law).filter(counts_in="duty").to_dicts()
    assert (base["measure"], base["outcome"]) == ("base", "paid")
    assert (refused["measure"], refused["outcome"]) == ("tca", "refused")
    assert refused["why"].endswith(f"; {why}")


def test_an_extra_duty_says_which_way_it_is_owed(traced: Trace) -> None:
    """A kit of CN from UK: 20 % of 21,200 by origin beats 10 % of 8,000 on the pack.

    Parts are 8,000 of 8,000 from CN, work is 3,000 of 11,000 = 27 %: no kit. With
    12,000 it is 3,000 of 15,000 = 20 %: 4,240 by origin, 1,200 on the pack.
    """
    rows = [
        measure("origin", 0.2, kind="anti_dumping", exporter="CN", bears_on="origin"),
        measure("pack", 0.1, kind="anti_dumping", hs_code="8507", bears_on="part"),
    ]
    pack = {"hs_code": "850760"}

    def lines(value: float, due: float) -> list[tuple[object, ...]]:
        law = LawCase(
            measures=rows,
            parts=[part("pack", value, "CN", **pack)],
            sent_from="UK",
            opens={("none+anti_dumping", None): due},
        )
        columns = ("measure", "outcome", "duty_per_vehicle", "spared", "part_group")
        return told(traced(law), *columns)[1:]

    assert lines(8_000.0, 800.0) == [("pack", "paid", 800.0, 0.0, "pack")]
    assert lines(12_000.0, 4_240.0) == [
        ("origin", "paid", 4_240.0, 0.0, None),
        ("pack", "not_used", 0.0, 1_200.0, "pack"),
    ]
