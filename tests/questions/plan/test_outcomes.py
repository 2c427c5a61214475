"""What happened is set beside the plan: expected figures, words, page and JSON."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.errors import DataError
from brownfield.plans.plan import Plan
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.facts.outcomes import Outcome, outcomes
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.tables.check import check
from brownfield.tables.definitions import TABLES
from brownfield.tables.files.read import read_raw
from brownfield.tell.page import render
from brownfield.tell.values import values
from tests.tables.conftest import Write, write_case

__all__ = ["write_case"]  # the fixture is shared

FUTURES = {"slow@2028": 0.4, "fast@2028": 0.6}  # of the starter case


def rows(*outcomes: dict[str, object]) -> pl.DataFrame:
    """Return a table of outcomes; cells not given are blank."""
    return (
        TABLES["outcomes"]
        .empty()
        .vstack(pl.DataFrame(list(outcomes), schema=TABLES["outcomes"].empty().schema))
    )


def made(plan: Plan) -> Plan:
    """Return a plan that builds 100 cars if sales are slow and 200 if fast.

    One programme begins in the fast future only, beside one that runs already; slow
    cars pay a duty of 1,000 in all.
    """
    nodes, ones = list(FUTURES), {"product": "newcar", "facility": "home_plant"}
    common = {"node": nodes, "year": [2028, 2028], "vehicles": [100.0, 200.0]}
    built = pl.DataFrame(common).with_columns(
        **{name: pl.lit(value) for name, value in ones.items()}
    )
    begun = built.filter(pl.col("node") == "fast@2028").drop("vehicles")
    begun = begun.with_columns(build_option=pl.lit("newcar_kits"))
    runs = begun.with_columns(build_option=pl.lit("oldcar_home"))
    sold = built.with_columns(
        duty=pl.Series([1000.0, 0.0]), place=pl.lit("home_market")
    )
    tables = {"production": built, "deliveries": sold, "starts": begun.vstack(runs)}
    return replace(plan, tables={**plan.tables, **tables})


def told(starter: Study, *found: dict[str, object]) -> tuple[Outcome, ...] | None:
    """Return the outcomes of the made plan."""
    case = replace(
        starter.case, tables={**starter.case.tables, "outcomes": rows(*found)}
    )
    return outcomes(made(starter.plan), case)


@pytest.mark.parametrize(
    ("result", "where", "planned", "unit"),
    [
        ("production", None, 0.4 * 100 + 0.6 * 200, "vehicles"),
        ("production", "year=2028, facility=home_plant", 160, "vehicles"),
        ("production", "facility=far_plant", 0, "vehicles"),
        ("deliveries", "place=home_market", 160, "vehicles"),
        ("starts", "facility=home_plant", 0.6, "programmes"),
        ("duty", None, 0.4 * 1000, "GBP"),
    ],
)
def test_a_planned_figure_is_expected_over_the_futures(
    starter: Study, result: str, where: str | None, planned: float, unit: str
) -> None:
    """Slow has probability 0.4, fast 0.6."""
    (one,) = told(starter, {"outcome": "a-b", "result": result, "where": where}) or ()
    assert one.planned == pytest.approx(planned)
    assert (one.outcome, one.unit, one.happened) == ("a b", unit, None)
    assert (one.told, one.why, one.source) == ("", "", "")


def test_nothing_is_told_without_outcomes_or_without_a_plan(starter: Study) -> None:
    """The starter case has none; a plan that was not found has no figures."""
    assert outcomes(starter.plan, starter.case) is None
    row: dict[str, object] = {"outcome": "a", "result": "unmet"}
    case = replace(starter.case, tables={**starter.case.tables, "outcomes": rows(row)})
    assert outcomes(starter.plan, case) is not None
    assert outcomes(replace(starter.plan, audit=None), case) is None


def test_a_column_that_the_result_has_not_is_an_error(starter: Study) -> None:
    """Starts have no market."""
    row: dict[str, object] = {"outcome": "a", "result": "starts", "where": "place=x"}
    with pytest.raises(DataError, match="starts has no column 'place'"):
        told(starter, row)


def test_a_condition_that_cannot_be_read_is_a_problem(write_case: Write) -> None:
    """`plant` alone says neither column nor value."""
    table = "outcome,result,where\na,starts,plant\n"
    (problem,) = check(read_raw(write_case(outcomes=table))).problems
    assert (problem.table, problem.line, problem.rule) == ("outcomes", 2, "where")


@pytest.fixture(scope="module")
def beside(starter: Study) -> Document:
    """Return the starter study beside two things that happened."""
    known: dict[str, object] = {
        "outcome": "cars-from-nowhere",
        "result": "production",
        "where": "facility=nowhere",
        "happened": 12.0,
        "told": "Twelve were built.",
        "why": "No table has the plant.",
        "source": "X1",
    }
    blank: dict[str, object] = {
        "outcome": "begun-nowhere",
        "result": "starts",
        "where": "facility=nowhere",
    }
    tables = {**starter.case.tables, "outcomes": rows(known, blank)}
    return document(replace(starter, case=replace(starter.case, tables=tables)))


def test_the_terminal_has_a_table_and_the_reasons(beside: Document) -> None:
    """Planned 0 against 12; where no figure is known there is a dash."""
    said = text(beside)
    table = said.split("What happened, beside the plan:\n")[1].split("\n")
    assert table[0].split() == ["unit", "planned", "happened"]
    assert table[2].split() == ["cars", "from", "nowhere", "vehicles", "0", "12"]
    assert table[3].split() == ["begun", "nowhere", "programmes", "0", "-"]
    reason = "cars from nowhere: Twelve were built. No table has the plant."
    assert table[4] == reason
    assert "begun nowhere:" not in said


def test_page_and_json_have_the_same(beside: Document, told: Document) -> None:
    """The reason links to its source; a case without outcomes has no such section."""
    page = render(page_of(beside))
    for words in (
        "What happened, beside the plan",
        "No table has the plant.",
        "Twelve",
    ):
        assert words in page
    found = values(beside)["outcomes"]
    assert [row["happened"] for row in found] == [12.0, None]
    assert found[0]["why"] == "No table has the plant."
    assert "outcomes" not in values(told)
    assert "What happened, beside the plan" not in render(page_of(told))
