"""Is a file, sheet or table that is not declared a mistake, or somebody's own?"""

from collections.abc import Collection

from brownfield.tables.definitions import TABLES
from brownfield.tables.files.headings import is_own
from brownfield.tables.files.raw import Source
from brownfield.tables.problems import Problem, did_you_mean, listed


def meant_table(name: str) -> str:
    """Return the declared table a name means in other letters, else the name."""
    plain = "_".join(name.strip().lower().replace("-", " ").split())
    return plain if plain in TABLES or plain == "case" else name


def leave_out(
    source: Source,
    own: Collection[str],
    present: Collection[str],
    where: tuple[str, str],
) -> None:
    """Note what is no table, or the problem of a name that is nearly one.

    Parameters
    ----------
    own
        Names that are no declared tables.
    present
        Declared tables that are there: a name like one of them is a copy of it.
    where
        File, and what is left out: sheet, table or file.
    """
    file, what = where
    absent = [name for name in TABLES if name not in present]
    left = []
    for name in own:
        stem = name.removesuffix(".csv").removesuffix(".parquet")
        if not is_own(name) and did_you_mean(stem, absent, ""):
            sheet = name if what == "sheet" else None
            source.problems.append(unknown_table(stem, file or name, sheet))
        else:
            left.append(name)
    if left:
        noun = what if len(left) == 1 else f"{what}s"
        names = listed([f"'{name}'" for name in left])
        source.read_so.append(f"{noun} {names} not read")


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
