"""Is every planted defect found, with file, line, column, value, rule and message?"""

from pathlib import Path

import pytest
import xlsxwriter

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from brownfield.tables.problems import Problem
from tests.tables.conftest import VALID, ProblemsOf, Write

DEMAND = "product,place,year,volume,price\n"
GOOD = "car,home,2026,1000,30000\n"
MEASURES = "measure,importer,hs_code,kind,ad_valorem,from_year,to_year\n"
TREE = "node,parent,year,probability\n"

CELLS = [
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027,many,30000\n",
        (3, "volume", "many", "wrong_type"),
        "holds a number such as 1500",
        "without units or words",
        id="wrong type",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027,n/a,30000\n",
        (3, "volume", "n/a", "wrong_type"),
        "holds a number",
        "Enter the figure; this column needs one",
        id="n/a in a number column",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027,nan,30000\n",
        (3, "volume", "nan", "wrong_type"),
        "holds a number",
        "Enter the figure; this column needs one",
        id="not a number",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027,1e999,30000\n",
        (3, "volume", "1e999", "wrong_type"),
        "holds a number",
        "Enter a number",
        id="infinite",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027.5,1,30000\n",
        (3, "year", "2027.5", "wrong_type"),
        "holds a whole number",
        "without a fraction",
        id="half a year",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,hom,2027,1,30000\n",
        (3, "place", "hom", "unknown_reference"),
        "Not in places; there are: far, home",
        "Did you mean 'home'?",
        id="unknown id",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + GOOD,
        (3, "product", "car", "duplicate_key"),
        "product=car, place=home, year=2026 is there twice (the other is in line 2)",
        "Keep one",
        id="duplicate key",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2031,1,30000\n",
        (3, "year", "2031", "outside_horizon"),
        "outside the horizon 2026 to 2027",
        "Take the row out",
        id="year outside the horizon",
    ),
    pytest.param(
        "demand",
        DEMAND + GOOD + "car,home,2027,,30000\n",
        (3, "volume", None, "blank"),
        "volume is needed",
        "Enter it",
        id="blank in a required cell",
    ),
    pytest.param(
        "shift_patterns",
        VALID["shift_patterns.csv"].replace("plant,one,30", "plant,one,-30"),
        (2, "jobs_per_hour", "-30", "bounds"),
        "a number of at least 0",
        "without the minus sign",
        id="negative capacity",
    ),
    pytest.param(
        "products",
        VALID["products.csv"].replace("bev", "bevv"),
        (2, "powertrain", "bevv", "not_allowed"),
        "allowed: ice, hev, phev, bev, part",
        "Did you mean 'bev'?",
        id="word that is not allowed",
    ),
    pytest.param(
        "trade_measures",
        MEASURES + "a,UK,8703,mfn,0.1,,2027\nb,UK,8703,mfn,0.2,2027,\n",
        (3, "from_year", "2027", "overlapping_measures"),
        "Measures b and a are as exact as each other",
        "End one with to_year",
        id="overlapping tariff rows",
    ),
    pytest.param(
        "scenarios",
        TREE + "root,,2026,1\nhi,root,2027,0.5\nlo,root,2027,0.4\n",
        (3, "probability", "0.5", "probability_sum"),
        "children of root (hi, lo) add up to 0.9, not 1",
        "add up to 1",
        id="shares that do not sum",
    ),
    pytest.param(
        "scenarios",
        TREE + "root,,2026,1\na,b,2027,1\nb,a,2027,1\n",
        (3, "parent", "b", "tree_cycle"),
        "lead back to themselves: a -> b -> a",
        "Name another parent",
        id="cycle in the tree",
    ),
]


@pytest.mark.parametrize(("table", "content", "at", "message", "hint"), CELLS)
def test_a_planted_defect_is_told_with_its_place(
    problems_of: ProblemsOf,
    table: str,
    content: str,
    at: tuple[int | None, str, str | None, str],
    message: str,
    hint: str,
) -> None:
    """A defect in a cell names file, line, column, value, rule, and what to do."""
    problems = problems_of(**{table: content})
    found = [p for p in problems if (p.line, p.column, p.value, p.rule) == at]
    assert len(found) == 1, problems
    assert found[0].table == table
    assert found[0].file == f"{table}.csv"
    assert message in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize(("table", "content", "at", "message", "hint"), CELLS)
