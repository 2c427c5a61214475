"""Bounds of options and settings, as a check and in words."""

import pytest

from brownfield.tables.bounds import Bounds

SHARE = Bounds(lower=0, upper=1)


@pytest.mark.parametrize(
    ("bounds", "words", "inside", "outside"),
    [
        (SHARE, "a share from 0 to 1", (0, 0.5, 1), (-0.1, 1.1)),
        (
            Bounds(lower=2, is_whole=True),
            "a whole number of at least 2",
            (2,),
            (1, 2.5),
        ),
        (Bounds(lower=0, is_above=True), "a number above 0", (0.1,), (0,)),
        (Bounds(upper=5), "a number of at most 5", (-1, 5), (6,)),
        (Bounds(upper=5, is_below=True), "a number below 5", (4,), (5,)),
        (
            Bounds(lower=0, upper=0.5, is_above=True),
            "a number above 0 and at most 0.5",
            (0.5,),
            (0,),
        ),
        (
            Bounds(lower=0, upper=1, is_above=True, is_below=True),
            "a number above 0 and below 1",
            (0.5,),
            (0, 1),
        ),
        (
            Bounds(lower=0, upper=1, is_below=True),
            "a number from 0 to below 1",
            (0,),
            (1,),
        ),
        (Bounds(), "a number", (-1e9,), (float("inf"), float("nan"))),
    ],
)
def test_bounds_hold_as_they_say(
    bounds: Bounds, words: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    """The words and the check agree."""
    assert bounds.words() == words
    assert all(bounds.has(number) for number in inside)
    assert not any(bounds.has(number) for number in outside)


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ("50", ": write 0.5 for 50 %"),
        ("0.5%", ": write 0.005 for 0.5 %"),
        ("-5", ", e.g. 0.1"),
        ("5000", ", e.g. 0.1"),
        ("half", ", e.g. 0.1"),
    ],
)
def test_a_share_written_as_per_cent_is_put_right(given: str, remedy: str) -> None:
    """Other wrong numbers get an example."""
    share = Bounds(lower=0, upper=1, example="0.1")
    assert share.must(given) == f"It must be a share from 0 to 1{remedy}"
