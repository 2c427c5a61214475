"""What assumptions do to the toy at both ends is what paper says."""

import polars as pl
import pytest

import brownfield
from brownfield.asking.ranges.assumed import assumptions
from brownfield.asking.ranges.held import worth_held
from brownfield.case.case import Case
from brownfield.errors import DataError, UseError
from brownfield.questions.risk.document import Document
from brownfield.questions.risk.facts.moved import MovedValue
from brownfield.questions.risk.ranges.idle import had, is_idle
from tests.questions.risk.toy import VALUE, ranged, toy


def told(case: Case, **asked: object) -> Document:
    """Return what is told of a case."""
    document: Document = brownfield.risk(case, **asked).document
    return document


def by_column(document: Document) -> dict[str, MovedValue]:
    """Return assumptions by column."""
    return {one.column: one for one in document.assumptions}


@pytest.fixture(scope="module")
def document() -> Document:
    """Return what is told of the toy, planned anew as well."""
    return told(toy(), resolve=True)


@pytest.mark.parametrize(
    ("column", "held", "anew"),
    [
        ("conversion_cost", (699_000.0, 99_000.0), (699_000.0, 250_000.0)),
        ("tooling_cost", (VALUE, VALUE), (650_000.0, VALUE)),
        ("volume", (399_000.0, 599_000.0), (399_000.0, 599_000.0)),
    ],
)
def test_both_ends_are_those_on_paper(
    document: Document,
    column: str,
    held: tuple[float, float],
    anew: tuple[float, float],
) -> None:
    """Held to the far plant, and planned anew."""
    one = by_column(document)[column]
    assert (one.held_low, one.held_high) == pytest.approx(held)
    assert (one.anew_low, one.anew_high) == pytest.approx(anew)
    assert one.trouble == ""


def test_the_widest_comes_first_and_what_no_plan_reads_is_left_out(
    document: Document,
) -> None:
    """600,000, then 200,000, then nothing; hours of labour are shown only."""
    columns = [one.column for one in document.assumptions]
    assert columns == ["conversion_cost", "volume", "tooling_cost"]
    assert document.frontier == ()


def test_nothing_is_planned_anew_unless_asked() -> None:
    """The plan held stands alone."""
    one = by_column(told(toy()))["conversion_cost"]
    assert (one.anew_low, one.anew_high) == (None, None)


@pytest.mark.parametrize("wanted", ["demand", "demand.volume"])
def test_rows_can_be_chosen(wanted: str) -> None:
    """By table, or by column."""
    assert list(by_column(told(toy(), assumptions=(wanted,)))) == ["volume"]


def test_a_row_that_is_not_there_is_told() -> None:
    """What was typed, and what there is."""
    with pytest.raises(UseError, match=r"lanes.freight.*build_options.conversion_cost"):
        told(toy(), assumptions=("lanes.freight",))


def test_what_the_plan_has_not_moves_nothing() -> None:
    """Each assumption that is taken for idle leaves the held plan as it is."""
    case = toy()
    best = brownfield.plan(case)
    known = had(case, best)
    idle = [row for row in assumptions(case) if is_idle(case, known, row)]
    assert [row.column for row in idle] == ["tooling_cost"]
    for row in idle:
        for value in (row.low, row.high):
            held = worth_held(row.case(case, value), best)
            assert held == pytest.approx(best.value)


def test_a_start_that_may_become_free_is_not_idle() -> None:
    """At tooling of 0 the near plant may be taken up: 1,500,000 - 251,000.

    The 1,000 for the far plant, which is held, are spent all the same.
    """
    free = ranged("build_options", "build_option=here", "tooling_cost", (0.0, 1e6, 2e6))
    (one,) = told(toy((free,))).assumptions
    assert one.held_low == pytest.approx(1_249_000.0)
    assert one.held_high == pytest.approx(VALUE)


def test_cells_that_differ_move_by_a_factor_of_the_mode() -> None:
    """Half of 500 and of 2,000: the far plant at 1,000 earns 500 x 2,000 - 1,000."""
    both = ranged("build_options", "", "conversion_cost", (500.0, 1_000.0, 1_000.0))
    (one,) = told(toy((both,))).assumptions
    assert one.held_low == pytest.approx(999_000.0)
    assert one.held_high == pytest.approx(VALUE)


def test_an_end_that_no_table_allows_says_why() -> None:
    """A share above 1."""
    above = ranged("parties", "party=firm", "tax_rate", (0.0, 0.0, 1.5))
    (one,) = told(toy((above,))).assumptions
    assert one.held_low == pytest.approx(VALUE)
    assert one.held_high is None
    assert "tax_rate" in one.trouble


def futures(*chances: float) -> Case:
    """Return the toy with futures of these chances after the first year."""
    case = toy()
    first, names = 2029, ["a", "b", "c"][: len(chances)]
    rows = {
        "node": ["now", *names],
        "parent": [None, *("now" for _ in names)],
        "year": [first, *(first + 1 for _ in names)],
        "probability": [1.0, *chances],
    }
    frame = pl.DataFrame(rows).with_columns(
        pl.lit(None, pl.String).alias(name)
        for name in case.tables["scenarios"].columns
        if name not in rows
    )
    frame = frame.select(case.tables["scenarios"].columns)
    case = case.with_settings("case", {"first_year": first})
    return case.with_tables("futures", scenarios=frame)


def test_a_probability_takes_from_those_of_the_same_parent() -> None:
    """.2 to .6: .5 and .3 share .4 as 5 to 3."""
    case = futures(0.2, 0.5, 0.3)
    row = ranged("scenarios", "node=a", "probability", (0.1, 0.2, 0.6))
    frame = toy((row,)).tables["assumptions"]
    (one,) = assumptions(case.with_tables("ranges", assumptions=frame))
    moved = one.case(case, 0.6).tables["scenarios"]["probability"].to_list()
    assert moved == pytest.approx([1.0, 0.6, 0.25, 0.15])
    with pytest.raises(DataError):
        one.case(case, 1.2)
