"""Does every assumption of a plan lead to its claims, with their grade?"""

import re
from typing import Any

from brownfield.questions.plan.document import Document
from brownfield.questions.plan.facts.basis import Basis
from brownfield.questions.plan.page import page
from brownfield.questions.plan.words import basis as words
from brownfield.tables.frames import Row
from brownfield.tell.grids import Span
from brownfield.tell.page import render
from tests.questions.plan.test_basis import CITED, RANGE, told

CELL: Row = {name: RANGE[name] for name in ("table", "where", "column")}
GRADED: Row = {"reliability": "B", "credibility": 2, "attribution": "on record"}
SAID: list[Row] = [
    {"statement": "S1", "claim": "A hundred work there", **GRADED},
    {"statement": "S2", "claim": "Fewer do", **GRADED, "status": "draft"},
    {"statement": "S3", "claim": "No comment", "attribution": "refusal"},
    {"statement": "S4", "claim": "It rains", **GRADED},
]
LINKS: list[Row] = [
    {**CELL, "statement": "S1", "relation": "supports"},
    {**CELL, "statement": "S2", "relation": "bounds_high", "mode": 105.0},
    {**CELL, "statement": "S3", "relation": "context"},
]
TITLES = ("S1 (B2)", "S2 (B2, bounds high, draft)", "S3 (F6?, context)")


def linked(**rows: Any) -> Document:
    """Return what is told of a plant whose jobs have a range, and claims about it."""
    usual: dict[str, Any] = {"assumptions": [RANGE], "statements": SAID}
    return told(CITED, {"source": "F2"}, **{**usual, **rows})


def test_an_assumption_names_its_claims() -> None:
    """In the order of the links; nobody links S4."""
    found = linked(assumption_links=LINKS)
    assert found.assumptions["claims"].to_list() == [list(TITLES)]


def test_figures_of_the_answer_name_them_too() -> None:
    """Jobs stand on the range; tooling does not, and names none."""
    found = linked(assumption_links=LINKS)
    tooling, jobs = found.basis
    assert tooling.claims == ()
    assert jobs == Basis("jobs", ("F2",), is_assumed=True, claims=TITLES)
    said = words.basis(found)
    assert said is not None
    assert Span("S1 (B2)", "#source-S1") in said
    plain = "".join(one if isinstance(one, str) else one.text for one in said)
    assert f"jobs F2 (assumption), claimed by {', '.join(TITLES)}." in plain


def test_the_page_leads_to_their_rows() -> None:
    """From the assumption and from the answer, to one row each."""
    text = render(page(linked(assumption_links=LINKS)))
    for name in ("S1", "S2", "S3"):
        assert len(re.findall(f'href="#source-{name}"', text)) == 2
        assert len(re.findall(f'id="source-{name}"', text)) == 1


def test_a_case_without_links_has_no_column_of_claims() -> None:
    """Its page is what it was before there were links."""
    text = render(page(linked()))
    assert not re.findall(r"<th[^>]*>claims</th>", text)
    assert re.findall(
        r"<th[^>]*>claims</th>", render(page(linked(assumption_links=LINKS)))
    )
