"""Does an answer say what stands behind the figures that it was given?"""

from typing import Any

import pytest

from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.facts.basis import Basis
from brownfield.questions.plan.page import page
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.words import basis as words
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from brownfield.tell.grids import Span
from brownfield.tell.page import Paragraph
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.peers.third.on_paper import FIRM_AND_HOST, HALF, HOSTED, worse

FACTS: list[Row] = [
    {"fact": name, "topic": "plant", "entity": "plant", "quantity": "q", "value": "1"}
    for name in ("F1", "F2", "F3")
]
RANGE: Row = {
    "table": "shift_patterns",
    "where": "facility=plant",
    "column": "headcount",
    "low": 90.0,
    "mode": 100.0,
    "high": 110.0,
}


def told(
    tooling: dict[str, Any] | None = None,
    people: dict[str, Any] | None = None,
    *,
    years: int = 1,
    **rows: Any,
) -> Document:
    """Return what is told of a plant that may build 900 cars for a tooling of 1,000.

    A car is worth 1,000 and costs 600, so it does.
    """
    work = {"conversion_cost": 600.0, "tooling_cost": 1_000.0, **(tooling or {})}
    usual: dict[str, Any] = {
        "facts": FACTS,
        "shift_patterns": [
            pattern("plant", 1_000, headcount=100.0, is_current=True, **(people or {}))
        ],
        "build_options": [option("make", **work)],
        "demand": [buyers(900, 1_000, year=2030 + age) for age in range(years)],
    }
    case = small_case({**usual, **rows}, years=years)
    return document(Study(case, plan(case)))


CITED = {"source": "F1,F2"}


def test_a_cited_cell_names_its_facts() -> None:
    """Both rows cite; neither has a range."""
    found = told(CITED, {"source": "F2"}).basis
    assert found == (
        Basis("tooling", ("F1", "F2"), is_assumed=False),
        Basis("jobs", ("F2",), is_assumed=False),
    )


@pytest.mark.parametrize(
    ("people", "rows"),
    [
        ({}, {}),
        ({"source": "F2", "note": "Middle of a range (assumption)"}, {}),
        ({"source": "F2"}, {"assumptions": [RANGE]}),
    ],
)
def test_what_cites_nothing_says_so_or_has_a_range_is_an_assumption(
    people: dict[str, Any], rows: dict[str, Any]
) -> None:
    """Three ways to be one; the tooling is none."""
    tooling, jobs = told(CITED, people, **rows).basis
    assert (tooling.is_assumed, jobs.is_assumed) == (False, True)


def test_only_rows_of_the_answer_count() -> None:
    """The other option is dearer and never begins; F3 stands behind nothing."""
    dear = option("dear", conversion_cost=900.0, tooling_cost=1.0, source="F3")
    made = option("make", conversion_cost=600.0, tooling_cost=1_000.0, **CITED)
    found = told(people={"source": "F2"}, build_options=[made, dear])
    assert [one.sources for one in found.basis] == [("F1", "F2"), ("F2",)]


def test_chances_and_fees_are_given_too() -> None:
    """Two futures of a half each; a fee of a guest to its host, which cites F3."""
    fee = {"contract": "fee", "form": "fee_per_vehicle", "payer": "firm"}
    found = told(
        CITED,
        {"source": "F2"},
        years=2,
        parties=FIRM_AND_HOST,
        facilities=HOSTED,
        contracts=[{**fee, "payee": "host", "amount": 120.0, "source": "F3"}],
        scenarios=HALF,
        what_ifs=[worse("demand", "year=2031", "volume", "500")],
    )
    by_name = {one.what: one for one in found.basis}
    assert list(by_name) == ["tooling", "chances", "jobs", "fees"]
    assert by_name["chances"] == Basis("chances", (), is_assumed=True)
    assert by_name["fees"] == Basis("fees", ("F3",), is_assumed=False)


def test_the_page_links_each_source_or_says_assumption() -> None:
    """Small print of the answer: F1 and F2 lead to their rows; jobs cite nothing."""
    found = told(CITED)
    said = words.basis(found)
    assert said == (
        "Given, and not worked out: ",
        "tooling",
        " ",
        Span("F1", "#source-F1"),
        ", ",
        Span("F2", "#source-F2"),
        "; ",
        "jobs",
        " (assumption)",
        ". All other figures of the answer follow from the plan's rows.",
    )
    assert Paragraph(said, is_note=True) in page(found).blocks
