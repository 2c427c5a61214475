"""Check applies what plans and reports apply, and names the what-if that breaks it."""

from pathlib import Path

import pytest

from brownfield.case.read import check_case, read_case, shipped_cases
from brownfield.case.scenarios import cases_by_node
from brownfield.tables.problems import Problem, TableError
from tests.tables.conftest import VALID, Write, write_case

__all__ = ["write_case"]  # the fixture is shared

HEAD = "what_if,table,where,column,op,value\n"
TREE = "node,parent,year,probability,what_if\nnow,,2026,1,\n"
LATER = TREE + "later,now,2027,1,w\n"
CHEAP = "w,demand,,price,times,0.5\n"
PARTS = "build_option,part_group,source,unit_value\ncar_plant,battery,far,100\n"


def told(folder: Path) -> list[Problem]:
    """Return the problems of a case, all of them about its what-ifs."""
    problems = check_case(folder).problems
    assert all(p.rule == "what_if_breaks" for p in problems)
    return list(problems)


def test_a_future_out_of_bounds_is_told_at_its_what_if(write_case: Write) -> None:
    """1,000 x -1.3 = -1,300 vehicles; the second row of the what-if does it."""
    rows = HEAD + CHEAP + "w,demand,year=2026,volume,times,-1.3\n"
    (problem,) = told(write_case(scenarios=LATER, what_ifs=rows))
    assert (problem.file, problem.line, problem.column) == ("what_ifs.csv", 3, "value")
    assert problem.value == "-1.3"
    assert problem.message.startswith("At the node later this what-if leaves")
    assert "demand, column volume" in problem.message
    assert "'-1300'" in problem.message


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("w,demand,,volume,times,1e14\n", "a number from 0 to 1e+15"),
        ('w,demand,"product=car, place=home, year=2026, volume=1, price=2",,add,\n',
         "is there twice"),
        ("w,lanes,\"origin=home, destination=moon\",,add,\n", "Not in places"),
        ("w,demand,,,drop,\n", "no rows"),
        ("w,facilities,facility=plant,closing_cost,set,5\n",
         "it changes whether facilities give a closing_cost"),
        (('w,bill_of_materials,"build_option=car_plant, part_group=seat, source=far, '
          'unit_value=1",,add,\n'), "whether car_plant has the part group seat"),
    ],
)  # fmt: skip
def test_what_a_future_may_not_leave_behind(
    write_case: Write, row: str, words: str
) -> None:
    """Bounds, keys, references, needed tables, and what holds for the whole tree."""
    folder = write_case(scenarios=LATER, what_ifs=HEAD + row, bill_of_materials=PARTS)
    problems = told(folder)
    assert [words in p.message for p in problems] == [True]
    assert [p.line for p in problems] == [2]


def test_a_what_if_is_told_once_for_all_nodes_after_it(write_case: Write) -> None:
    """Its own node says it; the years and branches after it repeat nothing."""
    tree = LATER + "last,later,2028,1,v\n"
    case = VALID["case.toml"].replace("2027", "2028")
    rows = HEAD + "w,demand,,volume,times,-1\n" + CHEAP.replace("w,", "v,")
    (problem,) = told(write_case(scenarios=tree, what_ifs=rows, case=case))
    assert problem.row is not None
    assert problem.row.startswith("what_if=w")


def test_an_order_of_what_ifs_that_fails_is_told(write_case: Write) -> None:
    """Alone v is in order, but at its node w has dropped what it changes."""
    tree = LATER + "last,later,2028,1,v\n"
    case = VALID["case.toml"].replace("2027", "2028")
    rows = HEAD + "w,demand,year=2027,,drop,\nv,demand,year=2027,price,times,2\n"
    (problem,) = told(write_case(scenarios=tree, what_ifs=rows, case=case))
    assert problem.line == 3
    assert "At the node last" in problem.message
    assert "matches no row of demand" in problem.message


ALTERNATIVE = VALID["case.toml"] + '[alternatives]\nv = "Another way"\n'


def test_alternatives_are_applied_too(write_case: Write) -> None:
    """A share of 150 % is no tax rate: 0.5 x 3."""
    parties = VALID["parties.csv"].replace("kind", "kind,tax_rate", 1)
    parties = parties.replace("company", "company,0.5").replace("ment", "ment,0")
    rows = HEAD + "v,parties,party=maker,tax_rate,times,3\n"
    (problem,) = told(write_case(case=ALTERNATIVE, what_ifs=rows, parties=parties))
    assert problem.line == 2
    assert problem.message.startswith("Applied to the case this what-if leaves")
    assert "'1.5'" in problem.message


def test_futures_of_an_alternative_are_applied_too(write_case: Write) -> None:
    """The alternative leaves a price of 1; at the node 1 - 2 is below 0."""
    rows = HEAD + "v,demand,,price,set,1\nw,demand,,price,plus,-2\n"
    (problem,) = told(write_case(case=ALTERNATIVE, what_ifs=rows, scenarios=LATER))
    assert problem.line == 3
    assert problem.message.startswith("At the node later after v this what-if")


def test_a_plan_names_the_what_if_that_breaks_it(write_case: Write) -> None:
    """The problems of the changed tables say after which what-if they are there."""
    rows = HEAD + "w,demand,,volume,times,-1\n"
    case = read_case(write_case(scenarios=LATER, what_ifs=rows))
    with pytest.raises(TableError, match="after the what-if w\\. Found: '-1000'"):
        cases_by_node(case)("later")


@pytest.mark.parametrize("name", shipped_cases())
def test_shipped_cases_hold_after_their_what_ifs(name: str) -> None:
    """No problem, and no note: what is not sold any more is told by rows of 0."""
    checked = check_case(name)
    assert checked.problems == ()
    notes = [note for note in checked.notes if note.rule != "changes_no_plan"]
    assert [(note.table, note.line, note.rule) for note in notes] == []
