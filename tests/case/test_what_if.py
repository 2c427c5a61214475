"""What-ifs change tables as said, or say why they do not."""

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.errors import DataError, UseError
from brownfield.questions.plan.document import document
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text
from tests.properties.every_column import every_column_case
from tests.tables.conftest import Write, write_case

__all__ = ["write_case"]  # the fixture is shared

HEAD = "what_if,table,where,column,op,value\n"
TREE = "node,parent,year,probability,what_if\nnow,,2026,1,\nlater,now,2027,1,boom\n"
BOOM = 'boom,demand,"place=home, year=2027",volume,times,2\n'
GONE = 'gone,demand,"place=home, year=2027",,drop,\n'
EVERY = "every,demand,,volume,set,7\n"


def with_row(write: Write, row: str) -> Case:
    """Return the valid case with one more row of `what_ifs`, unchecked."""
    case = read_case(write(what_ifs=HEAD + EVERY))
    cells = dict(zip(HEAD.strip().split(","), row.split(";"), strict=True))
    frame = pl.DataFrame(
        [cells | {"source": None, "note": None}], schema=case.tables["what_ifs"].schema
    )
    return Case(case.name, case.settings, dict(case.tables) | {"what_ifs": frame})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("w;demand;;volume;set;1,5", "what-if 'w' .*holds a number.*not '1,5'"),
        ("w;parties;;tax_rate;set;1.5", "from 0 to 1, not 1.5"),
        ("w;products;;powertrain;set;bevv", "does not take 'bevv'.*Did you mean"),
        ("w;demand;;volume;times;", "op times needs a number in `value`"),
        ("w;demand;;volume;plus;n/a", "Leave the cell blank"),
        ("w;demand;product=car;;add;", "new row of demand .* lacks place"),
        ("w;demand;prodct=car;;add;", "no column 'prodct'. Did you mean 'product'"),
    ],
)
def test_values_are_read_as_everywhere_else(
    write_case: Write, row: str, message: str
) -> None:
    """The message says which row, what was found and what is allowed."""
    with pytest.raises(DataError, match=message):
        with_row(write_case, row).apply("w")


def test_words_for_yes_and_numbers_are_read(write_case: Write) -> None:
    """1e3 is 1,000 vehicles; 1,000 x 2 is 2,000; a blank set is the default."""
    case = read_case(
        write_case(what_ifs=HEAD + EVERY + "more,demand,,volume,set,1e3\n")
    )
    assert set(case.apply("more").tables["demand"]["volume"]) == {1000.0}


def test_a_row_of_the_tree_that_matches_nothing_is_named(write_case: Write) -> None:
    """After `gone` the branch has no demand of 2027 to double; the plan says so."""
    case = read_case(write_case(scenarios=TREE, what_ifs=HEAD + BOOM + GONE))
    assert cases_by_node(case)("later").skipped == ()
    found = brownfield.plan(case.apply("gone"))
    assert len(found.notes) == 1
    assert found.notes[0].startswith("The what-if 'boom' (times on demand, where place")
    assert "matches no row after gone" in found.notes[0]
    told = text(document(Study(case, found, (), None)))
    assert found.notes[0] in told.splitlines()
    assert brownfield.plan(case).notes == ()


def test_a_setting_that_is_not_allowed_is_told_in_one_line() -> None:
    """The key, what was given, what is allowed; a rule of a section its words alone."""
    mini = read_case("mini")
    with pytest.raises(
        UseError, match=r"^solve\.gap is 5\. It must be a share from 0 to 1: write"
    ):
        mini.with_settings("solve", {"gap": 5})
    with pytest.raises(UseError, match=r"^case: last_year 2001 is before 2026\.$"):
        mini.with_settings("case", {"last_year": 2001})


@pytest.mark.parametrize("seed", [67, 125, 241, 314, 323])
def test_futures_of_absent_parties_are_passed_over(seed: int) -> None:
    """A case without absent parties meets its futures as the whole case does.

    In each of these some future adds a row for what only an absent party has, or
    changes tables that its leaving has emptied.
    """
    case = every_column_case(seed)
    nodes = tree(case).nodes["node"]
    whole = cases_by_node(case)
    alone = cases_by_node(whole(nodes[0]))
    for node in nodes:
        assert alone(node).digest == whole(node).digest
