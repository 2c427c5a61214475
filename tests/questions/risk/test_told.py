"""What a planner reads: sentences, tables, a page with pictures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.questions.risk import words
from brownfield.questions.risk.document import Document
from brownfield.questions.risk.figures.frontier import frontier_figure
from brownfield.questions.risk.figures.tornado import tornado_figure
from brownfield.questions.risk.page import page
from brownfield.questions.risk.text import is_answered, remarks, text
from tests.questions.risk.farmer import farmer
from tests.questions.risk.toy import toy


def told(case: Case, **asked: object) -> Document:
    """Return what is told of a case."""
    document: Document = brownfield.risk(case, **asked).document
    return document


@pytest.fixture(scope="module")
def ranged() -> Document:
    """Return what is told of the toy with ranges, planned anew as well."""
    return told(toy(), resolve=True)


@pytest.fixture(scope="module")
def careful() -> Document:
    """Return what is told of the farmer."""
    return told(farmer(1 / 3), points=2)


def test_the_headline_names_what_moves_the_value_most(ranged: Document) -> None:
    """Conversion cost at the far plant: 99,000 to 699,000."""
    line = words.headline(ranged)
    assert "worth GBP 0.50 m" in line
    assert "conversion cost: car at far (full build), GBP 99,000 to GBP 0.70 m" in line
    assert "At 2 ends of ranges another plan would be better" in line


def test_sentences_say_where_another_plan_is_better(ranged: Document) -> None:
    """By 151,000 at the high end of conversion, and low tooling of the near plant."""
    lines = " ".join(words.assumptions(ranged))
    assert "Of 3 assumptions with a range 2 move the value" in lines
    assert "1 do not touch it" not in lines
    assert "1 does not touch it." in lines
    assert "At 2 ends of ranges another plan would be better, by GBP 0.15 m" in lines


def test_sentences_say_what_care_costs(careful: Document) -> None:
    """59,950 - 48,820 = 11,130 gained; 108,390 - 86,600 = 21,790 paid."""
    lines = list(words.frontier(careful))
    assert "brings GBP 11,130 there and costs GBP 21,790" in lines[0]
    assert lines[1].startswith("From weight 1 on it starts ")
    assert lines[1].count(" instead of ") == 1


def test_sentences_say_what_is_built_otherwise_by_the_same_starts(
    careful: Document,
) -> None:
    """120,000 - 90,000 = 30,000 fewer here, 0 to 12,000 there; sand stays 500."""
    first, last = careful.frontier
    less = replace(first, built={"here": 120_000.0, "sand": 500.0})
    more = replace(
        last,
        starts=first.starts,
        built={"here": 90_000.0, "sand": 500.0, "there": 12_000.0},
    )
    changed = replace(careful, frontier=(less, more), options={"here": "Car at home"})
    told = "From weight 1 on it builds 30,000 vehicles fewer of Car at home and "
    lines = list(words.frontier(changed))
    assert lines[1] == f"{told}12,000 vehicles more of there."
    assert lines[2:] == ["The same is started at every weight."]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("a@1",), ("a@1", "b@2"), "it starts b in 2, too"),
        (("a@1", "b@2"), ("b@2",), "it does not start a in 1"),
        (("a@1",), ("a@3",), "it starts a in 3 instead of a in 1"),
    ],
)
def test_only_what_differs_is_told(
    careful: Document, before: tuple[str, ...], after: tuple[str, ...], told: str
) -> None:
    """Of two neighbours on the line."""
    ends = [
        replace(point, starts=starts)
        for point, starts in zip(careful.frontier, (before, after), strict=True)
    ]
    lines = list(words.frontier(replace(careful, frontier=tuple(ends))))
    assert lines[1] == f"From weight 1 on {told}."


def test_the_terminal_prints_each_part(ranged: Document) -> None:
    """A row an assumption, and one for each number that goes wrong."""
    lines = text(ranged).splitlines()
    assert any("500 to 600" in line or "400" in line for line in lines)
    assert any(line.split()[:2] == ["2", "GBP"] for line in lines)
    assert is_answered(ranged)
    assert remarks(ranged) == ()


def test_the_tornado_has_a_bar_for_each_end_and_way(ranged: Document) -> None:
    """Two assumptions move the held plan, each at two ends, held and anew."""
    drawn = tornado_figure(ranged)
    assert drawn is not None
    bars = drawn.panels[0].spec["datasets"]["bars"]
    assert len(bars) == 8
    assert bars[0]["worth"] == pytest.approx(0.699)
    assert {bar["how"] for bar in bars} == {"plan held", "planned anew"}


def test_the_frontier_is_drawn_for_futures_alone(
    ranged: Document, careful: Document
) -> None:
    """The farmer's two plans; the toy has one future."""
    assert frontier_figure(ranged) is None
    drawn = frontier_figure(careful)
    assert drawn is not None
    points = drawn.panels[0].spec["datasets"]["points"]
    assert [point["worst"] for point in points] == pytest.approx([0.049, 0.060])


def test_the_page_has_a_section_for_each_part(ranged: Document, tmp_path: Path) -> None:
    """Ranges and budget of the toy; the file holds the picture's title."""
    assert [part.name for part in page(ranged).after] == ["ranges", "budget"]
    target = tmp_path / "risk.html"
    brownfield.risk(toy()).write_report(target)
    assert "What each assumption does" in target.read_text(encoding="utf-8")


def test_json_has_the_fields_promised(ranged: Document) -> None:
    """Values of both ways by assumption, and the budgets."""
    found = json.loads(brownfield.risk(toy(), points=2).to_json())
    assert found["frontier"] == []
    first = found["assumptions"][0]
    keys = {"table", "where", "column", "held_low", "held_high", "anew_low"}
    assert keys <= set(first)
    assert set(found["budgets"][0]) == {"wrong", "added", "at_once", "chance"}
    assert found["value"] == pytest.approx(ranged.value)


def test_a_case_that_says_nothing_of_risk_is_told_so() -> None:
    """One future and no range."""
    found = told(toy(()))
    assert "says nothing of how sure that is" in words.headline(found)
    assert page(found).after == ()
