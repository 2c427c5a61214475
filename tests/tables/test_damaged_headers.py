"""Is a damaged header told, and does nothing fall over names that are not there?"""

import pytest

from tests.tables.conftest import VALID, ProblemsOf

HEADERS = [
    (name.removesuffix(".csv"), column)
    for name, text in VALID.items()
    if name.endswith(".csv")
    for column in text.splitlines()[0].split(",")
]
WHAT_IF = "what_if,table,where,column,op,value\nw,demand,,price,times,2\n"
CONTRACT = "contract,payer,payee,form,amount\nc,guest,maker,reservation,1\n"
OTHERS = {
    "what_ifs": WHAT_IF,
    "contracts": CONTRACT,
    "scenarios": "node,parent,year,probability,what_if\nn,,2026,1,\n",
    "hazards": "hazard,scope,target,rate_per_year,weeks_mode\nh,party,maker,1,2\n",
}
HEADERS += [
    (table, column)
    for table, text in OTHERS.items()
    for column in text.splitlines()[0].split(",")
]


@pytest.mark.parametrize("become", ["{}x", "", None], ids=["typo", "blank", "gone"])
@pytest.mark.parametrize(("table", "column"), HEADERS)
def test_a_damaged_header_is_told_and_nothing_else_fails(
    problems_of: ProblemsOf, table: str, column: str, become: str | None
) -> None:
    """No rule falls over names that are not there; a typo is told at its column."""
    text = {**OTHERS, table: OTHERS.get(table) or VALID[f"{table}.csv"]}[table]
    rows = [line.split(",") for line in text.splitlines()]
    where = rows[0].index(column)
    if become is None:
        rows = [[*row[:where], *row[where + 1 :]] for row in rows]
    else:
        rows[0][where] = become.format(column)
    damaged = "".join(",".join(row) + "\n" for row in rows)
    problems = problems_of(**{**OTHERS, table: damaged})
    is_told = any(p.file == f"{table}.csv" for p in problems)
    is_blank = become == "" and not any(row[where] for row in rows[1:])
    assert is_told or become is None or is_blank


def test_blank_products_and_plants_given_twice_are_told_by_row(
    problems_of: ProblemsOf,
) -> None:
    """What is committed in a wrong year is told at its own row all the same."""
    plants = VALID["facilities.csv"].replace("status\n", "status,last_year\n")
    plants = plants.replace("operating\n", "operating,2026\n")
    row = "plant,home,maker,operating,2026\n"
    problems = problems_of(
        facilities=plants.replace("candidate\n", "candidate,\n") + row,
        build_options=VALID["build_options.csv"] + "blank,,plant,guest,full\n",
        commitments="facility,product,year,vehicles\nplant,car,2027,5\n",
    )
    assert {(p.file, p.line, p.rule) for p in problems} == {
        ("facilities.csv", 4, "duplicate_key"),
        ("build_options.csv", 3, "blank"),
        ("commitments.csv", 2, "commitment_at_shut_plant"),
    }
