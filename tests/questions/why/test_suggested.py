"""What is asked about where nobody says what, and which numbers are tried of it.

The toy: the far plant is chosen, the near one misses by 250,000. Plants of a guest and
its own take part by turns; names of what-ifs say what they leave out.
"""

from collections.abc import Mapping
from dataclasses import replace

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.questions.why.forced.suggested import suggested
from brownfield.tables.frames import Row
from tests.model.small_cases import small_case
from tests.questions.why.toy import rows_of, toy

HERE, THERE = "build_option=here", "build_option=there"


def dropped(name: str, where: str) -> Row:
    """Return a what-if that leaves programmes out."""
    return {"what_if": name, "table": "build_options", "where": where, "op": "drop"}


DEARER: Row = {
    **dropped("dearer", HERE),
    "column": "tooling_cost",
    "op": "times",
    "value": "2",
}
NO_NEAR, NO_FAR = dropped("no-near", HERE), dropped("no-far", THERE)
NEITHER = dropped("neither", "build_option=here|there")


def with_alternatives(*rows: Row) -> Case:
    """Return the toy whose alternatives are the what-ifs of some rows."""
    case = small_case({**rows_of(), "what_ifs": rows})
    names: Mapping[str, str] = {str(row["what_if"]): "Printed" for row in rows}
    settings = case.settings.model_copy(update={"alternatives": names})
    return replace(case, settings=settings)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((NO_FAR, NO_NEAR), ["facility=near", "facility=far"]),
        ((NO_FAR,), ["facility=near"]),
        ((NEITHER, NO_FAR), ["option=neither", "facility=near"]),
        ((DEARER,), ["option=dearer"]),
        ((NO_FAR, DEARER), ["option=no-far", "option=dearer"]),
    ],
)
def test_an_alternative_that_alone_leaves_a_plant_asks_about_it(
    rows: tuple[Row, ...], words: list[str]
) -> None:
    """Others ask about themselves: they leave none, all, or one that another leaves."""
    assert [one.word for one in suggested(with_alternatives(*rows))] == words


def test_without_alternatives_it_is_the_plants() -> None:
    """Both of the toy."""
    assert [one.word for one in suggested(toy())] == ["facility=near", "facility=far"]


def test_of_what_is_chosen_by_far_numbers_are_moved_only_where_it_is_named() -> None:
    """The far plant is worth 500,000, without it 250,000: half, not a twentieth.

    Within a half it is close enough, and a number that is named is moved.
    """
    case = with_alternatives(NO_FAR, NO_NEAR)
    near, far = brownfield.why(case, break_evens=1).document.why_not
    assert (near.is_chosen, far.is_chosen) == (False, True)
    assert (near.cost, far.cost) == pytest.approx((250_000.0, 250_000.0))
    assert len(near.break_evens) == 1
    assert far.break_evens == ()
    levers = ("build_options.conversion_cost:build_option=there",)
    for asked in ({"targets": ("facility=far",)}, {"within": 0.5}, {"levers": levers}):
        *_, named = brownfield.why(case, break_evens=1, **asked).document.why_not
        assert (named.target, len(named.break_evens)) == ("facility=far", 1)
