"""The back-test of motorcycles for Europe, worked out by hand (USD).

A bike from York costs 7,300 + 1,200 + 300 = 8,800 at the EU's border, one from Rayong
7,300 + 250 + 970 + 380 = 8,900; both are declared at 8,800. It sells for 13,000.
Duty is 6 % = 528, and for an American bike 25 % = 2,200 more to 2020, in 2021
(5 x 25 % + 7 x 50 %) / 12 = 39.5833 % = 3,483.33 and from 2022 50 % = 4,400.
So a bike earns

    from Rayong                          13,000 - 8,900 - 528           = 3,572
    from York, the dispute being over    13,000 - 8,800 - 528           = 3,672
    from York, to 2020                                   3,672 - 2,200  = 1,472
    from York, 2021                                      3,672 - 3,483.33 = 188.67
    from York, from 2022                                 3,672 - 4,400  < 0: not sold

Tax takes 24 %, a year 7 %, and from 2020 the dispute lasts or is over at even odds.
Rayong makes 0.375 x 40,000 = 15,000 in 2019, 40,000 later; its tooling is 30 m.
"""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.plans.plan import Plan
from brownfield.questions.plan.document import document
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.rules.evidence import ids_of

DOCS = Path(__file__).parents[2] / "docs"
BIKES = 40_000
RAYONG, YORK, YORK_2020 = 3_572, 3_672, 1_472
YORK_2021 = 3_672 - 8_800 * 0.395833
KEPT, A_YEAR = 0.76, 1 / 1.07
FIRST = 25_000 * YORK_2020 + 15_000 * RAYONG - 30_000_000  # 2019, if it moves