def test_one_defect_gives_one_problem(
    problems_of: ProblemsOf,
    table: str,
    content: str,
    at: tuple[int | None, str, str | None, str],
    message: str,
    hint: str,
) -> None:
    """A defect is told once, without problems that only follow from it."""
    problems = problems_of(**{table: content})
    assert [(p.line, p.column, p.value, p.rule) for p in problems] == [at], (
        message,
        hint,
    )


def test_the_valid_case_has_no_problem(problems_of: ProblemsOf) -> None:
    """The case the tests change breaks no rule itself."""
    assert problems_of() == ()


def test_all_defects_are_told_at_once(problems_of: ProblemsOf) -> None:
    """Three defects in three files give three problems in one check."""
    problems = problems_of(
        demand=DEMAND + "car,home,2026,x,30000\n",
        products=VALID["products.csv"].replace("bev", "diesel"),
        places=VALID["places.csv"] + "home,UK\n",
    )
    assert sorted(p.rule for p in problems) == [
        "duplicate_key",
        "not_allowed",
        "wrong_type",
    ]


def test_an_empty_file_is_a_problem(problems_of: ProblemsOf) -> None:
    """A file without a header is told, not taken for an empty table."""
    (problem,) = problems_of(lanes="")
    assert (problem.file, problem.line, problem.rule) == ("lanes.csv", 1, "empty_file")
    assert problem.message.startswith("The file is empty")


def test_a_header_only_file_is_an_empty_table(problems_of: ProblemsOf) -> None:
    """A file with a header and no rows is a table without rows."""
    assert problems_of(lanes="origin,destination\n") == ()


def test_a_file_of_200_mb_is_not_read(write_case: Write) -> None:
    """A file over the limit is told by its size and left alone."""
    with (write_case() / "lanes.csv").open("wb") as file:
        file.truncate(200_000_000)
    (problem,) = check(read_raw(write_case())).problems
    assert (problem.file, problem.rule, problem.value) == (
        "lanes.csv",
        "too_large",
        "200 MB",
    )
    assert "larger than 100 MB" in problem.message


def test_mixed_encodings_name_the_first_bad_line(problems_of: ProblemsOf) -> None:
    """A Latin-1 byte after UTF-8 lines is told by its line, with the way out."""
    good = "place,customs_territory,name\nhome,UK,Zürich\n".encode()
    bad = "far,CN,Köln\n".encode("latin-1")
    (problem,) = problems_of(places=good + bad)
    assert (problem.file, problem.line, problem.value) == (
        "places.csv",
        3,
        "byte 0xf6",
    )
    assert problem.rule == "encoding"
    assert problem.hint.startswith("Save as UTF-8")


def test_a_byte_order_mark_is_not_part_of_the_header(problems_of: ProblemsOf) -> None:
    """UTF-8 with the mark that spreadsheets write is read as it is."""
    assert problems_of(places=VALID["places.csv"].encode("utf-8-sig")) == ()


def test_a_missing_sheet_is_a_problem(write_case: Write) -> None:
    """A table that no plan can do without is told when it is absent."""
    folder = write_case()
    (folder / "parties.csv").unlink()
    problems = check(read_raw(folder)).problems
    (missing,) = [p for p in problems if p.rule == "missing_table"]
    assert (missing.table, missing.file, missing.line) == (
        "parties",
        "parties.csv",
        None,
    )
    assert "no rows" in missing.message


def test_unquoted_decimal_commas_name_the_line(problems_of: ProblemsOf) -> None:
    """A decimal comma that splits a cell gives one cell too many in that line."""
    content = DEMAND + GOOD + "car,home,2027,1200,30000,50\n"
    (problem,) = problems_of(demand=content)
    assert (problem.line, problem.value, problem.rule) == (3, "50", "extra_cells")


def test_a_file_without_columns_is_told_once(problems_of: ProblemsOf) -> None:
    """A file of one long column under an unknown name is no table."""
    (problem,) = problems_of(places="a;b\nhome;UK\n")
    assert (problem.line, problem.rule) == (1, "separator")


def test_lines_count_line_breaks_inside_cells(problems_of: ProblemsOf) -> None:
    """A cell with a line break moves the lines below it."""
    content = 'place,customs_territory,note\nhome,UK,"a\nb"\nfar,,x\n'
    (problem,) = problems_of(places=content)
    assert (problem.line, problem.column, problem.rule) == (
        4,
        "customs_territory",
        "blank",
    )


