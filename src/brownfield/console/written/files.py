"""How does a case become files of another format, or a first case of one's own?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.case.read import EXAMPLES, placed, read_case
from brownfield.case.said.texts import copy_texts
from brownfield.console.say import DONE, say
from brownfield.errors import UseError
from brownfield.tables.databases.address import check_other, folder_at
from brownfield.tables.files.settings_files import FILE, written_settings
from brownfield.tables.settings import CaseSection, Settings
from brownfield.tables.writing.template import write_workbook_template
from brownfield.tables.writing.write import FolderFormat, write_tables

if TYPE_CHECKING:
    from brownfield.tables.databases.address import Place


def convert(
    path: str,
    target: Place,
    *,
    is_parquet: bool,
    is_overwriting: bool,
    is_wide: bool,
) -> int:
    """Write a case in another format."""
    where = placed(path)
    case = read_case(path)
    check_other(target, where)
    write_tables(
        dict(case.tables),
        case.settings,
        target,
        format=_form(is_parquet=is_parquet, is_wide=is_wide),
        overwrite=is_overwriting,
        settings_text=written_settings(folder_at(where)),
    )
    copy_texts(case, target)
    say(f"{target}: digest {read_case(str(target)).digest[:12]}")
    return DONE


def _form(*, is_parquet: bool, is_wide: bool) -> FolderFormat:
    if is_parquet and is_wide:
        message = "--wide is for people, --parquet for programs. Leave one of them out."
        raise UseError(message)
    if is_parquet:
        return "parquet"
    return "wide" if is_wide else "csv"


def _blank(settings: Settings) -> Settings:
    """Return the settings of a case that says nothing but its years and currency."""
    years = settings.case.model_dump(include={"first_year", "last_year", "currency"})
    return Settings(case=CaseSection(**years))


def new(target: Path, *, is_excel: bool) -> int:
    """Write the starter case where the user wants to edit it."""
    case = read_case("starter")
    if is_excel:
        target = target if target.suffix == ".xlsx" else target.with_suffix(".xlsx")
        blank = target.with_stem(f"{target.stem}-blank")
        for path in (target, blank):
            if path.exists():
                message = f"{path} exists. Name another file."
                raise UseError(message)
        write_workbook_template(target, dict(case.tables), case.settings)
        write_workbook_template(blank, {}, _blank(case.settings))
        say(f"{blank} has the same sheets without rows, to be filled.")
    else:
        # With the comments of the starter case.
        words = (EXAMPLES / "starter" / FILE).read_text(encoding="utf-8")
        write_tables(dict(case.tables), case.settings, target, settings_text=words)
    say(
        f"{target} holds a small invented case. Edit its tables, then:\n"
        f"  brownfield check {target}\n  brownfield plan {target} --report report.html"
    )
    return DONE
