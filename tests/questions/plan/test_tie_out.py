"""What does agreement with the past show: published figures apart from inputs?"""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.facts.proof import TiedOut, tied_out
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from brownfield.questions.plan.words import answer as words
from brownfield.tell.page import Paragraph, render
from brownfield.tell.values import values

READ = "which shows only that the tables are read."


def figures(*rows: tuple[str | None, bool]) -> pl.DataFrame:
    """Return a tie-out of 10 vehicles each, by kind and whether it is met."""
    return pl.DataFrame(
        [
            {
                "anchor": f"a{number}",
                "kind": kind,
                "what_if": "w",
                "result": "production",
                "where": "",
                "expected": 10.0,
                "found": 10.0 if passed else 20.0,
                "tolerance": 0.1,
                "passed": passed,
                "source": "X1",
            }
            for number, (kind, passed) in enumerate(rows)
        ],
        schema_overrides={"kind": pl.String},
    )


def test_figures_are_counted_by_kind() -> None:
    """Two inputs, one of them met; blank is not stated; derived comes before input."""
    rows = figures(("input", True), (None, True), ("derived", True), ("input", False))
    assert tied_out(rows) == (
        TiedOut("derived", 1, 1),
        TiedOut("input", 2, 1),
        TiedOut("not stated", 1, 1),
    )
    assert tied_out(None) is None
    assert tied_out(rows.clear()) is None


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (
            ("published", "derived", "input", "input"),
            f"figure; 1 derived figure and 2 inputs agree, {READ}",
        ),
        (
            ("published", "input"),
            f"reproduces 1 published figure; 1 input agrees, {READ}",
        ),
        (("published",) * 2, "reproduces 2 published figures set as its test."),
        (
            ("input",) * 3,
            f"No published figure tests the model: 3 inputs agree, {READ}",
        ),
        (
            ("published", None),
            "meets 1 published figure and 1 figure set as its test; the case does not",
        ),
    ],
)
def test_the_sentence_tells_a_test_from_a_reading(
    told: Document, kinds: tuple[str | None, ...], said: str
) -> None:
    """Only a published figure that no table holds tests the model."""
    rows = tied_out(figures(*((kind, True) for kind in kinds)))
    sentence = words.tie_out(replace(told, tied_out=rows))
    assert sentence is not None
    assert said in sentence


def test_a_miss_is_told_by_kind(told: Document) -> None:
    """One of two inputs is missed, and the derived figure is met."""
    rows = tied_out(figures(("input", True), ("input", False), ("derived", True)))
    changed = replace(told, tied_out=rows)
    assert not words.is_met(changed)
    assert words.tie_out(changed) == (
        "The model misses 1 of 2 inputs set as its test: read the answer with care."
    )


def test_text_page_and_json_count_the_same(starter: Study) -> None:
    """One published figure and one input, both met."""
    found = document(
        replace(starter, tie_out=figures(("published", True), ("input", True)))
    )
    sentence = f"The model reproduces 1 published figure; 1 input agrees, {READ}"
    assert sentence in text(found)
    page = render(page_of(found))
    assert sentence in page
    assert ">Kind</th>" in page
    assert values(found)["tied_out"] == [
        {"kind": "published", "figures": 1, "met": 1},
        {"kind": "input", "figures": 1, "met": 1},
    ]


def test_date_and_kind_of_money_are_told_once(starter: Study) -> None:
    """As known in November 2026; prices of one year, real rates."""
    dated = {"as_of": "2026-11", "price_base": 2025, "discount_rates": "real"}
    case = starter.case.with_settings("case", dated)
    found = document(replace(starter, case=case))
    line = "As known in November 2026; prices of 2025, real discount rates.\n"
    assert text(found).count(line) == 1
    page = render(page_of(found))
    assert page.count("As known in November 2026") == 1
    assert page.count("prices of 2025, real discount rates") == 1


def test_a_case_without_a_date_says_nothing_of_it(told: Document) -> None:
    """The starter case gives no month; its rates are not said to be real."""
    assert words.as_of(told) is None
    assert "As known" not in text(told)
    assert words.money_words(told) == f"prices of {told.price_base}"


@pytest.mark.parametrize(
    ("rows", "sign", "look"),
    [
        ((("published", True), ("input", True)), "✓", "tie-out"),
        (((None, True),), "✓", "tie-out"),
        ((("derived", True), ("input", True)), "", "tie-out untested"),
        ((("derived", False),), "✗", "tie-out failed"),
    ],
)
def test_what_was_no_test_has_no_tick(
    starter: Study, rows: tuple[tuple[str | None, bool], ...], sign: str, look: str
) -> None:
    """Inputs that agree show no more than that they were read."""
    found = document(replace(starter, tie_out=figures(*rows)))
    (section,) = page_of(found).above
    (said, _) = section.blocks
    assert isinstance(said, Paragraph)
    assert (said.mark, section.look) == (sign, look)
