"""How are the problems of a case told in a terminal?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from brownfield.case.case import Case
from brownfield.case.read import check_case, name_of, placed
from brownfield.case.said.texts import copy_texts
from brownfield.console.say import BAD_INPUT, DONE, NO_ANSWER, say
from brownfield.plans.json_text import json_text
from brownfield.tables.databases.address import check_other, folder_at
from brownfield.tables.doubts.answered.meant import entry_for
from brownfield.tables.doubts.unplanned import RULE as UNPLANNED_RULE
from brownfield.tables.files.settings_files import written_settings
from brownfield.tables.frames import problems_frame
from brownfield.tables.mending.causes import causes
from brownfield.tables.mending.mend import mended
from brownfield.tables.problems import READ_SO, Problem
from brownfield.tell.text import notes

if TYPE_CHECKING:
    from brownfield.tables.check import Checked
    from brownfield.tables.databases.address import Place


def check(path: str, *, is_strict: bool, is_json: bool) -> int:
    """List every problem of a case, then its notes; strict, a note is an error."""
    checked = check_case(path)
    frame = problems_frame([*checked.problems, *checked.notes, *checked.meant])
    if is_json:
        say(json_text(frame.to_dicts()))
    else:
        say(problems(checked, path))
    if checked.problems or not (is_strict and checked.notes):
        return BAD_INPUT if checked.problems else DONE
    if not is_json:
        say(_strictly(len(checked.notes)))
    return NO_ANSWER


def fix(path: str, target: Place) -> int:
    """Write a copy of a case in which all that is safe to mend is mended, and say what.

    Nothing is written while a problem is left that needs a person.

    Raises
    ------
    UseError
        If the target is the case itself, or taken.
    FileError
        If it cannot be written.
    """
    where = placed(path)
    check_other(target, where)
    checked = check_case(path)
    mending = mended(checked)
    if mending.left or checked.settings is None:
        left = replace(checked, problems=mending.left or checked.problems, notes=())
        say(problems(left, path))
        say(f"{target} is not written: these problems need a person.")
        return BAD_INPUT
    from brownfield.tables.writing.write import write_tables

    folder = folder_at(where)
    write_tables(
        dict(mending.tables),
        checked.settings,
        target,
        settings_text=written_settings(folder),
    )
    parts = name_of(where), checked.settings, mending.tables
    copy_texts(Case(*parts, folder=folder), target)
    done = mending.done or ("Nothing had to be mended.",)
    say("\n".join([f"{target} is written.", *(f"  {line}" for line in done)]))
    return check(str(target), is_strict=False, is_json=False)


def _strictly(count: int) -> str:
    sentence = (
        "1 note counts as an error" if count == 1 else f"{count} notes are errors"
    )
    return f"{sentence}, as --strict asks."


def problems(checked: Checked, path: str) -> str:
    """Return every cause of problems, or a sentence that there is none; notes."""
    left = [note.message for note in checked.notes if note.rule == UNPLANNED_RULE]
    others = [note for note in checked.notes if note.rule != UNPLANNED_RULE]
    lines = [_problem_lines(checked, path)]
    if left:
        unused = "; ".join(left)
        lines.append(f"Note: read and checked, but changes no plan yet: {unused}.")
    lines += notes(others, "see --json")
    lines += [f"Meant so: {one.place}: {one.message}." for one in checked.meant]
    lines += _how_to_answer(others)
    return "\n".join(lines)


def _how_to_answer(notes: Sequence[Problem]) -> list[str]:
    """Return how to say that a cell is meant, with the first that is in doubt."""
    cells = [note for note in notes if note.rule != READ_SO and note.column]
    if not cells:
        return []
    entry = entry_for(cells[0].table, cells[0].column, cells[0].row)
    advice = "What is meant so is said in [check] of case.toml, e.g. meant = "
    return [f"{advice}[{json.dumps(entry, ensure_ascii=False)}]"]


def _problem_lines(checked: Checked, path: str) -> str:
    if not checked.problems:
        counts = {n: f.height for n, f in checked.tables.items() if f.height}
        total = sum(counts.values())
        return f"{path}: no problem in {total:,} rows of {len(counts)} tables."
    count = len(checked.problems)
    groups = causes(checked.problems)
    noun = "1 problem" if count == 1 else f"{count:,} problems"
    more = "" if len(groups) == count else f" of {len(groups)} causes"
    told: str = import_module("brownfield.console.causes").told(groups)  # rich
    return "\n".join([told, f"{noun}{more}."])
