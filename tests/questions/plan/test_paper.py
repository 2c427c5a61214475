"""Does a board read of a plan what the command prints?"""

from dataclasses import replace
from math import nan
from typing import Any

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.facts.value import PartyWorth
from brownfield.questions.plan.paper import paper as paper_of
from brownfield.questions.plan.question import study
from brownfield.questions.plan.words.answer import answer, proof
from brownfield.questions.plan.words.jobs import against_today, agreements, jobs
from brownfield.tell.numbers import money
from brownfield.tell.paper.paper import Paper
from brownfield.tell.paper.pdf import pdf
from brownfield.tell.paper.slides import HIGH, slides
from brownfield.tell.values import values
from tests.tell.paper.papers import LONG, lowest, pages, shown, words


@pytest.fixture(scope="module")
def paper(told: Document) -> Paper:
    """Return the board paper of the study of starter."""
    return paper_of(told)


@pytest.fixture(scope="module")
def plain(told: Document) -> dict[str, Any]:
    """Return what `--json` prints of it."""
    found: dict[str, Any] = values(told)
    return found


def test_the_pages_hold_the_figures_of_the_json(
    told: Document, paper: Paper, plain: dict[str, Any]
) -> None:
    """Decision, worth and jobs on the first; parties on the second; proof at last."""
    first, second, _, last = pages(pdf(paper))
    currency = plain["currency"]
    assert answer(told) in first
    for sentence in (jobs(told), agreements(told)):
        assert sentence is not None
        assert sentence in first
    assert money(plain["value"], currency) in first
    assert money(plain["investment"], currency) in first
    for party, value in plain["value_by_party"].items():
        if value:
            name = told.labels.parties[party]
            assert f"{name} {money(value, currency)}" in second
    assert proof(told) in last
    assert money(plain["bound"], currency) in last
    assert plain["case_digest"][:12] in last
    assert plain["versions"]["HiGHS"] in last
    assert f"{told.assumptions.height} cells of the case are assumed" in last


def test_the_chart_of_the_options_holds_the_values_of_the_json(
    told: Document, paper: Paper, plain: dict[str, Any]
) -> None:
    """By party, in currency, to the last digit."""
    second = shown(slides(paper))[1]
    chart = next(shape.chart for shape in second.shapes if shape.has_chart)
    drawn = {series.name: series.values[0] for series in chart.plots[0].series}
    worth = plain["value_by_party"]
    assert drawn == {told.labels.parties[p]: worth[p] for p in worth if worth[p]}
    assert chart.plots[0].categories[0].startswith("Best plan: ")


def test_jobs_and_fee_stand_in_large_type(told: Document, paper: Paper) -> None:
    """Those of the last year, against today; the first fee that is tabled."""
    shown_first = {one.name: one for one in paper.sheets[0].figures}
    known = [one for one in told.jobs if one.today is not None]
    later = sum(one.planned[-1] for one in known)
    assert shown_first[f"Jobs in {told.last_year}"].value == f"{later:,.0f}"
    fees = [one.fee for one in told.agreements if one.fee is not None]
    assert shown_first["Fee a vehicle, as tabled"].value == money(
        fees[0], told.currency
    )


def test_jobs_are_told_against_today() -> None:
    """1,200 - 1,000 = 200 more; 1,000 - 1,000 = none; 900 - 1,000 = 100 fewer."""
    assert against_today(1_000.0, 1_200.0) == "1,000 today: 200 more"
    assert against_today(1_000.0, 1_000.2) == "1,000 today: as many"
    assert against_today(1_000.0, 900.0) == "1,000 today: 100 fewer"


def test_the_notice_stands_on_the_first_page(told: Document) -> None:
    """Of a case that gives one."""
    made = paper_of(replace(told, notice="A study of public figures."))
    assert "A study of public figures." in pages(pdf(made))[0]
    assert "A study of public figures." in words(shown(slides(made))[0])


def test_nine_parties_with_long_names_have_room(told: Document) -> None:
    """Each with its value on the second page and slide, and nothing beyond the edge."""
    names = [LONG.format(number) for number in range(9)]
    worth = [1e8 * number for number in range(1, 10)]
    rows = [
        {"title": title, "party": name, "value": value, "total": sum(worth)}
        for title in told.options["title"]
        for name, value in zip(names, worth, strict=True)
    ]
    parties = tuple(map(PartyWorth, names, worth, worth))
    made = paper_of(
        replace(told, option_values=pl.DataFrame(rows), party_worth=parties)
    )
    found, slide = pages(pdf(made)), shown(slides(made))[1]
    assert len(found) == 4
    assert lowest(slide) <= HIGH
    for number, name in enumerate(names, start=1):
        assert f"{name} GBP {number}00 m GBP +{number}00 m" in found[1]
        assert f"{name} GBP {number}00 m GBP +{number}00 m" in words(slide)


def test_a_case_whose_every_name_is_long_has_four_pages() -> None:
    """Plants, products and places of 60 letters, from tables to files."""
    case = read_case("mini")
    for table in ("facilities", "products", "places"):
        frame = case.tables[table]
        key = frame.columns[0]
        named = [f"{LONG.format('')}{row}" for row in frame[key]]
        case = case.with_table(table, frame.with_columns(name=pl.Series(named)))
    made = paper_of(document(study(case)))
    assert f"at {LONG.format('')}" in made.sheets[0].lead
    assert len(pages(pdf(made))) == 4
    assert all(lowest(slide) <= HIGH for slide in shown(slides(made)))


def test_a_plan_that_is_not_to_be_used_says_so_first(told: Document) -> None:
    """In the place of the answer, and beside the proof."""
    assert told.audit is not None
    audit = replace(told.audit, passed=False)
    made = paper_of(replace(told, audit=audit, trouble="Do not use this plan."))
    assert made.sheets[0].lead == "Do not use this plan."
    assert "✗ does not agree" in [one.value for one in made.sheets[3].figures]
    assert made.sheets[3].lead.endswith("do not use these numbers.")


def test_futures_are_drawn_where_there_are_some() -> None:
    """Mini has three; the plan of a case with one future says so."""
    many = paper_of(document(study(read_case("mini"))))
    chart = many.sheets[2].chart
    assert chart is not None
    assert len(chart.labels) == 3
    one = read_case("mini")
    nothing = one.tables["scenarios"].clear()
    sole = one.with_settings("case", {})
    sole = replace(sole, tables={**sole.tables, "scenarios": nothing})
    told = document(study(sole))
    assert paper_of(told).sheets[2].chart is None
    assert paper_of(told).sheets[2].lead.startswith("The case has one future")


def test_no_plan_is_told_as_none(told: Document) -> None:
    """From Python, where a paper is written of any answer: four pages all the same."""
    none = replace(
        told, status="time_limit", has_plan=False, value=nan, bound=None, audit=None
    )
    found = pages(pdf(paper_of(none)))
    assert len(found) == 4
    assert "No plan was found before the search was stopped." in found[0]
    assert "Status: no plan yet." in found[3]
