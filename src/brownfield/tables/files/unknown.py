"""Which problem is it when a table is not declared?"""

from brownfield.tables.definitions import TABLES
from brownfield.tables.problems import Problem, did_you_mean, listed


def unknown_table(name: str, file: str, sheet: str | None) -> Problem:
    """Return the problem of a table that is not declared."""
    known = f"Known tables: {listed(TABLES, most=40)}; rename it or take it out"
    return Problem(
        table=name,
        file=file,
        sheet=sheet,
        line=None,
        column=None,
        value=name,
        rule="unknown_table",
        message="This is not a table of a case",
        hint=did_you_mean(name, TABLES, known),
    )
