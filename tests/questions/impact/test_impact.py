"""Does the impact of a plan agree with a second reading, and keep its promises?"""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import UnansweredError, UseError
from brownfield.questions.impact.counted.home import home_of
from brownfield.questions.impact.economy.given import nation_of, scaled
from brownfield.questions.impact.net.chain import chain_of
from brownfield.questions.impact.question import Impact
from brownfield.questions.impact.words import headline
from brownfield.solve.hold import guests_of
from tests.questions.impact.loops import at_work_on_it, net_jobs
from tests.questions.impact.tables import PUBLISHED, published
from tests.test_cli import run

YEARS = range(2026, 2031)


@pytest.fixture(scope="module")
def case() -> Case:
    """Return the starter case, a nation with one region."""
    return brownfield.read_case("starter")


@pytest.fixture(scope="module")
def answer(case: Case) -> Impact:
    """Return its impact."""
    found: Impact = brownfield.impact(case, draws=20)
    return found


@pytest.mark.parametrize("year", YEARS)
def test_jobs_are_those_of_plain_loops(case: Case, answer: Impact, year: int) -> None:
    """People in plants and at suppliers, read again without any array."""
    found = answer.difference
    assert found is not None
    paper = net_jobs(case, found.plan, found.against, year)
    told = {one.year: one for one in answer.document.brought.years}[year]
    assert told.direct == pytest.approx(paper["direct"], abs=1e-6)
    assert told.chain == pytest.approx(paper["chain"], rel=1e-9, abs=1e-6)


def test_a_second_shift_in_one_future(answer: Impact) -> None:
    """1,000 people more if “Fast”, 60 % likely: 600; x .75 x .9 = 405 are left."""
    told = answer.document.brought
    steps = {step.name: step for step in told.steps}
    assert steps["anyway"].left == pytest.approx(600.0)
    assert steps["leakage"].left == pytest.approx(405.0)
    assert told.net == pytest.approx(told.jobs.net)
    assert told.net == pytest.approx(405.0 + told.jobs.chain)


def test_gross_are_those_at_work_on_the_new_car(answer: Impact) -> None:
    """The crew by the share of line time of the kits."""
    assert answer.difference is not None
    paper = at_work_on_it(answer.difference.plan, 2030)
    assert answer.document.brought.gross == pytest.approx(paper)
    assert 600.0 < paper < 2_300.0


def test_taxes_on_the_pay_of_the_plant(answer: Impact) -> None:
    """900 m over 18,000 jobs is 50,000 of pay; 405 people more in 2030.

    Income tax .2 x 38,000 = 7,600, payroll tax 5,000, sales tax .1 x 42,400 = 4,240.
    At suppliers parts pay 40,000 and services 35,000, taxed alike; the rest of each
    head is theirs.
    """
    found = answer.difference
    assert found is not None
    heads = {one.tax: one.last_year for one in answer.document.brought.exchequer.heads}
    nodes, net = found.more.nodes, found.net
    chain = heads["payroll_tax"] - 405.0 * 5_000.0
    pay = nodes.expected(net.pay.sum(axis=1))[2030] - 405.0 * 50_000.0
    assert chain == pytest.approx(0.1 * pay)
    jobs = answer.document.brought.jobs.chain
    income = heads["income_tax"] - 405.0 * 7_600.0
    assert income == pytest.approx(0.2 * (pay - 12_000.0 * jobs))
    sales = heads["sales_tax"] - 405.0 * 4_240.0
    assert sales == pytest.approx(0.1 * (pay - income))


