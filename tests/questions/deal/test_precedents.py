"""What governments gave elsewhere stands beside the support of a deal, in JSON too."""

from dataclasses import replace

from brownfield.questions.deal.document import document
from brownfield.questions.deal.grids import precedents
from brownfield.questions.deal.page import page as page_of
from brownfield.questions.deal.question import Deal
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import typed_frame
from brownfield.tell.page import render
from brownfield.tell.values import values

ROWS: list[dict[str, str | float]] = [
    {
        "precedent": "A plant of long ago",
        "kind": "cost_per_job",
        "value": 30.9e6 / 700,
        "year": 2024,
        "source": "F1",
        "note": "30.9 m for 700 jobs",
    },
    {"precedent": "A plant of long ago", "kind": "share_of_aid", "value": 0.081},
]


def with_precedents(three: Deal) -> Deal:
    """Return the deal of a case that names what one plant was given."""
    frame = typed_frame(TABLES["precedents"], ROWS)
    tables = dict(three.case.tables) | {"precedents": frame}
    return replace(three, case=replace(three.case, tables=tables))


def test_precedents_are_told_as_printed(three: Deal) -> None:
    """30.9 m / 700 jobs = 44,143 a job, told as 44,100; 8.1 % of the capital."""
    found = precedents(document(with_precedents(three))).rows()
    assert found == [
        (
            "A plant of long ago",
            "2024",
            "GBP 44,100",
            "support for each job",
            "F1",
        ),
        (
            "A plant of long ago",
            "",
            "8.1 %",
            "aid as a share of the capital spent",
            "",
        ),
    ]


def test_json_and_page_have_them_beside_the_support(three: Deal) -> None:
    """The second row gives no year, source or note."""
    found = document(with_precedents(three))
    content = values(found)["precedents"]
    assert [row["kind"] for row in content] == ["cost_per_job", "share_of_aid"]
    assert content[1] == {
        "precedent": "A plant of long ago",
        "kind": "share_of_aid",
        "value": 0.081,
        "year": None,
        "source": "",
        "note": "",
    }
    page = render(page_of(found))
    support = page[page.index('id="support"') :]
    assert "What others were given" in support


def test_a_case_without_precedents_says_nothing_of_them(three: Deal) -> None:
    """Mini names none."""
    found = document(three)
    assert found.precedents is None
    assert "precedents" not in values(found)
    assert "What others were given" not in render(page_of(found))