def worth(first: float, *lasting: float) -> float:
    """Return the value after tax of cash in 2019, and a bike's from 2020 if it lasts.

    In the other future, as likely, each of 40,000 bikes from York earns 3,672.
    """
    means = (BIKES * (earned + YORK) / 2 for earned in lasting)
    later = sum(mean * A_YEAR**year for year, mean in enumerate(means, start=1))
    return KEPT * (first + later)


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the shipped case."""
    return read_case("harley-2018")


@pytest.fixture(scope="module")
def best(case: Case) -> Plan:
    """Return its plan."""
    return plan(case)


def begun(found: Plan) -> list[tuple[str, str]]:
    """Return what starts where in the tree, without York, which runs already."""
    starts = found.tables["starts"].select("build_option", "node").rows()
    return [row for row in starts if row[0] != "from_york"]


def test_it_moves_at_once(best: Plan) -> None:
    """2019 60.38 m, later (3,572 + 3,672) / 2 x 40,000 = 144.88 m: 418.85 m."""
    assert FIRST == 60_380_000
    value = worth(FIRST, RAYONG, RAYONG, RAYONG, RAYONG)
    assert value == pytest.approx(418.851e6, abs=1e3)
    assert best.value == pytest.approx(value, rel=1e-6)
    assert begun(best) == [("from_rayong", "2019")]
    assert best.is_sound


def test_to_stay_is_worth_162_million_less(case: Case) -> None:
    """From 2022 no bike is sold while the dispute lasts: 257.22 m."""
    value = worth(BIKES * YORK_2020, YORK_2020, YORK_2021, 0, 0)
    assert value == pytest.approx(257.219e6, abs=1e3)
    found = plan(case.apply("stay"))
    assert found.value == pytest.approx(value, rel=1e-6)


def test_it_moves_even_if_the_origin_is_refused_from_2021(case: Case) -> None:
    """2019 and 2020 pay for the tooling; then York builds again, as long as it can."""
    value = worth(FIRST, RAYONG, YORK_2021, 0, 0)
    assert value == pytest.approx(288.191e6, abs=1e3)
    found = plan(case.apply("origin-refused-2021"))
    assert found.value == pytest.approx(value, rel=1e-6)
    assert begun(found) == [("from_rayong", "2019")]


def test_it_stays_if_kits_were_american_from_the_first_day(case: Case) -> None:
    """All parts American, and 970 of 8,520 added: a bike from Rayong pays the same."""
    found = plan(case.apply("origin-never-accepted"))
    assert begun(found) == []
    assert found.value == pytest.approx(plan(case.apply("stay")).value, rel=1e-6)


def test_tenfold_tooling_waits_for_the_dispute_to_last(case: Case) -> None:
    """300 m begun at once loses; begun in 2020, in the lasting future alone, it pays.

    There 15,000 bikes come from Rayong in 2020 and 40,000 from 2021.
    """
    first_lasting = (25_000 * YORK_2020 + 15_000 * RAYONG - 300_000_000) / BIKES
    wait = worth(BIKES * YORK_2020, first_lasting, RAYONG, RAYONG, RAYONG)
    at_once = worth(FIRST - 270_000_000, RAYONG, RAYONG, RAYONG, RAYONG)
    assert wait == pytest.approx(292.53e6, abs=5e4)
    assert at_once == pytest.approx(213.65e6, abs=5e4)
    found = plan(case.apply("tooling-tenfold"))
    assert found.value == pytest.approx(wait, rel=1e-6)
    assert begun(found) == [("from_rayong", "dispute-lasts@2020")]


@pytest.mark.parametrize(
    ("tooling", "node"),
    [(100_000_000, "2019"), (110_000_000, "dispute-lasts@2020")],
)
def test_dearer_tooling_waits_from_105_million(
    case: Case, tooling: int, node: str
) -> None:
    """At once less waiting, before tax: 31.5 m in 2019 and half of 52.5 m in 2020.

    Less tooling, and plus half of it saved a year later: 56.03 m - 0.5327 x tooling.
    """
    early = 15_000 * (RAYONG - YORK_2020) + 0.5 * A_YEAR * 25_000 * (RAYONG - YORK_2020)
    assert early / (1 - 0.5 * A_YEAR) == pytest.approx(105.2e6, abs=1e5)
    options = case.tables["build_options"].with_columns(
        tooling_cost=pl.when(pl.col("build_option") == "from_rayong")
        .then(pl.lit(float(tooling)))
        .otherwise(pl.col("tooling_cost"))
    )
    found = plan(replace(case, tables={**case.tables, "build_options": options}))
    assert begun(found) == [("from_rayong", node)]


def test_only_outcomes_and_what_ifs_know_what_came_later(case: Case) -> None:
    """Facts of 25 July 2018 or later are cited by no other table."""
    facts = case.tables["facts"]
    late = set(facts.filter(pl.col("date") > "2018-07-24")["fact"].to_list())
    assert late == {f"HD{number:02d}" for number in range(9, 16)}
    for name, table in TABLES.items():
        cells = case.tables[name][table.citing_column].drop_nulls()
        cited = {one for text in cells for one in ids_of(text)}
        assert name in ("outcomes", "what_ifs") or not cited & late


def test_the_documentation_has_the_printed_table(case: Case, best: Plan) -> None:
    """docs/back-tests.md holds the answer as it is printed, line for line."""
    printed = text(document(Study(case, best)))
    page = (DOCS / "back-tests.md").read_text(encoding="utf-8")
    assert printed[printed.index("What happened") :].strip() in page


def test_the_plan_stands_beside_what_happened(case: Case, best: Plan) -> None:
    """Duty of 2019: 25,000 x 2,728 + 15,000 x 528 = 76.12 m; 2021: 40,000 x 528.

    What was paid in 2019 was some 90 m + 40,000 x 528 = 111.12 m.
    """
    told = document(Study(case, best)).outcomes or ()
    planned = {one.outcome: one.planned for one in told}
    assert planned == {
        "move to Rayong": pytest.approx(1),
        "bikes from Rayong in 2019": pytest.approx(15_000),
        "duty in 2019": pytest.approx(25_000 * 2_728 + 15_000 * 528),
        "bikes from Rayong in 2020": pytest.approx(0.5 * 40_000),
        "duty in 2021": pytest.approx(40_000 * 528),
        "bikes from Rayong in 2022": pytest.approx(0.5 * 40_000),
    }
    happened = {one.outcome: one.happened for one in told}
    assert happened["duty in 2019"] == 90_000_000 + 40_000 * 528
    assert happened["move to Rayong"] == 1