def test_lines_count_blank_lines(problems_of: ProblemsOf) -> None:
    """Blank lines are no rows, but they count as lines."""
    content = "\nplace,customs_territory\n\nhome,UK\n\nfar,\n"
    (problem,) = problems_of(places=content)
    assert (problem.line, problem.rule) == (6, "blank")


def test_an_open_quote_names_its_line(problems_of: ProblemsOf) -> None:
    """A quote that never closes is told by the line it begins in."""
    content = 'place,customs_territory\nhome,UK\n"far,CN\n'
    problems = problems_of(places=content)
    broken = [p for p in problems if p.rule == "broken_line"]
    assert [(p.file, p.line) for p in broken] == [("places.csv", 3)]


def test_unknown_tables_and_columns_suggest_the_nearest(
    problems_of: ProblemsOf,
) -> None:
    """A misspelt file or column is told with the name it is close to."""
    problems = problems_of(
        lane="origin,destination\n",
        places=VALID["places.csv"].replace("customs_territory", "custom_territory"),
    )
    by_rule = {p.rule: p for p in problems}
    assert by_rule["unknown_table"].hint == "Did you mean 'lanes'?"
    assert by_rule["unknown_column"].hint == "Did you mean 'customs_territory'?"
    assert by_rule["missing_column"].column == "customs_territory"
    assert set(by_rule) == {"unknown_table", "unknown_column", "missing_column"}


def test_a_column_given_twice_is_told(problems_of: ProblemsOf) -> None:
    """The second column of one name is unknown."""
    content = "place,customs_territory,place\nhome,UK,x\nfar,CN,y\n"
    (problem,) = problems_of(places=content)
    assert (problem.column, problem.rule) == ("place (2)", "unknown_column")


def test_booleans_accept_the_usual_words(problems_of: ProblemsOf) -> None:
    """True, yes and 1 in any letter case are read; other words are told."""
    head = "facility,place,owner\nplant,home,maker\nsite,home,maker\n"
    history = "facility,year,vehicles,is_disrupted\n"
    rows = "".join(
        f"plant,{2000 + n},1,{word}\n"
        for n, word in enumerate(["TRUE", "yes", "1", "False", "NO", "0", ""])
    )
    assert problems_of(facilities=head, output_history=history + rows) == ()
    (problem,) = problems_of(output_history=history + "plant,2000,1,maybe\n")
    assert (problem.value, problem.rule) == ("maybe", "wrong_type")


def test_settings_errors_name_the_key_and_line(problems_of: ProblemsOf) -> None:
    """Wrong settings are told by section, key, line and what is known."""
    content = "[case]\nfirst_year = 2026\nlast_yeer = 2027\n"
    problems = problems_of(case=content)
    assert [(p.column, p.line, p.message, p.hint) for p in problems] == [
        ("case.last_year", 1, "This key is needed", "Add `last_year` to [case]"),
        ("case.last_yeer", 3, "This key is unknown", "Did you mean 'last_year'?"),
    ]


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("[solve]\ngap = 5", "a share from 0 to 1: write 0.05 for 5 %", "solve.gap"),
        ("[solve]\nseed = -1", "a whole number of at least 0", "solve.seed"),
        ("[solve]\ntime_limit_seconds = inf", "a number above 0", "solve.time"),
        ("[solve]\nmethod = 'atuo'", "one of auto, extensive, decompose", "'auto'?"),
        ("[plan]\nhas_free_payments = 2", "true or false", "plan.has_free"),
        ("[plan]\nparties = 'a'", "a list of names in double quotes", "plan.parties"),
        ("[deal.power]\na = 'x'", "a number above 0", "Correct `deal.power.a`"),
        ("[deal.power]\na = -3", "a number above 0", "Correct `deal.power.a`"),
        ("[deal]\npower = 3", "a section with a line for each name", "deal.power"),
        ("[alternatives]\na = 3", "a text in double quotes", "alternatives.a"),
    ],
)
def test_a_setting_is_told_what_is_allowed(
    problems_of: ProblemsOf, lines: str, message: str, hint: str
) -> None:
    """In one style, with the key called a key."""
    head = "[case]\nfirst_year = 2026\nlast_year = 2027\n"
    (problem,) = problems_of(case=head + lines + "\n")
    assert problem.message.startswith(f"It must be {message}")
    assert hint in problem.hint
    assert problem.place == f"case.toml, line 5, key {problem.column}"


