"""Are control codes refused in names, and let be in sentences?"""

import pytest

from tests.tables.conftest import VALID, ProblemsOf

DEMAND = "product,place,year,volume,price\n"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("ho\x1b[2Jme", "\\u001b"),
        ('"ho\nme"', "\\u000a"),
        ("ho\tme", "\\u0009"),
        ("ho\x9bme", "\\u009b"),
        ("ho\u202eme", "\\u202e"),
    ],
)
def test_a_name_with_a_control_code_is_refused(
    problems_of: ProblemsOf, place: str, code: str
) -> None:
    """By file, line and column, beside that no such place is known."""
    problems = problems_of(demand=DEMAND + f"car,{place},2026,1,30000\n")
    (found,) = [p for p in problems if p.rule == "control_code"]
    assert (found.file, found.line, found.column) == ("demand.csv", 2, "place")
    assert found.value == place.strip('"')
    assert found.message.startswith(f"A name holds the control code {code},")
    assert found.hint == "Write the name without it"


def test_a_printed_name_with_a_control_code_is_refused(problems_of: ProblemsOf) -> None:
    """Names for readers are no keys, and are printed all the same."""
    head, *rows = VALID["products.csv"].splitlines()
    named = [f"{head},name", *(f"{row},Car\x07" for row in rows)]
    problems = problems_of(products="\n".join(named) + "\n")
    assert {(p.column, p.rule) for p in problems} == {("name", "control_code")}


def test_sentences_may_have_lines(problems_of: ProblemsOf) -> None:
    """A note and a source are written as people write."""
    content = "product,place,year,volume,price,source,note\n"
    row = 'car,home,2026,1,30000,"one\ntwo","three\n\tfour"\n'
    problems = problems_of(demand=content + row)
    assert "control_code" not in {p.rule for p in problems}