def test_duty_forgone_is_that_of_the_two_plans(case: Case, answer: Impact) -> None:
    """Duty on vehicles sent to the home market, and on parts of the home plant."""
    found = answer.difference
    assert found is not None

    def paid(plan: brownfield.Plan) -> float:
        node = plan.nodes.filter(year=2030).select("node", "probability")
        sent = plan.tables["deliveries"].filter(place="home_market").join(node, "node")
        costs = plan.tables["landed_cost"].unique(["recipe", "node"])
        made = plan.tables["production"].filter(facility="home_plant")
        parts = made.join(
            costs.select("recipe", "node", "inbound_duty"), ["recipe", "node"]
        )
        parts = parts.join(node, "node")
        on_parts = pl.col("vehicles") * pl.col("inbound_duty") * pl.col("probability")
        on_cars = pl.col("duty") * pl.col("probability")
        return float(
            sent.select(on_cars.sum()).item() + parts.select(on_parts.sum()).item()
        )

    heads = {one.tax: one.last_year for one in answer.document.brought.exchequer.heads}
    assert heads["customs_duty"] == pytest.approx(
        paid(found.plan) - paid(found.against)
    )
    assert heads["customs_duty"] < 0.0
    assert case.name == "starter"


def test_duty_of_a_customs_union_is_not_that_of_a_member(case: Case) -> None:
    """With Nextland in the territory of Homeland no duty is counted at home."""
    tables = case.tables
    assert home_of(tables, None).territories == {"HOME"}
    union = pl.when(pl.col("customs_territory") == "NEXT").then(pl.lit("HOME"))
    places = tables["places"].with_columns(
        customs_territory=union.otherwise("customs_territory")
    )
    assert home_of({**tables, "places": places}, None).territories == frozenset()


def test_regions_add_up_to_the_nation(answer: Impact) -> None:
    """In every year, and by kind of job."""
    told = answer.document.brought
    for year in told.years:
        jobs = sum(region.by_year[year.year] for region in told.regions)
        assert jobs == pytest.approx(year.direct + year.chain, abs=1e-9)
    assert sum(r.direct for r in told.regions) == pytest.approx(told.jobs.direct)
    assert sum(r.pay for r in told.regions) == pytest.approx(told.years[-1].pay)


def test_futures_weigh_as_they_are_likely(answer: Impact) -> None:
    """Jobs of each future by its probability are the mean."""
    told = answer.document.brought
    mean = sum(one.probability * one.jobs for one in told.futures)
    assert mean == pytest.approx(told.net)
    balance = sum(one.probability * one.balance for one in told.futures)
    assert balance == pytest.approx(told.exchequer.balance_of_plan)


def test_the_account_is_that_of_its_years(answer: Impact) -> None:
    """Receipts - support + duty of each year, the first in full, 3.5 % less after."""
    told = answer.document.brought
    yearly = [year.receipts - year.support + year.duty for year in told.years]
    worth = sum(amount / 1.035**t for t, amount in enumerate(yearly))
    assert told.exchequer.balance_of_plan == pytest.approx(worth)
    later = sum(yearly[-1] / 1.035**t for t in range(5, 30))
    assert told.exchequer.balance == pytest.approx(worth + later)
    cost = told.exchequer.support_of_plan - sum(
        year.duty / 1.035**t for t, year in enumerate(told.years)
    )
    assert told.cost_per_net_job == pytest.approx(cost / told.net)
    assert told.support_per_net_job == pytest.approx(
        told.exchequer.support_of_plan / told.net
    )


def test_ranges_hold_the_answer_of_the_modes(answer: Impact) -> None:
    """Displacement and leakage only move jobs one way: low < high, and no more."""
    told = answer.document.brought
    spread = told.ranges["jobs"]
    gross = told.net / 0.675
    assert gross * 0.6 * 0.8 < spread.low < spread.middle < spread.high < gross * 0.9


def test_a_plan_like_the_other_brings_nothing(case: Case) -> None:
    """No start is allowed: the plan begins nothing, and every figure is 0."""
    idle = case.with_rows(
        "build_options", {"build_option": "newcar_kits"}, first_year=2040
    )
    answer = brownfield.impact(idle, draws=2)
    told = answer.document.brought
    assert told.is_same
    assert headline(answer.document).startswith("The plan brings Homeland nothing: it")
    assert told.net == 0.0
    assert told.cost_per_net_job is None
    assert told.exchequer.balance == 0.0
    assert {step.change for step in told.steps} == {0.0}
    assert all(row["at_home"] == row["abroad"] == 0.0 for row in told.co2)