def test_a_section_that_is_no_section_is_told(problems_of: ProblemsOf) -> None:
    """A plain value under the name of a section."""
    settings = "solve = 5\n[case]\nfirst_year = 2026\nlast_year = 2027\n"
    (problem,) = problems_of(case=settings)
    assert problem.message.startswith("This is a section: write [solve]")


def test_missing_settings_are_a_problem(write_case: Write) -> None:
    """A folder without case.toml is told so."""
    folder = write_case()
    (folder / "case.toml").unlink()
    (problem,) = check(read_raw(folder)).problems
    assert (problem.file, problem.rule) == ("case.toml", "missing_settings")


def _workbook(path: Path, *, formula: bool) -> tuple[Problem, ...]:
    with xlsxwriter.Workbook(str(path)) as book:
        settings = book.add_worksheet("case")
        for row, cells in enumerate(
            [("key", "value"), ("case.first_year", 2026), ("case.last_year", 2027)]
        ):
            settings.write_row(row, 0, cells)
        for name, content in VALID.items():
            if name.endswith(".csv"):
                sheet = book.add_worksheet(name.removesuffix(".csv"))
                for row, line in enumerate(content.splitlines()):
                    sheet.write_row(row, 0, line.split(","))
        if formula:
            sheet = book.get_worksheet_by_name("demand")
            sheet.write_formula(1, 3, "=500*2", None, "")
    return check(read_raw(path)).problems


def test_a_formula_without_a_value_is_told_by_row_and_column(tmp_path: Path) -> None:
    """A formula that nobody worked out yet is a problem at its cell."""
    (problem,) = _workbook(tmp_path / "case.xlsx", formula=True)
    assert (problem.file, problem.sheet) == ("case.xlsx", "demand")
    assert (problem.line, problem.column) == (2, "volume")
    assert (problem.value, problem.rule) == ("=500*2", "formula")
    assert problem.message.startswith("Cell D2 holds a formula without a value")


def test_a_workbook_of_texts_is_read_like_the_folder(tmp_path: Path) -> None:
    """The valid case as a workbook has no problem either."""
    assert _workbook(tmp_path / "case.xlsx", formula=False) == ()


def test_blanks_in_notes_are_kept_and_elsewhere_told(write_case: Write) -> None:
    """Prose may begin with a blank; a quoted empty cell is blank; a name loses it."""
    head = "place,customs_territory,name,note\n"
    clean = check(read_raw(write_case(places=head + 'home,UK,"", two \nfar,CN,b,""\n')))
    assert (clean.problems, clean.notes) == ((), ())
    assert clean.tables["places"]["note"].to_list() == [" two ", None]
    stray = check(read_raw(write_case(places=head + "home,UK,a,\nfar,CN,   ,\n")))
    assert stray.problems == ()
    assert stray.tables["places"]["name"].to_list() == ["a", None]
    (note,) = stray.notes
    assert note.message == "1 cell of name read without stray blanks (line 3)"


def test_zero_width_blanks_inside_a_name_are_told(write_case: Write) -> None:
    """A character nobody can see would make two names out of one."""
    rows = VALID["demand.csv"].replace("car,home,2027", "c\u200bar,home\u00a0,2027")
    checked = check(read_raw(write_case(demand=rows)))
    assert checked.problems == ()
    assert checked.tables["demand"].row(1)[:2] == ("car", "home")
    (note,) = checked.notes
    assert note.message == (
        "1 cell of product read without stray blanks (line 3); "
        "1 cell of place read without stray blanks (line 3)"
    )


def test_a_large_parquet_file_is_not_read(write_case: Write) -> None:
    """The limit holds for Parquet as for CSV."""
    with (write_case() / "lanes.parquet").open("wb") as file:
        file.truncate(200_000_000)
    (problem,) = check(read_raw(write_case())).problems
    assert (problem.file, problem.rule) == ("lanes.parquet", "too_large")


def test_settings_over_a_megabyte_are_not_read(write_case: Write) -> None:
    """case.toml is small; anything else is not parsed."""
    (problem,) = check(read_raw(write_case(case="#" * 1_000_001))).problems
    assert problem.rule == "settings"
    assert "it is larger than 1 MB" in problem.message


def test_a_horizon_that_ends_before_it_begins_is_told(problems_of: ProblemsOf) -> None:
    """The years of the settings are checked against each other."""
    (problem,) = problems_of(case="[case]\nfirst_year = 2027\nlast_year = 2026\n")
    assert (problem.line, problem.rule) == (1, "settings")
    assert problem.message == "last_year 2026 is before 2027"
