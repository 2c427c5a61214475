"""What a planner reads: a paragraph to paste, tables, a page with pictures."""

from dataclasses import replace
from pathlib import Path

import pytest

import brownfield
from brownfield.asking.cells import cells_named
from brownfield.case.case import Case
from brownfield.questions.why import words
from brownfield.questions.why.document import Document
from brownfield.questions.why.facts.reasons import lever_title
from brownfield.questions.why.figures.bridge import bridge_figure
from brownfield.questions.why.figures.flips import flips_figure
from brownfield.questions.why.flips.levers import Lever
from brownfield.questions.why.forced.targets import targets_of
from brownfield.questions.why.grids import binding, overview
from brownfield.questions.why.page import page
from brownfield.questions.why.text import is_answered, remarks, text
from brownfield.tell.labels import labels
from brownfield.tell.page import Folded
from tests.model.small_cases import option, small_case
from tests.questions.why.toy import DEAR, rows_of, toy, toy_with_crew


def told(case: Case, *targets: str, **asked: object) -> Document:
    """Return what is told of a case."""
    document: Document = brownfield.why(case, targets=targets, **asked).document
    return document


@pytest.fixture(scope="module")
def near() -> Document:
    """Return why the near plant is left out of the toy."""
    return told(toy(), "facility=near", break_evens=1)


def test_the_headline_says_what_comes_nearest_and_what_would_change_it(
    near: Document,
) -> None:
    """250,000 short; with tooling of 750,000 instead of 1,000,000."""
    line = words.headline(near)
    assert "What comes nearest is near: it misses by GBP 0.25 m." in line
    assert "tooling of car at near (full build) 25 % lower" in line
    assert "GBP 0.75 m instead of GBP 1.00 m" in line


def test_the_paragraph_says_what_speaks_against_it_and_for_it(near: Document) -> None:
    """Tooling against conversion, and the vehicles it is about."""
    line = words.paragraph(near, near.why_not[0])
    assert "to have it costs GBP 0.25 m of GBP 0.50 m" in line
    assert "500 vehicles are built there in 2030" in line
    assert "worse off in tooling (GBP 1.00 m)" in line
    assert "better off in conversion (GBP 0.75 m)" in line


def test_the_terminal_prints_bridge_and_both_sides(near: Document) -> None:
    """The bridge with its sum, and the plans made anew on both sides."""
    lines = text(near).splitlines()
    assert any(line.split() == ["tooling", "Firm", "1.00"] for line in lines)
    assert any(line.split() == ["together", "0.25"] for line in lines)
    (flip,) = (line for line in lines if line.startswith("tooling of car at near"))
    assert "out at" in flip
    assert "in at" in flip
    assert is_answered(near)
    assert remarks(near) == ()


def test_a_number_that_never_flips_it_is_told() -> None:
    """Between a twentieth of the price and four times of it."""
    found = told(toy(), "facility=near", levers=("demand.price",))
    line = words.paragraph(found, found.why_not[0])
    assert "four times of each of these: price of all products." in line
    assert flips_figure(found.why_not[0], "strips") is None


def test_a_what_if_that_turns_it_is_told() -> None:
    """Crew at the far plant makes the near one the better."""
    found = told(toy_with_crew(), "facility=far", break_evens=0)
    line = words.paragraph(found, found.why_not[0])
    assert "the best one without it is worth GBP 0.25 m less, of GBP 0.50 m." in line
    assert "Under “Crew paid” it is left out, and costs GBP 0.15 m to have." in line


def test_plans_nearly_as_good_are_told() -> None:
    """Within all of its worth: the near plant beside the far one, and alone."""
    found = told(toy(), "facility=near", break_evens=0, near=3, within=1.0)
    lines = list(words.near(found))
    assert "worth GBP 1.00 m less" not in lines[0]
    assert lines[1] == "All of them: nothing new."
    assert lines[2].startswith("Some of them: ")


def test_the_page_holds_a_picture_of_each(near: Document, tmp_path: Path) -> None:
    """A section a target; the bars of the bridge end at what it misses by."""
    made = page(near)
    assert [part.title for part in made.before] == ["Why not: near?"]
    drawn = bridge_figure(near, near.why_not[0], "bridge")
    bars = drawn.panels[0].spec["datasets"]["bridge"]
    assert bars[-1]["end"] == pytest.approx(0.25)
    strips = flips_figure(near.why_not[0], "flips")
    assert strips is not None
    strip = strips.panels[0].spec["datasets"]["flips"][0]
    assert strip["flips"] == pytest.approx(75.0, abs=0.1)
    target = tmp_path / "why.html"
    brownfield.why(toy(), targets=("facility=near",), break_evens=0).write_report(
        target
    )
    assert "Why not: near?" in target.read_text(encoding="utf-8")


