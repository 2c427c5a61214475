"""Numbers, names and sentences as people read them."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.questions.plan.document import Document
from brownfield.questions.plan.facts.decision import decisions
from brownfield.questions.plan.words.answer import answer, decision
from brownfield.tell.grids import grid, shown
from brownfield.tell.labels import Labels, pretty, short
from brownfield.tell.numbers import gain, listed, money, percent, vehicles


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_000_000.0, "GBP 1,234 m"),
        (12_340_000_000.0, "GBP 12.3 bn"),
        (45_600_000.0, "GBP 45.6 m"),
        (-2_500_000.0, "GBP -2.50 m"),
        (3_210.0, "GBP 3,210"),
        (0.0, "GBP 0"),
        (float("nan"), "not known"),
        (None, "not known"),
    ],
)
def test_money_carries_its_unit(value: float | None, text: str) -> None:
    """Millions from a hundred thousand on, billions from ten on."""
    assert money(value, "GBP") == text


def test_a_gain_shows_its_sign_unless_it_is_nothing() -> None:
    """Plus, minus, or a bare zero."""
    assert gain(5e6, "GBP") == "GBP +5.00 m"
    assert gain(-5e6, "GBP") == "GBP -5.00 m"
    assert gain(-0.2, "GBP") == "GBP 0"


def test_volumes_keep_three_digits() -> None:
    """53,604 is printed to the nearest hundred."""
    assert vehicles(53_604.0) == "53,600 vehicles"
    assert vehicles(12.0) == "12 vehicles"


def test_shares_and_lists_read_as_words() -> None:
    """A share is a percentage; a list ends with and."""
    assert percent(0.125) == "12.5 %"
    assert listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("jlr", "JLR"),
        ("chery_cv", "Chery CV"),
        ("uk_government", "UK government"),
        ("low", "Low"),
        ("import-only", "Import only"),
    ],
)
def test_short_names_become_words(label: str, text: str) -> None:
    """Initials are capitals, other words are not."""
    assert pretty(label) == text


def test_an_explanation_in_brackets_is_left_out() -> None:
    """Unless nothing else is there."""
    assert short("Petrol SUV (Omoda 5)") == "Petrol SUV"
    assert short("(x)") == "(x)"


def test_a_recipe_names_the_sources_chosen() -> None:
    """Build option, then each part group and where it comes from."""
    known = Labels({}, {}, {"eu": "EU cells"}, {}, {"a": "SUV at X (kit)"})
    assert known.recipe("a|battery=eu") == "SUV at X (kit), battery from EU cells"
    assert known.recipe("a") == "SUV at X (kit)"


@pytest.mark.parametrize(
    ("value", "text"),
    [(2027, "2027"), (25.0, "25"), (0.092, "0.0920"), (True, "yes"), (None, "")],
)
def test_cells_print_years_and_numbers_apart(value: object, text: str) -> None:
    """Years have no comma, whole numbers no decimals."""
    assert shown(value) == text


def test_cells_of_sources_link_to_what_the_page_lists() -> None:
    """Known ids link, others do not, a blank says unsupported."""
    frame = pl.DataFrame({"source": ["F1,F2", None]})
    first, second = (row[0] for row in grid(frame, sources={"source": {"F1"}}).rows)
    assert [(p.text, p.href) for p in first.links] == [("F1", "#source-F1"), ("F2", "")]
    assert second.text == "unsupported"


def starts(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    """Return starts of product, facility, year and probability."""
    schema = ["product", "facility", "year", "probability"]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(
        is_committed=pl.lit(value=False), first_built=pl.col("year")
    )


def test_the_decision_groups_products_by_plant_and_year(told: Document) -> None:
    """Two sure starts share a year; a third one starts in three futures of four."""
    known = starts(("A", "X", 2026, 1.0), ("B", "X", 2026, 1.0), ("A", "Y", 2028, 0.75))
    said = decision(replace_starts(told, known))
    assert said == "Build A and B at X from 2026; A at Y from 2028 (probability 75 %)"


def test_a_start_that_may_wait_says_so(told: Document) -> None:
    """Half the futures start in 2027, a quarter in 2029: 75 % in all."""
    known = starts(("A", "X", 2027, 0.5), ("A", "X", 2029, 0.25))
    said = decision(replace_starts(told, known))
    assert said == "Build A at X from 2027 or later (probability 75 %)"


def test_a_first_car_after_the_decision_is_told_with_both(told: Document) -> None:
    """Decided in 2027 in half the futures, in 2028 in the others; built from 2029."""
    sure = starts(("A", "X", 2027, 1.0)).with_columns(first_built=2029)
    said = decision(replace_starts(told, sure))
    assert said == "Build A at X from 2029 (decided in 2027)"
    open_ = starts(("A", "X", 2027, 0.5), ("A", "X", 2028, 0.25))
    said = decision(replace_starts(told, open_.with_columns(first_built=2029)))
    assert said == (
        "Build A at X from 2029 or later (decided in 2027 or later, probability 75 %)"
    )


def test_what_is_never_built_is_told_by_its_decision(told: Document) -> None:
    """Started and yet not built in any future."""
    none = starts(("A", "X", 2027, 1.0)).with_columns(first_built=None)
    said = decision(replace_starts(told, none.cast({"first_built": pl.Int64})))
    assert said == "Build A at X from 2027"


def test_no_start_is_an_answer_too(told: Document) -> None:
    """Keeping on is said in words, with its value."""
    none = replace_starts(told, starts().cast({"year": pl.Int64}))
    said = answer(replace(none, steps=(), shift_changes=()))
    assert said.startswith("Start nothing new and keep building as today: worth GBP")
    said = answer(replace(none, steps=()))  # the plant still gets a second shift
    assert said.startswith("Start nothing new and change the shifts of Home plant: ")


def test_running_plants_that_make_nothing_are_named(told: Document) -> None:
    """Up to four by name, the rest by number; beside what is built too."""
    none = replace_starts(told, starts().cast({"year": pl.Int64}))
    said = decision(replace(none, idle=("X", "Y")))
    assert said == "Start nothing new and leave X and Y idle"
    said = decision(replace(none, idle=("A", "B", "C", "D", "E", "F")))
    assert said == "Start nothing new and leave A, B, C, D and 2 more plants idle"
    built = replace_starts(told, starts(("A", "X", 2026, 1.0)))
    said = decision(replace(built, idle=("Y",)))
    assert said == "Build A at X from 2026; leave Y idle"


def replace_starts(told: Document, frame: pl.DataFrame) -> Document:
    """Return the document with other starts."""
    return replace(told, decisions=decisions(frame))
