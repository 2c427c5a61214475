"""How does a case become files of another format, or a first case of one's own?"""

from pathlib import Path

from brownfield.case.read import EXAMPLES, locate, read_case
from brownfield.console.say import DONE, say
from brownfield.errors import UseError
from brownfield.tables.files.settings_files import FILE
from brownfield.tables.writing.template import write_workbook_template
from brownfield.tables.writing.write import write_tables


def convert(path: str, target: Path, *, is_parquet: bool, is_overwriting: bool) -> int:
    """Write a case in another format."""
    case = read_case(path)
    if target.resolve() == locate(path).resolve():
        message = f"{target} is the case itself. Name another target."
        raise UseError(message)
    write_tables(
        dict(case.tables),
        case.settings,
        target,
        format="parquet" if is_parquet else "csv",
        overwrite=is_overwriting,
    )
    say(f"{target}: digest {read_case(target).digest[:12]}")
    return DONE


def new(target: Path, *, is_excel: bool) -> int:
    """Write the starter case where the user wants to edit it."""
    case = read_case("starter")
    if is_excel:
        target = target if target.suffix == ".xlsx" else target.with_suffix(".xlsx")
        if target.exists():
            message = f"{target} exists. Name another file."
            raise UseError(message)
        write_workbook_template(target, dict(case.tables), case.settings)
    else:
        # With the comments of the starter case.
        words = (EXAMPLES / "starter" / FILE).read_text(encoding="utf-8")
        write_tables(dict(case.tables), case.settings, target, settings_text=words)
    say(
        f"{target} holds a small invented case. Edit its tables, then:\n"
        f"  brownfield check {target}\n  brownfield plan {target} --report report.html"
    )
    return DONE
