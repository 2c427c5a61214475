"""Is what a board reads short, whatever it is made of?"""

import polars as pl
import pytest

from brownfield.tell.grids import Cell, Grid, Span
from brownfield.tell.paper.kept import from_text, to_text
from brownfield.tell.paper.paper import (
    MOST_LINES,
    bars,
    framed,
    line,
    lines,
    plain,
    table,
)
from brownfield.tell.paper.room import (
    BOLD,
    height_of,
    lines_of,
    that_fit,
    width_of,
    widths,
)
from brownfield.tell.paper.text import as_text, kept_together
from tests.tell.paper.papers import LONG, paper


def test_words_in_pieces_are_text() -> None:
    """A link is its words; nothing is nothing."""
    assert plain(("fees ", Span("CO51", "#source-CO51"), ".")) == "fees CO51."
    assert plain(None) == ""


def test_a_long_sentence_is_cut_at_a_word() -> None:
    """With the sign that says so: 9 letters and it make 10."""
    assert line("one two three", 10) == "one two…"
    assert line("a" * 20, 10) == f"{'a' * 9}…"
    assert line("one  two\nthree", 20) == "one two three"


def test_sentences_that_are_too_many_are_counted() -> None:
    """The first are kept, blank ones are none."""
    said = lines([None, "", *(f"Sentence {n}." for n in range(MOST_LINES + 2))])
    assert said[0] == "Sentence 0."
    assert said[-1] == "And 2 more: see the report."
    assert len(said) == MOST_LINES + 1


def test_a_table_has_ten_rows_and_says_what_it_leaves_out() -> None:
    """12 rows, of which the page left out 3 already: 3 + 12 - 10 = 5."""
    rows = tuple(
        (Cell(f"Maker {n}"), Cell("", "", (Span("a"), Span("b")))) for n in "x" * 12
    )
    grid = Grid("", "Makers", "", (("Maker", False), ("Of", False)), rows, 3)
    found = table(grid)
    assert found.left_out == 5
    assert found.title == "Makers"
    assert found.rows[0] == ("Maker x", "a, b")


def test_a_frame_is_a_table_without_its_blank_columns() -> None:
    """Words stand at the left, all else at the right; a frame without rows is none."""
    frame = pl.DataFrame({"Plan": ["a", "b"], "Why": ["", ""], "Worth": ["1", "2"]})
    (found,) = framed(frame, "Plans", words=("Plan",))
    assert (found.title, found.heads) == ("Plans", ("Plan", "Worth"))
    assert found.is_number == (False, True)
    assert found.rows == (("a", "1"), ("b", "2"))
    assert framed(pl.DataFrame(), "Plans", words=()) == ()


def test_a_chart_adds_up_the_last_of_too_many_colours() -> None:
    """14 parties, 11 colours of their own: the last three are one, 12 + 13 + 14."""
    series = [(f"Maker {n}", (float(n), -float(n))) for n in range(1, 15)]
    found = bars("Worth", ["One", "Two"], [*series, ("Idle", (0.0, 0.0))], ["", ""])
    assert found is not None
    assert len(found.series) == 12
    assert found.series[-1].name == "3 more"
    assert found.series[-1].values == (39.0, -39.0)


def test_nothing_is_no_chart() -> None:
    """Neither no bar nor zeros alone are drawn."""
    assert bars("Worth", [], [("Maker", ())], []) is None
    assert bars("Worth", ["One"], [("Maker", (0.0,))], [""]) is None


def test_a_paper_that_was_kept_is_the_same() -> None:
    """As text and back, with signs of any kind."""
    made = paper([LONG.format(1), "<b>\u5947 & \u201cquoted\u201d"])
    assert from_text(to_text(made)) == made


def test_an_amount_is_not_broken_from_its_unit() -> None:
    """Nor a heading from its unit; other spaces stay."""
    told = kept_together("worth GBP +1.2 m in 2027, 5 % of 3 makers, CV 9")
    assert told == ("worth GBP\u00a0+1.2\u00a0m in 2027, 5\u00a0% of 3 makers, CV 9")
    grid = Grid("", "", "", (("lost (GBP m)", True),), ((Cell("1"),),))
    assert table(grid).heads == ("lost (GBP\u00a0m)",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("a" * 22, "a" * 22),
        ("a" * 23, f"{'a' * 22}\u200ba"),
        (
            "bev_full|battery=eu_cells",
            "bev_\u200bfull|\u200bbattery=\u200beu_\u200bcells",
        ),
        ("x" * 15 + " " + "x" * 15, "x" * 15 + " " + "x" * 15),
    ],
)
def test_a_run_of_letters_can_be_broken(text: str, shown: str) -> None:
    """After 22 letters without a gap, or after a sign that joins names."""
    assert as_text({"a": [text, 1]}) == {"a": [shown, 1]}


def test_a_line_is_as_long_as_its_letters() -> None:
    """Ten letters of 0.59 at 72 points, an inch an em, are 5.9 inches."""
    assert width_of("a") == 0.59
    assert lines_of("a" * 10, 72, 5.95) == 1
    assert lines_of("a" * 10, 72, 5.8) == 2
    assert lines_of("aaaa aaaa", 72, 2.5) == 2  # 4 x 0.59 = 2.36 to a line
    assert height_of("aaaa aaaa", 72, 2.5) == pytest.approx(2.4)  # 2 lines of 1.2


def test_a_column_of_numbers_keeps_its_room() -> None:
    """A number of 5 x 0.59 = 2.95 and its space of 1.8 take 4.75 of 47.5: a tenth."""
    found = widths(["What", "of"], [["a" * 60, "12345"]], [False, True], 47.5)
    assert found[1] == pytest.approx(0.1)
    assert sum(found) == pytest.approx(1.0)
    assert widths(["a" * 10], [], [False], 100.0) == [1.0]
    assert BOLD > 1.0


def test_things_fit_while_there_is_room() -> None:
    """1 + 2 + 3 = 6 of 6.5; a fourth has none."""
    assert that_fit([1.0, 2.0, 3.0, 4.0], 6.5) == 3
    assert that_fit([], 1.0) == 0
