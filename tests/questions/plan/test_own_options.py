"""Which build options set an alternative apart from the others?"""

import pytest

from brownfield.case.case import Case
from brownfield.questions.plan.beside.rejected import least, own_options
from tests.model.small_cases import option, small_case


def leaving(letters: str) -> Case:
    """Return a case with a programme that runs and one to begin for each letter."""
    running = option("run", is_committed=True)
    return small_case({"build_options": [running, *map(option, letters)]})


@pytest.mark.parametrize(
    ("left", "own"),
    [
        ({"none": "", "ab": "ab", "b": "b"}, {"none": "", "ab": "a", "b": "b"}),
        ({"none": "", "ac": "ac", "bc": "bc"}, {"none": "", "ac": "a", "bc": "b"}),
        ({"a": "a", "ab": "ab"}, {"a": "", "ab": "b"}),
        ({"a": "a"}, {"a": "a"}),
        ({"all": "abc"}, {"all": ""}),
        ({"one": "a", "other": "a"}, {"one": "", "other": ""}),
    ],
)
def test_what_no_other_leaves_is_an_alternative_s_own(
    left: dict[str, str], own: dict[str, str]
) -> None:
    """Else what the least of them closes; of the least, and of the whole case, none."""
    cases = {name: leaving(letters) for name, letters in left.items()}
    found = own_options(cases, leaving("abc"))
    assert {name: "".join(options) for name, options in found.items()} == own


def test_the_least_is_the_one_that_closes_most() -> None:
    """Of the planned case's a and b; none if nothing closes any of them."""
    cases = {name: leaving(name) for name in ("ab", "a", "b")}
    assert least(leaving("ab"), cases) == "a"
    assert least(leaving("ab"), {"abc": leaving("abc")}) is None
    assert least(leaving("ab"), {}) is None