def test_who_is_a_guest_begins_nothing_without_a_deal(case: Case) -> None:
    """The kits are the importer's, in the plant of the host; the old car is its own.

    With the kits in a plant of the importer's own nobody is a guest.
    """
    assert guests_of(case) == ["newcar_kits"]
    own = case.with_rows("facilities", {"facility": "home_plant"}, owner="importer")
    assert guests_of(own) == []


@pytest.mark.parametrize("against", ["nothing", "no-deal"])
def test_nothing_but_the_guest_may_begin_here(
    case: Case, answer: Impact, against: str
) -> None:
    """So a plan without a deal is the one in which nothing is begun."""
    told = brownfield.impact(case, against=against, draws=2).document.brought
    assert told.against == against
    assert told.net == pytest.approx(answer.document.brought.net)


def test_against_a_what_if(case: Case, answer: Impact) -> None:
    """Importing only is what happens if nothing is begun here."""
    told = brownfield.impact(case, against="import-only", draws=2).document.brought
    assert told.against == "import-only"
    assert told.net == pytest.approx(answer.document.brought.net)


def test_double_money_changes_no_job(case: Case, answer: Impact) -> None:
    """The table and what is bought twice as high: the same jobs, twice the value."""
    found, regions = answer.difference, ("homeland", "homeshire")
    assert found is not None
    nation = nation_of(case.tables, regions)
    double = replace(nation, economy=scaled(nation.economy, 2.0, 1.0))
    once = chain_of(found.more.bought, nation)
    twice = chain_of(2.0 * found.more.bought, double)
    assert twice.jobs == pytest.approx(once.jobs)
    assert twice.value_added == pytest.approx(2.0 * once.value_added)
    assert once.jobs.max() > 100.0


def test_an_own_table_takes_the_place_of_the_cases(tmp_path: Path, case: Case) -> None:
    """Its sectors must be those of purchases; else they are named."""
    path = published(tmp_path)
    with pytest.raises(UseError, match="purchases names cars, parts, services, which"):
        brownfield.impact(case, io=path)
    bought = [
        {"item": "crew", "sector": "works"},
        {"item": "trim", "sector": "works"},
    ]
    sectors = [
        {
            "sector": name,
            "region": "homeland",
            "output": 1.0,
            "value_added": 1.0,
            "wages": 1.0,
            "imports": 0.0,
            "jobs": 1.0,
        }
        for name in ("farms", "works")
    ]
    empty = {name: case.tables[name].clear() for name in ("flows", "assumptions")}
    own = (
        case.with_tables("own sectors", **empty)
        .with_tables("no purchases", purchases=case.tables["purchases"].clear())
        .with_table("sectors", sectors)
        .with_table("purchases", bought)
    )
    told = brownfield.impact(own, io=path, io_jobs=1000.0).document
    assert [one.sector for one in told.multipliers] == ["farms", "works"]
    assert told.brought.jobs.chain > 0.0


def test_multipliers_alone_need_no_plan_and_no_regions(tmp_path: Path) -> None:
    """Output 1.5182 and 1.4521, on paper in the test of the inverse."""
    path = published(tmp_path)
    done = run("impact", "mini", "--io", str(path), "--multipliers", "--json")
    told = json.loads(done.stdout)
    outputs = [round(one["output"], 4) for one in told["multipliers"]]
    assert outputs == [1.5182, 1.4521]
    assert "jobs" not in told


def test_a_table_that_does_not_balance_is_told(tmp_path: Path) -> None:
    """On standard error, with how many sectors and the worst."""
    text = PUBLISHED.replace("value added,600,1000", "value added,600,1300")
    path = published(tmp_path, text)
    done = run("impact", "mini", "--io", str(path), "--multipliers")
    assert "does not balance: 1 of 2 sectors, most works" in done.stderr
    assert done.exit_code == 0


def test_what_cannot_be_counted_is_told(case: Case) -> None:
    """A case without regions; a region or what-if that is none."""
    with pytest.raises(UnansweredError, match="no rows of regions"):
        brownfield.impact(brownfield.read_case("mini"))
    with pytest.raises(UseError, match="no region 'paris'; there are: homeland, home"):
        brownfield.impact(case, region="paris")
    with pytest.raises(UseError, match="--against peace: there is no such what-if"):
        brownfield.impact(case, against="peace")