def test_a_case_without_alternatives_is_asked_about_its_plants() -> None:
    """Nobody said what about: both plants."""
    found = told(toy(), break_evens=0)
    assert [one.target for one in found.why_not] == ["facility=near", "facility=far"]
    assert found.knowing is None


def test_every_plant_is_asked_about_and_stands_in_a_table_by_what_it_misses() -> None:
    """The near plant misses by 250,000; without the far one 250,000 are left.

    Near: 500 x 3,000 - 1,250,000 = 250,000, 500,000 with the far one. Each plant has
    one programme, so that asking for it again would say the same.
    """
    case = small_case({**rows_of(), "what_ifs": [DEAR]})
    found = told(case, every=True, break_evens=0, ways=False)
    assert [one.target for one in found.why_not] == ["facility=near", "facility=far"]
    assert overview(found).rows() == [
        ("far", "yes", "GBP 0.25 m", ""),
        ("near", "no", "", "GBP 0.25 m"),
    ]


def test_programmes_of_a_plant_that_has_several_are_asked_about_each() -> None:
    """Two at the near plant, one at the far one."""
    rows = rows_of()
    second = option("also", facility="near", tooling_cost=2e6, conversion_cost=500.0)
    case = small_case({**rows, "build_options": [*rows["build_options"], second]})
    targets = targets_of(case, ("build_option=also",), is_every=True)
    assert [one.word for one in targets] == [
        "build_option=also",
        "facility=near",
        "facility=far",
        "build_option=here",
    ]


def test_a_layer_that_draws_nothing_is_left_out(near: Document) -> None:
    """Ranges are drawn where one is given; an empty layer has no name to be read."""
    (one,) = near.why_not
    (flip,) = one.break_evens
    without = flips_figure(one, "flips")
    ranged = replace(flip, low=0.5 * flip.today, high=2.0 * flip.today)
    with_range = flips_figure(replace(one, break_evens=(ranged,)), "flips")
    assert without is not None
    assert with_range is not None
    assert len(without.panels[0].spec["layer"]) == 2
    assert len(with_range.panels[0].spec["layer"]) == 3


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ("trade_measures.ad_valorem:measure=uk-cars", "duty “UK cars”"),
        ("trade_measures.ad_valorem", "duty of every measure"),
        ("demand.price", "price of all products"),
        ("shift_patterns.fixed_cost", "cost of crews and site at all plants"),
        (
            "build_options.tooling_cost:facility=near, programme_owner=firm",
            "tooling of Firm at near",
        ),
        ("lanes.freight:origin=home", "freight of cars from home"),
    ],
)
def test_a_number_is_called_by_names_and_not_by_short_names(
    cells: str, title: str
) -> None:
    """Of a column as a whole it says so; a measure, which has no name, in quotes."""
    table, column, where = cells_named(cells)
    lever = Lever(table, where, column, 1.0, is_factor=True)
    assert lever_title(labels(toy()), lever) == title


def test_the_page_tells_every_row_that_holds_back_and_its_worth() -> None:
    """The near plant pays 400,000 for its crew, which the far one does not.

    The sentence names the first of them; the table all.
    """
    crew = {**DEAR, "where": "facility=near"}
    case = small_case({**rows_of(), "what_ifs": [crew]}).apply("crew-paid")
    found = told(case, "facility=near", break_evens=0)
    (one,) = found.why_not
    line = "the crew steps of near (shift_patterns), where its owner's crews cost more"
    assert f"{line} by GBP 0.40 m." in words.paragraph(found, one)
    rows = binding(found, one).rows()
    assert rows == [("crew steps of near", "GBP 0.40 m", "its owner's crews cost more")]
    (section,) = page(found).before
    folded = [block.summary for block in section.blocks if isinstance(block, Folded)]
    assert folded == ["What holds it back, and what more room is worth"]


def test_what_is_left_out_is_told_first_and_what_misses_least_before_others() -> None:
    """Asked about the far plant, which is chosen, first."""
    found = told(toy(), "facility=far", "facility=near", break_evens=0)
    assert [one.title for one in words.ordered(found)] == ["near", "far"]
    assert [one.title for one in page(found).before] == ["Why not: near?", "Why: far?"]
    assert text(found).index("near is not in") < text(found).index("far is in")
